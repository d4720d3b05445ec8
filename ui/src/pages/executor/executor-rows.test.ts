import { describe, expect, it } from 'vitest';
import type { AgentExecutor, AgentSelf } from '../../live/agent-state.ts';
import { limitsOf, withAnswer } from './container-use.ts';
import { runsOf, taskRows } from './executor-rows.ts';

function executor(container: string, change: Partial<AgentExecutor> = {}): AgentExecutor {
  return {
    ...{ id: 'e', name: '', source: '', directory: '/d', container, resources: {} },
    ...{ tasks: [], queued_tasks: [], completed_tasks: [] },
    ...change,
  };
}

describe('the runs of an executor', () => {
  const self = (running: readonly AgentExecutor[]): AgentSelf => ({
    ...{ id: 'a', version: '1', start_time: 0, hostname: 'host', resources: {} },
    frameworks: [
      {
        ...{ id: 'f', name: 'f', user: 'u', executors: running },
        completed_executors: [executor('first'), executor('second')],
      },
    ],
    completed_frameworks: [],
  });
  const containers = (runs: ReturnType<typeof runsOf>): readonly string[] =>
    runs.map(({ executor: { container } }) => container);

  it('begin with the one that runs, else with the last', () => {
    expect(containers(runsOf(self([executor('now')]), 'f', 'e', ''))).toEqual([
      'now',
      'first',
      'second',
    ]);
    expect(containers(runsOf(self([]), 'f', 'e', ''))).toEqual(['second', 'first']);
  });

  it('begin with the one that is asked for, when it is still known', () => {
    expect(containers(runsOf(self([executor('now')]), 'f', 'e', 'first'))[0]).toBe('first');
    expect(containers(runsOf(self([executor('now')]), 'f', 'e', 'gone'))[0]).toBe('now');
    expect(runsOf(self([]), 'f', 'other', '')).toEqual([]);
  });
});

describe('its tasks', () => {
  const task = {
    ...{ id: 't', name: 'web', role: 'r', state: 'TASK_RUNNING', resources: { cpus: 1, mem: 64 } },
    statuses: [
      { state: 'TASK_STARTING', timestamp: 1 },
      { state: 'TASK_RUNNING', timestamp: 2 },
      { state: 'TASK_RUNNING', timestamp: 9, healthy: true },
    ],
  };

  it('have their limits, of which JSON can say no infinity', () => {
    const limits = { cpus: 2, mem: Number.MAX_VALUE };
    const [ours] = taskRows(executor('c', { tasks: [{ ...task, limits }] }), 'tasks');
    expect(ours).toMatchObject({ cpus: 1, cpusLimit: 2, mem: 64, memLimit: Infinity });
    const older = { ...task, limits: { mem: 'Infinity' } };
    const [theirs] = taskRows(executor('c', { tasks: [older] }), 'tasks');
    expect(theirs).toMatchObject({ cpusLimit: undefined, memLimit: Infinity });
  });

  it('began with the first time that they ran, and end only when they have ended', () => {
    const [running] = taskRows(executor('c', { tasks: [task] }), 'tasks');
    expect(running).toMatchObject({ state: 'RUNNING', health: 1, startedMs: 2_000, endedMs: 0 });
    const [ended] = taskRows(executor('c', { completed_tasks: [task] }), 'completed_tasks');
    expect(ended).toMatchObject({ endedMs: 9_000 });
  });

  it('of a pod have a sandbox each', () => {
    const [row] = taskRows(executor('c', { type: 'DEFAULT', tasks: [task] }), 'tasks');
    expect(row!.sandbox).toBe('/d/tasks/t');
    const [other] = taskRows(executor('c', { tasks: [task] }), 'tasks');
    expect(other!.sandbox).toBe('/d');
  });
});

describe('what a container uses', () => {
  const answer = (container_id: string, timestamp: number, seconds: number) => ({
    ...{ container_id, executor_id: 'e', framework_id: 'f' },
    statistics: {
      ...{ timestamp, cpus_user_time_secs: seconds, cpus_system_time_secs: 0 },
      mem_rss_bytes: 1024 * 1024,
    },
  });
  const nothing = { last: undefined, use: undefined, samples: [] };

  it('is kept, answer by answer, and each of them once', () => {
    const first = withAnswer(nothing, answer('c', 10, 1));
    const second = withAnswer(first, answer('c', 15, 3.5));
    expect(withAnswer(second, answer('c', 15, 3.5))).toBe(second);
    expect(second.samples).toEqual([
      { atMs: 10_000, values: [undefined, 1] },
      { atMs: 15_000, values: [0.5, 1] },
    ]);
  });

  it('of another container begins anew', () => {
    const first = withAnswer(nothing, answer('c', 10, 1));
    expect(withAnswer(first, answer('d', 15, 0)).samples).toEqual([
      { atMs: 15_000, values: [undefined, 1] },
    ]);
  });

  it('is bounded by what the agent says bounds it', () => {
    expect(limitsOf({ cpus_limit: 2, mem_limit_bytes: 64 * 1024 * 1024 })).toEqual({
      ...{ cpus: 2, mem: 64, disk: undefined },
    });
  });
});
