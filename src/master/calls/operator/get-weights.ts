/** GET_WEIGHTS: the weights of roles as they were set. */
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getWeights: MasterCall = {
  name: 'GET_WEIGHTS',
  apply: ({ weights }) => {
    const list = Array.from(weights, ([role, weight]) => ({ weight, role }));
    return reply({ type: 'GET_WEIGHTS', get_weights: { weight_infos: list } });
  },
};
