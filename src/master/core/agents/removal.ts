/**
 * The three ways in which an agent goes: given up as unreachable (it may come back with its tasks),
 * removed for good (it said so, or a new one took its address), or merely disconnected while it runs
 * tasks of frameworks that do not checkpoint. The registry is written first; frameworks hear after.
 */
import type { UnregisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { TaskState, TaskStatus_Reason } from '../../../protocol/generated/mesos.ts';
import type { Pid } from '../../../protocol/ids.ts';
import { isTerminalState, lostState } from '../../../protocol/task-states.ts';
import type { Core } from '../environment.ts';
import { removeInverseOffers } from '../maintenance/inverse-offers.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { loseOperations } from '../operations/lost.ts';
import { type AgentRecord, type FrameworkRecord, type TaskRecord, touch } from '../state.ts';
import { removeExecutor } from '../tasks/executors.ts';
import { decideState } from '../tasks/status-updates.ts';
import { removeTask, toUnreachable } from '../tasks/tasks.ts';
import { setDeactivation } from './deactivation.ts';
import { dropDoubt } from './doubts.ts';
import { stopPinging } from './pings.ts';
import { givingUpOf, removalOf } from './registry-changes.ts';

export function receiveUnregisterSlave(
  core: Core,
  pid: Pid,
  message: UnregisterSlaveMessage,
): void {
  core.count('master/messages_unregister_slave');
  const agent = core.state.agents.get(message.slave_id.value);
  if (agent === undefined || agent.pid !== pid) {
    core.log.warning(`Ignoring unregister message from ${pid}: agent ${message.slave_id.value}`);
    return;
  }
  removeAgent(core, agent, { why: 'the agent unregistered', metric: 'reason_unregistered' });
}

interface Removal {
  readonly why: string;
  /** Counted as master/slave_removals/<metric>. @compat a machine that goes down has none. */
  readonly metric?: 'reason_registered' | 'reason_unregistered';
  /** Called once the agent is out of the registry and of the state. */
  readonly onRemoved?: () => void;
}

/** For good: its tasks are lost, whatever their frameworks are capable of. */
export function removeAgent(core: Core, agent: AgentRecord, removal: Removal): void {
  const { why, metric, onRemoved } = removal;
  if (agent.isLeaving) return;
  agent.isLeaving = true;
  core.registrar.write(removalOf(agent.id), () => {
    core.log.info(`Removing agent ${agent.id} at ${agent.pid} (${agent.info.hostname}): ${why}`);
    core.count('master/slave_removals');
    if (metric !== undefined) core.count(`master/slave_removals/${metric}`);
    const message = `Agent ${agent.info.hostname} removed: ${why}`;
    detach(core, agent, { message, fate: 'lost' });
    setDeactivation(core, agent.id, undefined);
    onRemoved?.();
  });
}

/**
 * Not heard of for too long. It is remembered, and welcome with its tasks if it comes back. `why` is
 * what their frameworks are told.
 */
export function markUnreachable(core: Core, agent: AgentRecord, why: string): void {
  if (agent.isLeaving) return;
  agent.isLeaving = true;
  const sinceMs = core.clock.timestamp();
  core.registrar.write(givingUpOf(agent.info, sinceMs), () => {
    core.log.info(`Marked agent ${agent.id} (${agent.info.hostname}) unreachable: ${why}`);
    core.count('master/slave_removals');
    core.count('master/slave_removals/reason_unhealthy');
    core.state.unreachableAgents.set(agent.id, { info: agent.info, sinceMs });
    detach(core, agent, { message: why, fate: 'unreachable', sinceMs });
  });
}

type Fate =
  | { readonly message: string; readonly fate: 'lost' | 'gone' }
  | { readonly message: string; readonly fate: 'unreachable'; readonly sinceMs: number };

/** Takes the agent and all that it ran out of the state, and tells everyone. */
export function detach(core: Core, agent: AgentRecord, fate: Fate): void {
  stopPinging(agent);
  agent.liveness.cancelGivingUp?.();
  agent.reregisterTimer?.cancel();
  dropDoubt(agent);
  removeOffersOf(core, agent.offers, 'rescind');
  removeInverseOffers(core, agent.inverseOffers, 'rescind');
  core.allocator.removeAgent(agent.id);
  const affected = new Set<FrameworkRecord>(core.state.frameworks.values());
  for (const tasks of [...agent.tasks.values()]) {
    for (const task of [...tasks.values()]) detachTask(core, agent, task, fate);
  }
  for (const [frameworkId, executors] of [...agent.executors]) {
    for (const executorId of [...executors.keys()]) {
      removeExecutor(core, agent, frameworkId, executorId);
    }
  }
  loseOperations(core, agent, fate.fate);
  agent.isRemoved = true;
  touch(agent);
  core.state.agents.delete(agent.id);
  if (core.state.agentsByPid.get(agent.pid) === agent) core.state.agentsByPid.delete(agent.pid);
  for (const framework of affected) {
    framework.sink?.send({ type: 'FAILURE', failure: { agent_id: { value: agent.id } } });
  }
  core.observer.agentRemoved(agent.id, fate.fate);
}

function detachTask(core: Core, agent: AgentRecord, task: TaskRecord, fate: Fate): void {
  const framework = core.state.frameworks.get(task.frameworkId);
  if (framework === undefined) return;
  if (isTerminalState(task.task.state)) {
    removeTask(core, framework, agent, task);
    return;
  }
  const state = stateAfter(framework, fate.fate);
  const reason = fate.fate === 'gone' ? goneReason(framework) : 'REASON_AGENT_REMOVED';
  const unreachable =
    fate.fate === 'unreachable'
      ? { unreachable_time: { nanoseconds: BigInt(Math.round(fate.sinceMs)) * 1_000_000n } }
      : {};
  decideState(core, framework, task, { state, reason, message: fate.message, ...unreachable });
  if (fate.fate === 'unreachable') toUnreachable(core, framework, agent, task);
  else removeTask(core, framework, agent, task);
}

function stateAfter({ capabilities }: FrameworkRecord, fate: Fate['fate']): TaskState {
  switch (fate) {
    case 'lost':
      return 'TASK_LOST';
    case 'unreachable':
      return lostState(capabilities, 'TASK_UNREACHABLE');
    case 'gone':
      return lostState(capabilities, 'TASK_GONE_BY_OPERATOR');
  }
}

/** The finer reason, too, is for those who know the finer state. */
export function goneReason({ capabilities }: FrameworkRecord): TaskStatus_Reason {
  return capabilities.has('PARTITION_AWARE')
    ? 'REASON_AGENT_REMOVED_BY_OPERATOR'
    : 'REASON_AGENT_REMOVED';
}

/** Their executors die with the connection: the agent will not keep them. */
export function loseTasksOfNonCheckpointing(core: Core, agent: AgentRecord): void {
  for (const [frameworkId, tasks] of [...agent.tasks]) {
    const framework = core.state.frameworks.get(frameworkId);
    if (framework === undefined || framework.info.checkpoint === true) continue;
    for (const task of [...tasks.values()]) {
      if (!isTerminalState(task.task.state)) {
        const message = `Agent ${agent.info.hostname} disconnected`;
        const reason = 'REASON_AGENT_DISCONNECTED';
        decideState(core, framework, task, { state: 'TASK_LOST', reason, message });
      }
      removeTask(core, framework, agent, task);
    }
    for (const executorId of [...(agent.executors.get(frameworkId)?.keys() ?? [])]) {
      removeExecutor(core, agent, frameworkId, executorId);
    }
  }
}
