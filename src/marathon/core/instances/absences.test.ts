import { expect, it } from 'vitest';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';

it('an instance whose agent is away is replaced in time, and forgotten no sooner than it may be', () => {
  const test = new TestMarathon();
  test.put(anApp({ unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 600 } }));
  test.settle();
  const [task] = test.mesos.living;
  const conditions = (): readonly string[] =>
    [...test.core.instances.of('/app')].map(({ condition }) => condition).toSorted();
  test.mesos.report(task!.info.task_id.value, 'TASK_UNREACHABLE');
  test.run(59_000);
  expect(conditions()).toEqual(['Unreachable']);
  test.run(10_000);
  expect(conditions()).toEqual(['Running', 'UnreachableInactive']);
  test.run(500_000);
  expect(conditions()).toEqual(['Running', 'UnreachableInactive']);
  test.run(120_000);
  expect(conditions()).toEqual(['Running']);
});
