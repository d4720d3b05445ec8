/** REQUEST: a wish for resources. The allocator decides by fairness alone, so it is only noted. */
import { ownThings, schedulerCall } from './call.ts';

export const request = schedulerCall({
  type: 'REQUEST',
  authorize: ownThings,
  field: 'request',
  apply: (core, framework) => {
    core.count('master/messages_resource_request');
    core.log.info(`Received resource request from framework ${framework.id}`);
  },
});
