/** Who the agent is, as it registered. */
import { forEach } from '../../security/authorization.ts';
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getAgent: AgentCall = {
  name: 'GET_AGENT',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent }) =>
    reply({ type: 'GET_AGENT', get_agent: { agent_info: agent.core.state.info } }),
};
