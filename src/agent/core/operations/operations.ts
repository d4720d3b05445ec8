/**
 * Operations that the agent knows: from when they come until it is acknowledged that it is known how
 * they ended. Those that changed something are written down with the resources; those that were
 * dropped are not, for a later agent would say the same of them.
 */
import { uuidText } from '../../../foundation/random.ts';
import {
  UpdateOperationStatusMessage,
  type AcknowledgeOperationStatusMessage,
} from '../../../protocol/generated/internal.ts';
import type { OperationState, OperationStatus } from '../../../protocol/generated/mesos.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import { endDrainIfEmpty } from '../draining/draining.ts';
import type { Core } from '../environment.ts';
import { sendToMaster } from '../sending.ts';
import type { OperationRecord } from '../state.ts';

/** "operation 'id' (uuid)", as log lines name it. */
export function operationText({ uuid, operation }: OperationRecord): string {
  const id = operation.info.id?.value;
  return id === undefined ? `operation ${uuid}` : `operation '${id}' (${uuid})`;
}

/** `message` makes one that has to be acknowledged when it is the last word. */
export function endedStatus(
  core: Core,
  { operation }: OperationRecord,
  state: OperationState,
  message?: string,
): OperationStatus {
  return {
    ...(operation.info.id === undefined ? {} : { operation_id: operation.info.id }),
    state,
    ...(message === undefined ? {} : { message }),
    uuid: { value: core.random.uuidBytes() },
    agent_id: { value: agentIdOf(core) },
  };
}

/** What is written down from now on; `done` when it is lasting. */
export function commitResources(core: Core, done: () => void): void {
  const { operations, checkpointedResources: resources } = core.state;
  const kept = [...operations.values()].filter(isKept).map(({ operation }) => operation);
  core.commits.commit({ operations: kept, resources: [...resources] }, done);
}

function isKept({ operation }: OperationRecord): boolean {
  return operation.latest_status.state === 'OPERATION_FINISHED';
}

/** The end is known, and lasting if anything changed: the master hears of it until it says so. */
export function reportEnd(core: Core, record: OperationRecord): void {
  const { operation, uuid } = record;
  const update: UpdateOperationStatusMessage = {
    ...(operation.framework_id === undefined ? {} : { framework_id: operation.framework_id }),
    slave_id: { value: agentIdOf(core) },
    status: operation.latest_status,
    operation_uuid: operation.uuid,
  };
  const { layout } = core.checkpoints;
  const path = isKept(record) ? layout.operationUpdates(agentIdOf(core), uuid) : undefined;
  core.operationStreams.add(update, path, () => undefined);
}

export function forwardOperationUpdate(core: Core, update: UpdateOperationStatusMessage): void {
  const { state } = update.status;
  core.log.info(`Forwarding ${state} of operation ${uuidText(update.operation_uuid!.value)}`);
  sendToMaster(core, UpdateOperationStatusMessage, { ...update, latest_status: update.status });
}

export function receiveAcknowledgeOperationStatus(
  core: Core,
  message: AcknowledgeOperationStatusMessage,
): void {
  const uuid = uuidText(message.operation_uuid.value);
  const outcome = core.operationStreams.acknowledge(uuid, message.status_uuid.value);
  if (outcome.kind === 'unexpected') {
    core.log.warning(`Ignoring an acknowledgement for operation ${uuid}: ${outcome.why}`);
    return;
  }
  const record = core.state.operations.get(uuid);
  if (record !== undefined) forgetOperation(core, record);
}

/** Everybody who has to knows how it ended. */
export function forgetOperation(core: Core, record: OperationRecord): void {
  const { uuid } = record;
  core.state.operations.delete(uuid);
  if (isKept(record)) {
    const agentId = agentIdOf(core);
    commitResources(core, () => core.checkpoints.forgetOperation(agentId, uuid));
  }
  endDrainIfEmpty(core);
}
