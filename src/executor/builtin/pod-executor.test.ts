import { describe, expect, it } from 'vitest';
import { TestClock } from '../../allocator/test-support.ts';
import { ok } from '../../foundation/result.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';
import { aTask, PretendContainers, TestAgent } from './test-support.ts';

function keyOf(agent: TestAgent, taskId: TaskId): string {
  const status = agent.statuses.find(({ task_id }) => task_id.value === taskId)!;
  return `root.${status.container_status!.container_id!.value}`;
}

function aPod(): TestAgent {
  const agent = new TestAgent({ kind: 'pod' });
  agent.launchGroup(aTask('a'), aTask('b'));
  agent.pass(5);
  return agent;
}

describe('a pod', () => {
  it('launches each task in a nested container once TASK_STARTING is durable', () => {
    const agent = new TestAgent({ kind: 'pod' });
    agent.acknowledges = false;
    agent.launchGroup(aTask('a'), aTask('b'));
    agent.pass(5);
    expect(agent.told).toEqual(['a: STARTING', 'b: STARTING']);
    expect(agent.containers.all.size).toBe(0);
    expect(aPod().told).toEqual(['a: STARTING', 'b: STARTING', 'a: RUNNING', 'b: RUNNING']);
  });

  it('gives each task a sandbox of its own, an environment of its own, and a link', () => {
    const agent = aPod();
    const key = keyOf(agent, 'a');
    const id = key.slice('root.'.length);
    const { config } = agent.containers.all.get(key)!;
    expect(config.directory).toBe(`/sandbox/containers/${id}`);
    expect(config.environment).toEqual({
      MESOS_CONTAINER_IP: '10.0.0.1',
      MESOS_ALLOCATION_ROLE: 'web',
    });
    expect(agent.links).toContain(`/sandbox/tasks/a -> /sandbox/containers/${id}`);
    expect(agent.last.container_status?.container_id?.parent).toEqual({ value: 'root' });
  });

  it("names each task's container, and its pid while it runs", () => {
    const agent = aPod();
    agent.containers.end(keyOf(agent, 'a'), { status: 0 });
    agent.pass(5);
    const ofA = agent.statuses.filter(({ task_id }) => task_id.value === 'a');
    expect(ofA.map(({ state, container_status: told }) => [state, told?.executor_pid])).toEqual([
      ['TASK_STARTING', undefined],
      ['TASK_RUNNING', 42],
      ['TASK_FINISHED', undefined],
    ]);
  });

  it("tells each task's own addresses once it has any", () => {
    const networks = [{ name: 'blue', ip_addresses: [{ ip_address: '10.1.0.2' }] }];
    const agent = new TestAgent({ kind: 'pod' });
    agent.containers.networks = networks;
    agent.launchGroup(aTask('a'));
    agent.pass(5);
    agent.containers.end(keyOf(agent, 'a'), { status: 0 });
    agent.pass(5);
    expect(agent.statuses.map(({ container_status: told }) => told?.network_infos)).toEqual([
      undefined,
      networks,
      networks,
    ]);
  });

  it('goes on when a task finishes, and leaves after the last', () => {
    const agent = aPod();
    agent.containers.end(keyOf(agent, 'a'), { status: 0 });
    agent.pass(5);
    expect(agent.told.slice(4)).toEqual(['a: FINISHED']);
    expect(agent.exitCount).toBe(0);
    expect(agent.containers.removed).toEqual([keyOf(agent, 'a')]);
    agent.containers.end(keyOf(agent, 'b'), { status: 0 });
    expect(agent.exitCount).toBe(0);
    agent.pass(5);
    expect(agent.exitCount).toBe(1);
  });

  it('a failed task takes its group with it, but no other group', () => {
    const agent = aPod();
    agent.launchGroup(aTask('c'));
    agent.pass(5);
    agent.containers.end(keyOf(agent, 'a'), { status: 1 << 8 });
    agent.pass(5);
    expect(agent.told.slice(6)).toEqual(['a: FAILED', 'b: KILLED']);
    expect(agent.exitCount).toBe(0);
    agent.kill('c');
    agent.pass(5);
    expect(agent.told.at(-1)).toBe('c: KILLED');
    expect(agent.exitCount).toBe(1);
  });

  it('a killed task takes its group with it, also before it was launched', () => {
    const agent = new TestAgent({ kind: 'pod' });
    agent.acknowledges = false;
    agent.launchGroup(aTask('a'), aTask('b'));
    agent.kill('b');
    expect(agent.told).toEqual(['a: STARTING', 'b: STARTING', 'b: KILLED', 'a: KILLED']);
  });

  it('a task that cannot be launched fails', () => {
    const agent = new TestAgent({ kind: 'pod' });
    agent.containers.launchError = 'no such image';
    agent.launchGroup(aTask('a'));
    agent.pass(5);
    expect(agent.last).toMatchObject({ state: 'TASK_FAILED', message: 'no such image' });
    expect(agent.last.reason).toBeUndefined();
  });

  it('a task with a wish that nobody can grant fails, and its group with it', () => {
    const agent = new TestAgent({ kind: 'pod' });
    const volumes = [{ container_path: 'x', host_path: '/x', mode: 'RW' as const }];
    agent.launchGroup(aTask('a'), aTask('b', { container: { type: 'MESOS', volumes } }));
    agent.pass(10);
    expect(agent.told.slice(2).toSorted()).toEqual(['a: KILLED', 'a: RUNNING', 'b: FAILED']);
    const failed = agent.statuses.find(({ state }) => state === 'TASK_FAILED');
    expect(failed!.message).toContain("'container.volumes[0].host_path' is refused");
  });

  it('once a health check has killed a task, those that end say that they were not healthy', () => {
    const agent = new TestAgent({ kind: 'pod' });
    const health = { type: 'TCP' as const, tcp: { port: 9 }, delay_seconds: 0 };
    agent.tcpAccepts = ok(false);
    agent.launchGroup(
      aTask('a', { health_check: { ...health, grace_period_seconds: 0, interval_seconds: 1 } }),
      aTask('b'),
    );
    agent.pass(10_000);
    const ended = agent.statuses.filter(({ state }) => state === 'TASK_KILLED');
    expect(ended.map(({ healthy }) => healthy)).toEqual([false, false]);
  });

  it('SHUTDOWN kills everything; a single LAUNCH does too', () => {
    for (const type of ['SHUTDOWN', 'LAUNCH'] as const) {
      const agent = aPod();
      agent.receive({ type, launch: { task: aTask('x') } });
      agent.pass(5);
      expect(agent.told.slice(4).toSorted()).toEqual(['a: KILLED', 'b: KILLED']);
      expect(agent.exitCount).toBe(1);
    }
  });
});

