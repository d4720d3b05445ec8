/** GET_MASTER: who leads, and since when. */
import { nobodyAsked } from '../../../security/authorization.ts';
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getMaster: MasterCall = {
  name: 'GET_MASTER',
  authorize: nobodyAsked('who leads is told to everybody'),
  apply: ({ core, startedMs, leadership: { electedMs } }) =>
    reply({
      type: 'GET_MASTER',
      get_master: {
        master_info: core.masterInfo,
        start_time: startedMs / 1000,
        ...(electedMs === undefined ? {} : { elected_time: electedMs / 1000 }),
      },
    }),
};
