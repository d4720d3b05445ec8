/** kill -9 of the agent, at any moment: no task and no exit status is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import { Layout } from '../checkpoints/paths.ts';
import {
  aFramework,
  anExecutor,
  aTask,
  defaultOptions,
  PaperCluster,
  someResources,
} from '../test-support.ts';

function comeBack(cluster: PaperCluster): void {
  cluster.detect();
  cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
  cluster.pass(100);
}

describe('an agent that was killed', () => {
  it('re-adopts running tasks and goes on with the same id', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.crash();
    cluster.start();
    comeBack(cluster);
    expect(cluster.messages(internal.ReregisterSlaveMessage)[0]).toMatchObject({
      slave: { id: { value: 'S0' } },
      tasks: [{ task_id: { value: 't' }, state: 'TASK_RUNNING' }],
    });
    expect(cluster.machine.launches).toEqual(['run t']);
    cluster.kill('t');
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('t: KILLED');
  });

  it('reports how a task ended meanwhile', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('good'));
    cluster.run(aTask('bad'));
    cluster.crash();
    cluster.machine.end('run good', { status: 0 });
    cluster.machine.end('run bad', { status: 7 << 8 });
    cluster.start();
    comeBack(cluster);
    const ends = cluster.updates.slice(-2).map(({ status }) => status.message);
    expect(new Set(ends)).toEqual(
      new Set(['Command exited with status 0', 'Command exited with status 7']),
    );
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5])('knows %i ms later that a task was to be killed', (afterMs) => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.kill('t');
    cluster.pass(afterMs);
    cluster.crash();
    cluster.pass(10);
    cluster.start();
    comeBack(cluster);
    // Who hears nothing asks again.
    if (cluster.told.at(-1) === 't: RUNNING') cluster.kill('t');
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('t: KILLED');
  });

  it.each([0, 1, 2, 3, 4, 5])('knows %i ms later that a task had taken too long', (afterMs) => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t', { max_completion_time: { nanoseconds: 1_000_000_000 } }));
    cluster.pass(990 + afterMs * 4);
    cluster.crash();
    cluster.pass(10);
    cluster.start();
    comeBack(cluster);
    cluster.pass(1000);
    expect(cluster.told.at(-1)).toBe('t: FAILED');
    const { reason } = cluster.updates.at(-1)!.status;
    expect(reason).toBe('REASON_MAX_COMPLETION_TIME_REACHED');
  });

  it('goes on with a pod where it was', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const pod = {
      executor_id: { value: 'pod' },
      type: 'DEFAULT' as const,
      resources: someResources(),
    };
    cluster.runGroup(pod, [aTask('a'), aTask('b')]);
    cluster.machine.end('run a', { status: 0 });
    cluster.pass(50);
    cluster.crash();
    cluster.start();
    comeBack(cluster);
    expect(cluster.machine.launches).toEqual(['(none)', 'run a', 'run b']);
    cluster.machine.end('run b', { status: 0 });
    cluster.pass(100);
    expect(cluster.told.at(-1)).toBe('b: FINISHED');
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('launches a pod that was written down but not begun', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const executor = { executor_id: { value: 'pod' }, type: 'DEFAULT' as const };
    const uuid = { value: cluster.state.resourceVersionUuid };
    cluster.say(internal.RunTaskGroupMessage, {
      framework: aFramework(),
      executor,
      task_group: { tasks: [aTask('a')] },
      resource_version_uuids: [{ uuid }],
    });
    cluster.crash(cluster.store.pendingCount);
    expect(cluster.machine.launches).toEqual([]);
    cluster.start();
    comeBack(cluster);
    expect(cluster.machine.launches).toEqual(['(none)', 'run a']);
    expect(cluster.told).toEqual(['a: STARTING', 'a: RUNNING']);
  });

  it('repeats updates that were not acknowledged, and not those that were', () => {
    const cluster = new PaperCluster();
    cluster.acknowledges = false;
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.acknowledge(cluster.updates[0]!);
    cluster.pass(10);
    cluster.crash();
    cluster.sent.length = 0;
    cluster.start();
    comeBack(cluster);
    expect(cluster.told).toEqual(['t: RUNNING']);
  });

  it('ends the tasks of frameworks that do not checkpoint', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'), aFramework({ checkpoint: false }));
    cluster.crash();
    cluster.start();
    cluster.pass(10);
    expect(cluster.machine.find('run t')!.termination).toBeDefined();
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('reports everything as gone after a reboot', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.crash();
    cluster.machine.containers.clear();
    cluster.start({ bootId: 'boot-2' });
    comeBack(cluster);
    expect(cluster.told.at(-1)).toBe('t: GONE');
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('becomes another agent when the reboot changed it', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.crash();
    cluster.sent.length = 0;
    cluster.start({ bootId: 'boot-2', info: { hostname: 'other', port: 5051 } });
    cluster.detect();
    expect(cluster.exits).toEqual([]);
    expect(cluster.state.info.id).toBeUndefined();
    expect(cluster.messages(internal.RegisterSlaveMessage)).not.toEqual([]);
    expect(cluster.disk.has(new Layout(defaultOptions.workDir).latestAgent)).toBe(false);
  });

  it('stops at a checkpoint that nobody can read, unless --no-strict says to go on', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('good'));
    cluster.run(aTask('bad'));
    cluster.crash();
    const path = [...cluster.disk.keys()].find((one) => one.endsWith('tasks/bad/task.info'))!;
    const bytes = Buffer.from([2, 0, 0, 0, 255, 255]);
    cluster.disk.set(path, { kind: 'file', bytes, mode: 0o600 });
    cluster.start();
    expect(cluster.exits).toMatchObject([{ status: 1 }]);
    expect(cluster.exits[0]!.why).toContain(path);
    expect(cluster.exits[0]!.why).toContain('--no-strict');
    cluster.crash();
    cluster.start({ isStrict: false });
    comeBack(cluster);
    expect(cluster.exits).toHaveLength(1);
    expect(cluster.state.recovery.errorCount).toBe(1);
    const [framework] = cluster.state.frameworks.values();
    expect([...framework!.executors.values()].flatMap((one) => [...one.launched.keys()])).toEqual([
      'good',
    ]);
  });

  it('remembers what was added to it, so that the same flags are accepted the next time', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const info = {
      ...defaultOptions.info,
      resources: [...defaultOptions.info.resources!, ...someResources()],
      attributes: [{ name: 'rack', type: 'TEXT' as const, text: { value: 'r1' } }],
    };
    for (const reconfigurationPolicy of ['additive', 'equal'] as const) {
      cluster.crash();
      cluster.start({ info, reconfigurationPolicy });
      comeBack(cluster);
      expect([reconfigurationPolicy, cluster.exits]).toEqual([reconfigurationPolicy, []]);
      expect(cluster.state.info.id).toEqual({ value: 'S0' });
    }
  });

  it('believes what runs more than a boot id that was damaged', () => {
    for (const damage of ['', 'torn']) {
      const cluster = new PaperCluster();
      cluster.startRegistered();
      cluster.run(aTask('t'));
      cluster.crash();
      const path = new Layout(defaultOptions.workDir).bootId;
      cluster.disk.set(path, { kind: 'file', bytes: Buffer.from(damage), mode: 0o600 });
      cluster.start();
      comeBack(cluster);
      expect(cluster.told.at(-1)).toBe('t: RUNNING');
      cluster.machine.end('run t', { status: 3 << 8 });
      cluster.pass(100);
      expect(cluster.updates.at(-1)!.status.message).toBe('Command exited with status 3');
    }
  });

  it('tells the containerizer what was noted of a launch, so that nothing is left running', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    const { pid, config } = cluster.machine.find('run t')!;
    cluster.crash();
    cluster.start();
    comeBack(cluster);
    expect(cluster.machine.known).toMatchObject([
      { directory: config.directory, hasProcess: true, forkedPid: pid },
    ]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'knows %i ms later why it gave an executor up',
    (afterMs) => {
      const cluster = new PaperCluster();
      cluster.startRegistered();
      const { command: _command, ...task } = aTask('t');
      cluster.run({ ...task, executor: anExecutor('mute') });
      cluster.pass(defaultOptions.executorRegistrationTimeoutMs - 20 + afterMs);
      cluster.crash();
      cluster.start();
      cluster.pass(2100);
      comeBack(cluster);
      // It was decided, or it had yet to be; the executor did not end by itself.
      const reasons = new Set(cluster.updates.map(({ status }) => status.reason));
      expect([...reasons].join()).toMatch(/^REASON_EXECUTOR_(RE)?REGISTRATION_TIMEOUT$/u);
    },
  );

  it('waits for custom executors only until they are back, then kills the others', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const { command: _command, ...task } = aTask('t');
    cluster.run({ ...task, executor: anExecutor('e') });
    const call = { framework_id: { value: 'F1' }, executor_id: { value: 'e' } };
    const link = { send: () => undefined, close: () => undefined };
    cluster.speak({ ...call, type: 'SUBSCRIBE', subscribe: {} }, link);
    cluster.pass(10);
    cluster.crash();
    cluster.start();
    expect(cluster.state.phase).toBe('recovering');
    const fault = cluster.speak({ ...call, type: 'MESSAGE', message: { data: new Uint8Array() } });
    expect(fault).toEqual({ status: 503, message: 'Agent has not finished recovery' });
    cluster.speak(
      { ...call, type: 'SUBSCRIBE', subscribe: { unacknowledged_tasks: [task] } },
      link,
    );
    cluster.pass(30);
    expect(cluster.state.phase).toBe('disconnected');
    cluster.crash();
    cluster.start();
    cluster.pass(2100);
    expect(cluster.state.phase).toBe('disconnected');
    comeBack(cluster);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      reason: 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT',
      message: 'Executor did not reregister within 2secs',
    });
    expect(cluster.machine.containers.size).toBe(0);
  });

  it('refuses to start as somebody else', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.crash();
    cluster.start({ info: { hostname: 'other', port: 5051 } });
    expect(cluster.exits[0]!.status).toBe(1);
    expect(cluster.exits[0]!.why).toContain('Incompatible agent info detected');
    expect(cluster.exits[0]!.why).toContain('hostname');
  });

  it('with --recover=cleanup ends everything and then itself', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.crash();
    cluster.start({ recover: 'cleanup' });
    cluster.pass(100);
    expect(cluster.exits).toEqual([{ status: 0, why: 'Shut down' }]);
    expect(cluster.machine.find('run t')!.termination).toEqual({ status: 9 });
  });
});

/** Lives through `crashAtMs` with any part of the pending writes kept, the last perhaps torn. */
function liveThroughCrash(crashAtMs: number, kept: number, torn: number): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  const uuid = cluster.state.resourceVersionUuid;
  const message = { resource_version_uuids: [{ uuid: { value: uuid } }], launch_executor: true };
  cluster.say(internal.RunTaskMessage, {
    framework: aFramework(),
    task: aTask('t'),
    ...message,
  });
  cluster.pass(crashAtMs);
  cluster.crash(kept, torn);
  if (cluster.machine.find('run t') !== undefined) cluster.machine.end('run t', { status: 0 });
  cluster.start();
  comeBack(cluster);
  if (cluster.machine.find('run t')?.termination === undefined && cluster.machine.find('run t')) {
    cluster.machine.end('run t', { status: 0 });
  }
  cluster.pass(100);
  return cluster;
}

it('killed at any moment of a launch, the task ends once, in order, or was never heard of', () => {
  fc.assert(
    fc.property(fc.nat(14), fc.nat(12), fc.nat(40), (crashAtMs, kept, torn) => {
      const cluster = liveThroughCrash(crashAtMs, kept, torn);
      expect(cluster.exits).toEqual([]);
      expect(cluster.machine.launches.length).toBeLessThanOrEqual(1);
      const states = [...new Set(cluster.told.map((line) => line.slice(3)))];
      const order = ['STARTING', 'RUNNING', 'FINISHED'];
      expect(states).toEqual(order.filter((state) => states.includes(state)));
      const isKnown = cluster.state.frameworks.size > 0 || states.length > 0;
      if (isKnown) expect(states.at(-1)).toBe('FINISHED');
      expect(cluster.state.frameworks.size).toBe(0);
    }),
    { numRuns: 100 },
  );
});
