/** What a command executor decides of its task, and what it knows of it after a restart of the agent. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { RecoveredTask } from './built-in-executor.ts';
import { aTask, PretendContainers, TestAgent } from './test-support.ts';
import { TestClock } from '../../allocator/test-support.ts';

function aRunningTask(more = {}): TestAgent {
  const agent = new TestAgent({ kind: 'command' });
  agent.launch(aTask('t', more));
  agent.pass(5);
  return agent;
}

describe('what the executor decides itself', () => {
  const health = { type: 'TCP' as const, tcp: { port: 9 }, delay_seconds: 0 };
  const isUnhealthy = { health_check: { ...health, consecutive_failures: 1 } };

  it('is written down before the task is killed', () => {
    const agent = aRunningTask({ max_completion_time: { nanoseconds: 1_000_000_000 } });
    agent.notes = false;
    agent.pass(60_000);
    expect(agent.endings.get('t')).toEqual({
      state: 'TASK_FAILED',
      reason: 'REASON_MAX_COMPLETION_TIME_REACHED',
    });
    expect(agent.containers.all.get('root')?.signals).toEqual([]);

    const sick = aRunningTask(isUnhealthy);
    sick.tcpAccepts = ok(false);
    sick.notes = false;
    sick.pass(60_000);
    expect(sick.endings.get('t')).toEqual({ state: 'TASK_KILLED', healthy: false });
    expect(sick.containers.all.get('root')?.signals).toEqual([]);

    const left = aRunningTask();
    left.receive({ type: 'SHUTDOWN' });
    expect(left.endings.get('t')).toEqual({ state: 'TASK_KILLED' });
  });

  it('keeps nobody else from killing meanwhile', () => {
    const agent = aRunningTask({ max_completion_time: { nanoseconds: 1_000_000_000 } });
    agent.notes = false;
    agent.pass(1000);
    agent.kill('t');
    agent.pass(5);
    expect(agent.last).toMatchObject({ reason: 'REASON_MAX_COMPLETION_TIME_REACHED' });
  });
});

describe('after a restart of the agent', () => {
  const said = (...states: TaskStatus['state'][]): TaskStatus[] =>
    states.map((state) => ({ task_id: { value: 't' }, state, timestamp: 1000 }));

  function restart(
    statuses: TaskStatus[],
    isAlive: boolean,
    more = {},
    asked: Pick<RecoveredTask, 'kill' | 'ending'> = {},
  ): TestAgent {
    const clock = new TestClock();
    const containers = new PretendContainers(clock);
    if (isAlive) {
      containers.all.set('root', {
        id: { value: 'root' },
        config: { environment: {}, directory: '/sandbox', resources: [] },
        signals: [],
        waiters: [],
        termination: undefined,
      });
    }
    const task = aTask('t', more);
    const recovered = [{ tasks: [{ task, statuses, ...asked }] }];
    const agent = new TestAgent({ kind: 'command', clock, containers, recovered });
    agent.pass(5);
    return agent;
  }

  it('a running task goes on in silence, and its end is told', () => {
    const agent = restart(said('TASK_STARTING', 'TASK_RUNNING'), true);
    expect(agent.told).toEqual([]);
    agent.containers.end('root', { status: 0 });
    expect(agent.told).toEqual(['t: FINISHED']);
  });

  it('a task that was to be killed is killed again, and said to be', () => {
    const agent = restart(said('TASK_STARTING', 'TASK_RUNNING'), true, {}, { kill: {} });
    expect(agent.containers.all.get('root')?.signals).toEqual([15]);
    agent.containers.end('root', { status: 15 });
    expect(agent.told).toEqual(['t: KILLED']);
    expect(restart(said('TASK_STARTING', 'TASK_RUNNING'), false, {}, { kill: {} }).told).toEqual([
      't: KILLED',
    ]);
    const never = restart([], false, {}, { kill: {} });
    expect([never.told, never.containers.all.size]).toEqual([['t: KILLED'], 0]);
  });

  it('a task that was to end for reasons of its executor has ended for them', () => {
    const completion = {
      state: 'TASK_FAILED',
      reason: 'REASON_MAX_COMPLETION_TIME_REACHED',
    } as const;
    const unhealthy = { state: 'TASK_KILLED', healthy: false } as const;
    for (const ending of [completion, unhealthy]) {
      const running = restart(said('TASK_STARTING', 'TASK_RUNNING'), true, {}, { ending });
      expect(running.containers.all.get('root')?.signals).toEqual([15]);
      expect(running.last).toMatchObject(ending);
      expect(running.told).toHaveLength(1);
      const gone = restart(said('TASK_STARTING', 'TASK_RUNNING'), false, {}, { ending });
      expect(gone.last).toMatchObject(ending);
    }
  });

  it('what had not become durable is told', () => {
    expect(restart([], true).told).toEqual(['t: STARTING', 't: RUNNING']);
    expect(restart(said('TASK_STARTING'), true).told).toEqual(['t: RUNNING']);
  });

  it('a task that was never launched is launched now', () => {
    const agent = restart([], false);
    expect(agent.told).toEqual(['t: STARTING', 't: RUNNING']);
    expect([...agent.containers.all.keys()]).toEqual(['root']);
  });

  it('a kill in progress goes on, without telling it twice', () => {
    const agent = restart(said('TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING'), true);
    expect(agent.told).toEqual(['t: KILLED']);
  });

  it('a task of which nothing is left has failed', () => {
    const agent = restart(said('TASK_STARTING', 'TASK_RUNNING'), false);
    expect(agent.last).toMatchObject({
      state: 'TASK_FAILED',
      message: 'Command ended while nobody watched; its exit status is unknown',
    });
  });

  it('an executor whose task has ended leaves at once', () => {
    expect(restart(said('TASK_RUNNING', 'TASK_FINISHED'), false).exitCount).toBe(1);
  });
});
