/** GET_STATE: everything at once: tasks, executors, frameworks and agents. */
import { documentCall } from './call.ts';
import { stateMembers } from './state-members.ts';

export const getState = documentCall('GET_STATE', stateMembers);
