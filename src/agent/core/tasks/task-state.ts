/**
 * Small truths about tasks: how to say that one is lost, how a status changes it.
 */
import type {
  FrameworkInfo,
  Task,
  TaskState,
  TaskStatus,
} from '../../../protocol/generated/mesos.ts';
import { rememberStatus } from '../../../protocol/task-states.ts';
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

export function applyStatus(task: Task, status: TaskStatus): void {
  task.state = status.state;
  rememberStatus(task, status);
}
