/** Who the agent is, as it registered, and whether it is being drained. */
import { forEach } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import { toLong } from '../../protocol/codec/long.ts';
import { reply } from '../../operator-api/index.ts';
import type { Response_GetAgent } from '../../protocol/generated/agent.ts';
import type { DrainRecord } from '../core/state.ts';
import type { AgentCall } from './agent-call.ts';

export const getAgent: AgentCall = {
  name: 'GET_AGENT',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent: { core } }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const { info, drain } = core.state;
    const resources = info.resources?.filter((one) => view.showsResource(one));
    const seen = resources === undefined ? info : { ...info, resources };
    const draining = drain === undefined ? {} : describe(drain);
    return reply({ type: 'GET_AGENT', get_agent: { agent_info: seen, ...draining } });
  },
};

function describe({ config, startedAtMs }: DrainRecord): Partial<Response_GetAgent> {
  // @compat Whole seconds.
  const startedNs = BigInt(Math.floor(startedAtMs / 1000)) * 1_000_000_000n;
  return {
    drain_config: config,
    estimated_drain_start_time: { nanoseconds: toLong(startedNs) },
  };
}
