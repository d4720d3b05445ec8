/** GPUs of AMD by their device files, and who has which. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '../../../foundation/result.ts';
import { unwrap } from '../../../foundation/result.ts';
import type { IsolatedContainer } from '../isolator.ts';
import { findGpuFault, makeGpuShare } from '../gpus/gpus.ts';
import type { GpuLedger } from '../gpus/ledger.ts';
import { findRocmGpus, rocm } from './rocm-gpus.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rocm-'));
  mkdirSync(join(home, 'dev/dri'), { recursive: true });
  for (const name of ['kfd', 'dri/card0', 'dri/renderD129', 'dri/renderD128', 'dri/renderD1000'])
    writeFileSync(join(home, 'dev', name), '');
});
afterEach(() => rmSync(home, { recursive: true }));

function find(resources?: string, ...rocm_gpu_devices: string[]): ReturnType<typeof findRocmGpus> {
  const named = rocm_gpu_devices.length === 0 ? {} : { rocm_gpu_devices };
  return findRocmGpus({ default_role: '*', resources, ...named }, home);
}

it('are all offered, those that are named, or none', () => {
  expect(find()).toEqual({ ok: true, value: [128, 129, 1000] });
  expect(find('gpus:2', '0', '2')).toEqual({ ok: true, value: [128, 1000] });
  expect(find('gpus:0')).toEqual({ ok: true, value: [] });
  expect(find('gpus:1')).toMatchObject({ error: expect.stringContaining('--rocm_gpu_devices') });
  expect(find('gpus:1', '3')).toMatchObject({ error: expect.stringContaining('names the GPU 3') });
});

it('without a driver the operator is told', () => {
  rmSync(join(home, 'dev/kfd'));
  expect(find()).toMatchObject({ error: expect.stringContaining(`device '${home}/dev/kfd'`) });
});

it('are of one kind, and need the isolator of devices', () => {
  const options = { default_role: '*' };
  expect(findGpuFault(['gpu/rocm', 'gpu/nvidia'], options)).toContain('only one of');
  expect(findGpuFault(['gpu/rocm'], options)).toContain("needs 'cgroups/devices'");
  expect(findGpuFault(['posix/cpu'], options)).toBeUndefined();
});

it('that one containerizer has given away no other gives, also after a restart', async () => {
  const options = { default_role: '*' };
  const shares = (ledger: GpuLedger = new Set()) =>
    ['mesos', 'docker'].map((name) =>
      makeGpuShare(rocm, { options, root: home, runtimeDirectory: join(home, name), ledger }),
    );
  const [mesos, docker] = shares();
  expect(mesos!.take('a', 2)).toEqual({ ok: true, value: [128, 129] });
  await mesos!.write('a');
  expect(docker!.take('b', 2)).toEqual({
    ...{ ok: false, error: 'Requested 2 gpus but only 1 available' },
  });
  const [first, second] = shares();
  const isolated: IsolatedContainer = {
    ...{ id: { value: 'a' }, directory: '', resources: [], limits: undefined },
  };
  const done = new Promise<Result<void>>((resolve) => first!.recover([isolated], resolve));
  unwrap(await done);
  expect(second!.take('b', 1)).toEqual({ ok: true, value: [1000] });
  unwrap(await new Promise<Result<void>>((resolve) => first!.giveBack('a', resolve)));
  expect(second!.take('c', 2)).toEqual({ ok: true, value: [128, 129] });
});
