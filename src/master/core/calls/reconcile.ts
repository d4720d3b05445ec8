/** RECONCILE: what became of these tasks, or of all? */
import { takeReconcile } from '../tasks/reconcile.ts';
import { ownThings, schedulerCall } from './call.ts';

export const reconcile = schedulerCall({
  type: 'RECONCILE',
  authorize: ownThings,
  field: 'reconcile',
  apply: (core, framework, { tasks }) => takeReconcile(core, framework, tasks ?? []),
});
