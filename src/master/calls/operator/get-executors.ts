/** GET_EXECUTORS: the executors that frameworks brought; those of command tasks are the agents' own. */
import { forEach } from '../../../security/authorization.ts';
import { documentCall } from './call.ts';
import { executorMembers } from './state-members.ts';

export const getExecutors = documentCall(
  'GET_EXECUTORS',
  forEach('VIEW_FRAMEWORK', 'VIEW_EXECUTOR'),
  executorMembers,
);
