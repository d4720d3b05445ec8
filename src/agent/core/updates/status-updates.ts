/**
 * The way of a status update through the agent: it changes the task, goes into the task's stream
 * (update-streams.ts), from there to the master, and is forgotten when the framework has
 * acknowledged it. The agent speaks for tasks that no executor speaks for any more.
 */
import { assert } from '../../../foundation/result.ts';
import {
  StatusUpdateMessage,
  type StatusUpdate,
  type StatusUpdateAcknowledgementMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  ContainerStatus,
  NetworkInfo_IPAddress,
  Task,
  TaskInfo,
  TaskState,
  TaskStatus,
  TaskStatus_Reason,
} from '../../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId, TaskId } from '../../../protocol/ids.ts';
import { taskOf } from '../../../protocol/launched-task.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import { uuidText } from '../../../foundation/random.ts';
import { agentIdOf, runKey } from '../checkpoints/keys.ts';
import { limitsOfExecutor } from '../executors/executor-limits.ts';
import { resourcesOfExecutor } from '../executors/executors.ts';
import { sendToMaster } from '../sending.ts';
import { drainedStatus } from '../draining/draining.ts';
import type { AgentOptions, Core } from '../environment.ts';
import { retireIfSettled } from '../frameworks/retirement.ts';
import { mostCompletedTasksPerExecutor } from '../state.ts';
import type { ExecutorRecord, PendingTermination } from '../state.ts';
import { applyStatus, goneState } from '../tasks/task-state.ts';

/** @compat Other ends have no metric. */
const countedEnds: Partial<Record<TaskState, string>> = {
  TASK_FAILED: 'slave/tasks_failed',
  TASK_FINISHED: 'slave/tasks_finished',
  TASK_GONE: 'slave/tasks_gone',
  TASK_KILLED: 'slave/tasks_killed',
  TASK_LOST: 'slave/tasks_lost',
};

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
export function ownUpdate(core: Core, own: OwnStatus): StatusUpdate {
  const timestamp = core.clock.timestamp() / 1000;
  const uuid = core.random.uuidBytes();
  const status: TaskStatus = {
    task_id: { value: own.taskId },
    state: own.state,
    source: 'SOURCE_AGENT',
    reason: own.reason,
    message: own.message,
    agent_id: { value: agentIdOf(core) },
    timestamp,
    uuid,
  };
  if (own.executorId !== undefined) status.executor_id = { value: own.executorId };
  if (own.limitation !== undefined) status.limitation = own.limitation;
  return updateOf(own.frameworkId, status, { timestamp, uuid });
}

