/** GET_OPERATIONS: those that are under way, or whose end is not acknowledged yet. */
import { Operation } from '../../../protocol/generated/mesos.ts';
import { forEach } from '../../../security/authorization.ts';
import type { OperationRecord } from '../../core/state.ts';
import { fragmentOf } from '../../endpoints/fragments.ts';
import { documentCall } from './call.ts';
import { type Format, type Member, records } from './message-document.ts';
import { type Seen, binary } from './state-members.ts';

export const getOperations = documentCall('GET_OPERATIONS', forEach('VIEW_ROLE'), operationMembers);

function operationMembers({ state }: Seen): readonly Member[] {
  const operations: OperationRecord[] = [];
  for (const agent of state.agents.values()) operations.push(...agent.operations.values());
  // @compat unlike other lists an empty one is left out.
  return operations.length === 0 ? [] : [records('operations', 1, operations, encodeOperation)];
}

function encodeOperation(record: OperationRecord, format: Format): string {
  return format === 'json'
    ? fragmentOf(record, 'json', ({ operation }) => Operation.toJson(operation))
    : fragmentOf(record, 'protobuf', ({ operation }) => binary(Operation.encode(operation)));
}
