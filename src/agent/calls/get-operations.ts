/** Operations on the agent's resources. None is accepted yet, so there are none to show. */
import { forEach } from '../../security/authorization.ts';
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getOperations: AgentCall = {
  name: 'GET_OPERATIONS',
  authorize: forEach('VIEW_ROLE'),
  apply: () => reply({ type: 'GET_OPERATIONS', get_operations: {} }),
};
