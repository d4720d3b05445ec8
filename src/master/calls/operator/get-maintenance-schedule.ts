/** GET_MAINTENANCE_SCHEDULE: which machines will be away when. */
import { forEach } from '../../../security/authorization.ts';
import { View } from '../../../security/view.ts';
import { windowsFor } from '../../core/maintenance/schedule.ts';
import { reply } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';

export const getMaintenanceSchedule: MasterCall = {
  name: 'GET_MAINTENANCE_SCHEDULE',
  authorize: forEach('GET_MAINTENANCE_SCHEDULE'),
  apply: ({ core }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const windows = windowsFor(core.state.maintenance, view);
    const schedule = windows.length === 0 ? {} : { windows: [...windows] };
    return reply({ type: 'GET_MAINTENANCE_SCHEDULE', get_maintenance_schedule: { schedule } });
  },
};
