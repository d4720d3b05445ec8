/**
 * Killing is the executor's work; the agent passes the wish on, or, when no executor has the task
 * yet or any more, says itself what became of it.
 */
import type { KillTaskMessage } from '../../../protocol/generated/internal.ts';
import type { KillPolicy } from '../../../protocol/generated/mesos.ts';
import type { TaskId } from '../../../protocol/ids.ts';
import { findExecutorOfTask } from '../executors/executors.ts';
import { runKey } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { shutdownExecutor } from '../executors/end.ts';
import { killEvent } from '../executors/subscription.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { takeStatusUpdate, ownUpdate } from '../updates/status-updates.ts';
import { droppedState } from './task-state.ts';

export function receiveKillTask(core: Core, message: KillTaskMessage): void {
  const frameworkId = message.framework_id.value;
  const taskId = message.task_id.value;
  const { state } = core;
  const subject = `Asked to kill task ${taskId} of framework ${frameworkId}`;
  core.log.info(subject);
  if (state.phase === 'recovering' || state.phase === 'terminating') {
    return core.log.warning(`${subject}, but the agent is ${state.phase}`);
  }
  const framework = state.frameworks.get(frameworkId);
  if (framework === undefined || framework.state === 'terminating') {
    return core.log.warning(`${subject}, but the framework is not there any more`);
  }
  killTask(core, framework, { taskId, killPolicy: message.kill_policy });
}

interface Kill {
  readonly taskId: TaskId;
  /** Undefined: that of the task. */
  readonly killPolicy: KillPolicy | undefined;
}

export function killTask(core: Core, framework: FrameworkRecord, kill: Kill): void {
  const { taskId } = kill;
  const executor = findExecutorOfTask(framework, taskId);
  if (executor === undefined) return reportUnknown(core, framework, taskId);
  if (executor.queued.has(taskId)) return killQueued(core, framework, executor, taskId);
  passOn(core, framework, executor, kill);
}

function reportUnknown(core: Core, framework: FrameworkRecord, taskId: TaskId): void {
  const update = ownUpdate(core, {
    frameworkId: framework.id,
    taskId,
    state: droppedState(framework.info),
    reason: 'REASON_EXECUTOR_TERMINATED',
    message: 'Cannot find executor',
  });
  takeStatusUpdate(core, update, undefined);
}

/** It has not been given to the executor: it, and the rest of its group, never will be. */
function killQueued(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  taskId: TaskId,
): void {
  for (const id of takeOutOfQueue(executor, taskId)) {
    const update = ownUpdate(core, {
      frameworkId: framework.id,
      taskId: id,
      executorId: executor.id,
      state: 'TASK_KILLED',
      reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
      message: 'Killed before delivery to the executor',
    });
    takeStatusUpdate(core, update, executor);
  }
  if (!executor.hasLaunched && executor.queued.size === 0) {
    shutdownExecutor(core, framework, executor);
  }
}

function takeOutOfQueue(executor: ExecutorRecord, taskId: TaskId): string[] {
  const index = executor.queuedGroups.findIndex((group) =>
    group.tasks?.some((task) => task.task_id.value === taskId),
  );
  if (index === -1) return [taskId];
  const [group] = executor.queuedGroups.splice(index, 1);
  return (group!.tasks ?? []).map((task) => task.task_id.value);
}

function passOn(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  kill: Kill,
): void {
  const { log } = core;
  const { taskId, killPolicy } = kill;
  if (executor.state !== 'running') {
    // It is ending, which ends the task too.
    return log.warning(`Executor '${executor.id}' is ${executor.state}: it hears no kill now`);
  }
  log.info(`Telling executor '${executor.id}' of framework ${framework.id} to kill ${taskId}`);
  if (executor.kind === 'custom' || !executor.isCheckpointed) return tell(executor, kill);
  // One in the agent dies with it; the next must know why the task has ended.
  core.checkpoints.kill(runKey(core, executor), taskId, killPolicy, () => {
    if (executor.state === 'running') tell(executor, kill);
  });
}

function tell({ link, unheardKills }: ExecutorRecord, { taskId, killPolicy }: Kill): void {
  if (link === undefined) unheardKills.set(taskId, killPolicy);
  else link.send(killEvent(taskId, killPolicy));
}
