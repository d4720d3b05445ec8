/** GET_WEIGHTS: the weights of roles as they were set. */
import { forEach } from '../../../security/authorization.ts';
import { View } from '../../../security/view.ts';
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getWeights: MasterCall = {
  name: 'GET_WEIGHTS',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ core }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const seen = [...core.state.weights].filter(([role]) => view.showsRole(role));
    const list = seen.map(([role, weight]) => ({ weight, role }));
    // @compat without any the message itself is left out.
    const message = list.length === 0 ? {} : { get_weights: { weight_infos: list } };
    return reply({ type: 'GET_WEIGHTS', ...message });
  },
};
