/** START_MAINTENANCE: takes machines of the schedule down; their agents are removed. */
import { onceOn } from '../../../security/authorization.ts';
import { startMaintenance as startMaintenanceOf } from '../../core/maintenance/down.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const startMaintenance: MasterCall = {
  name: 'START_MAINTENANCE',
  authorize: onceOn('START_MAINTENANCE', ({ call }) =>
    (call.start_maintenance!.machines ?? []).map((machineId) => ({ machineId })),
  ),
  needsBody: true,
  apply: ({ core }, call) => {
    const { machines = [] } = call.start_maintenance!;
    return answerOutcome((done) => startMaintenanceOf(core, machines, done));
  },
};
