/**
 * RECONCILE_OPERATIONS: what became of these operations? Asked about none in particular, a framework
 * hears of all that it gave a name. Of one that nobody knows the answer follows from where its agent
 * is; an agent that has resource providers the master does not know of is asked itself.
 */
import {
  ReconcileOperationsMessage,
  type ReconcileOperationsMessage_Operation,
} from '../../../protocol/generated/internal.ts';
import type { OperationState, OperationStatus } from '../../../protocol/generated/mesos.ts';
import type { Call_ReconcileOperations_Operation } from '../../../protocol/generated/scheduler.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import type { AgentRecord, FrameworkRecord, OperationRecord, State } from '../state.ts';
import { findOperations } from './operations.ts';

type Asked = Call_ReconcileOperations_Operation;

export function takeReconcileOperations(
  core: Core,
  framework: FrameworkRecord,
  asked: readonly Asked[],
): void {
  core.count('master/messages_reconcile_operations');
  if (asked.length === 0) {
    for (const records of core.state.operations.get(framework.id)?.values() ?? []) {
      for (const record of records) tell(framework, statusOf(record));
    }
    return;
  }
  const passedOn = new Map<AgentRecord, ReconcileOperationsMessage_Operation[]>();
  for (const one of asked) {
    const known = findOperations(core.state, framework.id, one.operation_id.value).at(-1);
    const agent = known === undefined ? findAgentToAsk(core.state, one) : undefined;
    if (known !== undefined) tell(framework, statusOf(known));
    else if (agent === undefined) tell(framework, answer(core.state, one));
    else passedOn.set(agent, [...(passedOn.get(agent) ?? []), question(one)]);
  }
  for (const [agent, operations] of passedOn) {
    const framework_id = { value: framework.id };
    send(core, agent.pid, ReconcileOperationsMessage, { framework_id, operations });
  }
}

/** Without its uuid: it is not to be acknowledged. */
function statusOf({ operation }: OperationRecord): OperationStatus {
  const { uuid: _uuid, ...status } = operation.statuses?.at(-1) ?? operation.latest_status;
  return status;
}

function findAgentToAsk(
  { agents }: State,
  { agent_id, resource_provider_id }: Asked,
): AgentRecord | undefined {
  const agent = resource_provider_id && agents.get(agent_id?.value ?? '');
  return agent?.capabilities.has('AGENT_OPERATION_FEEDBACK') === true ? agent : undefined;
}

function question({
  operation_id,
  resource_provider_id,
}: Asked): ReconcileOperationsMessage_Operation {
  return { operation_id, ...(resource_provider_id && { resource_provider_id }) };
}

function tell(framework: FrameworkRecord, status: OperationStatus): void {
  const event = { update_operation_status: { status } };
  framework.sink?.send({ type: 'UPDATE_OPERATION_STATUS', ...event });
}

function answer(state: State, asked: Asked): OperationStatus {
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
  { agents, recoveredAgents, unreachableAgents, goneAgents }: State,
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
  if (goneAgents.has(agentId)) {
    return { state: 'OPERATION_GONE_BY_OPERATOR', message: 'Agent marked gone by operator' };
  }
  return unreachableAgents.has(agentId)
    ? { state: 'OPERATION_UNREACHABLE', message: 'Agent is unreachable' }
    : { state: 'OPERATION_UNKNOWN', message: 'Both operation and agent are unknown' };
}
