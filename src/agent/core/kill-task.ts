/**
 * Killing is the executor's work; the agent passes the wish on, or, when no executor has the task
 * yet or any more, says itself what became of it.
 */
import type { KillTaskMessage } from '../../protocol/generated/internal.ts';
import type { KillPolicy } from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';
import { findExecutorOfTask } from './context.ts';
import type { AgentContext } from './context.ts';
import { shutdownExecutor } from './executor-end.ts';
import { killEvent } from './executor-subscription.ts';
import type { Executor, Framework } from './state.ts';
import { handleStatusUpdate, ownUpdate } from './status-updates.ts';
import { droppedState } from './task-state.ts';

export function handleKillTask(context: AgentContext, message: KillTaskMessage): void {
  const frameworkId = message.framework_id.value;
  const taskId = message.task_id.value;
  const { agent, environment } = context;
  const subject = `Asked to kill task ${taskId} of framework ${frameworkId}`;
  environment.log.info(subject);
  if (agent.state === 'recovering' || agent.state === 'terminating') {
    return environment.log.warning(`${subject}, but the agent is ${agent.state}`);
  }
  const framework = agent.frameworks.get(frameworkId);
  if (framework === undefined || framework.state === 'terminating') {
    return environment.log.warning(`${subject}, but the framework is not there any more`);
  }
  const executor = findExecutorOfTask(framework, taskId);
  if (executor === undefined) return reportUnknown(context, framework, taskId);
  if (executor.queued.has(taskId)) return killQueued(context, framework, executor, taskId);
  passOn(context, framework, executor, { taskId, killPolicy: message.kill_policy });
}

function reportUnknown(context: AgentContext, framework: Framework, taskId: TaskId): void {
  const update = ownUpdate(context, {
    frameworkId: framework.id,
    taskId,
    state: droppedState(framework.info),
    reason: 'REASON_EXECUTOR_TERMINATED',
    message: 'Cannot find executor',
  });
  handleStatusUpdate(context, update, undefined);
}

/** It has not been given to the executor: it, and the rest of its group, never will be. */
function killQueued(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  taskId: TaskId,
): void {
  for (const id of takeOutOfQueue(executor, taskId)) {
    const update = ownUpdate(context, {
      frameworkId: framework.id,
      taskId: id,
      executorId: executor.id,
      state: 'TASK_KILLED',
      reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
      message: 'Killed before delivery to the executor',
    });
    handleStatusUpdate(context, update, executor);
  }
  if (!executor.hasLaunched && executor.queued.size === 0) {
    shutdownExecutor(context, framework, executor);
  }
}

function takeOutOfQueue(executor: Executor, taskId: TaskId): string[] {
  const index = executor.queuedGroups.findIndex((group) =>
    group.tasks?.some((task) => task.task_id.value === taskId),
  );
  if (index === -1) return [taskId];
  const [group] = executor.queuedGroups.splice(index, 1);
  return (group!.tasks ?? []).map((task) => task.task_id.value);
}

function passOn(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  kill: { readonly taskId: TaskId; readonly killPolicy: KillPolicy | undefined },
): void {
  const { log } = context.environment;
  const { taskId, killPolicy } = kill;
  if (executor.state !== 'running') {
    // It is ending, which ends the task too.
    return log.warning(`Executor '${executor.id}' is ${executor.state}: it hears no kill now`);
  }
  log.info(`Telling executor '${executor.id}' of framework ${framework.id} to kill ${taskId}`);
  if (executor.link === undefined) executor.unheardKills.set(taskId, killPolicy);
  else executor.link.send(killEvent(taskId, killPolicy));
}
