/** CREATE_VOLUMES: an operator makes persistent volumes of reserved disk. */
import { operationCall } from './operation-call.ts';

export const createVolumes = operationCall({
  name: 'CREATE_VOLUMES',
  type: 'CREATE',
  action: 'CREATE_VOLUME',
  agentIdOf: ({ create_volumes }) => create_volumes?.agent_id?.value,
  operationOf: ({ create_volumes: body }) => ({
    type: 'CREATE',
    create: { volumes: body?.volumes ?? [] },
  }),
});
