import { describe, expect, it } from 'vitest';
import type {
  Offer,
  Offer_Operation,
  Resource,
  Resource_DiskInfo_Source as DiskSource,
  TaskStatus,
} from '../../../protocol/generated/mesos.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PersistentVolumeInfo } from '../../model/run-spec.ts';
import { anApp, TestMarathon, type TestMarathonOptions } from '../../test-support/test-marathon.ts';
import { anOffer, ports, scalar } from '../offers/test-support.ts';

/** Offers come from the test only. */
class Queue extends TestMarathon {
  #offers = 0;

  constructor(options: TestMarathonOptions = {}) {
    super({ ...options, agents: [] });
    // What is launched only comes to life by what the test says.
    this.mesos.send = (call) => void this.mesos.calls.push(call);
  }

  wish(members: Partial<AppDefinition>): void {
    const app = anApp(members);
    const build = (draft: { putRunSpec(app: AppDefinition): void }): undefined => {
      draft.putRunSpec(app);
    };
    this.core.groups.change({ groupId: app.id, force: true, build }, () => undefined);
    this.run(50);
  }

  /** What is said to them at once. */
  offer(...members: readonly Partial<Offer>[]): readonly Call[] {
    const known = this.mesos.calls.length;
    const offers = members.map((each) => {
      const number = this.#offers++;
      return anOffer({ id: { value: `O${number}` }, ...each });
    });
    this.marathon.receiveOffers(offers);
    this.run(50);
    return this.mesos.calls.slice(known);
  }

  during(ms: number): readonly Call[] {
    const known = this.mesos.calls.length;
    this.run(ms);
    return this.mesos.calls.slice(known);
  }
}

const typesOf = (calls: readonly Call[]): readonly (string | undefined)[] =>
  calls.map(({ type }) => type).filter((type) => type !== 'RECONCILE');

const operationsOf = (calls: readonly Call[]): readonly Offer_Operation[] =>
  calls.flatMap(({ accept }) => accept?.operations ?? []);

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

