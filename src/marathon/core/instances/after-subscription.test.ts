import { describe, expect, it } from 'vitest';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';

/** Mesos does not hear what `isLost` says. */
function losing(test: TestMarathon, isLost: (call: Call) => boolean): void {
  const send = test.mesos.send.bind(test.mesos);
  test.mesos.send = (call) => {
    if (isLost(call)) test.mesos.calls.push(call);
    else send(call);
  };
}

function reconnect(test: TestMarathon): void {
  test.mesos.disconnect();
  test.run(100);
  test.mesos.connect(test.marathon);
}

describe('a master that does not answer for agents that are not back yet', () => {
  it('is asked again for launches that the one before did not get to', () => {
    const test = new TestMarathon();
    let isBack = false;
    losing(test, ({ type }) => !isBack && (type === 'ACCEPT' || type === 'RECONCILE'));
    test.put(anApp());
    test.until(() => test.mesos.calls.some(({ type }) => type === 'ACCEPT'));
    reconnect(test);
    test.run(2_000);
    isBack = true;
    test.run(2_000);
    expect(test.mesos.living).toEqual([]);
    test.run(8_000);
    expect(test.mesos.living.map(({ state }) => state)).toEqual(['TASK_RUNNING']);
    expect(test.settle()).toBe(true);
  });

  it('is not asked for launches that are on their way to it', () => {
    const test = new TestMarathon();
    reconnect(test);
    losing(test, ({ type }) => type === 'ACCEPT');
    test.run(10);
    test.put(anApp());
    test.run(12_000);
    const asked = test.mesos.calls.flatMap(({ reconcile }) => reconcile?.tasks ?? []);
    expect(asked).toEqual([]);
  });

  it('is asked again for kills, and no more once the connection is lost', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.settle();
    losing(test, ({ type }) => type === 'KILL');
    test.remove('/app');
    test.run(100);
    const killCount = (): number => test.mesos.calls.filter(({ type }) => type === 'KILL').length;
    reconnect(test);
    test.run(100);
    const atFirst = killCount();
    test.run(20_000);
    expect(killCount()).toBe(atFirst + 2);
    test.mesos.disconnect();
    const atLast = killCount();
    test.run(20_000);
    expect(killCount()).toBe(atLast);
  });
});
