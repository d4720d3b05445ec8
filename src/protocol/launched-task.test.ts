import { expect, it } from 'vitest';
import type { TaskInfo } from './generated/mesos.ts';
import { taskOf } from './launched-task.ts';

const info: TaskInfo = {
  name: 'n',
  task_id: { value: 't' },
  agent_id: { value: 'a' },
  command: { value: 'true', user: 'worker' },
  kill_policy: { grace_period: { nanoseconds: 1 } },
  max_completion_time: { nanoseconds: 1 },
  data: new Uint8Array([1]),
};

it('of a launched task as much is remembered as by real masters and agents', () => {
  expect(taskOf(info, { frameworkId: 'f', executorId: undefined })).toEqual({
    name: 'n',
    task_id: { value: 't' },
    framework_id: { value: 'f' },
    agent_id: { value: 'a' },
    state: 'TASK_STAGING',
    kill_policy: { grace_period: { nanoseconds: 1 } },
    user: 'worker',
  });
});

it('it is its executor’s, and the user may be that of the executor', () => {
  const executor = { executor_id: { value: 'e' }, command: { user: 'other' } };
  const { command: _command, ...rest } = info;
  expect(taskOf({ ...rest, executor }, { frameworkId: 'f', executorId: 'e' })).toMatchObject({
    executor_id: { value: 'e' },
    user: 'other',
  });
});
