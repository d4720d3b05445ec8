/**
 * Small truths about tasks: how to say that one is lost, how a TaskInfo becomes the Task that the
 * agent keeps, how a status changes it.
 */
import type {
  FrameworkInfo,
  Task,
  TaskInfo,
  TaskState,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type { FrameworkInfo_Capability_Type } from '../../protocol/generated/mesos.ts';

export function hasCapability(
  framework: FrameworkInfo | undefined,
  type: FrameworkInfo_Capability_Type,
): boolean {
  return framework?.capabilities?.some((capability) => capability.type === type) ?? false;
}

/** How to say that a task never started: only partition-aware frameworks know the finer word. */
export function droppedState(framework: FrameworkInfo | undefined): TaskState {
  return hasCapability(framework, 'PARTITION_AWARE') ? 'TASK_DROPPED' : 'TASK_LOST';
}

/** How to say that a task is gone for good. */
export function goneState(framework: FrameworkInfo | undefined): TaskState {
  return hasCapability(framework, 'PARTITION_AWARE') ? 'TASK_GONE' : 'TASK_LOST';
}

/** The executor of a command task is the agent's own affair and is not named. */
export function taskOf(
  info: TaskInfo,
  owner: { readonly frameworkId: string; readonly executorId: string | undefined },
): Task {
  const task: Task = {
    name: info.name,
    task_id: info.task_id,
    framework_id: { value: owner.frameworkId },
    agent_id: info.agent_id,
    state: 'TASK_STAGING',
  };
  if (owner.executorId !== undefined) task.executor_id = { value: owner.executorId };
  if (info.resources !== undefined) task.resources = info.resources;
  if (info.labels !== undefined) task.labels = info.labels;
  if (info.discovery !== undefined) task.discovery = info.discovery;
  if (info.container !== undefined) task.container = info.container;
  if (info.health_check !== undefined) task.health_check = info.health_check;
  if (info.kill_policy !== undefined) task.kill_policy = info.kill_policy;
  if (info.limits !== undefined) task.limits = info.limits;
  const user = info.command?.user ?? info.executor?.command?.user;
  if (user !== undefined) task.user = user;
  return task;
}

/** Statuses of a state that the task is in already replace the last one: health comes and goes. */
export function applyStatus(task: Task, status: TaskStatus): void {
  task.state = status.state;
  const statuses = (task.statuses ??= []);
  if (statuses.at(-1)?.state === status.state) statuses.pop();
  statuses.push(withoutData(status));
}

/** The executor's data may be large and nobody reads it here. */
function withoutData(status: TaskStatus): TaskStatus {
  if (status.data === undefined) return status;
  const { data: _data, ...rest } = status;
  return rest;
}
