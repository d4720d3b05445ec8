/** UPDATE_WEIGHTS: sets the weights of roles; answered when they are durable. */
import { onceOn } from '../../../security/authorization.ts';
import { answerWeightsUpdate } from '../../endpoints/weights.ts';
import type { MasterCall } from './call.ts';

export const updateWeights: MasterCall = {
  name: 'UPDATE_WEIGHTS',
  authorize: onceOn('UPDATE_WEIGHT', ({ call }) =>
    (call.update_weights!.weight_infos ?? []).map(({ role }) => ({ value: role ?? '' })),
  ),
  needsBody: true,
  apply: ({ core }, call) => answerWeightsUpdate(core, call.update_weights!.weight_infos ?? []),
};
