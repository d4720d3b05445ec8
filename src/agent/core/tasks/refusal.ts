/**
 * Tasks that cannot be written down, because the disk is full or fails, are refused: what the agent
 * would forget with its next start it must not run. The framework hears of it at once, by an update
 * that is not written down either and repeated until it is acknowledged. It says "dropped", which
 * an agent that died before the acknowledgement would say again when the master asks it.
 */
import type { TaskInfo } from '../../../protocol/generated/mesos.ts';
import { executorText } from '../executors/executors.ts';
import { runKey } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { executorTerminated } from '../executors/end.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { takeStatusUpdate, ownUpdate } from '../updates/status-updates.ts';
import { droppedState } from './task-state.ts';

/** A new executor with its tasks; nothing of it has been launched. */
export function refuseLaunch(
  core: Core,
  {
    framework,
    executor,
    why,
  }: {
    readonly framework: FrameworkRecord;
    readonly executor: ExecutorRecord;
    readonly why: string;
  },
): void {
  const { log } = core;
  core.count('slave/container_launch_errors');
  log.error(`Refusing to launch ${executorText(executor)}: ${why}`);
  const key = runKey(core, executor);
  const isWritten = executor.isCheckpointed;
  executor.isCheckpointed = false;
  const conclude = (): void =>
    executorTerminated(core, framework, executor, {
      state: droppedState(framework.info),
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      message: `Failed to launch container: ${why}`,
    });
  // Before it is said that it did not run, the next agent must be kept from running it.
  if (isWritten) core.checkpoints.forgetExecutor(key, conclude);
  else conclude();
}

/** Tasks for an executor that is there already. */
export function refuseTasks(
  core: Core,
  {
    framework,
    executor,
    tasks,
    why,
  }: {
    readonly framework: FrameworkRecord;
    readonly executor: ExecutorRecord;
    readonly tasks: readonly TaskInfo[];
    readonly why: string;
  },
): void {
  const key = runKey(core, executor);
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
    if (executor.isCheckpointed) core.checkpoints.forgetTask(key, taskId.value);
    const update = ownUpdate(core, {
      frameworkId: framework.id,
      taskId: taskId.value,
      executorId: executor.id,
      state: droppedState(framework.info),
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
      message: `Failed to write down the task: ${why}`,
    });
    takeStatusUpdate(core, update, undefined);
  }
}
