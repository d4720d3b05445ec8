/**
 * GPUs that are none: device files with the makers' numbers, without a driver behind them, and a program that stands for nvidia-smi. Who may
 * use such a file is told that there is no device, who may not, that it is not permitted.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { aConfig, anId, ended, home, launch, sandboxOf } from '../posix/test-support.ts';
import { aLinuxContainerizer, obstacle, scalar, testCgroups, useHome } from './test-support.ts';

const isV2 = obstacle === undefined && testCgroups('/x').hierarchy.version === 2;

describe.skipIf(obstacle !== undefined)(`GPUs of NVIDIA (${obstacle ?? ''})`, () => {
  const path = process.env['PATH'];
  let devices = '';

  useHome();
  beforeAll(() => {
    devices = join(home, 'dev');
    mkdirSync(devices);
    for (const [name, minor] of [
      ['nvidiactl', 255],
      ['nvidia-uvm', 254],
      ['nvidia3', 3],
      ['nvidia0', 0],
    ] as const)
      execFileSync('mknod', [join(devices, name), 'c', '195', String(minor)]);
    const program = "#!/bin/sh\nprintf ' Minor Number : 3\\n Minor Number : 0\\n'\n";
    writeFileSync(join(home, 'nvidia-smi'), program);
    chmodSync(join(home, 'nvidia-smi'), 0o755);
    process.env['PATH'] = `${home}${delimiter}${path}`;
  });
  afterAll(() => void (process.env['PATH'] = path));

  const aContainerizer = (): ReturnType<typeof aLinuxContainerizer> =>
    aLinuxContainerizer(['cgroups/devices', 'gpu/nvidia'], { root: home });

  const look = (): string =>
    `cd ${devices}; for each in nvidiactl nvidia3 nvidia0; do head -c 1 $each 2>&1 | grep -q 'not permitted' || echo $each; done`;

  /** The device files that it may use. */
  async function allowed(
    containerizer: ReturnType<typeof aContainerizer>,
    gpus: number,
    parent?: ContainerID,
  ): Promise<string> {
    const id = parent === undefined ? anId() : { ...anId(), parent };
    const config = aConfig(id, { value: look() }, { resources: [scalar('gpus', gpus)] });
    const launched = await launch(containerizer, id, config);
    if (!launched.ok) return launched.error;
    await ended(containerizer, id);
    containerizer.remove(id);
    return readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')
      .replaceAll('\n', ' ')
      .trim();
  }

  function changed(
    containerizer: ReturnType<typeof aContainerizer>,
    id: ContainerID,
    gpus: number,
  ): Promise<Result<void>> {
    return new Promise((resolve) =>
      containerizer.update(id, [scalar('gpus', gpus)], undefined, resolve),
    );
  }

  it('are those that it was given, and the devices that all tools need', async () => {
    const containerizer = aContainerizer();
    expect(await allowed(containerizer, 0)).toBe('nvidiactl');
    expect(await allowed(containerizer, 1)).toBe('nvidiactl nvidia3');
    expect(await allowed(containerizer, 2)).toBe('nvidiactl nvidia3 nvidia0');
    expect(await allowed(containerizer, 3)).toBe('Requested 3 gpus but only 2 available');
    expect(await allowed(containerizer, 0.5)).toBe(
      "The 'gpus' resource must be an unsigned integer",
    );
  });

  it('are nobody else’s, also after a restart, and change with the resources', async () => {
    const first = aContainerizer();
    const id = anId();
    const gate = join(home, 'gate');
    const value = `while ! [ -e ${gate} ]; do sleep 0.02; done; ${look()}`;
    const config = aConfig(id, { value }, { resources: [scalar('gpus', 1)] });
    unwrap(await launch(first, id, config));
    const second = aContainerizer();
    const known = {
      id,
      directory: config.directory,
      resources: config.resources,
      hasProcess: true,
    };
    await new Promise((resolve) => second.recover([known], resolve));
    expect(await allowed(second, 1)).toBe('nvidiactl nvidia0');
    const updated = await changed(second, id, 2);
    if (isV2) {
      expect(updated).toEqual({
        ok: false,
        error: expect.stringContaining('cannot be given more'),
      });
    } else {
      unwrap(updated);
      expect(await allowed(second, 1)).toBe('Requested 1 gpus but only 0 available');
    }
    writeFileSync(gate, '');
    await ended(second, id);
    second.remove(id);
    const text = readFileSync(join(sandboxOf(id), 'stdout'), 'utf8');
    expect(text).toBe(isV2 ? 'nvidiactl\nnvidia3\n' : 'nvidiactl\nnvidia3\nnvidia0\n');
    expect(await allowed(second, 2)).toBe('nvidiactl nvidia3 nvidia0');
  });

  it('of a pod are for all that is nested in it', async () => {
    const containerizer = aContainerizer();
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {});
    unwrap(await launch(containerizer, pod, config));
    expect(await allowed(containerizer, 0, pod)).toBe('nvidiactl');
    unwrap(await changed(containerizer, pod, 1));
    expect(await allowed(containerizer, 1, pod)).toBe('nvidiactl nvidia3');
    const nested = { ...anId(), parent: pod };
    unwrap(await launch(containerizer, nested, aConfig(nested, { value: 'sleep 300' })));
    unwrap(await changed(containerizer, pod, 2));
    expect(await allowed(containerizer, 1, pod)).toBe('nvidiactl nvidia3 nvidia0');
    unwrap(await changed(containerizer, pod, 0));
    // What version 2 cannot take from a process that runs is not given to anybody else.
    const free = isV2 ? 'Requested 1 gpus but only 0 available' : 'nvidiactl nvidia3';
    expect(await allowed(containerizer, 1)).toBe(free);
    containerizer.destroy(nested);
    await ended(containerizer, nested);
    containerizer.remove(nested);
    containerizer.destroy(pod);
    await ended(containerizer, pod);
    containerizer.remove(pod);
    expect(await allowed(containerizer, 1)).toBe('nvidiactl nvidia3');
  });
});

