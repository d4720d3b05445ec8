/** GET_OPERATIONS: offer operations with feedback; there are none while nothing can be reserved. */
import { forEach } from '../../../security/authorization.ts';
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getOperations: MasterCall = {
  name: 'GET_OPERATIONS',
  authorize: forEach('VIEW_ROLE'),
  apply: () => reply({ type: 'GET_OPERATIONS', get_operations: {} }),
};
