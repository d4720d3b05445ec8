/**
 * What became of operations? The master asks for itself when it knows of some that the agent did not
 * name: those that we do not know either never came here. It asks for a framework about operations
 * that it does not know itself.
 */
import { uuidText } from '../../../foundation/random.ts';
import { UpdateOperationStatusMessage } from '../../../protocol/generated/internal.ts';
import type {
  ReconcileOperationsMessage,
  ReconcileOperationsMessage_Operation,
} from '../../../protocol/generated/internal.ts';
import type { OperationStatus } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { sendToMaster } from '../sending.ts';
import type { OperationRecord } from '../state.ts';

export function receiveReconcileOperations(core: Core, message: ReconcileOperationsMessage): void {
  if (core.state.phase !== 'running') {
    return core.log.warning(`Ignoring questions about operations: the agent is not registered`);
  }
  const frameworkId = message.framework_id?.value;
  for (const asked of message.operations ?? []) {
    if (frameworkId === undefined) answerMaster(core, asked);
    else answerFramework(core, frameworkId, asked);
  }
}

/** Of one that is here the master hears anyway. */
function answerMaster(core: Core, asked: ReconcileOperationsMessage_Operation): void {
  const { operation_uuid: uuid } = asked;
  if (uuid === undefined || core.state.operations.has(uuidText(uuid.value))) return;
  sendToMaster(core, UpdateOperationStatusMessage, {
    slave_id: { value: agentIdOf(core) },
    status: { state: 'OPERATION_DROPPED', agent_id: { value: agentIdOf(core) } },
    operation_uuid: uuid,
  });
}

/** Said once, without being acknowledged. */
function answerFramework(
  core: Core,
  frameworkId: FrameworkId,
  asked: ReconcileOperationsMessage_Operation,
): void {
  const record = find(core, frameworkId, asked);
  const uuid = record?.operation.uuid ?? asked.operation_uuid;
  sendToMaster(core, UpdateOperationStatusMessage, {
    framework_id: { value: frameworkId },
    slave_id: { value: agentIdOf(core) },
    status: record === undefined ? unknownStatus(core, asked) : latestOf(record),
    ...(uuid === undefined ? {} : { operation_uuid: uuid }),
  });
}

function find(
  { state }: Core,
  frameworkId: FrameworkId,
  { operation_uuid: uuid, operation_id: id }: ReconcileOperationsMessage_Operation,
): OperationRecord | undefined {
  if (uuid !== undefined) return state.operations.get(uuidText(uuid.value));
  return [...state.operations.values()].find(
    ({ operation }) =>
      operation.framework_id?.value === frameworkId && operation.info.id?.value === id?.value,
  );
}

function latestOf({ operation }: OperationRecord): OperationStatus {
  const { uuid: _uuid, ...status } = operation.latest_status;
  return status;
}

function unknownStatus(core: Core, asked: ReconcileOperationsMessage_Operation): OperationStatus {
  const { operation_id: id, resource_provider_id: providerId } = asked;
  return {
    ...(id === undefined ? {} : { operation_id: id }),
    ...(providerId === undefined ? {} : { resource_provider_id: providerId }),
    state: 'OPERATION_UNKNOWN',
    message: 'Reconciliation: Operation is unknown',
    agent_id: { value: agentIdOf(core) },
  };
}
