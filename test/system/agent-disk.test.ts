/**
 * What a real agent has on its disk: files that it fetched, kept for the next task; what it knows of
 * executors that it did not live to launch; what ran and is over; who it was.
 */
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, type Program, eventually, freePort, processesOf } from '../support/cluster.ts';

const shellExecutor = fileURLToPath(new URL('../../examples/shell-executor.mjs', import.meta.url));
const resources = [
  { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 0.1 } },
  { name: 'mem', type: 'SCALAR' as const, scalar: { value: 32 } },
];

type NewTask = Parameters<Scheduler['launch']>[1][number];

let cluster: Cluster;
let master: Program;
let scheduler: Scheduler;
let server: Server;
/** Paths that were asked for the content of; those that wait for `answer`. */
let asked: string[];
let waiting: ServerResponse[];
let statuses: mesos.TaskStatus[];
let queue: NewTask[];
let offers: mesos.Offer[];

beforeEach(async () => {
  cluster = new Cluster();
  [asked, waiting, statuses, queue, offers] = [[], [], [], [], []];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'GET') asked.push(path);
    response.writeHead(200, { 'Content-Length': 7 });
    if (request.method === 'HEAD') response.end();
    else if (path.startsWith('/slow') && asked.length === 1) waiting.push(response);
    else response.end('content');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
  scheduler = new Scheduler({
    master: master.address,
    framework: { user: 'root', name: 'disk', checkpoint: true, failover_timeout: 600 },
    handlers: {
      offers: (more) => {
        offers.push(...more);
        launch();
      },
      rescinded: (id) => void (offers = offers.filter((one) => one.id.value !== id)),
      update: (status) => void statuses.push(status),
    },
  });
  scheduler.start();
});

afterEach(async () => {
  await scheduler.stop({ mode: 'teardown' });
  server.closeAllConnections();
  server.close();
  await cluster.stop();
});

function launch(): void {
  while (offers.length > 0 && queue.length > 0) scheduler.launch(offers.shift()!, [queue.shift()!]);
}

function run(name: string, more: Partial<NewTask>): void {
  queue.push({
    ...{ name, task_id: { value: name }, resources },
    ...more,
  });
  launch();
}

function until(name: string, state: string): Promise<mesos.TaskStatus> {
  return eventually(`${name} is ${state}`, () =>
    statuses.find((one) => one.task_id.value === name && one.state === state),
  );
}

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function startAgent(...flags: string[]): Promise<Program> {
  return startAgentAt(await freePort(), ...flags);
}

function startAgentAt(port: number, ...flags: string[]): Promise<Program> {
  const common = ['--resources=cpus:4;mem:1024;disk:1024', '--no-switch_user'];
  const cache = `--fetcher_cache_dir=${join(cluster.directory, 'fetch')}`;
  return cluster.startAgent(master, { port, flags: [...common, cache, ...flags] });
}

