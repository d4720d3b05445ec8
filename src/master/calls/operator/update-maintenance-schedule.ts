/** UPDATE_MAINTENANCE_SCHEDULE: replaces the schedule; answered when the new one is durable. */
import { onceOn } from '../../../security/authorization.ts';
import { updateSchedule } from '../../core/maintenance/schedule.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const updateMaintenanceSchedule: MasterCall = {
  name: 'UPDATE_MAINTENANCE_SCHEDULE',
  authorize: onceOn('UPDATE_MAINTENANCE_SCHEDULE', ({ call }) =>
    (call.update_maintenance_schedule!.schedule.windows ?? []).flatMap(
      ({ machine_ids: ids = [] }) => ids.map((machineId) => ({ machineId })),
    ),
  ),
  needsBody: true,
  apply: ({ core }, call) => {
    const { schedule } = call.update_maintenance_schedule!;
    return answerOutcome((done) => updateSchedule(core, schedule, done));
  },
};
