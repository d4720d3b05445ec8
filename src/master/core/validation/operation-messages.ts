/** Whether what an agent tells of operations can be taken in: it is kept, shown and passed on. */
import type {
  UpdateOperationStatusMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { Operation, OperationStatus, UUID } from '../../../protocol/generated/mesos.ts';
import { findShapeError, isConverting } from '../operations/operation-resources.ts';
import { findReportedResourcesError } from './agent-messages.ts';
import { findIdError } from './ids.ts';

const uuidBytes = 16;

export function findOperationUpdateError({
  status,
  latest_status,
  operation_uuid,
}: UpdateOperationStatusMessage): string | undefined {
  return (
    findUuidError('operation_uuid', operation_uuid) ??
    findStatusError(status) ??
    (latest_status === undefined ? undefined : findStatusError(latest_status))
  );
}

/** Of what it has under way, when it says so. */
export function findReportedOperationsError({
  operations,
}: UpdateSlaveMessage): string | undefined {
  for (const operation of operations?.operations ?? []) {
    const error = findOperationError(operation);
    if (error !== undefined) return `its operation is invalid: ${error}`;
  }
  return undefined;
}

function findOperationError(operation: Operation): string | undefined {
  const { uuid, info, framework_id, latest_status, statuses = [] } = operation;
  const { type } = info;
  if (!isConverting(type)) return `'info.type' is ${type ?? 'not set'}`;
  if (info.id?.value === '') return "'info.id' is empty";
  return (
    findUuidError('uuid', uuid) ??
    (framework_id === undefined ? undefined : findIdError(framework_id.value)) ??
    findShapeError(info, type) ??
    [latest_status, ...statuses].map(findStatusError).find((error) => error !== undefined)
  );
}

function findStatusError({
  state,
  uuid,
  converted_resources,
}: OperationStatus): string | undefined {
  if (state === 'OPERATION_UNSUPPORTED') return "'state' is unknown";
  return findUuidError('status.uuid', uuid) ?? findReportedResourcesError(converted_resources);
}

function findUuidError(field: string, uuid: UUID | undefined): string | undefined {
  if (uuid === undefined || uuid.value.length === uuidBytes) return undefined;
  return `'${field}' has ${uuid.value.length} bytes, expecting ${uuidBytes}`;
}
