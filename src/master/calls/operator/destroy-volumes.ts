/** DESTROY_VOLUMES: an operator ends persistent volumes that nobody uses, with what is in them. */
import { operationCall } from './operation-call.ts';

export const destroyVolumes = operationCall({
  name: 'DESTROY_VOLUMES',
  type: 'DESTROY',
  action: 'DESTROY_VOLUME',
  agentIdOf: ({ destroy_volumes }) => destroy_volumes?.agent_id?.value,
  operationOf: ({ destroy_volumes: body }) => ({
    type: 'DESTROY',
    destroy: { volumes: body?.volumes ?? [] },
  }),
});
