import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import { aTask, TestAgent } from './test-support.ts';

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
      source: 'SOURCE_AGENT',
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
    expect(config.limits).toBeUndefined();
  });

  it('has limits that count the share of its executor, as its resources do', () => {
    const limits = { cpus: { value: 1.2 }, mem: { value: Infinity } };
    const { config } = aRunningTask({ limits }).containers.all.get('root')!;
    expect(config.limits).toEqual({ cpus: { value: 1.3 }, mem: { value: Infinity } });
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

  it('a task that ends well of it was killed nevertheless', () => {
    const agent = aRunningTask();
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.containers.end('root', { status: 0 });
    expect(agent.last).toMatchObject({
      state: 'TASK_KILLED',
      message: 'Command exited with status 0',
    });
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
