/** Who the agent is, as it registered, and whether it is being drained. */
import { forEach } from '../../security/authorization.ts';
import { toLong } from '../../protocol/codec/long.ts';
import { View } from '../../security/view.ts';
import { reply } from '../../operator-api/index.ts';
import type { Response_GetAgent } from '../../protocol/generated/agent.ts';
import type { State } from '../core/state.ts';
import type { AgentCall } from './agent-call.ts';

export const getAgent: AgentCall = {
  name: 'GET_AGENT',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent: { core } }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    return reply({ type: 'GET_AGENT', get_agent: describe(core.state, view) });
  },
};

function describe({ info, drain }: State, view: View): Response_GetAgent {
  const resources = info.resources?.filter((one) => view.showsResource(one));
  const agent_info = resources === undefined ? info : { ...info, resources };
  if (drain === undefined) return { agent_info };
  // @compat Whole seconds.
  const startedNs = BigInt(Math.floor(drain.startedAtMs / 1000)) * 1_000_000_000n;
  return {
    agent_info,
    drain_config: drain.config,
    estimated_drain_start_time: { nanoseconds: toLong(startedNs) },
  };
}
