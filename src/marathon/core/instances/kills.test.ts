import { describe, expect, it } from 'vitest';
import { anApp, TestMarathon, type TestMarathonOptions } from '../../test-support/test-marathon.ts';
import type { AppDefinition } from '../../model/app.ts';

function running(
  instances: number,
  options: TestMarathonOptions['options'] = {},
  app: Partial<AppDefinition> = {},
): TestMarathon {
  const test = new TestMarathon({ options });
  test.put(anApp({ instances, ...app }));
  expect(test.settle()).toBe(true);
  return test;
}

/** Mesos hears of kills and does nothing. */
function deafen(test: TestMarathon): string[] {
  const asked: string[] = [];
  const send = test.mesos.send.bind(test.mesos);
  test.mesos.send = (call) => {
    if (call.type === 'KILL') asked.push(call.kill!.task_id.value);
    else send(call);
  };
  return asked;
}

const idsOf = (test: TestMarathon): string[] =>
  [...test.core.instances.of('/app')].map(({ id }) => id);

describe('kills', () => {
  it('are asked for again until the end is told', () => {
    const test = running(1, { killRetryTimeoutMs: 1000 });
    const asked = deafen(test);
    const [taskId] = test.mesos.living.map(({ info }) => info.task_id.value);
    test.core.killer.kill(idsOf(test), 'Decommissioned', 'test');
    test.run(3500);
    expect(asked).toEqual([taskId, taskId, taskId, taskId]);
    test.mesos.report(taskId!, 'TASK_KILLED');
    test.run(5000);
    expect(asked).toHaveLength(4);
  });

  it('are written down before they are sent, however often they are asked for', () => {
    const test = running(1);
    const asked = deafen(test);
    test.core.killer.kill(idsOf(test), 'Decommissioned', 'test');
    test.core.killer.kill(idsOf(test), 'Decommissioned', 'again');
    expect(asked).toEqual([]);
    expect(test.core.killer.isKilling(idsOf(test)[0]!)).toBe(true);
    test.run(10);
    expect(asked).toHaveLength(1);
  });

  it('are under way for so many at a time, and for the next when one has ended', () => {
    const test = running(5, { killChunkSize: 2 });
    const asked = deafen(test);
    test.core.killer.kill(idsOf(test), 'Decommissioned', 'test');
    test.run(100);
    expect(asked).toHaveLength(2);
    test.mesos.report(asked[0]!, 'TASK_KILLED');
    test.run(100);
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
  });

  it('go on in the next process', () => {
    const test = running(2);
    const asked = deafen(test);
    test.core.killer.kill(idsOf(test), 'Decommissioned', 'test');
    test.run(20);
    asked.length = 0;
    test.restart();
    expect(new Set(asked).size).toBe(2);
  });

  it('without a goal are of those that are to be replaced, and forgotten with the process', () => {
    const test = running(1);
    const asked = deafen(test);
    test.core.killer.restart(idsOf(test), 'test');
    expect(asked).toHaveLength(1);
    test.run(10);
    test.restart();
    expect(test.core.killer.isKilling(idsOf(test)[0]!)).toBe(false);
  });

  it('of one that is away forget it at once', () => {
    const strategy = { inactiveAfterSeconds: 600, expungeAfterSeconds: 900 };
    const test = running(1, {}, { unreachableStrategy: strategy });
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_UNREACHABLE');
    const asked = deafen(test);
    test.core.killer.restart(idsOf(test), 'test');
    expect(asked).toEqual([]);
    expect(idsOf(test)).toEqual([]);
  });

  it('of one that goes away meanwhile do not wait for it', () => {
    const test = running(1, {}, { unreachableStrategy: 'disabled' });
    deafen(test);
    test.remove('/app');
    test.run(1000);
    expect([...test.core.deployments.running()]).toHaveLength(1);
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_UNREACHABLE');
    // At once: not only when it would be forgotten anyway.
    test.run(1000);
    expect([...test.core.deployments.running()]).toEqual([]);
    expect(idsOf(test)).toEqual([]);
  });
});

