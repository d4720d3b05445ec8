import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { RecoveredTask } from './built-in-executor.ts';
import { aTask, PretendContainers, TestAgent } from './test-support.ts';
import { TestClock } from '../../allocator/test-support.ts';

function aRunningTask(more = {}, capabilities: 'TASK_KILLING_STATE'[] = []): TestAgent {
  const agent = new TestAgent({ kind: 'command', capabilities });
  agent.launch(aTask('t', more));
  agent.pass(5);
  return agent;
}

describe('a command task', () => {
  it('is started, runs, finishes, and its executor leaves when the end is durable', () => {
    const agent = aRunningTask();
    expect(agent.told).toEqual(['t: STARTING', 't: RUNNING']);
    agent.containers.end('root', { status: 0 });
    expect(agent.last).toMatchObject({
      state: 'TASK_FINISHED',
      message: 'Command exited with status 0',
      source: 'SOURCE_EXECUTOR',
      executor_id: { value: 'e' },
      agent_id: { value: 's' },
    });
    expect(agent.last.uuid).toHaveLength(16);
    expect(agent.exitCount).toBe(0);
    agent.pass(1);
    expect(agent.exitCount).toBe(1);
  });

  it('fails with its exit status or signal, without a reason', () => {
    const failed = aRunningTask();
    failed.containers.end('root', { status: 3 << 8 });
    expect(failed.last).toMatchObject({
      state: 'TASK_FAILED',
      message: 'Command exited with status 3',
    });
    expect(failed.last.reason).toBeUndefined();
    const crashed = aRunningTask();
    crashed.containers.end('root', { status: 11 | 0x80 });
    expect(crashed.last.message).toBe(
      'Command terminated with signal Segmentation fault (core dumped)',
    );
  });

  it('that hits a limit ends as the containerizer says', () => {
    const agent = aRunningTask();
    agent.containers.end('root', {
      status: 9,
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      message: 'Memory limit exceeded',
      limitedResources: [{ name: 'mem', type: 'SCALAR', scalar: { value: 32 } }],
    });
    expect(agent.last).toMatchObject({
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      message: 'Memory limit exceeded',
      limitation: { resources: [{ name: 'mem' }] },
    });
  });

  it('that cannot be launched is left to the agent to report, never having started', () => {
    const agent = new TestAgent({ kind: 'command' });
    agent.containers.launchError = 'Failed to fetch http://nowhere/x';
    agent.launch(aTask('t'));
    agent.pass(5);
    expect(agent.told).toEqual([]);
    expect(agent.launchFailures).toEqual([failure('Failed to fetch http://nowhere/x')]);
  });

  it('with a wish that nobody can grant is not launched', () => {
    const agent = new TestAgent({ kind: 'command' });
    agent.launch(aTask('t', { container: { type: 'MESOS', tty_info: {} } }));
    agent.pass(5);
    expect(agent.launchFailures[0]!.error).toContain("'container.tty_info' is refused");
    expect(agent.containers.all.size).toBe(0);
  });

  it('with such a wish that is killed at once has been killed', () => {
    const agent = new TestAgent({ kind: 'command' });
    agent.launch(aTask('t', { container: { type: 'MESOS', tty_info: {} } }));
    agent.kill('t');
    agent.pass(5);
    expect(agent.told).toEqual([]);
    expect(agent.launchFailures).toMatchObject([{ cause: 'killed' }]);
  });

  it('sees the environment of its executor and its own; its container has both resources', () => {
    const variables = [{ name: 'COLOUR', value: 'blue' }];
    const agent = aRunningTask({
      command: { value: 'env', user: 'www', environment: { variables } },
    });
    const { config } = agent.containers.all.get('root')!;
    expect(config.environment).toEqual({
      MESOS_EXECUTOR_ID: 'e',
      COLOUR: 'blue',
      MESOS_ALLOCATION_ROLE: 'web',
    });
    expect(config).toMatchObject({ user: 'www', directory: '/sandbox' });
    expect(config.resources.map(({ scalar }) => scalar?.value)).toEqual([0.1, 1]);
  });

  it('is the only one: a second fails, the first runs on', () => {
    const agent = aRunningTask();
    agent.launch(aTask('u'));
    agent.pass(5);
    expect(agent.told).toEqual(['t: STARTING', 't: RUNNING', 'u: FAILED']);
    expect(agent.exitCount).toBe(0);
  });
});

