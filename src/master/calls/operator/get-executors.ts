/** GET_EXECUTORS: the executors that frameworks brought; those of command tasks are the agents' own. */
import { documentCall } from './call.ts';
import { executorMembers } from './state-members.ts';

export const getExecutors = documentCall('GET_EXECUTORS', executorMembers);
