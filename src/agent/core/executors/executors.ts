/** Questions about executors that many ask. */
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { executorIdOfTask, type TaskId } from '../../../protocol/ids.ts';
import { Resources } from '../../../resources/resources.ts';
import type { ExecutorRecord, FrameworkRecord, State } from '../state.ts';

/** Of frameworks that are here, not of history. */
export function* allExecutors(state: State): Iterable<[FrameworkRecord, ExecutorRecord]> {
  for (const framework of state.frameworks.values()) {
    for (const executor of framework.executors.values()) yield [framework, executor];
  }
}

export function findExecutorOfTask(
  framework: FrameworkRecord,
  taskId: TaskId,
): ExecutorRecord | undefined {
  const commandId = executorIdOfTask(taskId);
  for (const executor of framework.executors.values()) {
    // It has but one task, and there may be hundreds of them.
    if (executor.kind === 'command' && executor.id !== commandId) continue;
    if (
      executor.queued.has(taskId) ||
      executor.launched.has(taskId) ||
      executor.terminated.has(taskId)
    ) {
      return executor;
    }
  }
  return undefined;
}

/** What the executor and its tasks may use now. */
export function resourcesOfExecutor(executor: ExecutorRecord): Resources {
  const all: (Resource[] | undefined)[] = [executor.info.resources];
  for (const task of executor.queued.values()) all.push(task.resources);
  for (const task of executor.launched.values()) all.push(task.resources);
  return Resources.sum(all.map((resources) => Resources.fromMessages(resources)));
}

/** "executor 'e' of framework f", as log lines name it. */
export function executorText(executor: ExecutorRecord): string {
  return `executor '${executor.id}' of framework ${executor.frameworkId}`;
}
