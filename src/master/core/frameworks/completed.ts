/**
 * The memory of frameworks that are over: bounded, oldest forgotten first. It serves two ends: the
 * history that endpoints show, and the refusal of ids that may not come back.
 */
import type { Archive_Framework } from '../../../protocol/generated/internal.ts';
import type { Core } from '../environment.ts';
import { makeTaskRecord, rememberCompletedTask } from '../tasks/tasks.ts';
import { type FrameworkRecord, touch } from '../state.ts';
import { findReportedTaskError } from '../validation/agent-messages.ts';

export function rememberCompleted(core: Core, framework: FrameworkRecord): void {
  const { completedFrameworks } = core.state;
  completedFrameworks.set(framework.id, framework);
  if (completedFrameworks.size <= core.options.maxCompletedFrameworks) return;
  const [oldest] = completedFrameworks.values();
  if (oldest === undefined) return;
  completedFrameworks.delete(oldest.id);
  for (const record of [oldest, ...oldest.completedTasks]) touch(record);
}

/**
 * History that agents kept while this master was away. For an agent a framework is completed when
 * nothing of it runs there any more; that does not end the framework, so only those that are known
 * get their tasks back.
 */
export function rememberCompletedFrameworks(
  core: Core,
  archive: readonly Archive_Framework[],
): void {
  const { frameworks, completedFrameworks } = core.state;
  for (const { framework_info: info, tasks = [] } of archive) {
    const id = info.id?.value ?? '';
    const framework = frameworks.get(id) ?? completedFrameworks.get(id);
    if (framework === undefined || tasks.length === 0) continue;
    const known = new Set(framework.completedTasks.map((task) => task.id));
    for (const task of tasks) {
      if (known.has(task.task_id.value) || findReportedTaskError(task) !== undefined) continue;
      rememberCompletedTask(core, framework, makeTaskRecord(task));
    }
  }
}
