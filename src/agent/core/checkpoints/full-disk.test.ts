/** The disk takes nothing, because it is full or fails: what cannot be remembered is refused or waits, and the agent stays up. */
import { describe, expect, it } from 'vitest';
import type { Log } from '../../../foundation/log.ts';
import { silentLog } from '../../../foundation/log.ts';
import { failure, ok } from '../../../foundation/result.ts';
import * as internal from '../../../protocol/generated/internal.ts';
import { mostUnwritten, PersistentWrites } from './persistent-writes.ts';
import {
  aFramework,
  anExecutor,
  aTask,
  PaperClock,
  PaperCluster,
  someResources,
} from '../test-support.ts';

const full = 'Failed to put x: ENOSPC: no space left on device, write';
const failing = 'Failed to sync x: EIO: i/o error, fsync';

function aCluster(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  return cluster;
}

function restart(cluster: PaperCluster): void {
  cluster.crash();
  cluster.start();
  cluster.detect();
  cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
  cluster.pass(100);
}

describe.each([full, failing])('a disk that says %s', (fault) => {
  it('refuses a launch with a reason, and takes the next one when there is room', () => {
    const cluster = aCluster();
    cluster.store.fault = fault;
    cluster.store.shareBeforeFault = 1;
    cluster.run(aTask('t'));
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      state: 'TASK_DROPPED',
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      message: `Failed to launch container: ${fault}`,
    });
    expect(cluster.exits).toEqual([]);
    expect(cluster.state.frameworks.size).toBe(0);
    cluster.store.fault = undefined;
    cluster.run(aTask('u'));
    expect(cluster.told.at(-1)).toBe('u: RUNNING');
    restart(cluster);
    expect(cluster.machine.launches).toEqual(['run u']);
    expect([...cluster.state.frameworks.get('F1')!.executors.keys()]).toEqual(['u']);
    const again = cluster.messages(internal.ReregisterSlaveMessage)[0]!;
    expect(again.tasks!.map(({ task_id: id }) => id.value)).toEqual(['u']);
  });

  it('refuses a launch also while it has not written down what a master made', () => {
    const cluster = aCluster();
    cluster.store.fault = fault;
    const reservations = [{ type: 'DYNAMIC' as const, role: 'web' }];
    const [cpus] = someResources();
    const resources = [{ ...cpus!, scalar: { value: 1 }, reservations }];
    cluster.say(internal.CheckpointResourcesMessage, { resources });
    cluster.run(aTask('t'));
    cluster.store.fault = undefined;
    cluster.pass(60_000);
    expect(cluster.told).toEqual(['t: DROPPED']);
    expect(cluster.machine.launches).toEqual([]);
  });

  it('tells the master that a custom executor will not come', () => {
    const cluster = aCluster();
    cluster.store.fault = fault;
    const { command: _command, ...task } = aTask('t');
    cluster.run({ ...task, executor: anExecutor('e') });
    expect(cluster.told.at(-1)).toBe('t: DROPPED');
    expect(cluster.messages(internal.ExitedExecutorMessage)).toMatchObject([
      { executor_id: { value: 'e' } },
    ]);
  });

  it('refuses what a pod is given in addition, and the pod goes on', () => {
    const cluster = aCluster();
    const pod = {
      executor_id: { value: 'pod' },
      type: 'DEFAULT' as const,
      resources: someResources(),
    };
    cluster.runGroup(pod, [aTask('a')]);
    cluster.store.fault = fault;
    const uuid = { value: cluster.state.resourceVersionUuid };
    cluster.say(internal.RunTaskGroupMessage, {
      framework: aFramework(),
      executor: pod,
      task_group: { tasks: [aTask('b')] },
      launch_executor: false,
      resource_version_uuids: [{ uuid }],
    });
    cluster.pass(20);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      task_id: { value: 'b' },
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
    });
    cluster.store.fault = undefined;
    cluster.pass(5000);
    restart(cluster);
    expect(cluster.machine.launches).toEqual(['(none)', 'run a']);
    cluster.machine.end('run a', { status: 0 });
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('a: FINISHED');
  });

  it('keeps back an update that cannot be written, and loses it not', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.store.fault = fault;
    const toldBefore = cluster.told.length;
    cluster.machine.end('run t', { status: 3 << 8 });
    cluster.pass(40_000);
    expect(cluster.told.length).toBe(toldBefore);
    expect(cluster.exits).toEqual([]);
    cluster.store.fault = undefined;
    cluster.pass(30_000);
    expect(cluster.told.slice(toldBefore)).toEqual(['t: FAILED']);
    expect(cluster.updates.at(-1)!.status.message).toBe('Command exited with status 3');
    restart(cluster);
    expect(cluster.told.slice(toldBefore)).toEqual(['t: FAILED']);
  });

  it('that the agent dies on does not lose the end of a task', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.store.fault = fault;
    cluster.machine.end('run t', { status: 3 << 8 });
    cluster.pass(5000);
    restart(cluster);
    expect(cluster.updates.at(-1)!.status.message).toBe('Command exited with status 3');
  });

  it('does not keep an agent from coming up with what runs', () => {
    const cluster = aCluster();
    cluster.run(aTask('t'));
    cluster.crash();
    cluster.diskFault = fault;
    cluster.start({ bootId: '' });
    cluster.detect();
    cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    cluster.pass(100);
    expect(cluster.exits).toEqual([]);
    expect(cluster.state.phase).toBe('running');
    cluster.machine.end('run t', { status: 0 });
    cluster.pass(100);
    cluster.store.fault = undefined;
    cluster.pass(30_000);
    expect(cluster.told.at(-1)).toBe('t: FINISHED');
  });
});

describe('writes that are repeated', () => {
  it('keep their order, say what is wrong once, and have a bound', () => {
    const clock = new PaperClock();
    const lines: string[] = [];
    const note = (line: string): void => void lines.push(line);
    const log: Log = { ...silentLog, error: note, info: note };
    const gaveUp: string[] = [];
    const writes = new PersistentWrites({ clock, log, onGiveUp: (why) => gaveUp.push(why) });
    let isFull = true;
    const written: number[] = [];
    const add = (value: number): void =>
      writes.add((done) => {
        if (!isFull) written.push(value);
        done(isFull ? failure(full) : ok(undefined));
      });
    for (let value = 0; value < 5; value++) add(value);
    clock.advance(100_000);
    expect([written, lines.length]).toEqual([[], 1]);
    isFull = false;
    add(5);
    clock.advance(30_000);
    expect(written).toEqual([0, 1, 2, 3, 4, 5]);
    expect(lines).toHaveLength(2);
    isFull = true;
    add(6);
    isFull = false;
    clock.advance(1_000); // a new trouble, so the pauses begin small
    expect(written.at(-1)).toBe(6);
    isFull = true;
    for (let value = 0; value < mostUnwritten; value++) add(value);
    expect(gaveUp).toEqual([]);
    add(0);
    expect(gaveUp).toEqual([expect.stringContaining('more than 10000 wait')]);
  });
});
