import { describe, expect, it } from 'vitest';
import type { ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { TestMaster, aTask, resources } from '../test-support.ts';

function offered() {
  const master = new TestMaster();
  master.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:4096;disk:1000');
  const framework = master.subscribe();
  master.advance(0);
  return { master, framework, offer: framework.offers[0]! };
}

describe('the cgroups of the tasks of an executor', () => {
  const executor: ExecutorInfo = {
    type: 'DEFAULT',
    executor_id: { value: 'e' },
    resources: resources('cpus:0.1;mem:32;disk:32'),
  };
  const container = { type: 'MESOS' as const, linux_info: { share_cgroups: false } };
  const message =
    "If set, the value of 'share_cgroups' must be the same for all tasks in each task group and under a single executor";

  function launchGroup(
    { master, framework }: ReturnType<typeof offered>,
    tasks: TaskInfo[],
  ): string | undefined {
    const launch_group = { executor, task_group: { tasks } };
    const before = framework.statuses.length;
    master.accept(framework, [framework.offers.at(-1)!], { type: 'LAUNCH_GROUP', launch_group });
    return framework.statuses[before]?.message;
  }

  it('are their own or shared, but the same for all of a group', () => {
    const given = offered();
    const [a, b] = ['a', 'b'].map((id) => aTask(id, given.offer, 'cpus:1;mem:32'));
    expect(launchGroup(given, [a!, { ...b!, container }])).toBe(message);
    expect(given.framework.record!.tasks.size).toBe(0);
  });

  it('are those of its other tasks', () => {
    const given = offered();
    const { master, framework, offer } = given;
    expect(launchGroup(given, [{ ...aTask('a', offer, 'cpus:1;mem:32'), container }])).toBe(
      undefined,
    );
    master.advance(1_000);
    const next = aTask('b', framework.offers.at(-1)!, 'cpus:1;mem:32');
    expect(launchGroup(given, [next])).toBe(message);
    master.advance(1_000);
    const other = aTask('c', framework.offers.at(-1)!, 'cpus:1;mem:32');
    expect(launchGroup(given, [{ ...other, container }])).toBe(undefined);
  });
});
