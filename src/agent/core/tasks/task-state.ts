/**
 * Small truths about tasks: how to say that one is lost, how a status changes it.
 */
import type {
  FrameworkInfo,
  Task,
  TaskState,
  TaskStatus,
} from '../../../protocol/generated/mesos.ts';
import type { FrameworkInfo_Capability_Type } from '../../../protocol/generated/mesos.ts';

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
