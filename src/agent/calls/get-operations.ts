/** Operations on the agent's resources that nobody has acknowledged yet. */
import { forEach } from '../../security/authorization.ts';
import { reply } from '../../operator-api/index.ts';
import type { AgentCall } from './agent-call.ts';

export const getOperations: AgentCall = {
  name: 'GET_OPERATIONS',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent }) => {
    const operations = [...agent.core.state.operations.values()].map(({ operation }) => operation);
    return reply({ type: 'GET_OPERATIONS', get_operations: { operations } });
  },
};
