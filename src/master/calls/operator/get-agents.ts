/** GET_AGENTS: registered agents, and those that have not come back since this master started. */
import { forEach } from '../../../security/authorization.ts';
import { documentCall } from './call.ts';
import { agentMembers } from './state-members.ts';

export const getAgents = documentCall('GET_AGENTS', forEach('VIEW_ROLE'), agentMembers);
