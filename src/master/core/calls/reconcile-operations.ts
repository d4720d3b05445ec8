/**
 * RECONCILE_OPERATIONS: what became of these operations? No operation is in the hands of this
 * master, so the answer follows from where its agent is.
 */
import type { OperationState, OperationStatus } from '../../../protocol/generated/mesos.ts';
import type { Call_ReconcileOperations_Operation } from '../../../protocol/generated/scheduler.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import type { State } from '../state.ts';
import { ownThings, schedulerCall } from './call.ts';

export const reconcileOperations = schedulerCall({
  type: 'RECONCILE_OPERATIONS',
  authorize: ownThings,
  field: 'reconcile_operations',
  apply: (core, framework, { operations }) => {
    core.count('master/messages_reconcile_operations');
    for (const asked of operations ?? []) {
      framework.sink?.send({
        type: 'UPDATE_OPERATION_STATUS',
        update_operation_status: { status: answer(core.state, asked) },
      });
    }
  },
});

function answer(state: State, asked: Call_ReconcileOperations_Operation): OperationStatus {
  const { operation_id, agent_id, resource_provider_id } = asked;
  const found = findState(state, agent_id?.value);
  return {
    operation_id,
    state: found.state,
    message: `Reconciliation: ${found.message}`,
    ...(agent_id === undefined ? {} : { agent_id }),
    ...(resource_provider_id === undefined ? {} : { resource_provider_id }),
  };
}

function findState(
  { agents, recoveredAgents, unreachableAgents }: State,
  agentId: AgentId | undefined,
): { readonly state: OperationState; readonly message: string } {
  if (agentId === undefined) {
    const message = "Operation is unknown and no 'agent_id' was provided";
    return { state: 'OPERATION_UNKNOWN', message };
  }
  if (recoveredAgents.has(agentId)) {
    const message = 'Agent is recovered but has not re-registered';
    return { state: 'OPERATION_RECOVERING', message };
  }
  if (agents.has(agentId)) {
    return { state: 'OPERATION_UNKNOWN', message: 'Operation is unknown' };
  }
  return unreachableAgents.has(agentId)
    ? { state: 'OPERATION_UNREACHABLE', message: 'Agent is unreachable' }
    : { state: 'OPERATION_UNKNOWN', message: 'Both operation and agent are unknown' };
}
