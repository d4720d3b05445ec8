/**
 * The memory of frameworks that are over: bounded, oldest forgotten first. It serves two ends: the
 * history that endpoints show, and the refusal of ids that may not come back.
 */
import type { Archive_Framework } from '../../../protocol/generated/internal.ts';
import type { Core } from '../environment.ts';
import { makeTaskRecord, rememberCompletedTask } from '../tasks/tasks.ts';
import type { FrameworkRecord } from '../state.ts';
import { makeFramework } from './frameworks.ts';

export function rememberCompleted(core: Core, framework: FrameworkRecord): void {
  const { completedFrameworks } = core.state;
  completedFrameworks.set(framework.id, framework);
  if (completedFrameworks.size <= core.options.maxCompletedFrameworks) return;
  const [oldest] = completedFrameworks.keys();
  if (oldest !== undefined) completedFrameworks.delete(oldest);
}

/** History that agents kept while this master was away. */
export function rememberCompletedFrameworks(
  core: Core,
  archive: readonly Archive_Framework[],
): void {
  for (const { framework_info: info, tasks } of archive) {
    const id = info.id?.value;
    if (id === undefined) continue;
    // A living framework has its own history there; tasks of an unknown one show it was completed.
    const known = core.state.frameworks.get(id) ?? core.state.completedFrameworks.get(id);
    const framework = known ?? makeFramework(core, info);
    if (known === undefined) {
      framework.state = 'disconnected';
      framework.unregisteredMs = core.clock.now();
      rememberCompleted(core, framework);
    }
    for (const task of tasks ?? []) {
      if (framework.completedTasks.some(({ id: taskId }) => taskId === task.task_id.value))
        continue;
      rememberCompletedTask(core, framework, makeTaskRecord(task));
    }
  }
}
