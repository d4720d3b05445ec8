/** SHRINK_VOLUME: an operator takes disk away from a persistent volume. */
import { operationCall } from './operation-call.ts';

export const shrinkVolume = operationCall({
  name: 'SHRINK_VOLUME',
  type: 'SHRINK_VOLUME',
  action: 'RESIZE_VOLUME',
  agentIdOf: ({ shrink_volume }) => shrink_volume?.agent_id?.value,
  operationOf: ({ shrink_volume: body }) => ({
    type: 'SHRINK_VOLUME',
    ...(body === undefined
      ? {}
      : { shrink_volume: { volume: body.volume, subtract: body.subtract } }),
  }),
});
