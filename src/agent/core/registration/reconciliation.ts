/**
 * After re-registration the master lists tasks that it sent here and that we did not mention: the
 * requests to run them were lost. For each that we really do not know we say that it was dropped.
 */
import type { ReconcileTasksMessage } from '../../../protocol/generated/internal.ts';
import { findExecutorOfTask } from '../executors/executors.ts';
import type { Core } from '../environment.ts';
import { addUpdate, ownUpdate } from '../updates/status-updates.ts';
import { droppedState } from '../tasks/task-state.ts';

export function answerReconciliations(
  core: Core,
  reconciliations: readonly ReconcileTasksMessage[],
): void {
  for (const { framework_id: frameworkId, framework: info, statuses } of reconciliations) {
    const framework = core.state.frameworks.get(frameworkId.value);
    for (const { task_id: taskId } of statuses ?? []) {
      const isKnown =
        framework !== undefined && findExecutorOfTask(framework, taskId.value) !== undefined;
      // What waits for its acknowledgement says more than we could.
      const key = { frameworkId: frameworkId.value, taskId: taskId.value };
      const isReported = core.taskStreams.has(key);
      if (isKnown || isReported) continue;
      const update = ownUpdate(core, {
        frameworkId: frameworkId.value,
        taskId: taskId.value,
        state: droppedState(framework?.info ?? info),
        reason: 'REASON_RECONCILIATION',
        message: 'Reconciliation: task unknown to the agent',
      });
      addUpdate(core, update, undefined);
    }
  }
}
