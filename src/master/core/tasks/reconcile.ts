/**
 * A framework asks what became of its tasks. Asked about none in particular, it hears of all that
 * are known; asked about one, it hears the truth as far as it can be known: a task whose agent has
 * not come back yet since this master started may still be running, so nothing is said of it.
 */
import type { Call_Reconcile_Task } from '../../../protocol/generated/scheduler.ts';
import type { AgentId, TaskId } from '../../../protocol/ids.ts';
import { lostState } from '../../../protocol/task-states.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';
import { sendMasterStatus, sendReconciledState } from './status-updates.ts';

export function takeReconcile(
  core: Core,
  framework: FrameworkRecord,
  asked: readonly Call_Reconcile_Task[],
): void {
  core.count('master/messages_reconcile_tasks');
  if (asked.length === 0) {
    for (const task of framework.tasks.values()) {
      sendReconciledState(core, task);
    }
    return;
  }
  for (const { task_id, agent_id } of asked) {
    reconcileTask(core, framework, task_id.value, agent_id?.value);
  }
}

export function reconcileTask(
  core: Core,
  framework: FrameworkRecord,
  taskId: TaskId,
  agentId: AgentId | undefined,
): void {
  const task = framework.tasks.get(taskId);
  if (task !== undefined) {
    sendReconciledState(core, task);
    return;
  }
  const found = answerForUnknown(core, framework, taskId, agentId);
  if (found === undefined) return;
  sendMasterStatus(core, framework, {
    taskId,
    agentId: found.agentId,
    state: lostState(framework.capabilities, found.state),
    reason: 'REASON_RECONCILIATION',
    message: found.message,
    unreachable_time: found.unreachable_time,
  });
}

interface Answer {
  readonly state: 'TASK_GONE' | 'TASK_GONE_BY_OPERATOR' | 'TASK_UNREACHABLE' | 'TASK_UNKNOWN';
  readonly message: string;
  readonly agentId: AgentId | undefined;
  readonly unreachable_time?: { nanoseconds: bigint };
}

/** Undefined when the only honest answer is to wait. */
function answerForUnknown(
  core: Core,
  framework: FrameworkRecord,
  taskId: TaskId,
  givenAgentId: string | undefined,
): Answer | undefined {
  const { state } = core;
  const agentId = givenAgentId ?? framework.unreachableTasks.get(taskId)?.agentId;
  const mayComeBack =
    agentId === undefined ? state.recoveredAgents.size > 0 : state.recoveredAgents.has(agentId);
  if (mayComeBack) return undefined;
  if (agentId !== undefined && state.agents.has(agentId)) {
    const message = 'Reconciliation: Task is unknown to the agent';
    return { state: 'TASK_GONE', message, agentId };
  }
  const unreachable = agentId === undefined ? undefined : state.unreachableAgents.get(agentId);
  if (unreachable !== undefined) {
    return {
      state: 'TASK_UNREACHABLE',
      message: 'Reconciliation: Task is unreachable',
      agentId,
      unreachable_time: { nanoseconds: BigInt(Math.round(unreachable.sinceMs)) * 1_000_000n },
    };
  }
  if (agentId !== undefined && state.goneAgents.has(agentId)) {
    return { state: 'TASK_GONE_BY_OPERATOR', message: 'Reconciliation: Task is gone', agentId };
  }
  return { state: 'TASK_UNKNOWN', message: 'Reconciliation: Task is unknown', agentId };
}
