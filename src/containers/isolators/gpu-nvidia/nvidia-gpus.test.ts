/** GPUs as a program that stands for nvidia-smi tells of them. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readIndices } from '../gpus/gpu-flags.ts';
import { makeGpuShare } from '../gpus/gpus.ts';
import { findNvidiaGpus, minorsOf, nvidia } from './nvidia-gpus.ts';
import type { NvidiaOptions } from './nvidia-gpus.ts';

const output = `
Attached GPUs                             : 2
GPU 00000000:01:00.0
    Product Name                          : Tesla
    Minor Number                          : 3
GPU 00000000:02:00.0
    Minor Number                          : 0
`;

let home = '';
const path = process.env['PATH'];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gpus-'));
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(home, { recursive: true });
});

function install(): void {
  writeFileSync(
    join(home, 'nvidia-smi'),
    `#!/bin/sh\n[ "$1" = -q ] && cat <<'END'\n${output}END\n`,
  );
  chmodSync(join(home, 'nvidia-smi'), 0o755);
  process.env['PATH'] = `${home}${delimiter}${path}`;
}

function find(
  resources?: string,
  ...nvidia_gpu_devices: string[]
): ReturnType<typeof findNvidiaGpus> {
  const options: NvidiaOptions = {
    ...{ default_role: '*', resources },
    nvidia_gpu_devices: nvidia_gpu_devices.length === 0 ? undefined : nvidia_gpu_devices,
  };
  return findNvidiaGpus(options);
}

it('are read in the order of their indices', () => expect(minorsOf(output)).toEqual([3, 0]));

it('are all offered, those that are named, or none', () => {
  install();
  expect(find()).toEqual({ ok: true, value: [3, 0] });
  expect(find('cpus:4')).toEqual({ ok: true, value: [3, 0] });
  expect(find('gpus:1', '1')).toEqual({ ok: true, value: [0] });
  expect(find('gpus:0')).toEqual({ ok: true, value: [] });
});

it.each([
  [['gpus:1'], "'gpus' in --resources needs --nvidia_gpu_devices"],
  [['cpus:1', '0'], "--nvidia_gpu_devices needs 'gpus' in --resources"],
  [['gpus:2', '0'], 'specify different numbers of GPU devices: 2 and 1'],
  [['gpus:1', '2'], 'names the GPU 2, the machine has 2'],
] as const)('%j does not go together', ([resources, ...indices], why) => {
  install();
  const found = find(resources, ...indices);
  expect(!found.ok && found.error).toContain(why);
});

it('without a driver the operator is told', () => {
  process.env['PATH'] = home;
  const found = find();
  expect(!found.ok && found.error).toContain("needs NVIDIA's driver and its nvidia-smi");
});

it('without the devices of the driver as well', () => {
  install();
  const parts = { root: home, runtimeDirectory: home, ledger: new Set<never>() };
  const make = (): unknown => makeGpuShare(nvidia, { ...parts, options: { default_role: '*' } });
  expect(make).toThrow(`needs the device '${home}/dev/nvidiactl'`);
});

it('indices are numbers, each once', () => {
  expect(readIndices(['0', '2']).ok).toBe(true);
  for (const odd of [['x'], ['-1'], ['1', '01']]) expect(readIndices(odd).ok).toBe(false);
});

it('the operator may name another library of the driver', () => {
  install();
  const program = `#!/bin/sh\n[ "$LD_PRELOAD" = libnvidia-ml.so.42 ] && echo ' Minor Number : 7'\n`;
  writeFileSync(join(home, 'nvidia-smi'), program);
  expect(find().ok).toBe(false);
  process.env['MESOS_NVIDIA_LIB'] = 'libnvidia-ml.so.42';
  try {
    expect(find()).toEqual({ ok: true, value: [7] });
  } finally {
    delete process.env['MESOS_NVIDIA_LIB'];
  }
});
