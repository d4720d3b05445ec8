/** Apps that keep data: what is reserved for them, where their volumes lie, where they are launched again. */
import { describe, expect, it } from 'vitest';
import type {
  Offer_Operation,
  Resource,
  Resource_DiskInfo_Source as DiskSource,
  TaskState,
} from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PersistentVolumeInfo } from '../../model/run-spec.ts';
import { anOffer, ports, scalar } from '../offers/test-support.ts';
import { operationsOf, Queue } from './test-support.ts';

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

  function report(test: Queue, state: TaskState): void {
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

  it.each([
    // As after a reboot of its machine, whose agent keeps its id and its disks.
    ['TASK_GONE', ['LAUNCH']],
    ['TASK_GONE_BY_OPERATOR', ['DESTROY', 'UNRESERVE']],
  ] as const)('keeps its data unless an operator says that it is gone: %s', (state, expected) => {
    const { test, reserved } = started();
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    report(test, state);
    test.run(2_000);
    expect(launchOn(test, reserved).map(({ type }) => type)).toEqual(expected);
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

  it('keeps its data when there are to be none, and goes on with it when there is to be one again', () => {
    const { test, reserved } = started();
    launchOn(test, reserved);
    report(test, 'TASK_RUNNING');
    test.wish({ ...resident, instances: 0 });
    report(test, 'TASK_KILLED');
    expect([...test.core.deployments.running()]).toEqual([]);
    expect(launchOn(test, reserved)).toEqual([]);
    const [instance] = test.core.instances.of('/keep/db');
    expect(instance).toMatchObject({ goal: 'Stopped', condition: 'Reserved' });
    test.wish({ ...resident, instances: 1 });
    // The offer of its place is held meanwhile.
    expect(test.core.instances.find(instance!.id)).toMatchObject({
      ...{ goal: 'Running', condition: 'Provisioned', volumes: instance!.volumes },
    });
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
