/** The containerizer `docker` without a daemon; what a real one does is in test/system. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import { MetricsRegistry } from '../../foundation/metrics/registry.ts';
import type { Result } from '../../foundation/result.ts';
import { unwrap } from '../../foundation/result.ts';
import type { ContainerInfo, ContainerInfo_DockerInfo } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, ContainerTermination, LaunchResult } from '../containerizer.ts';
import type { Recovery } from '../containerizer.ts';
import type { DockerContainerizer, DockerContainerizerParts } from './docker-containerizer.ts';
import { dockerAgentIn } from './test-support/docker-agent.ts';
import { PretendEngine } from './test-support/pretend-engine.ts';

let home: string;
let engine: PretendEngine;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'docker-'));
  engine = new PretendEngine();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const id = { value: '0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e' };
const other = { value: '4f3f3a10-5df5-45c1-8f44-0a6f0a6cf6c1' };
const name = `mesos-${id.value}`;

function anAgent(more: Partial<DockerContainerizerParts> = {}): DockerContainerizer {
  return dockerAgentIn(home, engine, more);
}

function sandboxOf({ value } = id): string {
  return join(home, 'sandboxes', value);
}

function aConfig(docker: Partial<ContainerInfo_DockerInfo> = {}): ContainerConfig {
  const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'busybox', ...docker } };
  return {
    ...{ command: { value: 'run' }, environment: {}, directory: sandboxOf(), container },
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 64 } },
    ],
  };
}

function launch(agent: DockerContainerizer, config = aConfig(), who = id): Promise<LaunchResult> {
  return new Promise((resolve) => agent.launch(who, config, resolve));
}

function endOf(agent: DockerContainerizer, who = id): Promise<ContainerTermination | undefined> {
  return new Promise((resolve) => agent.wait(who, resolve));
}

async function recover(agent: DockerContainerizer, known = [id]): Promise<Recovery> {
  const containers = known.map((each) => ({
    ...{ id: each, directory: sandboxOf(each), resources: [], hasProcess: true },
    container: aConfig().container!,
  }));
  return unwrap(
    await new Promise<Result<Recovery>>((resolve) => agent.recover(containers, resolve)),
  );
}

function log(file: 'stdout' | 'stderr'): string {
  return readFileSync(join(sandboxOf(), file), 'utf8');
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; !condition(); i++) {
    if (i > 2000) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a Docker container', () => {
  it('is started by its name, and told of as docker inspect shows it', async () => {
    const launched = await launch(anAgent());
    const container = engine.only;
    expect(container).toMatchObject({ name, status: 'running' });
    expect(container.spec).toMatchObject({
      ...{ Image: 'busybox', Entrypoint: ['/bin/sh'], Cmd: ['-c', 'run'] },
      HostConfig: { NetworkMode: 'host', CpuShares: 512, Memory: 64 * 1024 * 1024 },
    });
    expect(launched).toMatchObject({ ok: true, value: { pid: 1_000_000_000 } });
    const { data } = (launched as { value: { data: Uint8Array } }).value;
    expect(JSON.parse(Buffer.from(data).toString())).toMatchObject([{ Name: `/${name}` }]);
  });

  it('writes into its sandbox, and ends with its exit code', async () => {
    const agent = anAgent();
    await launch(agent);
    engine.say(engine.only, 'stdout', 'one\n');
    engine.say(engine.only, 'stderr', 'two\n');
    const end = endOf(agent);
    engine.end(engine.only, 3);
    expect(await end).toEqual({ status: 3 << 8 });
    expect([log('stdout'), log('stderr')]).toEqual(['one\n', 'two\n']);
  });

  it('gets its stop signal for a SIGTERM, and is killed when it is destroyed', async () => {
    const agent = anAgent();
    const parameters = [{ key: 'stop-signal', value: 'SIGINT' }];
    await launch(agent, aConfig({ parameters }));
    const end = endOf(agent);
    agent.kill(id, 15);
    agent.kill(id, 10);
    agent.destroy(id);
    expect(await end).toEqual({ status: 137 << 8 });
    expect(engine.only.signals).toEqual(['SIGINT', '10', 'SIGKILL']);
  });

  it('is stopped first by agents with a --docker_stop_timeout', async () => {
    const agent = anAgent({ stopTimeoutSecs: 7 });
    await launch(agent);
    const end = endOf(agent);
    agent.destroy(id);
    expect(await end).toEqual({ status: 143 << 8 });
    expect(engine.only.signals).toEqual(['stop 7']);
  });

  it('that the kernel killed for memory says so', async () => {
    const agent = anAgent();
    await launch(agent);
    const end = endOf(agent);
    engine.only.isOutOfMemory = true;
    engine.end(engine.only, 137);
    expect(await end).toMatchObject({
      ...{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION_MEMORY' },
      limitedResources: [{ name: 'mem', scalar: { value: 64 } }],
    });
  });

  it('is removed from the engine when its time is over', async () => {
    const agent = anAgent();
    await launch(agent);
    const end = endOf(agent);
    engine.end(engine.only, 0);
    await end;
    expect(agent.remove(id)).toBe(true);
    await until(() => engine.containers.size === 0);
  });

  it('tells its address, and what it uses', async () => {
    const agent = anAgent();
    await launch(agent, aConfig({ network: 'BRIDGE' }));
    const status = await new Promise((resolve) => agent.status(id, resolve));
    expect(status).toMatchObject({
      value: { network_infos: [{ ip_addresses: [{ ip_address: '172.17.0.2' }] }] },
    });
    const usage = await new Promise((resolve) => agent.usage(id, resolve));
    expect(usage).toMatchObject({
      value: {
        ...{ cpus_user_time_secs: 2, cpus_system_time_secs: 1, mem_rss_bytes: 4096 },
        ...{ cpus_soft_limit: 0.5, mem_limit_bytes: 64 * 1024 * 1024 },
      },
    });
  });

  it('is given more when it is to have more, and never less memory', async () => {
    const agent = anAgent();
    await launch(agent);
    const mem = (value: number) => [{ name: 'mem', type: 'SCALAR' as const, scalar: { value } }];
    const update = (value: number): Promise<Result<void>> =>
      new Promise((resolve) => agent.update(id, mem(value), undefined, resolve));
    const mebibyte = 1024 * 1024;
    unwrap(await update(100));
    unwrap(await update(40));
    expect(engine.only.updates).toEqual([
      {
        ...{ MemoryReservation: 100 * mebibyte, Memory: 100 * mebibyte },
        MemorySwap: 164 * mebibyte,
      },
      { MemoryReservation: 40 * mebibyte },
    ]);
  });

  it('runs checks beside its command, in its sandbox', async () => {
    const agent = anAgent();
    await launch(agent);
    const nested = { value: 'check', parent: id };
    engine.execBehaviour = ({ command }) => (command[2] === 'test' ? 4 : 0);
    const config = { environment: { A: '1' }, directory: sandboxOf(), resources: [] };
    const check = { ...config, command: { value: 'test' }, containerClass: 'debug' as const };
    expect(await launch(agent, check, nested as typeof id)).toMatchObject({ ok: true });
    expect(await endOf(agent, nested as typeof id)).toEqual({ status: 4 << 8 });
    expect([...engine.execs.values()]).toMatchObject([{ environment: { A: '1' } }]);
    expect(log('stdout')).toBe('checked\n');
  });
});

it('a container that the engine starts again by its policy runs on', async () => {
  const agent = anAgent();
  await launch(agent, aConfig({ parameters: [{ key: 'restart', value: 'on-failure:1' }] }));
  let ended: ContainerTermination | undefined;
  const end = endOf(agent).then((termination) => (ended = termination));
  const container = engine.only;
  engine.end(container, 1);
  container.status = 'restarting';
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(ended).toBeUndefined();
  container.status = 'running';
  engine.end(container, 2);
  expect(await end).toEqual({ status: 2 << 8 });
});

describe('a launch fails with a sentence, and leaves nothing,', () => {
  async function errorOf(config = aConfig()): Promise<string> {
    const launched = await launch(anAgent(), config);
    expect(engine.containers.size).toBe(0);
    return launched.ok ? 'it runs' : launched.error;
  }

  it('when the engine is away', async () => {
    engine.isAway = true;
    expect(await errorOf()).toBe('the Docker Engine is away');
  });

  it('when the image cannot be had', async () => {
    engine.pullFault = 'manifest unknown';
    expect(await errorOf(aConfig({ image: 'none' }))).toBe(
      "Failed to pull image 'none': manifest unknown",
    );
  });

  it('when it is given up while the image comes', async () => {
    engine.holdsPulls = true;
    const agent = anAgent();
    const launched = launch(agent, aConfig({ image: 'large' }));
    await until(() => engine.pullsBegun === 1);
    expect(agent.destroy(id)).toBe(true);
    expect(await launched).toEqual({
      ...{ ok: false },
      error: "Failed to pull image 'large': Container destroyed while pulling image",
    });
  });

  it('when the engine cannot start it', async () => {
    engine.startFault = 'port is already allocated';
    expect(await errorOf()).toBe('Failed to run docker container: port is already allocated');
  });

  it('when what is asked for does not go together', async () => {
    const mapping = { host_port: 80, container_port: 80 };
    expect(await errorOf(aConfig({ network: 'BRIDGE', port_mappings: [mapping] }))).toBe(
      'Failed to create docker run options: Port mappings require port resources',
    );
    expect(engine.pulls).toEqual([]);
  });

  it('when Docker has no way to do it', async () => {
    const config = aConfig();
    const container = { ...config.container, type: 'DOCKER' as const, linux_info: {} };
    expect(await errorOf({ ...config, container })).toContain("'container.linux_info' is refused");
  });
});

describe('images', () => {
  it('are pulled when they are missing, or when that is forced', async () => {
    const metrics = new MetricsRegistry(new SystemClock());
    const agent = anAgent({ pulls: metrics.timer('pull_ms') });
    await launch(agent, aConfig({ image: 'there:1' }));
    expect(metrics.timers()).toMatchObject([{ name: 'pull_ms', count: 1 }]);
    await launch(agent, aConfig({ image: 'busybox', force_pull_image: true }), other);
    expect(engine.pulls.map(({ reference }) => reference)).toEqual(['there:1', 'busybox']);
  });

  it('are pulled with the login of the sandbox, else with that of the agent', async () => {
    const login = (user: string): object => ({
      auths: { 'h:5000': { auth: Buffer.from(`${user}:x`).toString('base64') } },
    });
    const logins = new Map([['h:5000', { username: 'agent', password: 'p' }]]);
    await launch(anAgent({ logins }), aConfig({ image: 'h:5000/a' }));
    mkdirSync(join(sandboxOf(other), '.docker'), { recursive: true });
    writeFileSync(join(sandboxOf(other), '.docker/config.json'), JSON.stringify(login('task')));
    const config = { ...aConfig({ image: 'h:5000/b' }), directory: sandboxOf(other) };
    await launch(anAgent({ logins }), config, other);
    expect(engine.pulls.map(({ credentials }) => credentials?.username)).toEqual(['agent', 'task']);
  });
});

describe('the next agent process', () => {
  it('finds what runs, goes on with its output, and hears of its end', async () => {
    await launch(anAgent());
    engine.say(engine.only, 'stdout', 'one\n');
    await until(() => log('stdout') === 'one\n');
    const agent = anAgent();
    expect(await recover(agent)).toEqual({ running: [id], terminated: [], orphans: [] });
    const { data } = agent.list()[0]!;
    expect(JSON.parse(Buffer.from(data!).toString())).toMatchObject([{ Name: `/${name}` }]);
    const end = endOf(agent);
    engine.end(engine.only, 5);
    expect(await end).toEqual({ status: 5 << 8 });
    expect(log('stdout')).toBe('one\n');
  });

  it('hears how it ended while no agent was there, and reads what it said', async () => {
    engine.behaviour = (container) => {
      container.status = 'exited';
      container.exitCode = 6;
      engine.say(container, 'stdout', 'last words\n');
    };
    await launch(anAgent());
    const agent = anAgent();
    expect(await recover(agent)).toEqual({ running: [], terminated: [id], orphans: [] });
    expect(await endOf(agent)).toEqual({ status: 6 << 8 });
    expect(log('stdout')).toBe('last words\n');
  });

  it('ends orphans, and removes them', async () => {
    await launch(anAgent());
    expect(await recover(anAgent(), [])).toEqual({ running: [], terminated: [], orphans: [id] });
    await until(() => engine.containers.size === 0);
  });

  it('leaves orphans alone with --no-docker_kill_orphans', async () => {
    await launch(anAgent());
    const agent = anAgent({ killsOrphans: false });
    expect(await recover(agent, [])).toEqual({ running: [], terminated: [], orphans: [] });
    expect(engine.only.status).toBe('running');
  });

  it('leaves alone what another agent of the machine runs, and what is no Mesos container', async () => {
    await launch(anAgent());
    const options = { workDirectory: '/elsewhere', sandboxDirectory: '/s', dns: [] };
    const spec = { Image: 'a', Env: [], Cmd: [], Labels: {}, HostConfig: {} };
    await engine.create('mesos-dns', spec);
    const neighbour = anAgent({ options: { ...options, isRequestTheLimit: false } });
    expect(await recover(neighbour, [])).toEqual({ running: [], terminated: [], orphans: [] });
    expect(engine.containers.size).toBe(2);
  });

  it('takes away what never began, and may launch it again', async () => {
    const spec = { Image: 'a', Env: [], Cmd: [], Labels: {}, HostConfig: {} };
    await engine.create(name, spec);
    const agent = anAgent();
    expect(await recover(agent)).toEqual({ running: [], terminated: [id], orphans: [] });
    expect(engine.containers.size).toBe(0);
    expect(await endOf(agent)).toBeUndefined();
    expect(await launch(agent)).toMatchObject({ ok: true });
  });

  it('does not start while the engine is away', async () => {
    engine.isAway = true;
    await expect(recover(anAgent())).rejects.toThrow('the Docker Engine is away');
  });
});

it('an engine that comes back tells what ended meanwhile', async () => {
  const agent = anAgent();
  await launch(agent);
  const end = endOf(agent);
  engine.isAway = true;
  engine.changed();
  engine.end(engine.only, 137);
  engine.isAway = false;
  engine.changed();
  expect(await end).toEqual({ status: 137 << 8 });
});