describe('killing a command task', () => {
  it('sends SIGTERM, tells TASK_KILLING to who wants it, then TASK_KILLED', () => {
    const agent = aRunningTask({}, ['TASK_KILLING_STATE']);
    agent.kill('t');
    agent.pass(5);
    expect(agent.told.slice(2)).toEqual(['t: KILLING', 't: KILLED']);
    expect(agent.last.message).toBe('Command terminated with signal Terminated');
    const plain = aRunningTask();
    plain.kill('t');
    plain.pass(5);
    expect(plain.told.slice(2)).toEqual(['t: KILLED']);
  });

  it('sends SIGKILL after the grace period of the task, 3 seconds without one', () => {
    const agent = aRunningTask();
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.pass(2999);
    expect(agent.containers.all.get('root')!.signals).toEqual([15]);
    agent.pass(5);
    expect(agent.containers.all.get('root')!.signals).toEqual([15, 9]);
    expect(agent.last).toMatchObject({
      state: 'TASK_KILLED',
      message: 'Command terminated with signal Killed',
    });
  });

  it('again with a shorter grace period is faster, with a longer one not slower', () => {
    const agent = aRunningTask({ kill_policy: { grace_period: { nanoseconds: 60_000_000_000 } } });
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.pass(1000);
    agent.kill('t', 100_000);
    agent.kill('t', 3000);
    agent.pass(1999);
    expect(agent.containers.all.get('root')!.signals).toEqual([15]);
    agent.pass(1);
    expect(agent.containers.all.get('root')!.signals).toEqual([15, 9]);
  });

  it('a task that ends well before SIGKILL has finished', () => {
    const agent = aRunningTask();
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.containers.end('root', { status: 0 });
    expect(agent.last.state).toBe('TASK_FINISHED');
  });

  it('while it is launched gives up the launch', () => {
    const agent = new TestAgent({ kind: 'command' });
    agent.launch(aTask('t'));
    agent.containers.launchError = 'destroyed while launching';
    agent.kill('t');
    agent.pass(5);
    expect(agent.told).toEqual([]);
    expect(agent.launchFailures).toMatchObject([{ cause: 'killed' }]);
  });

  it('SHUTDOWN kills with less patience than the agent has, and leaves', () => {
    const agent = aRunningTask();
    agent.containers.diesOfSigterm = false;
    agent.acknowledges = false;
    agent.receive({ type: 'SHUTDOWN' });
    agent.pass(3010);
    expect(agent.last.state).toBe('TASK_KILLED');
    expect(agent.exitCount).toBe(1);
  });

  it('max_completion_time fails the task, politely', () => {
    const agent = aRunningTask({ max_completion_time: { nanoseconds: 10_000_000_000 } }, [
      'TASK_KILLING_STATE',
    ]);
    agent.pass(9900);
    expect(agent.told).toHaveLength(2);
    agent.pass(200);
    expect(agent.told.slice(2)).toEqual(['t: FAILED']);
    expect(agent.last).toMatchObject({
      reason: 'REASON_MAX_COMPLETION_TIME_REACHED',
      message: 'Command terminated with signal Terminated',
    });
  });
});

