/** ACKNOWLEDGE: the framework has taken in a status update; the agent may send the next. */
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

/** No agent of this cluster has operations that wait for it, so there is nobody to tell. */
export const acknowledgeOperationStatus = schedulerCall({
  type: 'ACKNOWLEDGE_OPERATION_STATUS',
  authorize: ownThings,
  field: 'acknowledge_operation_status',
  validate: ({ uuid, agent_id }) => {
    if (uuid.length !== uuidBytes) return 'Not a valid UUID';
    return agent_id === undefined ? "Expecting 'agent_id' to be present" : undefined;
  },
  apply: (core, framework, { operation_id }) => {
    core.log.warning(
      `Ignoring acknowledgement of operation ${operation_id.value} of framework ${framework.id}: unknown`,
    );
  },
});
