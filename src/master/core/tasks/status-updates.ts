/**
 * The way of a status update through the master: from the agent to the framework, the framework's
 * acknowledgement back to the agent. The master keeps no queue of updates: the agent repeats the
 * oldest unacknowledged one of each task until its acknowledgement arrives, so a restart or a lost
 * message costs time, never an update.
 *
 * Two states of a task must not be confused: where it is by now (`latest_state`; resources follow
 * it) and what the framework has been told (`status_update_state`; it follows one step behind).
 */
import {
  ShutdownFrameworkMessage,
  type StatusUpdateMessage,
  StatusUpdateAcknowledgementMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  Task,
  TaskState,
  TaskStatus,
  TaskStatus_Reason,
} from '../../../protocol/generated/mesos.ts';
import type { Call_Acknowledge } from '../../../protocol/generated/scheduler.ts';
import type { AgentId, FrameworkId, Pid, TaskId } from '../../../protocol/ids.ts';
import { isTerminalState, rememberStatus } from '../../../protocol/task-states.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import {
  type AgentRecord,
  type FrameworkRecord,
  type TaskRecord,
  touch,
  touchTexts,
} from '../state.ts';
import { countState, removeTask, stopUsing } from './tasks.ts';

export function receiveStatusUpdate(core: Core, pid: Pid, message: StatusUpdateMessage): void {
  core.count('master/messages_status_update');
  const { update } = message;
  const agent = core.state.agents.get(update.slave_id?.value ?? '');
  const framework = core.state.frameworks.get(update.framework_id.value);
  const taskId = update.status.task_id.value;
  if (agent === undefined || agent.pid !== pid || framework === undefined) {
    // The agent will repeat it; once it has registered (again) it is taken.
    if (agent?.pid === pid) tellIfOver(core, agent, update.framework_id.value);
    core.log.warning(
      `Ignoring status update ${update.status.state} of task ${taskId} of framework ${update.framework_id.value}: unknown ${framework === undefined ? 'framework' : 'agent'}`,
    );
    core.count('master/invalid_status_updates');
    return;
  }
  core.count('master/valid_status_updates');
  const status: TaskStatus = {
    ...update.status,
    agent_id: { value: agent.id },
    timestamp: update.status.timestamp ?? update.timestamp,
  };
  const executorId = update.status.executor_id ?? update.executor_id;
  if (executorId !== undefined) status.executor_id = executorId;
  if (update.uuid === undefined || update.uuid.length === 0) delete status.uuid;
  else status.uuid = update.uuid;
  const task = agent.tasks.get(framework.id)?.get(taskId);
  if (task === undefined) {
    forward(core, framework, status);
    core.log.warning(`Forwarded status update ${status.state} of unknown task ${taskId}`);
    return;
  }
  noteStatus(core, task, status, update.latest_state ?? status.state);
  // Afterwards, so that what became free is offered before what was written leaves: together with it.
  forward(core, framework, status);
  task.task.status_update_state = status.state;
  if (status.uuid !== undefined) task.task.status_update_uuid = status.uuid;
}

/** Otherwise the agent would repeat its updates of it for ever. */
function tellIfOver(core: Core, { pid }: AgentRecord, frameworkId: FrameworkId): void {
  if (!core.state.completedFrameworks.has(frameworkId)) return;
  send(core, pid, ShutdownFrameworkMessage, { framework_id: { value: frameworkId } });
}

function forward(core: Core, framework: FrameworkRecord, status: TaskStatus): void {
  core.log.verbose(
    1,
    `Status update ${status.state} of task ${status.task_id.value} of framework ${framework.id}`,
  );
  framework.sink?.send({ type: 'UPDATE', update: { status } });
}

/** Keeps the status (the latest of each run of equal states) and moves the task to `latest`. */
function noteStatus(core: Core, task: TaskRecord, status: TaskStatus, latest: TaskState): void {
  const kept = { ...status };
  shareIds(kept, task.task);
  const before = task.task.statuses?.at(-1);
  const isFirst = rememberStatus(task.task, kept);
  const isNews = changeTaskState(core, task, latest);
  if (isNews && (isTerminalState(latest) || latest === 'TASK_UNREACHABLE')) countEnd(core, status);
  if (isNews && isTerminalState(latest)) core.observer.taskEnded(task);
  if (isFirst || isOfCheck(status)) core.observer.taskUpdated(task, status);
  else if (!isRepeated(before, status)) core.observer.taskRetold(task);
}