describe('checks of a command task', () => {
  const health = {
    type: 'HTTP' as const,
    http: { port: 80, path: '/ping' },
    delay_seconds: 1,
    interval_seconds: 2,
    grace_period_seconds: 4,
    consecutive_failures: 2,
  };

  it('tell healthy once, then only changes', () => {
    const agent = aRunningTask({ health_check: health });
    expect(agent.last.healthy).toBeUndefined();
    agent.pass(20_000);
    expect(agent.probed[0]).toEqual({
      pid: 42,
      scheme: 'http',
      host: '127.0.0.1',
      port: 80,
      path: '/ping',
    });
    expect(agent.probed.length).toBeGreaterThan(8);
    expect(agent.statuses.map(({ healthy }) => healthy)).toEqual([undefined, undefined, true]);
    expect(agent.last).toMatchObject({
      state: 'TASK_RUNNING',
      reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED',
    });
    agent.httpStatus = ok(500);
    agent.pass(2000);
    agent.httpStatus = ok(302);
    agent.pass(2000);
    expect(agent.statuses.map(({ healthy }) => healthy).slice(3)).toEqual([false, true]);
  });

  it('do not count failures in the grace period; then so many in a row kill', () => {
    const agent = aRunningTask({ health_check: health }, ['TASK_KILLING_STATE']);
    agent.httpStatus = failure('connection refused');
    agent.pass(3990);
    expect(agent.statuses).toHaveLength(2);
    agent.pass(10_000);
    expect(agent.told.slice(2)).toEqual(['t: RUNNING', 't: RUNNING', 't: KILLING', 't: KILLED']);
    expect(agent.statuses.slice(2).map(({ healthy }) => healthy)).toEqual([
      false,
      false,
      undefined,
      false,
    ]);
  });

  it('are not repeated by updates that have another cause', () => {
    const check = { type: 'TCP' as const, tcp: { port: 9 }, delay_seconds: 0 };
    const agent = aRunningTask({ check, health_check: health }, ['TASK_KILLING_STATE']);
    agent.pass(5000);
    expect(agent.last).toMatchObject({ healthy: true, check_status: { tcp: { succeeded: true } } });
    agent.kill('t');
    agent.pass(5);
    expect(agent.told.slice(-2)).toEqual(['t: KILLING', 't: KILLED']);
    for (const status of agent.statuses.slice(-2)) {
      expect(status.healthy).toBeUndefined();
      expect(status.check_status).toEqual({ type: 'TCP', tcp: {} });
    }
  });

  it('by command run in a debug container beside the task', () => {
    const agent = aRunningTask({
      check: {
        type: 'COMMAND',
        command: { command: { value: 'exit 2' } },
        delay_seconds: 1,
        interval_seconds: 1,
      },
    });
    expect(agent.statuses.map(({ check_status }) => check_status)).toEqual([
      { type: 'COMMAND', command: {} },
      { type: 'COMMAND', command: {} },
    ]);
    const configs: unknown[] = [];
    agent.containers.behaviour = (config) => {
      configs.push(config);
      return { status: 2 << 8 };
    };
    agent.pass(5000);
    expect(configs[0]).toMatchObject({ containerClass: 'debug', directory: '/sandbox' });
    expect(configs.length).toBeGreaterThan(2);
    expect(agent.statuses).toHaveLength(3);
    expect(agent.last).toMatchObject({
      reason: 'REASON_TASK_CHECK_STATUS_UPDATED',
      check_status: { type: 'COMMAND', command: { exit_code: 2 } },
    });
    expect([...agent.containers.all.keys()]).toEqual(['root']);
  });

  it('that take too long give an empty result', () => {
    const agent = aRunningTask({
      check: { type: 'TCP', tcp: { port: 9 }, delay_seconds: 0, interval_seconds: 1 },
    });
    agent.pass(1);
    agent.tcpAccepts = failure('it took longer than 20 ms');
    agent.pass(1500);
    expect(agent.statuses.slice(2).map(({ check_status }) => check_status?.tcp)).toEqual([
      { succeeded: true },
      {},
    ]);
  });
});

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