async function call(agent: Program, type: string, message: object): Promise<unknown> {
  const answer = await fetch(`http://${agent.address}/api/v1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ type, [type.toLowerCase()]: message }),
  });
  return answer.json();
}

async function usedBytes(agent: Program): Promise<number | undefined> {
  const metrics = (await agent.getJson('/metrics/snapshot')) as Record<string, number>;
  return metrics['containerizer/fetcher/cache_size_used_bytes'];
}

describe('an agent', () => {
  it('asks for a file once, however many tasks want it, and begins anew with an empty cache', async () => {
    const agent = await startAgent();
    const command = {
      value: 'test "$(cat file)" = content',
      uris: [{ value: `${origin()}/file`, cache: true }],
    };
    for (const name of ['a', 'b', 'c']) run(name, { command });
    for (const name of ['a', 'b', 'c']) await until(name, 'TASK_FINISHED');
    expect(asked).toEqual(['/file']);
    expect(await usedBytes(agent)).toBe(7);
    const log = await call(agent, 'READ_LOG', { task_id: 'a', stream: 'stderr' });
    expect(log).toMatchObject({
      read_log: { text: expect.stringMatching(/^I\d{4} .*\] Fetching '.*\/file'/u) as string },
    });
    await agent.end();
    await agent.start();
    expect(await usedBytes(agent)).toBe(0);
    run('d', { command });
    await until('d', 'TASK_FINISHED');
    expect(asked).toEqual(['/file', '/file']);
  });

  it('names the URI and the reason when it cannot be fetched', async () => {
    await startAgent();
    run('lost', { command: { value: 'true', uris: [{ value: 'hdfs://name/x' }] } });
    const { message, reason } = await until('lost', 'TASK_FAILED');
    expect(reason).toBe('REASON_CONTAINER_LAUNCH_FAILED');
    expect(message).toMatch(/Failed to fetch 'hdfs:\/\/name\/x': .*hadoop/u);
  });

  it('launches an executor whose launch the last process did not live to finish', async () => {
    const agent = await startAgent();
    const value = `cat slow >&2; exec ${process.execPath} ${shellExecutor}`;
    run('late', {
      executor: {
        executor_id: { value: 'shell' },
        command: { value, uris: [{ value: `${origin()}/slow` }] },
      },
      data: Buffer.from('echo done'),
    });
    await eventually('the file is being fetched', () => waiting.length > 0 || undefined);
    await agent.end('SIGKILL');
    await agent.start();
    await until('late', 'TASK_FINISHED');
    expect(asked).toEqual(['/slow', '/slow']);
    expect(statuses.filter(({ state }) => /LOST|GONE|DROPPED|FAILED/u.test(state))).toEqual([]);
  });

  it('shows what is over after a restart too', async () => {
    const agent = await startAgent();
    run('over', { command: { value: 'echo it was' } });
    await until('over', 'TASK_FINISHED');
    const frameworks = async (): Promise<unknown> => {
      // 503 while it recovers.
      const state = await agent.getJson('/state').catch(() => undefined);
      const completed = (state as { completed_frameworks: object[] } | undefined)
        ?.completed_frameworks;
      return (completed ?? []).length > 0 ? completed : undefined;
    };
    await eventually('it is history', frameworks);
    await agent.end('SIGKILL');
    await agent.start();
    const completed_tasks = [{ id: 'over', state: 'TASK_FINISHED' }];
    expect(await eventually('it still is', frameworks)).toMatchObject([
      { completed_executors: [{ completed_tasks }] },
    ]);
    const log = await call(agent, 'READ_LOG', { task_id: 'over' });
    expect(log).toMatchObject({ read_log: { text: 'it was\n' } });
  });

  it('comes back with more only when the policy lets it, and with --recover=cleanup to end all', async () => {
    const agent = await startAgent();
    run('long', { command: { value: 'sleep 1000' } });
    await until('long', 'TASK_RUNNING');
    await agent.end();
    const again = (...flags: string[]): Promise<Program> =>
      startAgentAt(agent.port, '--attributes=rack:a', ...flags);
    // It may have answered once before it gives up.
    const said = await again().then(
      (refused) => eventually('it gives up', () => (refused.exit ? refused.log : undefined)),
      (error: Error) => error.message,
    );
    expect(said).toMatch(
      /The attributes changed: attribute 'rack' is new; --reconfiguration_policy=equal/u,
    );
    expect(said).toContain('allow the agent to grow: --reconfiguration_policy=additive');
    const grown = await again('--reconfiguration_policy=additive');
    await eventually('it has its task again', async () => {
      const metrics = (await grown.getJson('/metrics/snapshot')) as Record<string, number>;
      return metrics['slave/tasks_running'] === 1 || undefined;
    });
    await grown.end();
    const cleanup = again('--recover=cleanup').catch(() => undefined);
    await eventually('nothing runs any more', () => {
      const left = processesOf(cluster.directory).filter((pid) => pid !== master.pid);
      return left.length === 0 || undefined;
    });
    await cleanup;
  });
});
