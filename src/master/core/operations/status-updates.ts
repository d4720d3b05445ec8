/**
 * The way of an operation's status through the master: from the agent to the framework that gave the
 * operation its name, and the framework's acknowledgement back. As with tasks the master keeps no
 * queue: the agent repeats what is not acknowledged. What nobody waits for (operations of operators,
 * those without a name, of frameworks that are over) the master acknowledges itself.
 */
import {
  AcknowledgeOperationStatusMessage,
  type UpdateOperationStatusMessage,
} from '../../../protocol/generated/internal.ts';
import { uuidText } from '../../../foundation/random.ts';
import type { OperationStatus } from '../../../protocol/generated/mesos.ts';
import type { Call_AcknowledgeOperationStatus } from '../../../protocol/generated/scheduler.ts';
import type { FrameworkId, Pid } from '../../../protocol/ids.ts';
import { isTerminalOperationState } from '../../../protocol/operation-states.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import type { AgentRecord, FrameworkRecord, OperationRecord } from '../state.ts';
import { mostOperationsOnAgent } from '../validation/list-bounds.ts';
import { findOperationUpdateError } from '../validation/operation-messages.ts';
import {
  findOperation,
  findOperations,
  noteOperationStatus,
  removeOperation,
  sameUuid,
} from './operations.ts';

export function receiveUpdateOperationStatus(
  core: Core,
  pid: Pid,
  message: UpdateOperationStatusMessage,
): void {
  core.count('master/messages_operation_status_update');
  const agent = core.state.agents.get(message.slave_id?.value ?? '');
  const error = agent?.pid === pid ? findOperationUpdateError(message) : 'unknown agent';
  if (error !== undefined) {
    const { status } = message;
    // An agent that is not registered yet repeats it once it is.
    core.log.warning(`Ignoring ${status.state} of an operation from ${pid}: ${error}`);
    core.count('master/invalid_operation_status_updates');
    return;
  }
  takeUpdate(core, agent!, message);
}

function takeUpdate(core: Core, agent: AgentRecord, message: UpdateOperationStatusMessage): void {
  const { operation_uuid: uuid, framework_id } = message;
  const status: OperationStatus = { ...message.status, agent_id: { value: agent.id } };
  // An answer to a question that was passed on to the agent.
  if (uuid === undefined) return forward(core, framework_id?.value, status);
  const record = findOperation(agent, uuid.value);
  if (record === undefined) {
    // @compat also one without a name, of which its framework can make nothing.
    if (framework_id !== undefined) core.count('master/invalid_operation_status_updates');
    if (acknowledgeAgain(core, agent, uuid.value, status)) return;
    return forward(core, framework_id?.value, status);
  }
  core.count('master/valid_operation_status_updates');
  const { id } = record.operation.info;
  const named = id === undefined ? {} : { operation_id: id };
  const told: OperationStatus = { ...status, ...named };
  const latest =
    message.latest_status === undefined ? told : { ...message.latest_status, ...named };
  noteOperationStatus(core, record, told, latest);
  if (isAwaited(core, record)) {
    forward(core, record.frameworkId, told);
    if (told.uuid === undefined) removeEnded(core, agent, record, told);
  } else {
    if (told.uuid !== undefined) acknowledge(core, agent, record, told.uuid.value);
    removeEnded(core, agent, record, told);
  }
}

/** The agent has not heard yet that its last word was acknowledged; true when that is so. */
export function acknowledgeAgain(
  core: Core,
  agent: AgentRecord,
  operationUuid: Uint8Array,
  { uuid }: OperationStatus,
): boolean {
  const acknowledged = agent.acknowledgedOperations.get(uuidText(operationUuid));
  if (uuid === undefined || !sameUuid(acknowledged, uuid.value)) return false;
  send(core, agent.pid, AcknowledgeOperationStatusMessage, {
    status_uuid: uuid,
    operation_uuid: { value: operationUuid },
  });
  return true;
}

