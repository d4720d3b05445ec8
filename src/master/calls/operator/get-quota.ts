/** GET_QUOTA: the quotas of roles, in the older form and the newer one. */
import { forEach } from '../../../security/authorization.ts';
import { View } from '../../../security/view.ts';
import { reply } from '../../../operator-api/index.ts';
import { quotaStatus } from '../../core/quota/quota.ts';
import type { MasterCall } from './call.ts';

export const getQuota: MasterCall = {
  name: 'GET_QUOTA',
  authorize: forEach('GET_QUOTA'),
  apply: ({ core }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    return reply({
      type: 'GET_QUOTA',
      get_quota: { status: quotaStatus(core.state.quotas, view) },
    });
  },
};
