/** Calls that Mesos does not have: logs of tasks, and limits of what runs. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResourceLimits } from '../../containers/containerizer.ts';
import { failure, ok } from '../../foundation/result.ts';
import { aFramework, aTask } from '../core/test-support.ts';
import { ServedAgent } from '../endpoints/test-support.ts';

const served = new ServedAgent();
const { cluster } = served;
let workDir: string;

beforeAll(async () => {
  workDir = mkdtempSync(join(tmpdir(), 'own-calls-'));
  cluster.startRegistered({ workDir });
  cluster.run(aTask('t'));
  cluster.run(aTask('both'));
  cluster.run(aTask('both'), aFramework({ id: { value: 'F2' } }));
  cluster.run(aTask('over'));
  const pod = { executor_id: { value: 'pod' }, type: 'DEFAULT' as const };
  cluster.runGroup(pod, [aTask('inner')]);
  for (const name of ['t', 'over', 'pod']) write(sandboxOf(name), name);
  mkdirSync(join(sandboxOf('pod'), 'tasks'));
  write(join(sandboxOf('pod'), 'containers', 'c'), 'inner');
  symlinkSync(join(sandboxOf('pod'), 'containers', 'c'), join(sandboxOf('pod'), 'tasks', 'inner'));
  cluster.machine.end('run over', { status: 0 });
  cluster.pass(100);
  await served.serve();
});

afterAll(async () => {
  await served.close();
  rmSync(workDir, { recursive: true, force: true });
});

function sandboxOf(executorId: string): string {
  for (const { executors, completedExecutors } of cluster.state.frameworks.values()) {
    const all = [...executors.values(), ...completedExecutors];
    const found = all.find(({ id }) => id === executorId);
    if (found !== undefined) return found.directory;
  }
  throw new Error(executorId);
}

function write(directory: string, name: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'stdout'), `out of ${name}`);
  writeFileSync(join(directory, 'stderr'), `err of ${name}`);
}

async function ask(type: string, message: object): Promise<{ status: number; body: string }> {
  const answer = await served.post('/api/v1', { type, [type.toLowerCase()]: message });
  return { status: answer.status, body: answer.body.toString() };
}

async function log(message: object): Promise<unknown> {
  const { status, body } = await ask('READ_LOG', message);
  expect([status, body]).toEqual([200, expect.any(String)]);
  return (JSON.parse(body) as { read_log: unknown }).read_log;
}

describe('READ_LOG', () => {
  it('gives the end of what a task wrote, or any part of it', async () => {
    expect(await log({ task_id: { value: 't' } })).toEqual({
      path: `${sandboxOf('t')}/stdout`,
      offset: 0,
      length: 8,
      size: 8,
      text: 'out of t',
    });
    expect(await log({ task_id: 't', stream: 'stderr', length: 4 })).toMatchObject({
      offset: 4,
      text: 'of t',
    });
    expect(await log({ task_id: 't', offset: 1, length: 2 })).toMatchObject({ text: 'ut' });
    expect(await log({ task_id: 't', offset: 8 })).toMatchObject({ text: '', size: 8 });
  });

  it('finds tasks that have ended, and those of pods', async () => {
    expect(await log({ task_id: 'over' })).toMatchObject({ text: 'out of over' });
    expect(await log({ task_id: 'inner' })).toMatchObject({ text: 'out of inner' });
  });

  it('says what it cannot read', async () => {
    const refusals: readonly [object, number, string][] = [
      [{}, 400, "Expecting 'task_id'"],
      [{ task_id: 'x' }, 404, "Task 'x' is not known here"],
      [{ task_id: 'both' }, 400, 'Several frameworks'],
      [{ task_id: 't', framework_id: { value: 'F2' } }, 404, 'not known'],
      [{ task_id: 't', stream: '../stdout' }, 400, "'stream' must be one of: stdout, stderr"],
      [{ task_id: 't', offset: -1 }, 400, "'offset' must be a number of bytes"],
      [{ task_id: 't', length: 'x' }, 400, "'length' must be a number of bytes"],
    ];
    for (const [message, status, why] of refusals) {
      const answer = await ask('READ_LOG', message);
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(why)]);
    }
  });
});

describe('UPDATE_CONTAINER_LIMITS', () => {
  const idOf = (task: string): object => cluster.machine.find(`run ${task}`)!.id;

  it('hands limits on and answers with those that hold', async () => {
    const asked: ResourceLimits[] = [];
    served.impose = (_id, limits) => {
      asked.push(limits);
      return Promise.resolve(ok({ ...limits, cpus: { value: 1 } }));
    };
    const answer = await ask('UPDATE_CONTAINER_LIMITS', {
      container_id: idOf('t'),
      limits: { mem: { value: 64 } },
    });
    expect(JSON.parse(answer.body)).toEqual({
      type: 'UPDATE_CONTAINER_LIMITS',
      update_container_limits: {
        container_id: idOf('t'),
        limits: { mem: { value: 64 }, cpus: { value: 1 } },
      },
    });
    expect(asked).toEqual([{ mem: { value: 64 } }]);
  });

  it('refuses what makes no sense, with the reason', async () => {
    served.impose = () => Promise.resolve(failure('it uses more than that now'));
    const container_id = idOf('t');
    const refusals: readonly [object, number, string][] = [
      [{ limits: { mem: 64 } }, 400, "Expecting 'container_id'"],
      [{ container_id, limits: {} }, 400, "Expecting 'limits'"],
      [{ container_id }, 400, "Expecting 'limits'"],
      [{ container_id, limits: { disk: 1 } }, 400, "'limits.disk' cannot be set"],
      [{ container_id, limits: { toString: 1 } }, 400, "'limits.toString' cannot be set"],
      [{ container_id, limits: { mem: 1 } }, 400, "'limits.mem' must be a number of at least 32"],
      [{ container_id, limits: { mem: '64' } }, 400, "'limits.mem' must be a number"],
      [{ container_id, limits: { cpus: 1 } }, 400, 'start it with cgroups/cpu in --isolation'],
      [{ container_id: { value: 'x' }, limits: { mem: 64 } }, 404, 'cannot be found'],
      [
        { container_id: { value: 'x', parent: container_id }, limits: { mem: 64 } },
        ...([400, 'within the limits of its root'] as const),
      ],
      [
        { container_id, limits: { mem: 64 } },
        409,
        'it uses more than that now; nothing has changed',
      ],
    ];
    for (const [message, status, why] of refusals) {
      const answer = await ask('UPDATE_CONTAINER_LIMITS', message);
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(why)]);
    }
  });
});
