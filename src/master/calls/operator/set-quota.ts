/** SET_QUOTA: the older form, for a role that has no quota yet; answered when it is durable. */
import { onceOn } from '../../../security/authorization.ts';
import { askedInfo } from '../../core/quota/quota.ts';
import { setQuotaOnce } from '../../core/quota/update.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const setQuota: MasterCall = {
  name: 'SET_QUOTA',
  authorize: onceOn('UPDATE_QUOTA', ({ call }) => [
    { quotaInfo: askedInfo(call.set_quota!.quota_request) },
  ]),
  needsBody: true,
  apply: ({ core }, call) =>
    answerOutcome((done) => setQuotaOnce(core, call.set_quota!.quota_request, done)),
};
