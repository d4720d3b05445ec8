/** Resource providers. None can subscribe yet, so there are none to show. */
import { forEach } from '../../security/authorization.ts';
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getResourceProviders: AgentCall = {
  name: 'GET_RESOURCE_PROVIDERS',
  authorize: forEach('VIEW_RESOURCE_PROVIDER'),
  apply: () => reply({ type: 'GET_RESOURCE_PROVIDERS', get_resource_providers: {} }),
};
