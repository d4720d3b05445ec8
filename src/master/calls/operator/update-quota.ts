/** UPDATE_QUOTA: sets the quotas of roles, all of them or none; answered when they are durable. */
import { onceOn } from '../../../security/authorization.ts';
import { updateQuotas } from '../../core/quota/update.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const updateQuota: MasterCall = {
  name: 'UPDATE_QUOTA',
  authorize: onceOn('UPDATE_QUOTA_WITH_CONFIG', ({ call }) =>
    (call.update_quota!.quota_configs ?? []).map(({ role }) => ({ value: role })),
  ),
  needsBody: true,
  apply: ({ core }, call) => {
    const { quota_configs: configs = [], force: isForced = false } = call.update_quota!;
    return answerOutcome((done) => updateQuotas(core, { configs, isForced }, done));
  },
};
