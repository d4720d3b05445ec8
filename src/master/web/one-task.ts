/**
 * GET /master/live/task?framework_id=…&task_id=…: one task as v1 calls show it, which unlike the
 * older endpoints say why it is as it is (message, reason and source of each status, and what it
 * was limited in). Asked for by the page of that task.
 */
import { badRequest, type HttpResponse, json, refusal } from '../../foundation/http/index.ts';
import { Task } from '../../protocol/generated/mesos.ts';
import type { MasterContext } from '../endpoints/context.ts';
import type { TaskRecord } from '../core/state.ts';

/** `seen`: as whoever asks sees the master. */
export function oneTask(seen: MasterContext, query: ReadonlyMap<string, string>): HttpResponse {
  const [frameworkId, taskId] = [query.get('framework_id'), query.get('task_id')];
  if (frameworkId === undefined || taskId === undefined) {
    return badRequest("Expecting 'framework_id' and 'task_id' in the query");
  }
  const found = findTask(seen, frameworkId, taskId);
  if (found === undefined)
    return refusal(404, 'No such task is known: it never was, or ended long ago');
  return json(`{"task":${Task.toJson(found.task)}}`);
}

function findTask(
  { core: { state } }: MasterContext,
  frameworkId: string,
  taskId: string,
): TaskRecord | undefined {
  const framework = state.frameworks.get(frameworkId) ?? state.completedFrameworks.get(frameworkId);
  if (framework === undefined) return undefined;
  const { tasks, unreachableTasks, completedTasks } = framework;
  // A name that was used again: the last that had it.
  return (
    tasks.get(taskId) ??
    unreachableTasks.get(taskId) ??
    completedTasks.findLast(({ id }) => id === taskId)
  );
}
