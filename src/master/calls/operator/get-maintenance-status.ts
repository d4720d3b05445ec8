/** GET_MAINTENANCE_STATUS: which machines are draining or down, and what frameworks say to that. */
import { forEach } from '../../../security/authorization.ts';
import { View } from '../../../security/view.ts';
import { reply } from '../../../operator-api/index.ts';
import { maintenanceStatus } from '../../core/maintenance/status.ts';
import type { MasterCall } from './call.ts';

export const getMaintenanceStatus: MasterCall = {
  name: 'GET_MAINTENANCE_STATUS',
  authorize: forEach('GET_MAINTENANCE_STATUS'),
  apply: ({ core }, _call, { http }) => {
    const status = maintenanceStatus(core, new View(core.authorizer, http.principal));
    return reply({ type: 'GET_MAINTENANCE_STATUS', get_maintenance_status: { status } });
  },
};
