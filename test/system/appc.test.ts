/**
 * Images of appc from outside: a real master, a real agent on this machine's kernel, and a server of images. Needs what
 * the launcher linux needs and a static busybox; elsewhere it is skipped and says what is missing.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  busyboxFiles,
  findBusyboxObstacle,
} from '../../src/containers/images/test-support/busybox-image.ts';
import {
  aciName,
  makeAci,
  saveAci,
  serveAcis,
} from '../../src/containers/images/test-support/pretend-acis.ts';
import type { AciServer } from '../../src/containers/images/test-support/pretend-acis.ts';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const obstacle = findObstacle(mountPoint) ?? findBusyboxObstacle();
const cgroupsRoot = `mesos-appc-test-${process.pid}`;
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));

describe.skipIf(obstacle !== undefined)(`images of appc (${obstacle ?? ''})`, () => {
  const cluster = new Cluster();
  let isSlow = false;
  let server: AciServer;
  let master: Program;
  let agent: Program;
  let baseId: string;

  const store = (name: string): readonly string[] =>
    readdirSync(join(cluster.directory, 'store', name));

  beforeAll(async () => {
    const acis = join(cluster.directory, 'acis');
    mkdirSync(acis);
    server = await serveAcis(acis, () => isSlow);
    const save = async (name: string, ...rest: [object, Parameters<typeof makeAci>[1]]) => {
      const aci = await makeAci({ name, ...rest[0] }, rest[1]);
      saveAci(acis, aciName(name), aci);
      return aci;
    };
    const base = await save(
      'example.com/base',
      {},
      busyboxFiles([{ name: 'below', text: 'base' }]),
    );
    baseId = base.id;
    const app = {
      ...{ exec: ['/bin/sh', '-c', 'exit 42'], user: '0', group: '0', workingDirectory: '/work' },
      environment: [{ name: 'GREETING', value: 'hello' }],
    };
    const dependencies = [{ imageName: 'example.com/base', imageID: base.id }];
    const entries = [
      { name: 'work', type: 'directory' as const, mode: 0o755 },
      { name: 'above', text: 'app' },
    ];
    await save('example.com/app', { app, dependencies }, entries);
    await save('slow', {}, busyboxFiles());
    master = await cluster.startMaster();
    agent = await cluster.startAgent(master, {
      launcher: 'linux',
      flags: [
        '--isolation=filesystem/linux,docker/runtime,appc/runtime,namespaces/pid',
        '--image_providers=DOCKER,APPC',
        `--appc_simple_discovery_uri_prefix=${server.address}/`,
        `--appc_store_dir=${join(cluster.directory, 'store')}`,
        '--fetcher_stall_timeout=3secs',
        `--docker_store_dir=${join(cluster.directory, 'docker-store')}`,
        ...[`--cgroups_root=${cgroupsRoot}`, '--resources=cpus:4;mem:1000;disk:1000'],
      ],
    });
    await registered();
  });

  afterAll(async () => {
    await cluster.stop();
    server.stop();
    for (const name of readdirSync(mountPoint)) {
      const path = join(mountPoint, name, cgroupsRoot);
      if (existsSync(path)) rmdirSync(path);
    }
  });

  async function registered(): Promise<void> {
    await eventually('the agent is registered', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { slaves: { active: boolean }[] };
      return slaves.some(({ active }) => active) || undefined;
    });
  }

  /** What mesos-execute printed of the task. */
  function run(...args: string[]): Promise<string> {
    return new Promise((resolve) => {
      const all = [execute, `--master=${master.address}`, ...args];
      execFile(process.execPath, all, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
  }

  function aTask(name: string, image: string, more: object): string {
    const resources = [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
    ];
    const container = { type: 'MESOS', mesos: { image: { type: 'APPC', appc: { name: image } } } };
    const ids = { name, task_id: { value: name }, agent_id: { value: '' } };
    return `--task=${JSON.stringify({ ...ids, resources, container, ...more })}`;
  }

  it('run commands in what an image and its dependency have, as the image says', async () => {
    const command =
      'test "$(cat /below) $(cat /above) $GREETING $(pwd)" = "base app hello /work" && test ! -e /usr';
    const said = await run('--name=a', '--appc_image=example.com/app', `--command=${command}`);
    expect(said).toContain('TASK_FINISHED');
    expect(store('images')).toHaveLength(2);
    const own = await run(aTask('b', 'example.com/app', { command: { shell: false } }));
    expect(own).toContain('Command exited with status 42');
    const given = { shell: false, arguments: ['-c', 'exit 43'] };
    expect(await run(aTask('c', 'example.com/app', { command: given }))).toContain(
      'Command exited with status 43',
    );
  });

  it('are volumes, too, and are named by their ids', async () => {
    const image = { type: 'APPC', appc: { name: 'example.com/base', id: baseId } };
    const volumes = [{ container_path: '/other', mode: 'RO', image }];
    const mesos = { image: { type: 'APPC', appc: { name: 'example.com/base' } } };
    const container = { type: 'MESOS', mesos, volumes };
    const value = 'test "$(cat /other/below)" = base && ! touch /other/x';
    const said = await run(aTask('v', '', { container, command: { value } }));
    expect(said).toContain('TASK_FINISHED');
  });

  it('that are not to be had are told of in a sentence', async () => {
    const said = await run('--name=n', '--appc_image=no/such', '--command=true');
    expect(said).toContain('REASON_CONTAINER_LAUNCH_FAILED');
    expect(said).toContain(
      `Failed to pull image 'no/such' from simple discovery at '${server.address}/': ${server.address}/${aciName('no/such')}: the server answered with HTTP status 404, not 200`,
    );
  });

  it('are not half there when the agent is killed while they come, and are found again', async () => {
    isSlow = true;
    const ended = run('--name=s', '--checkpoint', '--appc_image=slow', '--command=true');
    await eventually('the image comes', () => store('staging').length > 0 || undefined);
    await agent.end('SIGKILL');
    await agent.start();
    await registered();
    await ended;
    expect(store('staging')).toEqual([]);
    expect(store('images')).toHaveLength(2);
    isSlow = false;
    const asked = server.asked();
    const there = await run('--name=t', '--appc_image=example.com/app', '--command=true');
    expect(there).toContain('TASK_FINISHED');
    expect(server.asked()).toBe(asked);
    expect(await run('--name=u', '--appc_image=slow', '--command=true')).toContain('TASK_FINISHED');
    expect(store('images')).toHaveLength(3);
  });

  it('are removed when nobody uses them and it is asked for', async () => {
    const kept = { type: 'APPC', appc: { name: 'example.com/app' } };
    await prune([kept]);
    expect(store('images')).toHaveLength(2);
    await prune([]);
    expect(store('images')).toEqual([]);
  });

  async function prune(excluded_images: readonly object[]): Promise<void> {
    const answer = await fetch(`http://${agent.address}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'PRUNE_IMAGES', prune_images: { excluded_images } }),
    });
    expect(answer.status).toBe(200);
  }
});
