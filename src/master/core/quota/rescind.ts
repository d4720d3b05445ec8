/**
 * A new quota takes offers back: of the role itself until it is within its limits, and of others
 * until what comes back is as much as the role is still owed of its guarantees. It is an attempt:
 * what matters is that the allocator keeps the quota from now on.
 */
import type { Quota } from '../../../allocator/quota.ts';
import type { RoleName } from '../../../protocol/ids.ts';
import { isAncestor } from '../../../resources/roles.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { subtractQuantities, sumQuantities, sumRoles } from '../roles-report.ts';
import type { OfferRecord } from '../state.ts';
import { contains, isWithin } from './quota.ts';

export function rescindForQuota(core: Core, role: RoleName, { guarantees, limits }: Quota): void {
  if (core.state.offers.size === 0) return;
  const own: OfferRecord[] = [];
  const others: OfferRecord[] = [];
  for (const offer of core.state.offers.values()) {
    (isOf(role, offer) ? own : others).push(offer);
  }
  const sums = sumRoles(core, 'scalars').get(role);
  let held: Quantities =
    sums === undefined ? new Map() : sumQuantities(sums.consumed, sums.offered);
  for (const offer of own) {
    if (isWithin(limits, held)) break;
    held = subtractQuantities(held, offer.resources.quantities());
    removeOffersOf(core, [offer], 'rescind');
  }
  for (const offer of others) {
    if (contains(held, guarantees)) break;
    held = sumQuantities(held, offer.resources.quantities());
    removeOffersOf(core, [offer], 'rescind');
  }
}

function isOf(role: RoleName, offer: OfferRecord): boolean {
  return offer.role === role || isAncestor(role, offer.role);
}
