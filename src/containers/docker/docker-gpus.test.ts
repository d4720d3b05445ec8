/** GPUs of Docker containers, with files that stand for devices, and an engine that is told of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerInfo } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, LaunchResult, Recovery } from '../containerizer.ts';
import type { GpuLedger } from '../isolators/gpus/ledger.ts';
import { makeGpuShare } from '../isolators/gpus/gpus.ts';
import { rocm } from '../isolators/gpu-rocm/rocm-gpus.ts';
import type { DockerContainerizer } from './docker-containerizer.ts';
import { DockerGpus } from './docker-gpus.ts';
import { dockerAgentIn } from './test-support/docker-agent.ts';
import { PretendEngine } from './test-support/pretend-engine.ts';

let home: string;
let engine: PretendEngine;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'docker-gpus-'));
  engine = new PretendEngine();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const id = { value: '0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e' };
const other = { value: '4f3f3a10-5df5-45c1-8f44-0a6f0a6cf6c1' };
const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'busybox' } };

function launch(
  agent: DockerContainerizer,
  config: ContainerConfig,
  who = id,
): Promise<LaunchResult> {
  return new Promise((resolve) => agent.launch(who, config, resolve));
}

describe('GPUs', () => {
  function withGpus(ledger: GpuLedger = new Set()): DockerContainerizer {
    mkdirSync(join(home, 'dev/dri'), { recursive: true });
    for (const file of ['kfd', 'dri/renderD128', 'dri/renderD129'])
      writeFileSync(join(home, 'dev', file), '');
    const options = { default_role: '*' };
    const parts = { options, root: home, runtimeDirectory: join(home, 'run/docker'), ledger };
    return dockerAgentIn(home, engine, { gpus: new DockerGpus(makeGpuShare(rocm, parts)) });
  }
  const asking = (value: number, directory = join(home, 'box')): ContainerConfig => ({
    ...{ command: { value: 'run' }, environment: {}, directory, container },
    resources: [{ name: 'gpus', type: 'SCALAR', scalar: { value } }],
  });
  const devicesOf = (who: string): unknown =>
    engine.find(`mesos-${who}`)?.spec.HostConfig.Devices?.map((one) => one.PathInContainer);

  it('are given to the engine, each to one container, until its end', async () => {
    const first = withGpus();
    await launch(first, asking(1));
    expect(devicesOf(id.value)).toEqual(['/dev/kfd', '/dev/dri/renderD128']);
    expect(engine.only.spec.HostConfig.Devices?.[0]).toMatchObject({
      ...{ PathOnHost: join(home, 'dev/kfd'), CgroupPermissions: 'rw' },
    });
    const agent = withGpus();
    const known = [
      { id, directory: join(home, 'box'), resources: [], hasProcess: true, container },
    ];
    unwrap(await new Promise<Result<Recovery>>((resolve) => agent.recover(known, resolve)));
    expect(await launch(agent, asking(2), other)).toMatchObject({
      error: 'Requested 2 gpus but only 1 available',
    });
    expect(await launch(agent, asking(0.5), other)).toMatchObject({
      error: "The 'gpus' resource must be an unsigned integer",
    });
    const end = new Promise((resolve) => agent.wait(id, resolve));
    engine.end(engine.only, 0);
    await end;
    expect(await launch(agent, asking(2), other)).toMatchObject({ ok: true });
    expect(devicesOf(other.value)).toEqual([
      ...['/dev/kfd', '/dev/dri/renderD128', '/dev/dri/renderD129'],
    ]);
  });

  it('are not given to who asks for none, and do not change', async () => {
    const agent = withGpus();
    await launch(agent, asking(0));
    expect(devicesOf(id.value)).toBeUndefined();
    const updated = new Promise((resolve) =>
      agent.update(id, asking(1).resources, undefined, resolve),
    );
    expect(await updated).toMatchObject({
      error: 'The GPUs of a Docker container cannot be changed',
    });
  });
});
