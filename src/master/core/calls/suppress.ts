/** SUPPRESS: no more offers for some roles, or for all, until REVIVE. */
import { ownThings, schedulerCallWithout } from './call.ts';
import { findForeignRole } from './revive.ts';

export const suppress = schedulerCallWithout({
  type: 'SUPPRESS',
  authorize: ownThings,
  field: 'suppress',
  apply: (core, framework, call) => {
    core.count('master/messages_suppress_offers');
    const roles = call?.roles ?? [];
    const foreign = findForeignRole(framework, roles);
    if (foreign !== undefined) {
      core.log.warning(`Ignoring SUPPRESS of framework ${framework.id}: not in role '${foreign}'`);
      return;
    }
    const suppressed = roles.length > 0 ? roles : framework.roles;
    framework.suppressedRoles = new Set([...framework.suppressedRoles, ...suppressed]);
    core.allocator.suppressOffers(framework.id, roles);
  },
});
