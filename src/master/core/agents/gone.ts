/**
 * An agent that an operator declares lost for ever, because its machine is destroyed or drained for
 * good. What it ran is gone with it, which partition-aware frameworks can rely on; should the agent
 * come back all the same, it is told to shut down.
 */
import { ShutdownMessage } from '../../../protocol/generated/internal.ts';
import { shown } from '../../../protocol/codec/misfit.ts';
import type { AgentId, Pid } from '../../../protocol/ids.ts';
import { isTerminalState, lostState } from '../../../protocol/task-states.ts';
import { ok, type Result } from '../../../foundation/result.ts';
import { type Decision, type Outcome, type Refusal, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import type { FrameworkRecord, TaskRecord } from '../state.ts';
import { decideUnreachable, sendMasterStatus } from '../tasks/status-updates.ts';
import { rememberCompletedTask } from '../tasks/tasks.ts';
import { isMember, setDeactivation } from './deactivation.ts';
import { forgetAddress } from './last-addresses.ts';
import { goneOf } from './registry-changes.ts';
import { detach, goneReason } from './removal.ts';

const message = 'Agent has been marked gone';

/** MARK_AGENT_GONE: saying it twice does no harm. */
export function markAgentGone(
  core: Core,
  agentId: AgentId,
  done: (outcome: Outcome) => void,
): void {
  core.decisions.decide(() => decideGone(core, agentId), done);
}

export function decideGone(core: Core, agentId: AgentId): Result<Decision, Refusal> {
  const { state } = core;
  if (state.goneAgents.has(agentId)) return ok({ changes: [], apply: () => undefined });
  if (!isMember(core, agentId)) return refuse(`Agent '${shown(agentId)}' not found`, 404);
  const agent = state.agents.get(agentId);
  if (agent?.isLeaving === true || state.givingUp.has(agentId)) {
    return refuse(`Agent '${agentId}' is being transitioned to removed or unreachable`, 503);
  }
  if (state.admitting.has(agentId)) {
    return refuse(`Agent '${agentId}' is being transitioned to registered`, 503);
  }
  const sinceMs = core.clock.timestamp();
  // Until it is written nobody else may decide what becomes of the agent.
  state.markingGone.add(agentId);
  if (agent !== undefined) agent.isLeaving = true;
  return ok({ changes: goneOf(agentId, sinceMs), apply: () => enforce(core, agentId, sinceMs) });
}

function enforce(core: Core, agentId: AgentId, sinceMs: number): void {
  const { state } = core;
  core.log.info(`Marked agent ${agentId} gone`);
  state.markingGone.delete(agentId);
  state.goneAgents.set(agentId, sinceMs);
  const agent = state.agents.get(agentId);
  if (agent !== undefined) {
    send(core, agent.pid, ShutdownMessage, { message });
    // @compat It is not counted among master/slave_removals.
    detach(core, agent, { fate: 'gone', message });
  }
  setDeactivation(core, agentId, undefined);
  state.recoveredAgents.delete(agentId);
  forgetAddress(core, agentId);
  if (state.unreachableAgents.delete(agentId)) endUnreachableTasks(core, agentId);
}

/** They were said to be unreachable; now their end is known. */
function endUnreachableTasks(core: Core, agentId: AgentId): void {
  for (const framework of core.state.frameworks.values()) {
    for (const task of [...framework.unreachableTasks.values()]) {
      if (task.agentId === agentId) endUnreachableTask(core, framework, task);
    }
  }
}

function endUnreachableTask(core: Core, framework: FrameworkRecord, task: TaskRecord): void {
  const state = lostState(framework.capabilities, 'TASK_GONE_BY_OPERATOR');
  const reason = goneReason(framework);
  // To others than partition-aware frameworks it was lost before.
  if (!isTerminalState(task.task.state)) core.count('master/tasks_gone_by_operator');
  decideUnreachable(core, task, { state, reason, message });
  const { id: taskId } = task;
  sendMasterStatus(core, framework, { taskId, agentId: task.agentId, state, reason, message });
  framework.unreachableTasks.delete(task.id);
  rememberCompletedTask(core, framework, task);
}

/** True when an agent with this id may not come back, which it is told. */
export function refuseGone(core: Core, agentId: AgentId | undefined, pid: Pid): boolean {
  if (agentId === undefined || !core.state.goneAgents.has(agentId)) return false;
  core.log.warning(`Refusing re-registration of agent ${agentId} at ${pid}: it is marked gone`);
  send(core, pid, ShutdownMessage, { message });
  return true;
}
