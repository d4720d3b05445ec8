/** GET_STATE: everything at once: tasks, executors, frameworks and agents. */
import { forEach } from '../../../security/authorization.ts';
import { documentCall } from './call.ts';
import { stateMembers } from './state-members.ts';

export const getState = documentCall(
  'GET_STATE',
  forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR', 'VIEW_ROLE'),
  stateMembers,
);