describe.skipIf(obstacle !== undefined)(`GPUs of AMD (${obstacle ?? ''})`, () => {
  useHome();
  beforeAll(() => {
    mkdirSync(join(home, 'dev/dri'), { recursive: true });
    const files = [
      ['kfd', 1],
      ['dri/renderD128', 128],
      ['dri/renderD129', 129],
      ['dri/card0', 0],
    ] as const;
    for (const [name, minor] of files)
      execFileSync('mknod', [join(home, 'dev', name), 'c', '226', String(minor)]);
  });

  /** The device files that it may use. */
  async function allowed(
    containerizer: ReturnType<typeof aLinuxContainerizer>,
    gpus: number,
  ): Promise<string> {
    const value = `cd ${home}/dev; for each in kfd dri/*; do head -c 1 $each 2>&1 | grep -q 'not permitted' || echo $each; done`;
    const id = anId();
    const config = aConfig(id, { value }, { resources: [scalar('gpus', gpus)] });
    const launched = await launch(containerizer, id, config);
    if (!launched.ok) return launched.error;
    await ended(containerizer, id);
    containerizer.remove(id);
    const text = readFileSync(join(sandboxOf(id), 'stdout'), 'utf8');
    return text.replaceAll('\n', ' ').trim();
  }

  it('are those that it was given, and what they share', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/devices', 'gpu/rocm'], { root: home });
    expect(await allowed(containerizer, 0)).toBe('kfd');
    expect(await allowed(containerizer, 1)).toBe('kfd dri/renderD128');
    expect(await allowed(containerizer, 2)).toBe('kfd dri/renderD128 dri/renderD129');
    expect(await allowed(containerizer, 3)).toBe('Requested 3 gpus but only 2 available');
  });
});
