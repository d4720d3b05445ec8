/** The Task that master and agent remember of a TaskInfo, with what real ones remember, no more. */
import type { Task, TaskInfo } from './generated/mesos.ts';

export interface TaskOwner {
  readonly frameworkId: string;
  /** None for the executor of a command task: it is the agent's own affair and is not named. */
  readonly executorId: string | undefined;
}

/** Of what may be absent; in the order in which it is shown. */
const remembered = [
  'resources',
  'limits',
  'labels',
  'discovery',
  'container',
  'health_check',
  'kill_policy',
] as const;

export function taskOf(info: TaskInfo, { frameworkId, executorId }: TaskOwner): Task {
  const user = info.command?.user ?? info.executor?.command?.user;
  // Field by field, and not of spread parts: those give each task a hidden class of its own, which
  // takes as much memory as the task.
  const task: Task = {
    name: info.name,
    task_id: info.task_id,
    framework_id: { value: frameworkId },
    agent_id: info.agent_id,
    state: 'TASK_STAGING',
  };
  if (executorId !== undefined) task.executor_id = { value: executorId };
  for (const name of remembered) take(task, info, name);
  if (user !== undefined) task.user = user;
  return task;
}

function take<K extends (typeof remembered)[number]>(task: Task, info: TaskInfo, name: K): void {
  const value: Task[K] & TaskInfo[K] = info[name] as Task[K] & TaskInfo[K];
  if (value !== undefined) task[name] = value;
}
