/**
 * What a framework hears of a task that this agent cannot run as it was asked to, from outside: a
 * real master, a real agent with all isolators that it can be started with, and mesos-execute.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
const cluster = new Cluster();
let master: Program;
let agent: Program;

beforeAll(async () => {
  master = await cluster.startMaster();
  agent = await cluster.startAgent(master, {
    flags: ['--isolation=process,posix/rlimits', '--resources=cpus:4;mem:1000;disk:1000'],
  });
  await eventually('the agent is registered', async () => {
    const { slaves } = (await master.getJson('/slaves')) as { slaves: unknown[] };
    return slaves.length === 1 || undefined;
  });
});

afterAll(() => cluster.stop());

/** What mesos-execute printed of the task. */
function run(...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const all = [execute, `--master=${master.address}`, ...args];
    execFile(process.execPath, all, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

const scalar = (name: string, value: number): object => ({
  name,
  type: 'SCALAR',
  scalar: { value },
});
let nextId = 0;

function aTask(more: object): object {
  const name = `t${nextId++}`;
  return {
    name,
    task_id: { value: name },
    agent_id: { value: '' },
    resources: [scalar('cpus', 0.1), scalar('mem', 32)],
    command: { value: 'touch ran' },
    ...more,
  };
}

const runTask = (more: object): Promise<string> => run(`--task=${JSON.stringify(aTask(more))}`);
const runPod = (more: object): Promise<string> =>
  run(`--task_group=${JSON.stringify({ tasks: [aTask(more)] })}`);

const named = { container: { type: 'MESOS', hostname: 'named' } };

describe('a task with a wish that nobody grants', () => {
  it.each([
    ['container.hostname', named],
    [
      'container.network_infos[0].name',
      { container: { type: 'MESOS', network_infos: [{ name: 'n' }] } },
    ],
    [
      'container.linux_info.effective_capabilities',
      {
        container: {
          type: 'MESOS',
          linux_info: { effective_capabilities: { capabilities: ['NET_RAW'] } },
        },
      },
    ],
    [
      'command.environment.variables[0].secret.type',
      {
        command: {
          value: 'true',
          environment: {
            variables: [
              {
                name: 'A',
                type: 'SECRET',
                secret: { type: 'REFERENCE', reference: { name: 'kept' } },
              },
            ],
          },
        },
      },
    ],
  ])('(%s) fails with its name, as a failed launch', async (path, task) => {
    const said = await runTask(task);
    expect(said).toContain(`message: 'Failed to launch container: '${path}' is refused`);
    expect(said).toContain('source: SOURCE_AGENT\n  reason: REASON_CONTAINER_LAUNCH_FAILED');
    expect(said).not.toContain('TASK_RUNNING');
  });

  it('fails in a pod too, in the name of its executor', async () => {
    const said = await runPod(named);
    expect(said).toMatch(/TASK_FAILED.*\n {2}message: ''container.hostname' is refused/);
    expect(said).toContain('source: SOURCE_EXECUTOR');
  });

  it('is answered 400 when an operator asks', async () => {
    const launch = { container_id: { value: 'alone' }, command: { value: 'true' }, ...named };
    const response = await fetch(`http://${agent.address}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'LAUNCH_CONTAINER', launch_container: launch }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("'container.hostname' is refused");
  });
});

describe('a task that cannot be launched', () => {
  it('for its user or its limits was dropped, for its files it failed', async () => {
    const user = await runTask({ command: { value: 'true', user: 'nobody-of-this-name' } });
    expect(user).toMatch(/TASK_DROPPED[^]*Failed to create executor directory/);
    expect(user).toContain('reason: REASON_EXECUTOR_TERMINATED');
    const limits = await runTask({ limits: { cpus: { value: 1 } } });
    expect(limits).toMatch(/TASK_DROPPED[^]*CPU limits can only be set[^]*REASON_GC_ERROR/);
    const files = await runTask({ command: { value: 'true', uris: [{ value: 'file:///none' }] } });
    expect(files).toMatch(/TASK_FAILED[^]*'Failed to launch container: Failed to fetch all URIs/);
  });
});

it('a task has what a secret of type VALUE holds', async () => {
  const secret = { type: 'VALUE', value: { data: Buffer.from('hush').toString('base64') } };
  const environment = { variables: [{ name: 'A', type: 'SECRET', secret }] };
  const said = await runTask({ command: { value: 'test "$A" = hush', environment } });
  expect(said).toContain('TASK_FINISHED');
});

it('a task with a wish that --isolation grants has it', async () => {
  const rlimits = [{ type: 'RLMT_NOFILE', soft: 64, hard: 64 }];
  const said = await runTask({
    command: { value: 'test "$(ulimit -n)" = 64' },
    container: { type: 'MESOS', rlimit_info: { rlimits } },
  });
  expect(said).toContain('TASK_FINISHED');
});