function isRepeated(before: TaskStatus | undefined, { uuid }: TaskStatus): boolean {
  return uuid !== undefined && before?.uuid !== undefined && sameBytes(before.uuid, uuid);
}

/** Agents repeat updates; whoever watches hears of each state once, of checks always. */
function isOfCheck({ reason }: TaskStatus): boolean {
  return (
    reason === 'REASON_TASK_CHECK_STATUS_UPDATED' ||
    reason === 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED'
  );
}

/** Hundreds of thousands of statuses name what their tasks name as well. */
function shareIds(status: TaskStatus, { task_id, agent_id, executor_id }: Task): void {
  status.task_id = task_id;
  if (status.agent_id?.value === agent_id.value) status.agent_id = agent_id;
  // The executor of a command task is named like the task.
  const executorId: string | undefined = status.executor_id?.value;
  if (executorId === task_id.value) status.executor_id = task_id as { value: string };
  else if (executor_id !== undefined && executorId === executor_id.value) {
    status.executor_id = executor_id;
  }
}

/** How many tasks ended, or were lost from sight, by who said so and why. */
function countEnd(core: Core, { state, source, reason }: TaskStatus): void {
  if (source === undefined || reason === undefined) return;
  // @compat metrics have the old names: an agent is a slave.
  const path = [state, source.replace('AGENT', 'SLAVE'), reason.replace('AGENT', 'SLAVE')];
  core.count(`master/${path.join('/').toLowerCase()}`);
}

/**
 * Where the task is by now; when it ended, its resources are free. Ended tasks stay ended. True
 * when this is news.
 */
export function changeTaskState(core: Core, task: TaskRecord, latest: TaskState): boolean {
  const { state } = task.task;
  touch(task);
  const framework = core.state.frameworks.get(task.frameworkId);
  const agent = core.state.agents.get(task.agentId);
  // What both use changes only when the task ends, and is told of then.
  if (framework !== undefined) touchTexts(framework);
  if (agent !== undefined) touchTexts(agent);
  if (state === latest || isTerminalState(state)) return false;
  countState(core, state, -1);
  task.task.state = latest;
  countState(core, latest, 1);
  if (!isTerminalState(latest)) return true;
  core.count(`master/tasks_${latest.slice('TASK_'.length).toLowerCase()}`);
  if (framework !== undefined && agent !== undefined) stopUsing(core, framework, agent, task);
  return true;
}

export type DecidedState = Pick<TaskStatus, 'state' | 'unreachable_time'> & {
  readonly reason: TaskStatus_Reason;
  readonly message: string;
};

/** A state that the master itself decides on: needs no acknowledgement, so it has no uuid. */
export function decideState(
  core: Core,
  framework: FrameworkRecord,
  task: TaskRecord,
  decided: DecidedState,
): void {
  const status = masterStatus(core, { taskId: task.id, agentId: task.agentId, ...decided });
  const executor = task.executorId;
  if (executor !== undefined) status.executor_id = { value: executor };
  forward(core, framework, status);
  noteStatus(core, task, status, decided.state);
}

/** The same of a task that is on no registered agent: nobody hears of it, and it uses nothing. */
export function decideUnreachable(core: Core, task: TaskRecord, decided: DecidedState): void {
  const status = masterStatus(core, { taskId: task.id, agentId: task.agentId, ...decided });
  const isFirst = rememberStatus(task.task, status);
  touch(task);
  if (!isTerminalState(task.task.state)) {
    task.task.state = decided.state;
    if (isTerminalState(decided.state)) core.observer.taskEnded(task);
  }
  if (isFirst) core.observer.taskUpdated(task, status);
}

export interface MasterStatus {
  readonly taskId: TaskId;
  readonly agentId?: AgentId | undefined;
  readonly state: TaskState;
  readonly reason: TaskStatus_Reason;
  readonly message: string;
  readonly unreachable_time?: TaskStatus['unreachable_time'] | undefined;
}

