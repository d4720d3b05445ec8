/** GET_TASKS: tasks that run, that are on unreachable agents, and that are over. */
import { forEach } from '../../../security/authorization.ts';
import { documentCall } from './call.ts';
import { taskMembers } from './state-members.ts';

export const getTasks = documentCall(
  'GET_TASKS',
  forEach('VIEW_FRAMEWORK', 'VIEW_TASK'),
  taskMembers,
);
