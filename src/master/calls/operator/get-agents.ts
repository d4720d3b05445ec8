/** GET_AGENTS: registered agents, and those that have not come back since this master started. */
import { documentCall } from './call.ts';
import { agentMembers } from './state-members.ts';

export const getAgents = documentCall('GET_AGENTS', agentMembers);
