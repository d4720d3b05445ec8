/** GROW_VOLUME: an operator adds free disk to a persistent volume. */
import { operationCall } from './operation-call.ts';

export const growVolume = operationCall({
  name: 'GROW_VOLUME',
  type: 'GROW_VOLUME',
  action: 'RESIZE_VOLUME',
  agentIdOf: ({ grow_volume }) => grow_volume?.agent_id?.value,
  operationOf: ({ grow_volume: body }) => ({
    type: 'GROW_VOLUME',
    ...(body === undefined
      ? {}
      : { grow_volume: { volume: body.volume, addition: body.addition } }),
  }),
});
