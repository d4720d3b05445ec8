/** Who the agent is, as it registered. */
import { forEach } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getAgent: AgentCall = {
  name: 'GET_AGENT',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent: { core } }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const { info } = core.state;
    const resources = info.resources?.filter((one) => view.showsResource(one));
    const seen = resources === undefined ? info : { ...info, resources };
    return reply({ type: 'GET_AGENT', get_agent: { agent_info: seen } });
  },
};
