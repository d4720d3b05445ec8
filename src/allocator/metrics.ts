/**
 * The figures behind `allocator/mesos/*`, in the allocator's own terms; the master's metrics give
 * them their names.
 */
import type { RoleName } from '../protocol/ids.ts';
import { ancestorsOf } from '../resources/roles.ts';
import type { Quantities } from '../resources/resources.ts';
import { type Quota, quotaOf } from './quota.ts';
import type { RoleTree } from './role-tree.ts';
import type { ScalarTotals } from './scalar-totals.ts';

export interface QuotaFigures extends Quota {
  readonly role: RoleName;
  /** Of the resources that the quota names, with those of roles below. */
  readonly offeredOrAllocated: Quantities;
}

export class AllocatorMetrics {
  readonly #scalars: ScalarTotals;
  readonly #tree: RoleTree;
  runCount = 0;
  /** For whoever keeps percentiles; latency is from the time that a run was asked for to its start. */
  onRun: (runMs: number, latencyMs: number) => void = () => undefined;

  constructor(scalars: ScalarTotals, tree: RoleTree) {
    this.#scalars = scalars;
    this.#tree = tree;
  }

  noteRun(runMs: number, latencyMs: number): void {
    this.runCount++;
    this.onRun(runMs, latencyMs);
  }

  /** All agents together, by resource name, in thousandths. */
  totals(): Map<string, number> {
    return this.#scalars.namedAmounts(this.#scalars.totals);
  }

  offeredOrAllocated(): Map<string, number> {
    return this.#scalars.namedAmounts(this.#tree.root.allocated);
  }

  /** By role; not weighted. */
  dominantShares(): Map<string, number> {
    const shares = new Map<string, number>();
    for (const role of this.#tree.roles()) {
      if (role.clients.size > 0) {
        shares.set(role.name, this.#scalars.dominantShare(role.allocated));
      }
    }
    return shares;
  }

  /** Of each role that has quota, in the order in which they were given it. */
  *quotas(): Iterable<QuotaFigures> {
    for (const role of this.#tree.quotaRoles) {
      const { guarantees, limits } = quotaOf(role.quota!, this.#scalars);
      const held = this.#scalars.namedAmounts(role.allocated);
      const names = new Set([...guarantees.keys(), ...limits.keys()]);
      const offeredOrAllocated = new Map(Array.from(names, (name) => [name, held.get(name) ?? 0]));
      yield { role: role.name, guarantees, limits, offeredOrAllocated };
    }
  }

  /** Refusals that are remembered, by role, also of roles that have quota, weights or reservations only. */
  activeFilters(): Map<RoleName, number> {
    const counts = new Map<RoleName, number>();
    for (const role of this.#tree.roles()) {
      let count = 0;
      for (const client of role.clients) count += client.filters.size;
      counts.set(role.name, count);
    }
    for (const role of this.#tree.weightedRoles()) {
      for (const name of [role, ...ancestorsOf(role)]) if (!counts.has(name)) counts.set(name, 0);
    }
    return counts;
  }
}
