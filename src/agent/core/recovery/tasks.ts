/** Tasks as they were left: what was written down of them, and which of it was given to nobody. */
import type { Task, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { ExecutorRecord } from '../state.ts';
import { applyStatus } from '../tasks/task-state.ts';
import { streamRecords } from '../updates/task-streams.ts';
import type { RecoveredRun, RecoveredTaskRecords } from './reader.ts';

/** The task with all that was said of it. */
export function rebuildTaskOf({ task, records }: RecoveredTaskRecords): Task {
  for (const record of streamRecords(records)) {
    if (record.type !== 'UPDATE') continue;
    const { status, uuid } = record.update;
    applyStatus(task, status);
    task.status_update_state = status.state;
    if (uuid !== undefined) task.status_update_uuid = uuid;
  }
  return task;
}

/**
 * The executor is launched anew: its tasks, which were never given to it, wait for it again. False:
 * of some it is not known what they are to run, so that they are lost with the executor.
 */
export function requeueTasks(executor: ExecutorRecord, { groups, queued }: RecoveredRun): boolean {
  const infos = new Map<string, TaskInfo>();
  for (const group of groups) {
    for (const task of group.tasks ?? []) infos.set(task.task_id.value, task);
  }
  for (const task of queued) infos.set(task.task_id.value, task);
  const waiting = [...executor.launched.keys()];
  if (waiting.length === 0 || waiting.some((taskId) => !infos.has(taskId))) return false;
  for (const taskId of waiting) {
    executor.launched.delete(taskId);
    executor.queued.set(taskId, infos.get(taskId)!);
  }
  // A group is launched whole or not at all.
  const isWaiting = (task: TaskInfo): boolean => executor.queued.has(task.task_id.value);
  executor.queuedGroups.push(...groups.filter(({ tasks }) => tasks?.every(isWaiting) ?? false));
  executor.hasLaunched = false;
  return true;
}