describe('a pod after a restart of the agent', () => {
  const status = (id: string, state: TaskStatus['state']): TaskStatus => ({
    task_id: { value: id },
    state,
    timestamp: 1000,
    container_status: { container_id: { value: `c-${id}`, parent: { value: 'root' } } },
  });

  it('adopts what runs, launches what was not, and keeps the rules of the group', () => {
    const clock = new TestClock();
    const containers = new PretendContainers(clock);
    containers.all.set('root.c-a', {
      id: { value: 'c-a', parent: { value: 'root' } },
      config: { environment: {}, directory: '/sandbox', resources: [] },
      signals: [],
      waiters: [],
      termination: undefined,
    });
    const tasks = [
      { task: aTask('a'), statuses: [status('a', 'TASK_STARTING'), status('a', 'TASK_RUNNING')] },
      { task: aTask('b'), statuses: [status('b', 'TASK_STARTING')] },
      { task: aTask('c'), statuses: [] },
    ];
    const agent = new TestAgent({ kind: 'pod', clock, containers, recovered: [{ tasks }] });
    agent.pass(5);
    expect(agent.told).toEqual(['c: STARTING', 'b: RUNNING', 'c: RUNNING']);
    expect([...containers.all.keys()]).toContain('root.c-b');
    containers.end('root.c-a', { status: 9 });
    agent.pass(5);
    expect(agent.told.slice(3).toSorted()).toEqual(['a: FAILED', 'b: KILLED', 'c: KILLED']);
  });

  it('kills the rest of a group whose member had failed', () => {
    const clock = new TestClock();
    const tasks = [
      { task: aTask('a'), statuses: [status('a', 'TASK_RUNNING'), status('a', 'TASK_FAILED')] },
      { task: aTask('b'), statuses: [status('b', 'TASK_STARTING')] },
    ];
    const agent = new TestAgent({ kind: 'pod', clock, recovered: [{ tasks }] });
    agent.pass(5);
    expect(agent.last).toMatchObject({ state: 'TASK_KILLED', task_id: { value: 'b' } });
    expect(agent.exitCount).toBe(1);
  });

  it('notes that a task dies with its group, and knows it afterwards', () => {
    const agent = aPod();
    agent.containers.end([...agent.containers.all.keys()][0]!, { status: 9 });
    agent.pass(1);
    expect([...agent.endings]).toEqual([['b', { state: 'TASK_KILLED' }]]);
    const ending = { state: 'TASK_KILLED' } as const;
    const tasks = [{ task: aTask('b'), statuses: [status('b', 'TASK_RUNNING')], ending }];
    const next = new TestAgent({ kind: 'pod', recovered: [{ tasks }] });
    next.pass(5);
    expect(next.told).toEqual(['b: KILLED']);
  });

  it('knows that a health check has killed one', () => {
    const ending = { state: 'TASK_KILLED', healthy: false } as const;
    const tasks = [
      {
        task: aTask('a'),
        statuses: [status('a', 'TASK_RUNNING'), status('a', 'TASK_KILLED')],
        ending,
      },
      { task: aTask('b'), statuses: [status('b', 'TASK_RUNNING')] },
    ];
    const agent = new TestAgent({ kind: 'pod', recovered: [{ tasks }] });
    agent.pass(5);
    expect(agent.last).toMatchObject({ task_id: { value: 'b' }, healthy: false });
  });

  it('leaves at once when everything has ended', () => {
    const tasks = [{ task: aTask('a'), statuses: [status('a', 'TASK_FINISHED')] }];
    expect(new TestAgent({ kind: 'pod', recovered: [{ tasks }] }).exitCount).toBe(1);
  });
});