/** Will its framework acknowledge? Also one that is away: it may come back and hear it then. */
function isAwaited({ state }: Core, { id, frameworkId }: OperationRecord): boolean {
  return (
    id !== undefined && frameworkId !== undefined && !state.completedFrameworks.has(frameworkId)
  );
}

function removeEnded(
  core: Core,
  agent: AgentRecord,
  record: OperationRecord,
  { state, uuid }: OperationStatus,
): void {
  if (!isTerminalOperationState(state)) return;
  if (uuid !== undefined) rememberAcknowledged(agent, record, uuid.value);
  removeOperation(core, agent, record);
}

function rememberAcknowledged(
  { acknowledgedOperations: known }: AgentRecord,
  { key }: OperationRecord,
  uuid: Uint8Array,
): void {
  known.set(key, uuid);
  const [oldest] = known.keys();
  if (known.size > mostOperationsOnAgent) known.delete(oldest!);
}

function forward(core: Core, frameworkId: FrameworkId | undefined, status: OperationStatus): void {
  if (frameworkId === undefined) return;
  core.log.verbose(
    1,
    `Status ${status.state} of operation ${status.operation_id?.value} of framework ${frameworkId}`,
  );
  const event = { update_operation_status: { status } };
  const framework = core.state.frameworks.get(frameworkId);
  framework?.sink?.send({ type: 'UPDATE_OPERATION_STATUS', ...event });
}

function acknowledge(
  core: Core,
  agent: AgentRecord,
  { operation }: OperationRecord,
  statusUuid: Uint8Array,
): void {
  const { resource_provider_id } = operation.latest_status;
  send(core, agent.pid, AcknowledgeOperationStatusMessage, {
    status_uuid: { value: statusUuid },
    operation_uuid: operation.uuid,
    ...(resource_provider_id === undefined ? {} : { resource_provider_id }),
  });
}

/** Once the end of an operation is acknowledged, it leaves the state. */
export function takeOperationAcknowledgement(
  core: Core,
  framework: FrameworkRecord,
  call: Call_AcknowledgeOperationStatus,
): void {
  core.count('master/messages_operation_status_update_acknowledgement');
  const agent = core.state.agents.get(call.agent_id!.value);
  const found = findAcknowledged(core, framework, call);
  const error =
    findAcknowledgementError(agent, call) ?? (found === undefined ? unknown : undefined);
  if (error !== undefined) {
    core.log.warning(
      `Ignoring acknowledgement of operation ${call.operation_id.value} of framework ${framework.id}: ${error}`,
    );
    core.count('master/invalid_operation_status_update_acknowledgements');
    return;
  }
  core.count('master/valid_operation_status_update_acknowledgements');
  const { record, status } = found!;
  acknowledge(core, agent!, record, call.uuid);
  removeEnded(core, agent!, record, status);
}

const unknown = 'neither the operation nor a status of it with this uuid is known';

interface Acknowledged {
  readonly record: OperationRecord;
  readonly status: OperationStatus;
}

function findAcknowledged(
  { state }: Core,
  framework: FrameworkRecord,
  { operation_id, agent_id, uuid }: Call_AcknowledgeOperationStatus,
): Acknowledged | undefined {
  for (const record of findOperations(state, framework.id, operation_id.value)) {
    if (record.agentId !== agent_id?.value) continue;
    const status = record.operation.statuses?.find((one) => sameUuid(one.uuid?.value, uuid));
    if (status !== undefined) return { record, status };
  }
  return undefined;
}

/** The agent repeats the status when it is back; the framework then acknowledges again. */
function findAcknowledgementError(
  agent: AgentRecord | undefined,
  { resource_provider_id }: Call_AcknowledgeOperationStatus,
): string | undefined {
  if (agent === undefined) return 'its agent is not registered';
  if (!agent.isConnected) return 'its agent is disconnected';
  const needed =
    resource_provider_id === undefined ? 'AGENT_OPERATION_FEEDBACK' : 'RESOURCE_PROVIDER';
  if (agent.capabilities.has(needed)) return undefined;
  return `its agent does not have the ${needed} capability`;
}
