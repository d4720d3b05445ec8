/** The Task that master and agent remember of a TaskInfo, with what real ones remember, no more. */
import type { Task, TaskInfo } from './generated/mesos.ts';

export interface TaskOwner {
  readonly frameworkId: string;
  /** None for the executor of a command task: it is the agent's own affair and is not named. */
  readonly executorId: string | undefined;
}

export function taskOf(info: TaskInfo, { frameworkId, executorId }: TaskOwner): Task {
  const user = info.command?.user ?? info.executor?.command?.user;
  return {
    name: info.name,
    task_id: info.task_id,
    framework_id: { value: frameworkId },
    ...(executorId === undefined ? {} : { executor_id: { value: executorId } }),
    agent_id: info.agent_id,
    state: 'TASK_STAGING',
    ...pick(info, ['resources', 'limits', 'labels', 'discovery', 'container']),
    ...pick(info, ['health_check', 'kill_policy']),
    ...(user === undefined ? {} : { user }),
  };
}

function pick<K extends keyof TaskInfo>(info: TaskInfo, names: readonly K[]): Pick<TaskInfo, K> {
  const picked: Partial<TaskInfo> = {};
  for (const name of names) if (info[name] !== undefined) picked[name] = info[name];
  return picked as Pick<TaskInfo, K>;
}
