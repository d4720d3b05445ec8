/** The promise of status updates: durable first, in order, again until acknowledged. */
import { describe, expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import { decodeRecordSequence } from '../../../storage/records.ts';
import { aFramework, aTask, PaperCluster, someResources } from '../test-support.ts';

function aCluster(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.acknowledges = false;
  cluster.startRegistered();
  return cluster;
}

function recordsOf(cluster: PaperCluster): string[] {
  const path = [...cluster.disk.keys()].find((key) => key.endsWith('/t/task.updates'))!;
  const node = cluster.disk.get(path);
  if (node?.kind !== 'file') throw new Error(`${path} is no file`);
  return decodeRecordSequence(node.bytes).records.map((bytes) => {
    const record = internal.StatusUpdateRecord.decode(bytes);
    return record.type === 'ACK' ? 'ACK' : record.update!.status.state;
  });
}

describe('the updates of a task', () => {
  it('go out one at a time, and say what the latest state is', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.machine.end('run t', { status: 3 << 8 });
    cluster.pass(100);
    expect(cluster.told).toEqual(['t: STARTING']);
    cluster.acknowledge(cluster.updates[0]!);
    cluster.pass(10);
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING']);
    expect(cluster.updates[1]!.latest_state).toBe('TASK_FAILED');
  });

  it('are repeated after 10 s, then 20 s more, until they are acknowledged', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    const count = (): number => cluster.told.length;
    expect(count()).toBe(1);
    cluster.pass(9_900);
    expect(count()).toBe(1);
    cluster.pass(200);
    expect(count()).toBe(2);
    cluster.pass(19_800);
    expect(count()).toBe(2);
    cluster.pass(300);
    expect(count()).toBe(3);
    cluster.acknowledge(cluster.updates[0]!);
    cluster.pass(10);
    expect(cluster.told.at(-1)).toBe('t: RUNNING');
  });

  it('are not confused by acknowledgements of other updates, or by doubles', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    const [starting] = cluster.updates;
    cluster.acknowledge({ ...starting!, uuid: cluster.random.uuidBytes() });
    expect(cluster.told).toEqual(['t: STARTING']);
    cluster.acknowledge(starting!);
    cluster.acknowledge(starting!);
    cluster.pass(10);
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING']);
  });

  it('are written down with their acknowledgements, in order', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.acknowledge(cluster.updates[0]!);
    cluster.pass(10);
    expect(recordsOf(cluster)).toEqual(['TASK_STARTING', 'TASK_RUNNING', 'ACK']);
  });

  it('are not forwarded before they are on the disk', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.acknowledge(cluster.updates[0]!);
    // Nor before the acknowledgement of the one before is.
    expect(cluster.told).toEqual(['t: STARTING']);
    cluster.pass(10);
    cluster.acknowledge(cluster.updates[1]!);
    cluster.machine.end('run t', { status: 0 });
    expect(cluster.store.pendingCount).toBeGreaterThan(0);
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING']);
    cluster.pass(10);
    expect(cluster.told.at(-1)).toBe('t: FINISHED');
  });

  it('of a framework that does not checkpoint leave nothing on the disk', () => {
    const cluster = aCluster();
    cluster.acknowledges = true;
    cluster.run(aTask('t'), aFramework({ checkpoint: false }));
    cluster.machine.end('run t', { status: 0 });
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('t: FINISHED');
    expect([...cluster.disk.keys()].filter((path) => path.includes('/meta/slaves/S0/f'))).toEqual(
      [],
    );
  });

  it('wait for a master, and go out when it is back', () => {
    const cluster = aCluster();
    cluster.acknowledges = true;
    cluster.run(aTask('t'));
    cluster.linkLost();
    const before = cluster.told.length;
    cluster.machine.end('run t', { status: 0 });
    cluster.pass(50);
    expect(cluster.told.length).toBe(before);
    cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    cluster.pass(50);
    expect(cluster.told.at(-1)).toBe('t: FINISHED');
  });

  it('are sent again at once when the framework came back elsewhere', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.say(internal.UpdateFrameworkMessage, {
      framework_id: { value: 'F1' },
      framework_info: aFramework(),
    });
    expect(cluster.told).toEqual(['t: STARTING', 't: STARTING']);
  });
});

describe('a pod that cannot be given what is left when a task has ended', () => {
  it('ends for that, also when the agent dies before it is ended', () => {
    const cluster = aCluster();
    cluster.acknowledges = true;
    const executor_id = { value: 'pod' };
    const pod = { executor_id, type: 'DEFAULT' as const, resources: someResources() };
    cluster.runGroup(pod, [aTask('a'), aTask('b')]);
    cluster.machine.updateError = 'it uses more than that';
    cluster.machine.end('run a', { status: 0 });
    const isWritten = (): boolean =>
      [...cluster.disk.keys()].some((path) => path.endsWith('/executor.ending'));
    for (let ms = 0; !isWritten() && ms < 100; ms++) cluster.pass(1);
    expect(isWritten()).toBe(true);
    expect(cluster.machine.find('run b')?.termination).toBeUndefined();
    cluster.crash();
    cluster.start();
    cluster.detect();
    cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    cluster.pass(5_000);
    expect(cluster.updates.findLast(({ status }) => status.task_id.value === 'b')).toMatchObject({
      status: {
        reason: 'REASON_CONTAINER_UPDATE_FAILED',
        message: expect.stringContaining('it uses more than that') as string,
      },
    });
  });
});