export function masterStatus(core: Core, about: MasterStatus): TaskStatus {
  const { unreachable_time } = about;
  return {
    task_id: { value: about.taskId },
    state: about.state,
    source: 'SOURCE_MASTER',
    reason: about.reason,
    message: about.message,
    timestamp: core.clock.timestamp() / 1000,
    ...(about.agentId === undefined ? {} : { agent_id: { value: about.agentId } }),
    ...(unreachable_time === undefined ? {} : { unreachable_time }),
  };
}

/** A task that never came to be: the framework hears why, and it counts among the ended ones. */
export function sendNeverStarted(
  core: Core,
  framework: FrameworkRecord,
  about: MasterStatus & { readonly state: 'TASK_ERROR' | 'TASK_DROPPED' | 'TASK_LOST' },
): void {
  const status = masterStatus(core, about);
  core.count(`master/tasks_${about.state.slice('TASK_'.length).toLowerCase()}`);
  countEnd(core, status);
  forward(core, framework, status);
}

/** Tells a framework of a task that is in no agent's hands: nobody knows it. */
export function sendMasterStatus(
  core: Core,
  framework: FrameworkRecord,
  about: MasterStatus,
): void {
  forward(core, framework, masterStatus(core, about));
}

/** The framework asked; it hears the last state that it was told, or would have been. */
export function sendReconciledState(core: Core, task: TaskRecord): void {
  const reason = 'REASON_RECONCILIATION';
  repeatState(core, task, { reason, message: 'Reconciliation: Latest task state' });
}

/** The framework was told, or may think, that the task is lost; its agent is back with it. */
export function sendReregistered(
  core: Core,
  task: TaskRecord,
  agentWas: 'unreachable' | 'unknown',
): void {
  const message =
    agentWas === 'unreachable' ? 'Unreachable agent re-reregistered' : 'Unknown agent reregistered';
  repeatState(core, task, { reason: 'REASON_AGENT_REREGISTERED', message });
}

function repeatState(
  core: Core,
  task: TaskRecord,
  why: { readonly reason: TaskStatus_Reason; readonly message: string },
): void {
  const framework = core.state.frameworks.get(task.frameworkId);
  if (framework?.sink === undefined) return;
  const state = task.task.status_update_state ?? task.task.state;
  const last = task.task.statuses?.at(-1);
  const status: TaskStatus = {
    ...masterStatus(core, { taskId: task.id, agentId: task.agentId, state, ...why }),
    ...(task.executorId === undefined ? {} : { executor_id: { value: task.executorId } }),
    ...(last?.healthy === undefined ? {} : { healthy: last.healthy }),
    ...(last?.check_status === undefined ? {} : { check_status: last.check_status }),
    ...(last?.labels === undefined ? {} : { labels: last.labels }),
    ...(last?.container_status === undefined ? {} : { container_status: last.container_status }),
  };
  forward(core, framework, status);
}

/** Once the end of a task is acknowledged, it leaves the state. */
export function takeAcknowledgement(
  core: Core,
  framework: FrameworkRecord,
  call: Call_Acknowledge,
): void {
  core.count('master/messages_status_update_acknowledgement');
  const agent = core.state.agents.get(call.agent_id.value);
  if (agent === undefined || !agent.isConnected) {
    // The agent repeats the update when it is back; the framework then acknowledges again.
    core.count('master/invalid_status_update_acknowledgements');
    return;
  }
  const task = agent.tasks.get(framework.id)?.get(call.task_id.value);
  if (task !== undefined) {
    const { status_update_state: told, status_update_uuid: uuid } = task.task;
    if (
      uuid !== undefined &&
      told !== undefined &&
      isTerminalState(told) &&
      sameBytes(uuid, call.uuid)
    ) {
      removeTask(core, framework, agent, task);
    }
  }
  core.count('master/valid_status_update_acknowledgements');
  send(core, agent.pid, StatusUpdateAcknowledgementMessage, {
    slave_id: call.agent_id,
    framework_id: { value: framework.id },
    task_id: call.task_id,
    uuid: call.uuid,
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
