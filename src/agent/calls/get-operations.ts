/** Operations on the agent's resources that nobody has acknowledged yet. */
import { forEach } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import { reply } from '../../operator-api/index.ts';
import { resourcesOfOperation } from '../core/operations/apply.ts';
import type { AgentCall } from './agent-call.ts';

export const getOperations: AgentCall = {
  name: 'GET_OPERATIONS',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ agent: { core } }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const operations = [...core.state.operations.values()]
      .map(({ operation }) => operation)
      .filter(({ info }) => resourcesOfOperation(info).every((one) => view.showsResource(one)));
    return reply({ type: 'GET_OPERATIONS', get_operations: { operations } });
  },
};