/** A status as the executor gave it, completed with what only the agent may say. */
export function executorUpdate(
  core: Core,
  executor: ExecutorRecord,
  given: TaskStatus,
): StatusUpdate {
  const timestamp = given.timestamp ?? core.clock.timestamp() / 1000;
  const uuid = given.uuid!;
  const status: TaskStatus = {
    source: 'SOURCE_EXECUTOR',
    ...given, // of custom executors no other source is taken in
    agent_id: { value: agentIdOf(core) },
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
export function takeStatusUpdate(
  core: Core,
  update: StatusUpdate,
  executor: ExecutorRecord | undefined,
  durable?: () => void,
): void {
  const framework = core.state.frameworks.get(update.framework_id.value);
  if (framework === undefined || framework.state === 'terminating') {
    core.count('slave/invalid_status_updates');
    core.log.warning(`Ignoring ${updateText(update)}: the framework is gone`);
    return;
  }
  core.count('slave/valid_status_updates');
  Object.assign(update.status, drainedStatus(core, framework.info, update.status.state));
  addUpdate(core, update, executor, durable);
}

/** The same for frameworks that the agent may know nothing of (answers to reconciliation). */
export function addUpdate(
  core: Core,
  update: StatusUpdate,
  executor: ExecutorRecord | undefined,
  durable?: () => void,
): void {
  core.log.info(`Handling ${updateText(update)}`);
  if (executor !== undefined) {
    update.status.container_status = containerStatusOf(core, executor, update.status);
    if (core.taskStreams.isNews(update)) updateTask(core, executor, update.status);
  }
  core.taskStreams.add(update, checkpointPath(core, executor, update), () => durable?.());
}

function checkpointPath(
  core: Core,
  executor: ExecutorRecord | undefined,
  update: StatusUpdate,
): string | undefined {
  if (executor === undefined || !executor.isCheckpointed) return undefined;
  const taskId = update.status.task_id.value;
  return core.checkpoints.layout.taskUpdates(runKey(core, executor), taskId);
}

/** What the executor says of its container wins; without addresses it shares the host's. */
function containerStatusOf(
  core: Core,
  executor: ExecutorRecord,
  status: TaskStatus,
): ContainerStatus {
  const merged: ContainerStatus = {
    container_id: executor.containerId,
    ...executor.containerStatus,
    ...status.container_status,
  };
  if (merged.network_infos === undefined || merged.network_infos.length === 0) {
    merged.network_infos = [{ ip_addresses: hostAddresses(core.options) }];
  }
  return merged;
}

/** @compat Version 4 goes without saying. */
function hostAddresses({ ip, ip6 }: AgentOptions): NetworkInfo_IPAddress[] {
  const others = ip6 === undefined ? [] : [{ ip_address: ip6, protocol: 'IPv6' as const }];
  return [{ ip_address: ip }, ...others];
}

function updateTask(core: Core, executor: ExecutorRecord, status: TaskStatus): void {
  const taskId = status.task_id.value;
  const task = executor.launched.get(taskId) ?? takeQueued(executor, taskId);
  if (task === undefined) return;
  applyStatus(task, status);
  if (!isTerminalState(status.state)) return;
  executor.launched.delete(taskId);
  assert(!executor.terminated.has(taskId), `task ${taskId} ends once`);
  executor.terminated.set(taskId, task);
  const metric = countedEnds[status.state];
  if (metric !== undefined) core.count(metric);
  shrinkContainer(core, executor);
}

/** The task ends before its executor heard of it. */
function takeQueued(executor: ExecutorRecord, taskId: TaskId): Task | undefined {
  const info = executor.queued.get(taskId);
  if (info === undefined) return undefined;
  executor.queued.delete(taskId);
  return ownedTask(executor, info);
}

/** The executor of a command task is the agent's own affair and is not named. */
export function ownedTask(executor: ExecutorRecord, info: TaskInfo): Task {
  const executorId = executor.isGeneratedForCommandTask ? undefined : executor.id;
  return taskOf(info, { frameworkId: executor.frameworkId, executorId });
}

/** Others may get what the task used, as soon as the master hears of its end. */
function shrinkContainer(core: Core, executor: ExecutorRecord): void {
  if (executor.kind === 'command' || executor.state === 'terminated') return;
  const resources = resourcesOfExecutor(executor).toMessages();
  const { containerizer, log } = core;
  const limits = limitsOfExecutor(executor, core.options);
  containerizer.update(executor.containerId, resources, limits, (result) => {
    if (result.ok || executor.state === 'terminated') return;
    log.error(`Failed to update container ${executor.containerId.value}: ${result.error}`);
    const why: PendingTermination = {
      state: goneState(core.state.frameworks.get(executor.frameworkId)?.info),
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
      message: result.error,
    };
    executor.pendingTermination ??= why;
    const destroy = (): void => void containerizer.destroy(executor.containerId);
    if (!executor.isCheckpointed) return destroy();
    // Whoever comes after us shall say the same.
    core.checkpoints.executorEnding(runKey(core, executor), why, destroy);
  });
}

/** Sends an update to the master, which passes it on to the framework. */
export function forwardUpdate(core: Core, update: StatusUpdate): void {
  const task = findTask(core, update);
  if (task !== undefined) {
    task.status_update_state = update.status.state;
    task.status_update_uuid = update.uuid!;
  }
  const latestState = task?.state ?? update.status.state;
  core.log.info(`Forwarding ${updateText(update)}`);
  sendToMaster(core, StatusUpdateMessage, {
    update: { ...update, latest_state: latestState },
    pid: core.state.pid,
  });
}

function findTask(core: Core, update: StatusUpdate): Task | undefined {
  const framework = core.state.frameworks.get(update.framework_id.value);
  const executor = framework?.executors.get(update.executor_id?.value ?? '');
  const taskId = update.status.task_id.value;
  return executor?.launched.get(taskId) ?? executor?.terminated.get(taskId);
}

export function receiveAcknowledgement(
  core: Core,
  message: StatusUpdateAcknowledgementMessage,
): void {
  const frameworkId = message.framework_id.value;
  const taskId = message.task_id.value;
  const outcome = core.taskStreams.acknowledge({ frameworkId, taskId }, message.uuid);
  const task = `task ${taskId} of framework ${frameworkId}`;
  if (outcome.kind === 'unexpected') {
    const { log } = core;
    log.warning(`Ignoring an acknowledgement for ${task}: ${outcome.why}`);
    return;
  }
  if (!outcome.isLast) return;
  const framework = core.state.frameworks.get(frameworkId);
  const executor = framework?.executors.get(outcome.update.executor_id?.value ?? '');
  if (framework === undefined || executor === undefined) return;
  completeTask(executor, taskId);
  retireIfSettled(core, framework, executor);
}

export function completeTask(executor: ExecutorRecord, taskId: TaskId): void {
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
