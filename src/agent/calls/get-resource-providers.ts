/** Resource providers. None can subscribe yet, so there are none to show. */
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getResourceProviders: AgentCall = {
  name: 'GET_RESOURCE_PROVIDERS',
  apply: () => reply({ type: 'GET_RESOURCE_PROVIDERS', get_resource_providers: {} }),
};
