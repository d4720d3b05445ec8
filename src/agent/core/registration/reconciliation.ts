/**
 * After re-registration the master lists tasks that it sent here and that we did not mention: the
 * requests to run them were lost. For each that we really do not know we say that it was dropped.
 */
import type { ReconcileTasksMessage } from '../../../protocol/generated/internal.ts';
import { findExecutorOfTask } from '../context.ts';
import type { AgentContext } from '../context.ts';
import { addUpdate, ownUpdate } from '../updates/status-updates.ts';
import { droppedState } from '../tasks/task-state.ts';

export function answerReconciliations(
  context: AgentContext,
  reconciliations: readonly ReconcileTasksMessage[],
): void {
  for (const { framework_id: frameworkId, framework: info, statuses } of reconciliations) {
    const framework = context.agent.frameworks.get(frameworkId.value);
    for (const { task_id: taskId } of statuses ?? []) {
      const isKnown =
        framework !== undefined && findExecutorOfTask(framework, taskId.value) !== undefined;
      // What waits for its acknowledgement says more than we could.
      const key = { frameworkId: frameworkId.value, taskId: taskId.value };
      const isReported = context.streams.has(key);
      if (isKnown || isReported) continue;
      const update = ownUpdate(context, {
        frameworkId: frameworkId.value,
        taskId: taskId.value,
        state: droppedState(framework?.info ?? info),
        reason: 'REASON_RECONCILIATION',
        message: 'Reconciliation: task unknown to the agent',
      });
      addUpdate(context, update, undefined);
    }
  }
}