describe('an app that keeps data', () => {
  const persistent = { type: 'root' as const, size: 100, constraints: [] };
  const volume = { kind: 'persistent' as const, containerPath: 'data', mode: 'RW' as const };
  const resident: Partial<AppDefinition> = {
    id: '/keep/db',
    role: 'keep',
    portDefinitions: [{ port: 0, protocol: 'tcp', labels: {} }],
    unreachableStrategy: 'disabled',
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    container: {
      type: 'MESOS',
      portMappings: [],
      volumes: [{ ...volume, persistent }],
    },
  };
  const forKeep = { allocation_info: { role: 'keep' } };

  function started(members: Partial<AppDefinition> = {}): {
    test: Queue;
    reserved: readonly Resource[];
  } {
    const test = new Queue({ options: { principal: 'marathon' } });
    test.wish({ ...resident, ...members });
    const [reserve, create, ...more] = operationsOf(test.offer(forKeep));
    expect([reserve?.type, create?.type, more]).toEqual(['RESERVE', 'CREATE', []]);
    const volumes = create!.create!.volumes!;
    const others = reserve!.reserve!.resources!.filter(({ name }) => name !== 'disk');
    return { test, reserved: [...others, ...volumes] };
  }

  const launchOn = (test: Queue, resources: readonly Resource[], agent = 'A1') =>
    operationsOf(test.offer({ ...forKeep, agent_id: { value: agent }, resources: [...resources] }));

  function report(test: Queue, state: 'TASK_RUNNING' | 'TASK_FAILED' | 'TASK_KILLED'): void {
    const [instance] = test.core.instances.of('/keep/db');
    const task_id = { value: instance!.tasks[0]!.taskId };
    test.marathon.receiveStatus({ task_id, state }, () => undefined);
    test.run(50);
  }

  it('reserves all that it uses for the instance, by labels, and makes its volume', () => {
    const { test, reserved } = started();
    const [instance] = test.core.instances.of('/keep/db');
    expect(instance).toMatchObject({ condition: 'Reserved', incarnation: 0 });
    for (const { role, reservation } of reserved) {
      expect([role, reservation?.principal]).toEqual(['keep', 'marathon']);
      expect(reservation?.labels?.labels).toEqual([
        { key: 'marathon_framework_id', value: 'framework' },
        { key: 'marathon_task_id', value: instance!.id },
      ]);
    }
    expect(reserved.at(-1)).toMatchObject({
      name: 'disk',
      scalar: { value: 100 },
      disk: {
        persistence: { id: expect.stringMatching(/^keep_db#data#/), principal: 'marathon' },
        volume: { container_path: 'data', mode: 'RW' },
      },
    });
  });

  it('is launched with what is reserved, and after a failure there again and nowhere else', () => {
    const { test, reserved } = started();
    const [launch] = launchOn(test, reserved);
    const [task] = launch!.launch!.task_infos!;
    expect(task!.resources).toEqual(expect.arrayContaining([...reserved]));
    expect(task!.task_id.value).toMatch(/\._app\.1$/);
    report(test, 'TASK_RUNNING');
    report(test, 'TASK_FAILED');
    test.run(2_000);
    expect(launchOn(test, anOffer().resources!, 'A2')).toEqual([]);
    const [again] = launchOn(test, reserved);
    expect(again!.launch!.task_infos![0]!.task_id.value).toMatch(/\._app\.2$/);
  });

  it('does not reserve anew while an instance is killed to be started again', () => {
    const { test, reserved } = started();
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    const [instance] = test.core.instances.of('/keep/db');
    test.core.killer.restart([instance!.id], 'a test asks for it');
    test.run(50);
    expect(launchOn(test, anOffer().resources!)).toEqual([]);
  });

  it('gives back what is reserved when it is removed', () => {
    const { test, reserved } = started();
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    const [instance] = test.core.instances.of('/keep/db');
    test.core.killer.kill([instance!.id], 'Decommissioned', 'a test asks for it');
    test.run(50);
    report(test, 'TASK_KILLED');
    const operations = launchOn(test, reserved);
    expect(operations.map(({ type }) => type)).toEqual(['DESTROY', 'UNRESERVE']);
    expect(operations[0]!.destroy!.volumes).toEqual([reserved.at(-1)]);
    expect(operations[1]!.unreserve!.resources).toHaveLength(reserved.length);
    expect(test.core.instances.find(instance!.id)).toBeUndefined();
  });

  const disk = (mib: number, root: string, more: Partial<DiskSource> = {}): Resource => ({
    ...scalar('disk', mib),
    disk: { source: { type: 'PATH', path: { root }, ...more } },
  });
  const withDisks = (...disks: readonly Resource[]): readonly Resource[] => [
    scalar('cpus', 4),
    scalar('mem', 4096),
    ports(31_000, 31_100),
    ...disks,
  ];
  const withVolumes = (...volumes: readonly Partial<PersistentVolumeInfo>[]) => ({
    ...resident,
    container: {
      ...resident.container!,
      volumes: volumes.map((each, index) => ({
        ...volume,
        containerPath: `data${index}`,
        persistent: { ...persistent, ...each },
      })),
    },
  });
  /** Of each volume that is made: its path, the disk below it, its size. */
  const madeOn = (operations: readonly Offer_Operation[]) =>
    operations.flatMap(({ create }) =>
      (create?.volumes ?? []).map((each) => [
        each.disk!.volume!.container_path,
        each.disk!.source?.path?.root ?? each.disk!.source?.mount?.root,
        each.scalar!.value,
      ]),
    );

  it('gets disks that its volumes allow, large volumes first, on the disk with most room', () => {
    const test = new Queue({ options: { principal: 'marathon' } });
    const constraints = [{ field: 'path', operator: 'LIKE', value: '/fast/.*' }] as const;
    test.wish(
      withVolumes({ type: 'path', size: 60, constraints }, { type: 'path', size: 90, constraints }),
    );
    const disks = [disk(500, '/slow/1'), disk(70, '/fast/1'), disk(100, '/fast/2')];
    expect(madeOn(launchOn(test, withDisks(...disks)))).toEqual([
      ['data0', '/fast/1', 60],
      ['data1', '/fast/2', 90],
    ]);
  });

  it('gets the smallest disk of its own that is large enough, whole', () => {
    const test = new Queue({ options: { principal: 'marathon' } });
    test.wish(withVolumes({ type: 'mount', size: 60, maxSize: 200, profileName: 'fast' }));
    const own = (mib: number, root: string, profile?: string): Resource => ({
      ...scalar('disk', mib),
      disk: {
        source: { type: 'MOUNT', mount: { root }, ...(profile === undefined ? {} : { profile }) },
      },
    });
    const disks = [
      own(60, '/d1'),
      own(250, '/d2', 'fast'),
      own(150, '/d3', 'fast'),
      own(100, '/d4', 'fast'),
      own(50, '/d5', 'fast'),
    ];
    expect(madeOn(launchOn(test, withDisks(...disks)))).toEqual([['data0', '/d4', 100]]);
  });

  it('says which of its disks is not offered', () => {
    const test = new Queue({ options: { principal: 'marathon' } });
    test.wish(withVolumes({ type: 'path', size: 60, profileName: 'fast' }));
    expect(launchOn(test, withDisks(disk(500, '/slow/1')))).toEqual([]);
    test.during(3_100);
    expect(test.core.queue.find('/keep/db')!.lastUnusedOffers).toMatchObject([
      {
        reasons: ['InsufficientDisk'],
        detail:
          'needs a disk of type path for data0 with 60 MiB, profile fast, which is not offered',
      },
    ]);
  });

  it('asks each provider of its resources for its own', () => {
    const test = new Queue({ options: { principal: 'marathon' } });
    test.wish(withVolumes({ type: 'path', size: 60, profileName: 'fast' }));
    const provided = { ...disk(500, '/p', { profile: 'fast' }), provider_id: { value: 'P1' } };
    const operations = launchOn(test, withDisks(provided));
    expect(
      operations.map(({ type, reserve, create }) => [
        type,
        (reserve?.resources ?? create?.volumes ?? []).map((each) => each.provider_id?.value),
      ]),
    ).toEqual([
      ['RESERVE', [undefined, undefined, undefined]],
      ['RESERVE', ['P1']],
      ['CREATE', ['P1']],
    ]);
  });

  it('is not launched again where its constraints do not allow it any more', () => {
    const { test, reserved } = started();
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    const constraints = [{ field: 'hostname', operator: 'IS', value: 'elsewhere' }] as const;
    test.wish({ ...resident, constraints });
    report(test, 'TASK_KILLED');
    test.run(50);
    expect(launchOn(test, reserved)).toEqual([]);
    test.during(3_100);
    expect(test.core.queue.find('/keep/db')!.lastUnusedOffers).toMatchObject([
      { reasons: ['UnfulfilledConstraint'] },
    ]);
    test.wish(resident);
    expect(launchOn(test, reserved)[0]?.launch?.task_infos).toHaveLength(1);
  });

  it('is not in its own way where it is launched again', () => {
    const { test, reserved } = started({
      constraints: [{ field: 'hostname', operator: 'UNIQUE' }],
    });
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    report(test, 'TASK_FAILED');
    test.run(2_000);
    expect(launchOn(test, reserved)[0]?.launch?.task_infos).toHaveLength(1);
  });

  it('takes only what nobody has reserved', () => {
    const test = new Queue({ options: { principal: 'marathon' } });
    test.wish(resident);
    const resources = anOffer().resources!.map((each) => ({ ...each, role: 'keep' }));
    expect(launchOn(test, resources)).toEqual([]);
    expect(test.core.queue.find('/keep/db')).toBeDefined();
  });
});
