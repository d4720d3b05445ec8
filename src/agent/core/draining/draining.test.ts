/** A master that wants the agent empty. */
import { describe, expect, it } from 'vitest';
import { DrainSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { Event } from '../../../protocol/generated/executor.ts';
import type { DrainConfig } from '../../../protocol/generated/mesos.ts';
import { aFramework, anExecutor, aTask, PaperCluster } from '../test-support.ts';

const file = '/var/lib/mesos/meta/slaves/S0/drain.config';

function seconds(count: number): { nanoseconds: number } {
  return { nanoseconds: count * 1e9 };
}

function drain(cluster: PaperCluster, config: DrainConfig = {}): void {
  cluster.say(DrainSlaveMessage, { config });
  cluster.pass(20);
}

/** With a task of a custom executor; what that hears. */
function aBusyCluster(graceSecs?: number): { cluster: PaperCluster; events: Event[] } {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  const policy =
    graceSecs === undefined ? {} : { kill_policy: { grace_period: seconds(graceSecs) } };
  cluster.run(aTask('t', { executor: anExecutor('e'), ...policy }));
  return { cluster, events: subscribe(cluster) };
}

function subscribe(cluster: PaperCluster): Event[] {
  const events: Event[] = [];
  const ids = { framework_id: { value: 'F1' }, executor_id: { value: 'e' } };
  const unacknowledged_tasks = [aTask('t')];
  cluster.speak(
    { ...ids, type: 'SUBSCRIBE', subscribe: { unacknowledged_tasks } },
    { send: (event) => void events.push(event), close: () => undefined },
  );
  cluster.pass(20);
  return events;
}

function killsOf(events: readonly Event[]): (Event['kill'] | undefined)[] {
  return events.filter(({ type }) => type === 'KILL').map(({ kill }) => kill);
}

describe('draining', () => {
  it.each([
    ['its own, when nobody says otherwise', undefined, undefined, undefined],
    ['its own, when it is shorter', 5, 10, undefined],
    ['its own, when it is the same', 10, 10, undefined],
    ['that of the master, when its own is longer', 30, 10, seconds(10)],
    ['that of the master, when it has none', undefined, 10, seconds(10)],
  ])('kills tasks in a grace period: %s', (_what, own, masters, expected) => {
    const { cluster, events } = aBusyCluster(own);
    const startedAtMs = cluster.clock.timestamp();
    drain(cluster, masters === undefined ? {} : { max_grace_period: seconds(masters) });
    const kill_policy = expected === undefined ? {} : { kill_policy: { grace_period: expected } };
    expect(killsOf(events)).toEqual([{ task_id: { value: 't' }, ...kill_policy }]);
    expect(cluster.state.drain?.startedAtMs).toBe(startedAtMs);
  });

  it('lets nothing new run, and says why', () => {
    const { cluster } = aBusyCluster();
    drain(cluster);
    cluster.run(aTask('u'));
    expect(cluster.updates.at(-1)).toMatchObject({
      status: { state: 'TASK_DROPPED', reason: 'REASON_AGENT_DRAINING' },
    });
  });

  it('is done when nothing is left, and then tasks run again', () => {
    const { cluster } = aBusyCluster();
    drain(cluster);
    expect(cluster.disk.has(file)).toBe(true);
    cluster.machine.end('executor e', { status: 0 });
    cluster.pass(100);
    expect(cluster.state.drain).toBeUndefined();
    expect(cluster.disk.has(file)).toBe(false);
    cluster.run(aTask('u'));
    expect(cluster.told.at(-1)).toBe('u: RUNNING');
  });

  it('is done at once where nothing runs', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    drain(cluster);
    expect(cluster.state.drain).toBeUndefined();
    expect(cluster.disk.has(file)).toBe(false);
  });

  it('goes on in the next agent process', () => {
    const { cluster, events } = aBusyCluster();
    drain(cluster, { max_grace_period: seconds(3) });
    expect(killsOf(events)).toHaveLength(1);
    cluster.crash();
    cluster.start();
    const heard = subscribe(cluster);
    cluster.pass(3000);
    expect(cluster.state.drain).toMatchObject({ config: { max_grace_period: seconds(3) } });
    expect(killsOf(heard)).toHaveLength(1);
  });

  const unaware = aFramework({ capabilities: [{ type: 'TASK_KILLING_STATE' }] });
  it.each([
    ['mark_gone', true, aFramework(), 'TASK_GONE_BY_OPERATOR'],
    ['mark_gone of a framework that knows nothing of partitions', true, unaware, 'TASK_KILLED'],
    ['no mark_gone', false, aFramework(), 'TASK_KILLED'],
  ])('with %s ends tasks because of it', (_what, mark_gone, framework, state) => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'), framework);
    drain(cluster, { mark_gone });
    cluster.pass(10_000);
    expect(cluster.updates.at(-1)).toMatchObject({
      status: { state, reason: 'REASON_AGENT_DRAINING' },
    });
  });

  it('says so too when it kills, to those who want to know of that', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'), unaware);
    acknowledgeAll(cluster);
    drain(cluster, { mark_gone: true });
    acknowledgeAll(cluster);
    const killing = cluster.updates.find(({ status }) => status.state === 'TASK_KILLING');
    expect(killing?.status.reason).toBe('REASON_AGENT_DRAINING');
  });

  it('is not why a task fails by itself', () => {
    const { cluster } = aBusyCluster();
    drain(cluster);
    cluster.machine.end('executor e', { status: 1 << 8 });
    cluster.pass(100);
    const { status } = cluster.updates.at(-1)!;
    expect(status.state).toBe('TASK_FAILED');
    expect(status.reason).not.toBe('REASON_AGENT_DRAINING');
  });

  it('kills what waits for its executor as well', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t', { executor: anExecutor('e') }));
    drain(cluster);
    expect(cluster.told).toContain('t: KILLED');
  });

  it('is for an agent that ends no more', () => {
    const { cluster } = aBusyCluster();
    cluster.state.phase = 'terminating';
    drain(cluster);
    expect(cluster.state.drain).toBeUndefined();
    expect(cluster.disk.has(file)).toBe(false);
  });
});

/** Of a task one update is told at a time. */
function acknowledgeAll(cluster: PaperCluster): void {
  for (let i = 0; i < 6; i++) {
    const last = cluster.updates.at(-1);
    if (last !== undefined) cluster.acknowledge(last);
    cluster.pass(50);
  }
}
