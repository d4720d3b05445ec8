/** GET_TASKS: tasks that run, that are on unreachable agents, and that are over. */
import { documentCall } from './call.ts';
import { taskMembers } from './state-members.ts';

export const getTasks = documentCall('GET_TASKS', taskMembers);
