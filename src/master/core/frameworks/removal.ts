/**
 * The end of a framework: torn down, or gone for longer than its failover_timeout. Its agents are
 * told to end whatever is left of it; the master counts its tasks as killed at once.
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import { ShutdownFrameworkMessage } from '../../../protocol/generated/internal.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { removeInverseOffers } from '../maintenance/inverse-offers.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type AgentRecord, type FrameworkRecord, touch } from '../state.ts';
import { removeExecutor } from '../tasks/executors.ts';
import { type DecidedState, decideState, decideUnreachable } from '../tasks/status-updates.ts';
import { rememberCompletedTask, removeTask } from '../tasks/tasks.ts';
import { noteReturn } from './away.ts';
import { rememberCompleted } from './completed.ts';
import { agentsWithAny } from './presence.ts';
import { dropStream } from './subscribe.ts';

/** As an operator asks for it. */
export function teardown(core: Core, frameworkId: FrameworkId): Result<void> {
  const framework = core.state.frameworks.get(frameworkId);
  if (framework === undefined) return failure('No framework found with specified ID');
  removeFramework(core, framework);
  return ok(undefined);
}

export function removeFramework(core: Core, framework: FrameworkRecord): void {
  core.log.info(`Removing framework ${framework.id} (${framework.info.name})`);
  framework.failoverTimer?.cancel();
  noteReturn(core, framework);
  const { sink } = framework;
  const agents = agentsWithAny(core, framework);
  dropStream(framework);
  framework.state = 'disconnected';
  core.allocator.deactivateFramework(framework.id);
  removeOffersOf(core, framework.offers, 'silent');
  removeInverseOffers(core, framework.inverseOffers, 'silent');
  endTasks(core, framework);
  for (const [agentId, executors] of [...framework.executors]) {
    const agent = core.state.agents.get(agentId);
    if (agent === undefined) continue;
    for (const executorId of [...executors.keys()]) {
      removeExecutor(core, agent, framework.id, executorId);
    }
  }
  framework.unregisteredMs = core.clock.timestamp();
  touch(framework);
  core.state.frameworks.delete(framework.id);
  rememberCompleted(core, framework);
  core.allocator.removeFramework(framework.id);
  tellAgents(core, agents, framework);
  core.observer.frameworkRemoved(framework.info);
  sink?.close();
}

function endTasks(core: Core, framework: FrameworkRecord): void {
  for (const task of [...framework.tasks.values()]) {
    const agent = core.state.agents.get(task.agentId);
    if (agent === undefined) continue;
    if (!isTerminalState(task.task.state)) {
      decideState(core, framework, task, removed(framework));
    }
    removeTask(core, framework, agent, task);
  }
  for (const task of framework.unreachableTasks.values()) {
    decideUnreachable(core, task, removed(framework));
    rememberCompletedTask(core, framework, task);
  }
  framework.unreachableTasks.clear();
}

function removed(framework: FrameworkRecord): DecidedState {
  return {
    state: 'TASK_KILLED',
    reason: 'REASON_FRAMEWORK_REMOVED',
    message: `Framework ${framework.id} removed`,
  };
}

function tellAgents(core: Core, agents: readonly AgentRecord[], framework: FrameworkRecord): void {
  const message = { framework_id: { value: framework.id } };
  for (const { pid } of agents) send(core, pid, ShutdownFrameworkMessage, message);
}
