import { describe, expect, it } from 'vitest';
import type { ExecutorInfo } from '../../../protocol/generated/mesos.ts';
import type { Authorizer } from '../../../security/authorization.ts';
import { TestMaster, aFramework, aTask, launchOf, resources } from '../test-support.ts';

function offered(principal: string | undefined) {
  const master = new TestMaster();
  master.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:4096;disk:1000');
  const framework = master.subscribe(aFramework(principal === undefined ? {} : { principal }));
  master.advance(0);
  return { master, framework, offer: framework.offers[0]! };
}

describe('a task whose framework may not run it', () => {
  const asked: unknown[] = [];
  const onlyAlice: Authorizer = {
    allows: (principal, { action, object }) => {
      const user = object?.taskInfo?.command?.user;
      asked.push([principal?.value, action, user, object?.frameworkInfo?.name]);
      return user === 'alice';
    },
  };
  const as = (user: string) => ({ command: { value: 'true', user } });

  it('is TASK_ERROR, and its neighbours run', () => {
    const { master, framework, offer } = offered('ops');
    master.useAuthorizer(onlyAlice);
    const [mine, others] = [aTask('mine', offer, 'cpus:0.1'), aTask('others', offer, 'cpus:0.1')];
    master.accept(
      framework,
      [offer],
      launchOf({ ...others, ...as('bob') }, { ...mine, ...as('alice') }),
    );
    expect(framework.statuses).toMatchObject([
      {
        task_id: { value: 'others' },
        state: 'TASK_ERROR',
        reason: 'REASON_TASK_UNAUTHORIZED',
        message:
          "Task 'others' may not be launched as user 'bob': RUN_TASK is not allowed to principal 'ops'",
      },
    ]);
    expect([...framework.record!.tasks.keys()]).toEqual(['mine']);
    expect(asked).toEqual([
      ['ops', 'RUN_TASK', 'bob', 'test'],
      ['ops', 'RUN_TASK', 'alice', 'test'],
    ]);
  });

  it('takes its whole group with it', () => {
    const { master, framework, offer } = offered(undefined);
    master.useAuthorizer(onlyAlice);
    const executor: ExecutorInfo = {
      type: 'DEFAULT',
      executor_id: { value: 'e' },
      resources: resources('cpus:0.1;mem:32;disk:1'),
    };
    const tasks = [
      { ...aTask('a', offer, 'cpus:0.1'), ...as('alice') },
      { ...aTask('b', offer, 'cpus:0.1'), ...as('bob') },
    ];
    master.accept(framework, [offer], {
      type: 'LAUNCH_GROUP',
      launch_group: { executor, task_group: { tasks } },
    });
    const refused = { state: 'TASK_ERROR', reason: 'REASON_TASK_GROUP_UNAUTHORIZED' };
    expect(framework.statuses).toMatchObject([refused, refused]);
    expect(framework.record!.tasks.size).toBe(0);
  });
});
