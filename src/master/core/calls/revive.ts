/** REVIVE: forget all refusals, and offer again at once; for some roles, or for all. */
import type { FrameworkRecord } from '../state.ts';
import { ownThings, schedulerCallWithout } from './call.ts';

export const revive = schedulerCallWithout({
  type: 'REVIVE',
  authorize: ownThings,
  field: 'revive',
  apply: (core, framework, call) => {
    core.count('master/messages_revive_offers');
    const roles = call?.roles ?? [];
    const foreign = findForeignRole(framework, roles);
    if (foreign !== undefined) {
      core.log.warning(`Ignoring REVIVE of framework ${framework.id}: not in role '${foreign}'`);
      return;
    }
    const revived = new Set(roles.length > 0 ? roles : framework.roles);
    framework.suppressedRoles = new Set(
      [...framework.suppressedRoles].filter((role) => !revived.has(role)),
    );
    core.allocator.reviveOffers(framework.id, roles);
  },
});

/** The first of the roles that the framework does not subscribe to. */
export function findForeignRole(
  framework: FrameworkRecord,
  roles: readonly string[],
): string | undefined {
  return roles.find((role) => !framework.roles.has(role));
}
