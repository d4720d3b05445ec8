import { describe, expect, it } from 'vitest';
import type { TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import type { AppDefinition } from '../../model/app.ts';
import { ports, scalar } from '../offers/test-support.ts';
import { operationsOf, Queue } from './test-support.ts';

const typesOf = (calls: readonly Call[]): readonly (string | undefined)[] =>
  calls.map(({ type }) => type).filter((type) => type !== 'RECONCILE');

/** "app" of each task that is launched. */
const launchedBy = (calls: readonly Call[]): readonly string[] =>
  operationsOf(calls).flatMap(({ launch }) => (launch?.task_infos ?? []).map(({ name }) => name));

describe('offers', () => {
  it('of no use are kept for a moment and declined for long then', () => {
    const test = new Queue();
    expect(typesOf(test.offer({}))).toEqual([]);
    const calls = test.during(3_000).filter(({ type }) => type === 'DECLINE');
    expect(calls).toMatchObject([
      { decline: { offer_ids: [{ value: 'O0' }], filters: { refuse_seconds: 120 } } },
    ]);
  });

  it('that are kept are used by what comes right after them', () => {
    const test = new Queue();
    test.offer({});
    const known = test.mesos.calls.length;
    test.wish({});
    expect(launchedBy(test.mesos.calls.slice(known))).toEqual(['app']);
  });

  it('are used by each app in turn, for so many instances at most', () => {
    const test = new Queue({ options: { maxInstancesPerOffer: 4 } });
    test.wish({ id: '/large', instances: 100, cpus: 0.1 });
    test.wish({ id: '/small', instances: 1, cpus: 0.1 });
    const calls = test.offer({});
    expect(typesOf(calls)).toContain('ACCEPT');
    expect(launchedBy(calls)).toEqual(['large', 'small', 'large', 'large']);
    expect(test.core.queue.wantedOf('/large')).toBe(97);
    expect(test.core.queue.wantedOf('/small')).toBe(0);
  });

  it('that were rescinded are not used', () => {
    const test = new Queue();
    test.offer({});
    test.marathon.receiveRescind('O0');
    test.wish({});
    expect(typesOf(test.during(1_000))).not.toContain('ACCEPT');
    expect(test.core.queue.wantedOf('/app')).toBe(1);
  });

  it('of one role are not kept from another one that waits, and only asked about by their own', () => {
    const test = new Queue();
    test.wish({ id: '/one/a', role: 'one', cpus: 9 });
    test.wish({ id: '/two/a', role: 'two', cpus: 9 });
    const calls = test.offer({ allocation_info: { role: 'one' } });
    expect(typesOf(calls)).toContain('DECLINE');
    expect(test.core.queue.find('/one/a')).toMatchObject({ processedOffers: 1, unusedOffers: 1 });
    expect(test.core.queue.find('/two/a')).toMatchObject({ processedOffers: 0 });
  });

  it('are asked for when something waits, and not wanted when nothing does', () => {
    const test = new Queue();
    expect(typesOf(test.mesos.calls)).toEqual(['SUPPRESS']);
    const known = test.mesos.calls.length;
    test.wish({});
    const revived = test.mesos.calls.slice(known).filter(({ type }) => type === 'REVIVE');
    expect(revived).toMatchObject([{ revive: { roles: ['*'] } }]);
    test.wish({ id: '/second' });
    test.wish({ id: '/third' });
    const later = typesOf(test.during(10_000)).filter((type) => type === 'REVIVE');
    expect(later).toHaveLength(1);
  });

  it('go on to come when nothing waits for a moment, until they could be asked for again', () => {
    const test = new Queue();
    test.wish({});
    test.offer({});
    expect(test.core.queue.wantedOf('/app')).toBe(0);
    expect(typesOf(test.during(3_000))).not.toContain('SUPPRESS');
    test.wish({ id: '/second' });
    expect(launchedBy(test.offer({}))).toEqual(['second']);
    expect(typesOf(test.during(2_000))).toContain('SUPPRESS');
    expect(typesOf(test.during(10_000))).not.toContain('SUPPRESS');
  });
});

describe('constraints of offers', () => {
  const inRack: Partial<AppDefinition> = {
    constraints: [{ field: 'rack', operator: 'IS', value: 'r1' }],
  };
  const told = (test: Queue) => test.mesos.offerConstraints?.role_constraints;

  it('are told to Mesos as what waits changes, and not too often', () => {
    const test = new Queue({
      options: { mesosOfferConstraints: true, minOfferConstraintsUpdateIntervalMs: 1_000 },
    });
    test.wish(inRack);
    expect(told(test)).toBeUndefined();
    test.during(1_000);
    expect(told(test)).toMatchObject({ '*': { groups: [{ attribute_constraints: [{}] }] } });
    test.wish({ id: '/anywhere', cpus: 9 });
    test.during(1_000);
    expect(told(test)).toEqual({});
    test.core.queue.purge('/anywhere');
    test.during(1_000);
    expect(Object.keys(told(test)!)).toEqual(['*']);
    test.offer({ attributes: [{ name: 'rack', type: 'TEXT', text: { value: 'r1' } }] });
    test.during(1_000);
    expect(test.core.queue.wantedOf('/app')).toBe(0);
    expect(told(test)).toEqual({});
  });

  it('are not where they were not asked for', () => {
    const test = new Queue();
    test.wish(inRack);
    test.during(10_000);
    expect(told(test)).toBeUndefined();
  });
});

describe('an app in the queue', () => {
  it('is told by each agent why it was of no use, and counts the reasons', () => {
    const test = new Queue();
    test.wish({ cpus: 9 });
    test.offer({}, { hostname: 'host2', agent_id: { value: 'A2' }, resources: [scalar('mem', 1)] });
    test.during(3_100);
    test.offer({ resources: [scalar('cpus', 10), ports(1, 9)] });
    test.during(3_100);
    const entry = test.core.queue.find('/app')!;
    expect(entry).toMatchObject({ processedOffers: 3, unusedOffers: 3 });
    expect([...entry.rejections]).toEqual([
      ['InsufficientCpus', 2],
      ['InsufficientMemory', 1],
    ]);
    expect(entry.lastUnusedOffers.map(({ offer, detail }) => [offer.hostname, detail])).toEqual([
      ['host2', 'needs 9 cpus, 0 are offered; needs 128 mem, 1 are offered'],
      ['host1', 'needs 128 mem, 0 are offered'],
    ]);
  });

  it('waits after a failure, longer each time, and is launched when the time has come', () => {
    const test = new Queue();
    test.wish({ backoff: { backoffSeconds: 10, backoffFactor: 2, maxLaunchDelaySeconds: 300 } });
    const failOnce = (): number | undefined => {
      const { instances } = test.core;
      expect(launchedBy(test.offer({}))).toEqual(['app']);
      const [instance] = instances.of('/app');
      const task_id = { value: instance!.tasks[0]!.taskId };
      test.marathon.receiveStatus({ task_id, state: 'TASK_FAILED' }, () => undefined);
      test.run(50);
      const until = test.core.queue.find('/app')?.delayedUntil;
      return until === undefined ? undefined : Math.round((until - test.clock.timestamp()) / 1000);
    };
    expect(failOnce()).toBe(10);
    expect(launchedBy(test.offer({}))).toEqual([]);
    test.run(10_100);
    expect(failOnce()).toBe(20);
    expect(test.core.queue.resetDelay('/app')).toBe(true);
    test.run(50);
    expect(failOnce()).toBe(10);
  });

  it('has no delay any more when an instance ends because its agent is emptied', () => {
    const backoff = { backoffSeconds: 10, backoffFactor: 2, maxLaunchDelaySeconds: 300 };
    for (const [state, reason, isDelayed] of [
      ['TASK_KILLED', 'REASON_AGENT_DRAINING', false],
      ['TASK_GONE_BY_OPERATOR', 'REASON_AGENT_DRAINING', false],
      ['TASK_GONE_BY_OPERATOR', 'REASON_AGENT_REMOVED_BY_OPERATOR', true],
      ['TASK_FAILED', 'REASON_AGENT_DRAINING', true],
    ] as const) {
      const test = new Queue();
      test.wish({ backoff, instances: 2 });
      test.offer({});
      const [first, second] = [...test.core.instances.of('/app')].map(({ tasks }) => tasks[0]!);
      const end = (taskId: string, end: Pick<TaskStatus, 'state' | 'reason'>): void =>
        test.marathon.receiveStatus({ task_id: { value: taskId }, ...end }, () => undefined);
      end(first!.taskId, { state: 'TASK_FAILED' });
      test.run(50);
      expect(test.core.queue.find('/app')?.delayedUntil).toBeDefined();
      end(second!.taskId, { state, reason });
      test.run(50);
      expect(test.core.queue.find('/app')?.delayedUntil !== undefined).toBe(isDelayed);
    }
  });

  it('waits for tokens when too many are launched at a time', () => {
    const test = new Queue({ options: { launchTokens: 2 } });
    test.wish({ instances: 5, cpus: 0.1 });
    expect(launchedBy(test.offer({}))).toHaveLength(2);
    expect(launchedBy(test.offer({}))).toHaveLength(0);
    const [first] = test.core.instances.of('/app');
    const task_id = { value: first!.tasks[0]!.taskId };
    test.marathon.receiveStatus({ task_id, state: 'TASK_RUNNING' }, () => undefined);
    expect(launchedBy(test.during(100))).toHaveLength(1);
  });
});
