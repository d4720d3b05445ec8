/** UPDATE_WEIGHTS: sets the weights of roles; answered when they are durable. */
import { answerWeightsUpdate } from '../../endpoints/weights.ts';
import type { MasterCall } from './call.ts';

export const updateWeights: MasterCall = {
  name: 'UPDATE_WEIGHTS',
  needsBody: true,
  apply: ({ core }, call) => answerWeightsUpdate(core, call.update_weights!.weight_infos ?? []),
};
