/** UNRESERVE_RESOURCES: an operator takes reservations away. */
import { operationCall } from './operation-call.ts';

export const unreserveResources = operationCall({
  name: 'UNRESERVE_RESOURCES',
  type: 'UNRESERVE',
  action: 'UNRESERVE_RESOURCES',
  agentIdOf: ({ unreserve_resources }) => unreserve_resources?.agent_id?.value,
  operationOf: ({ unreserve_resources: body }) => ({
    type: 'UNRESERVE',
    unreserve: { resources: body?.resources ?? [] },
  }),
  checkedFirst: 'unreserve.resources',
});
