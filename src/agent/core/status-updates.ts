/**
 * The way of a status update through the agent: it changes the task, goes into the task's stream
 * (update-streams.ts), from there to the master, and is forgotten when the framework has
 * acknowledged it. The agent speaks for tasks that no executor speaks for any more.
 */
import {
  StatusUpdateMessage,
  type StatusUpdate,
  type StatusUpdateAcknowledgementMessage,
} from '../../protocol/generated/internal.ts';
import type {
  ContainerStatus,
  Task,
  TaskInfo,
  TaskState,
  TaskStatus,
  TaskStatus_Reason,
} from '../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId, TaskId } from '../../protocol/ids.ts';
import { taskOf } from '../../protocol/launched-task.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import { uuidText } from '../../foundation/random.ts';
import { agentIdOf, resourcesOfExecutor, runKey, sendToMaster } from './context.ts';
import type { AgentContext } from './context.ts';
import { retireIfSettled } from './retirement.ts';
import { mostCompletedTasksPerExecutor } from './state.ts';
import type { Executor } from './state.ts';
import { applyStatus, goneState } from './task-state.ts';

export interface OwnStatus {
  readonly frameworkId: FrameworkId;
  readonly taskId: TaskId;
  readonly executorId?: ExecutorId | undefined;
  readonly state: TaskState;
  readonly reason: TaskStatus_Reason;
  readonly message: string;
  readonly limitation?: TaskStatus['limitation'];
}

/** A status that the agent itself has to report. */
export function ownUpdate(context: AgentContext, own: OwnStatus): StatusUpdate {
  const timestamp = context.environment.clock.timestamp() / 1000;
  const uuid = context.environment.random.uuidBytes();
  const status: TaskStatus = {
    task_id: { value: own.taskId },
    state: own.state,
    source: 'SOURCE_AGENT',
    reason: own.reason,
    message: own.message,
    agent_id: { value: agentIdOf(context) },
    timestamp,
    uuid,
  };
  if (own.executorId !== undefined) status.executor_id = { value: own.executorId };
  if (own.limitation !== undefined) status.limitation = own.limitation;
  return updateOf(own.frameworkId, status, { timestamp, uuid });
}

/** A status as the executor gave it, completed with what only the agent may say. */
export function executorUpdate(
  context: AgentContext,
  executor: Executor,
  given: TaskStatus,
): StatusUpdate {
  const timestamp = given.timestamp ?? context.environment.clock.timestamp() / 1000;
  const uuid = given.uuid!;
  const status: TaskStatus = {
    ...given,
    source: 'SOURCE_EXECUTOR',
    agent_id: { value: agentIdOf(context) },
    executor_id: { value: executor.id },
    timestamp,
  };
  return updateOf(executor.frameworkId, status, { timestamp, uuid });
}

function updateOf(
  frameworkId: FrameworkId,
  status: TaskStatus,
  made: { readonly timestamp: number; readonly uuid: Uint8Array },
): StatusUpdate {
  const update: StatusUpdate = {
    framework_id: { value: frameworkId },
    slave_id: status.agent_id!,
    status,
    ...made,
  };
  if (status.executor_id !== undefined) update.executor_id = status.executor_id;
  return update;
}

/**
 * Takes an update in. `durable` is called when the executor may be told that it is safe; never for
 * updates of frameworks that are going away, whose executors are being ended.
 */
export function handleStatusUpdate(
  context: AgentContext,
  update: StatusUpdate,
  executor: Executor | undefined,
  durable?: () => void,
): void {
  const framework = context.agent.frameworks.get(update.framework_id.value);
  if (framework === undefined || framework.state === 'terminating') {
    context.counters.invalidStatusUpdates++;
    context.environment.log.warning(`Ignoring ${updateText(update)}: the framework is gone`);
    return;
  }
  context.counters.validStatusUpdates++;
  addUpdate(context, update, executor, durable);
}

/** The same for frameworks that the agent may know nothing of (answers to reconciliation). */
export function addUpdate(
  context: AgentContext,
  update: StatusUpdate,
  executor: Executor | undefined,
  durable?: () => void,
): void {
  context.environment.log.info(`Handling ${updateText(update)}`);
  if (executor !== undefined) {
    update.status.container_status = containerStatusOf(context, executor, update.status);
    if (context.streams.isNews(update)) updateTask(context, executor, update.status);
  }
  context.streams.add(update, checkpointPath(context, executor, update), () => durable?.());
}

function checkpointPath(
  context: AgentContext,
  executor: Executor | undefined,
  update: StatusUpdate,
): string | undefined {
  if (executor === undefined || !executor.isCheckpointed) return undefined;
  const taskId = update.status.task_id.value;
  return context.checkpoints.layout.taskUpdates(runKey(context, executor), taskId);
}

