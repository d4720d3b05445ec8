/** RECONCILE: what became of these tasks, or of all? */
import { reconcile as reconcileTasks } from '../tasks/reconcile.ts';
import { schedulerCall } from './call.ts';

export const reconcile = schedulerCall({
  type: 'RECONCILE',
  field: 'reconcile',
  apply: (core, framework, { tasks }) => reconcileTasks(core, framework, tasks ?? []),
});
