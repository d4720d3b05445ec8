/**
 * The streams of operation status updates (updates/update-streams.ts): one for each operation. An
 * operation ends at once, so that a stream has one update; what counts is that it arrives.
 */
import { uuidText } from '../../../foundation/random.ts';
import { UpdateOperationStatusRecord } from '../../../protocol/generated/internal.ts';
import type { UpdateOperationStatusMessage } from '../../../protocol/generated/internal.ts';
import type { StreamRecord, UpdateKind, UpdateStreams } from '../updates/update-streams.ts';

/** The operation's uuid, as text. */
export type OperationStreams = UpdateStreams<string, UpdateOperationStatusMessage>;

export const operationUpdates: UpdateKind<string, UpdateOperationStatusMessage> = {
  keyOf: (update) => uuidText(update.operation_uuid!.value),
  textOf: (uuid) => uuid,
  uuidOf: (update) => update.status.uuid!.value,
  isLast: () => true,
  describe: ({ status, operation_uuid: uuid }) =>
    `${status.state} of operation ${uuidText(uuid!.value)}`,
  encode: (record) =>
    UpdateOperationStatusRecord.encode(
      record.type === 'ACK' ? { type: 'ACK', uuid: { value: record.uuid } } : record,
    ),
};

/** What was read from an operation's file; records that say nothing, or of nothing, are left out. */
export function operationStreamRecords(
  records: readonly UpdateOperationStatusRecord[],
): StreamRecord<UpdateOperationStatusMessage>[] {
  return records.flatMap(({ type, update, uuid }): StreamRecord<UpdateOperationStatusMessage>[] => {
    const isWhole = update?.operation_uuid !== undefined && update.status.uuid !== undefined;
    if (type === 'UPDATE' && isWhole) return [{ type, update }];
    return type === 'ACK' && uuid !== undefined ? [{ type, uuid: uuid.value }] : [];
  });
}
