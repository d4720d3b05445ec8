/**
 * Tasks that cannot be written down, because the disk is full or fails, are refused: what the agent
 * would forget with its next start it must not run. The framework hears of it at once, by an update
 * that is not written down either and repeated until it is acknowledged. It says "dropped", which
 * an agent that died before the acknowledgement would say again when the master asks it.
 */
import type { TaskInfo } from '../../../protocol/generated/mesos.ts';
import { executorText, runKey } from '../context.ts';
import type { AgentContext } from '../context.ts';
import { executorTerminated } from '../executors/end.ts';
import type { Executor, Framework } from '../state.ts';
import { handleStatusUpdate, ownUpdate } from '../updates/status-updates.ts';
import { droppedState } from './task-state.ts';

/** A new executor with its tasks; nothing of it has been launched. */
export function refuseLaunch(
  context: AgentContext,
  {
    framework,
    executor,
    why,
  }: { readonly framework: Framework; readonly executor: Executor; readonly why: string },
): void {
  const { log } = context.environment;
  context.counters.containerLaunchErrors++;
  log.error(`Refusing to launch ${executorText(executor)}: ${why}`);
  const key = runKey(context, executor);
  const isWritten = executor.isCheckpointed;
  executor.isCheckpointed = false;
  const conclude = (): void =>
    executorTerminated(context, framework, executor, {
      state: droppedState(framework.info),
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      message: `Failed to launch container: ${why}`,
    });
  // Before it is said that it did not run, the next agent must be kept from running it.
  if (isWritten) context.checkpoints.forgetExecutor(key, conclude);
  else conclude();
}

/** Tasks for an executor that is there already. */
export function refuseTasks(
  context: AgentContext,
  {
    framework,
    executor,
    tasks,
    why,
  }: {
    readonly framework: Framework;
    readonly executor: Executor;
    readonly tasks: readonly TaskInfo[];
    readonly why: string;
  },
): void {
  const key = runKey(context, executor);
  for (const { task_id: taskId } of tasks) {
    // It may have been killed meanwhile.
    if (!executor.queued.delete(taskId.value)) continue;
    executor.queuedGroups.splice(
      0,
      executor.queuedGroups.length,
      ...executor.queuedGroups.filter(
        (group) => !group.tasks?.some((one) => one.task_id === taskId),
      ),
    );
    if (executor.isCheckpointed) context.checkpoints.forgetTask(key, taskId.value);
    const update = ownUpdate(context, {
      frameworkId: framework.id,
      taskId: taskId.value,
      executorId: executor.id,
      state: droppedState(framework.info),
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
      message: `Failed to write down the task: ${why}`,
    });
    handleStatusUpdate(context, update, undefined);
  }
}