/** What the executor says of its container wins; without addresses it shares the host's. */
function containerStatusOf(
  context: AgentContext,
  executor: Executor,
  status: TaskStatus,
): ContainerStatus {
  const merged: ContainerStatus = {
    container_id: executor.containerId,
    ...executor.containerStatus,
    ...status.container_status,
  };
  if (merged.network_infos === undefined || merged.network_infos.length === 0) {
    merged.network_infos = [{ ip_addresses: [{ ip_address: context.environment.options.ip }] }];
  }
  return merged;
}

function updateTask(context: AgentContext, executor: Executor, status: TaskStatus): void {
  const taskId = status.task_id.value;
  const task = executor.launched.get(taskId) ?? takeQueued(executor, taskId);
  if (task === undefined) return;
  applyStatus(task, status);
  if (!isTerminalState(status.state)) return;
  executor.launched.delete(taskId);
  executor.terminated.set(taskId, task);
  const { tasksEnded } = context.counters;
  tasksEnded.set(status.state, (tasksEnded.get(status.state) ?? 0) + 1);
  shrinkContainer(context, executor);
}

/** The task ends before its executor heard of it. */
function takeQueued(executor: Executor, taskId: TaskId): Task | undefined {
  const info = executor.queued.get(taskId);
  if (info === undefined) return undefined;
  executor.queued.delete(taskId);
  return ownedTask(executor, info);
}

/** The executor of a command task is the agent's own affair and is not named. */
export function ownedTask(executor: Executor, info: TaskInfo): Task {
  const executorId = executor.isGeneratedForCommandTask ? undefined : executor.id;
  return taskOf(info, { frameworkId: executor.frameworkId, executorId });
}

/** Others may get what the task used, as soon as the master hears of its end. */
function shrinkContainer(context: AgentContext, executor: Executor): void {
  if (executor.kind === 'command' || executor.state === 'terminated') return;
  const resources = resourcesOfExecutor(executor).toMessages();
  const { containerizer, log } = context.environment;
  containerizer.update(executor.containerId, resources, undefined, (result) => {
    if (result.ok) return;
    log.error(`Failed to update container ${executor.containerId.value}: ${result.error}`);
    executor.pendingTermination = {
      state: goneState(context.agent.frameworks.get(executor.frameworkId)?.info),
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
      message: result.error,
    };
    containerizer.destroy(executor.containerId);
  });
}

/** Sends an update to the master, which passes it on to the framework. */
export function forwardUpdate(context: AgentContext, update: StatusUpdate): void {
  const task = findTask(context, update);
  if (task !== undefined) {
    task.status_update_state = update.status.state;
    task.status_update_uuid = update.uuid!;
  }
  const latestState = task?.state ?? update.status.state;
  context.environment.log.info(`Forwarding ${updateText(update)}`);
  sendToMaster(context, StatusUpdateMessage, {
    update: { ...update, latest_state: latestState },
    pid: context.agent.pid,
  });
}

function findTask(context: AgentContext, update: StatusUpdate): Task | undefined {
  const framework = context.agent.frameworks.get(update.framework_id.value);
  const executor = framework?.executors.get(update.executor_id?.value ?? '');
  const taskId = update.status.task_id.value;
  return executor?.launched.get(taskId) ?? executor?.terminated.get(taskId);
}

export function handleAcknowledgement(
  context: AgentContext,
  message: StatusUpdateAcknowledgementMessage,
): void {
  const frameworkId = message.framework_id.value;
  const taskId = message.task_id.value;
  const outcome = context.streams.acknowledge({ frameworkId, taskId }, message.uuid);
  const task = `task ${taskId} of framework ${frameworkId}`;
  if (outcome.kind === 'unexpected') {
    const { log } = context.environment;
    log.warning(`Ignoring an acknowledgement for ${task}: ${outcome.why}`);
    return;
  }
  if (!outcome.isLast) return;
  const framework = context.agent.frameworks.get(frameworkId);
  const executor = framework?.executors.get(outcome.update.executor_id?.value ?? '');
  if (framework === undefined || executor === undefined) return;
  completeTask(executor, taskId);
  retireIfSettled(context, framework, executor);
}

export function completeTask(executor: Executor, taskId: TaskId): void {
  const task = executor.terminated.get(taskId);
  if (task === undefined) return;
  executor.terminated.delete(taskId);
  executor.completed.push(task);
  if (executor.completed.length > mostCompletedTasksPerExecutor) executor.completed.shift();
}

function updateText(update: StatusUpdate): string {
  const { status } = update;
  const uuid = update.uuid === undefined ? 'none' : uuidText(update.uuid);
  return `status update ${status.state} (Status UUID: ${uuid}) for task ${status.task_id.value} of framework ${update.framework_id.value}`;
}
