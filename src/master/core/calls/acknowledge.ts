/**
 * ACKNOWLEDGE and ACKNOWLEDGE_OPERATION_STATUS: the framework has taken in what became of a task, or
 * of an operation; the agent may send the next.
 */
import { takeOperationAcknowledgement } from '../operations/status-updates.ts';
import { takeAcknowledgement } from '../tasks/status-updates.ts';
import { ownThings, schedulerCall } from './call.ts';

const uuidBytes = 16;

export const acknowledge = schedulerCall({
  type: 'ACKNOWLEDGE',
  authorize: ownThings,
  field: 'acknowledge',
  validate: ({ uuid }) => (uuid.length === uuidBytes ? undefined : 'Not a valid UUID'),
  apply: takeAcknowledgement,
});

export const acknowledgeOperationStatus = schedulerCall({
  type: 'ACKNOWLEDGE_OPERATION_STATUS',
  authorize: ownThings,
  field: 'acknowledge_operation_status',
  validate: ({ uuid, agent_id }) => {
    if (uuid.length !== uuidBytes) return 'Not a valid UUID';
    return agent_id === undefined ? "Expecting 'agent_id' to be present" : undefined;
  },
  apply: takeOperationAcknowledgement,
});