describe('launches of which nothing is heard', () => {
  it('are killed and replaced after their time', () => {
    const options = { taskLaunchConfirmTimeoutMs: 40_000, taskLaunchTimeoutMs: 80_000 };
    const test = new TestMarathon({ options });
    test.mesos.behaviour = () => 'TASK_STAGING';
    test.put(anApp());
    test.run(35_000);
    expect(test.mesos.calls.filter(({ type }) => type === 'KILL')).toEqual([]);
    test.mesos.behaviour = () => 'TASK_RUNNING';
    test.run(20_000);
    expect(test.settle()).toBe(true);
    expect([...test.mesos.tasks.values()].map(({ state }) => state)).toEqual([
      'TASK_KILLED',
      'TASK_RUNNING',
    ]);
  });

  it('that stage have more time, counted from their launch', () => {
    const options = { taskLaunchConfirmTimeoutMs: 40_000, taskLaunchTimeoutMs: 80_000 };
    const test = new TestMarathon({ options });
    test.mesos.behaviour = () => 'TASK_STARTING';
    test.put(anApp());
    test.run(75_000);
    expect(test.mesos.calls.filter(({ type }) => type === 'KILL')).toEqual([]);
    test.run(15_000);
    expect(test.mesos.calls.some(({ type }) => type === 'KILL')).toBe(true);
  });
});

describe('instances whose agent is away', () => {
  const strategy = { inactiveAfterSeconds: 60, expungeAfterSeconds: 400 };

  it('are replaced after a while, and forgotten after a longer one', () => {
    const test = running(1, {}, { unreachableStrategy: strategy });
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_UNREACHABLE');
    test.run(59_000);
    expect(test.mesos.tasks.size).toBe(1);
    test.run(5_000);
    expect(test.mesos.tasks.size).toBe(2);
    expect(idsOf(test)).toHaveLength(2);
    test.run(400_000);
    expect(idsOf(test)).toHaveLength(1);
  });

  it('count on in the next process', () => {
    const test = running(1, {}, { unreachableStrategy: strategy });
    const [task] = test.mesos.living;
    test.mesos.report(task!.info.task_id.value, 'TASK_UNREACHABLE');
    test.run(50_000);
    test.restart();
    test.run(15_000);
    expect(test.mesos.tasks.size).toBe(2);
  });

  it('are waited for where that is wished', () => {
    const test = running(1, {}, { unreachableStrategy: 'disabled' });
    test.mesos.report(test.mesos.living[0]!.info.task_id.value, 'TASK_UNREACHABLE');
    test.run(3_600_000);
    expect(test.mesos.tasks.size).toBe(1);
  });

  it('go when they come back and are too many, the youngest first', () => {
    const test = running(1, {}, { unreachableStrategy: strategy });
    const [task] = test.mesos.living;
    test.mesos.report(task!.info.task_id.value, 'TASK_UNREACHABLE');
    test.run(70_000);
    test.mesos.report(task!.info.task_id.value, 'TASK_RUNNING');
    test.run(1000);
    expect(test.mesos.living).toEqual([task]);
  });
});

describe('reconciliation', () => {
  const asked = (test: TestMarathon): number[] =>
    test.mesos.calls.flatMap(({ reconcile }) =>
      reconcile === undefined ? [] : [reconcile.tasks?.length ?? 0],
    );

  it('asks for what is known and for the rest, after a subscription and from time to time', () => {
    const test = running(2);
    test.mesos.calls.length = 0;
    test.restart();
    expect(asked(test)).toEqual([2, 0]);
    test.run(15_000);
    expect(asked(test)).toEqual([2, 0, 2, 0]);
    test.run(600_000);
    expect(asked(test)).toHaveLength(6);
  });

  it('leaves out launches that may be on their way, but not after a subscription', () => {
    const test = new TestMarathon();
    test.mesos.behaviour = () => 'TASK_STAGING';
    test.put(anApp());
    test.until(() => test.mesos.living.length > 0);
    test.mesos.calls.length = 0;
    test.run(15_000);
    expect(asked(test)).toEqual([0]);
    test.restart();
    expect(asked(test)).toEqual([0, 1, 0]);
  });

  it('replaces what Mesos does not know', () => {
    const test = running(1);
    test.mesos.tasks.clear();
    test.restart();
    test.run(10_000);
    expect(test.mesos.living).toHaveLength(1);
    expect(idsOf(test)).toHaveLength(1);
  });
});
