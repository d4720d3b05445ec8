/** REMOVE_QUOTA: takes the quota of a role away; answered when that is durable. */
import { onceOn } from '../../../security/authorization.ts';
import { infoOf } from '../../core/quota/quota.ts';
import { removeQuota as removeQuotaOf } from '../../core/quota/update.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const removeQuota: MasterCall = {
  name: 'REMOVE_QUOTA',
  authorize: onceOn('UPDATE_QUOTA', ({ context, call }) => {
    const { role } = call.remove_quota!;
    const quota = context.core.state.quotas.get(role);
    return quota === undefined ? [] : [{ quotaInfo: infoOf(role, quota) }];
  }),
  needsBody: true,
  // A real master dies of a role without quota.
  apply: ({ core }, call) => {
    const { role } = call.remove_quota!;
    const refused = 'Failed to remove quota';
    return answerOutcome((done) => removeQuotaOf(core, { role, refused }, done));
  },
};
