/** RECONCILE_OPERATIONS: what became of these operations, or of all? */
import { takeReconcileOperations } from '../operations/reconcile.ts';
import { ownThings, schedulerCall } from './call.ts';

export const reconcileOperations = schedulerCall({
  type: 'RECONCILE_OPERATIONS',
  authorize: ownThings,
  field: 'reconcile_operations',
  apply: (core, framework, { operations }) =>
    takeReconcileOperations(core, framework, operations ?? []),
});
