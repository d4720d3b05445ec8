/** RESERVE_RESOURCES: an operator reserves what nobody uses, or gives a reservation to another role. */
import { operationCall } from './operation-call.ts';

export const reserveResources = operationCall({
  name: 'RESERVE_RESOURCES',
  type: 'RESERVE',
  action: 'RESERVE_RESOURCES',
  agentIdOf: ({ reserve_resources }) => reserve_resources?.agent_id?.value,
  operationOf: ({ reserve_resources: body }) => ({
    type: 'RESERVE',
    reserve: { resources: body?.resources ?? [], source: body?.source ?? [] },
  }),
  checkedFirst: 'reserve.resources',
});
