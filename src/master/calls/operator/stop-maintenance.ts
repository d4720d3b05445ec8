/** STOP_MAINTENANCE: brings machines up that are down; they leave the schedule. */
import { onceOn } from '../../../security/authorization.ts';
import { stopMaintenance as stopMaintenanceOf } from '../../core/maintenance/down.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const stopMaintenance: MasterCall = {
  name: 'STOP_MAINTENANCE',
  authorize: onceOn('STOP_MAINTENANCE', ({ call }) =>
    (call.stop_maintenance!.machines ?? []).map((machineId) => ({ machineId })),
  ),
  needsBody: true,
  apply: ({ core }, call) => {
    const { machines = [] } = call.stop_maintenance!;
    return answerOutcome((done) => stopMaintenanceOf(core, machines, done));
  },
};
