/** GET_OPERATIONS: those that are under way, or whose end is not acknowledged yet. */
import { Response_GetOperations } from '../../../protocol/generated/master.ts';
import { Operation } from '../../../protocol/generated/mesos.ts';
import { forEach } from '../../../security/authorization.ts';
import { resourcesIn } from '../../core/operations/operation-resources.ts';
import type { OperationRecord } from '../../core/state.ts';
import { alone } from '../../endpoints/shelf.ts';
import { documentCall } from './call.ts';
import { type Format, type Member, records } from './message-document.ts';
import type { Seen } from './state-members.ts';

export const getOperations = documentCall('GET_OPERATIONS', forEach('VIEW_ROLE'), operationMembers);

export function operationMembers({ state, view }: Seen): readonly Member[] {
  const operations: OperationRecord[] = [];
  for (const agent of state.agents.values()) {
    for (const record of agent.operations.values()) {
      const shows = resourcesIn(record.operation.info).every(({ resources }) =>
        resources.every((one) => view.showsResource(one)),
      );
      if (shows) operations.push(record);
    }
  }
  // @compat unlike other lists an empty one is left out.
  return operations.length === 0
    ? []
    : [records('operations', operations, (record, format) => alone(encode(record, format)))];
}

/** As an element of the list: in JSON with the comma before it, in protobuf with its tag. */
function encode({ operation }: OperationRecord, format: Format): string | Uint8Array {
  return format === 'json'
    ? `,${Operation.toJson(operation)}`
    : Response_GetOperations.encode({ operations: [operation] });
}
