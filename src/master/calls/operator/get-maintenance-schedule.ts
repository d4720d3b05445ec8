/** GET_MAINTENANCE_SCHEDULE: which machines will be away when. */
import { forEach } from '../../../security/authorization.ts';
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getMaintenanceSchedule: MasterCall = {
  name: 'GET_MAINTENANCE_SCHEDULE',
  authorize: forEach('GET_MAINTENANCE_SCHEDULE'),
  apply: ({ core }) => {
    const { windows } = core.state.maintenance;
    const schedule = windows.length === 0 ? {} : { windows: [...windows] };
    return reply({ type: 'GET_MAINTENANCE_SCHEDULE', get_maintenance_schedule: { schedule } });
  },
};
