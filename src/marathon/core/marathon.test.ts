import { describe, expect, it } from 'vitest';
import { anApp, TestMarathon } from '../test-support/test-marathon.ts';

const conditions = (test: TestMarathon, id = '/app'): readonly string[] =>
  [...test.core.instances.of(id)].map(({ condition }) => condition);

describe('an app', () => {
  it('is deployed, scaled up and down, and removed', () => {
    const test = new TestMarathon();
    expect(test.put(anApp({ instances: 3 })).ok).toBe(true);
    expect(test.settle()).toBe(true);
    expect(conditions(test)).toEqual(['Running', 'Running', 'Running']);
    test.put(anApp({ instances: 5 }));
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(5);
    test.put(anApp({ instances: 1 }));
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(1);
    test.remove('/app');
    expect(test.settle()).toBe(true);
    expect(test.mesos.living).toHaveLength(0);
    expect(conditions(test)).toEqual([]);
  });

  it('is replaced by its new version without going below what was promised', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 4 }));
    test.settle();
    const old = new Set(test.mesos.living);
    test.put(anApp({ instances: 4, env: { A: '1' } }));
    let least = 4;
    test.until(() => {
      const running = test.mesos.living.filter(({ state }) => state === 'TASK_RUNNING').length;
      least = Math.min(least, running);
      return [...test.core.deployments.running()].length === 0;
    });
    expect(least).toBe(4);
    expect(test.mesos.living).toHaveLength(4);
    expect(test.mesos.living.filter((task) => old.has(task))).toEqual([]);
  });

  it('goes on with its deployment after a crash at any time, and keeps its tasks', () => {
    for (let crashMs = 0; crashMs < 600; crashMs += 20) {
      const test = new TestMarathon({ seed: crashMs });
      test.core.groups.change(
        {
          groupId: '/app',
          force: false,
          build: (draft) => {
            draft.putRunSpec(anApp({ instances: 8 }));
            return undefined;
          },
        },
        () => undefined,
      );
      test.run(crashMs);
      const isPromised = test.core.groups.root.findRunSpec('/app') !== undefined;
      test.restart();
      expect(test.settle()).toBe(true);
      test.run(1_000_000);
      if (isPromised) expect(test.core.groups.root.findRunSpec('/app')).toBeDefined();
      const wanted = test.core.groups.root.findRunSpec('/app')?.instances ?? 0;
      expect(test.mesos.living).toHaveLength(wanted);
      expect(conditions(test)).toEqual(Array.from({ length: wanted }, () => 'Running'));
    }
  });

  it('of another role, made while Mesos is away, has its role told as soon as Mesos is back', () => {
    const test = new TestMarathon();
    test.mesos.disconnect();
    test.put(anApp({ id: '/guests/app', role: 'guests' }));
    test.run(1000);
    expect([...test.mesos.roles]).toEqual(['*']);
    test.mesos.connect(test.marathon);
    test.run(100);
    expect([...test.mesos.roles].sort()).toEqual(['*', 'guests']);
  });

  it('is written down as unreachable although Mesos says since when with a number that JSON does not have', () => {
    const test = new TestMarathon();
    test.put(anApp({ instances: 1 }));
    test.settle();
    const [instance] = test.core.instances.of('/app');
    test.core.instances.receiveStatus(
      {
        task_id: { value: instance!.tasks[0]!.taskId },
        agent_id: { value: instance!.agent.agentId },
        state: 'TASK_UNREACHABLE',
        unreachable_time: { nanoseconds: 1_700_000_000_000_000_000n },
      },
      () => undefined,
    );
    test.run(10);
    expect(conditions(test)[0]).toBe('UnreachableInactive');
  });
});
