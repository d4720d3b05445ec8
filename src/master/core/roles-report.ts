/**
 * What there is to say of each role: who subscribes to it, what is given to it and reserved for it.
 * A role counts what the roles below it have. Roles appear while somebody subscribes to them, holds
 * resources in them, has resources reserved for them, they have a weight, or are among the --roles;
 * and so do those above them.
 */
import type { RoleName } from '../../protocol/ids.ts';
import { type Entry, toThousandths } from '../../resources/entry.ts';
import { countRanges } from '../../resources/ranges.ts';
import type { Quantities, Resources } from '../../resources/resources.ts';
import type { View } from '../../security/view.ts';
import type { Core } from './environment.ts';
import { offeredTo } from './offers/offers.ts';
import type { Quota } from '../../allocator/quota.ts';

export interface RoleReport {
  readonly name: string;
  readonly weight: number;
  readonly quota: Quota;
  /** Sorted ids. */
  readonly frameworkIds: readonly string[];
  /** All four in thousandths by name. */
  readonly allocated: Quantities;
  readonly offered: Quantities;
  readonly reserved: Quantities;
  /** What counts against a quota: what is allocated, and what is reserved. */
  readonly consumed: Quantities;
}

/** What is summed up: ranges and sets by how many numbers and words they have, or scalars alone. */
export type Summed = 'everything' | 'scalars';

const nothing: Quantities = new Map();

/** Most roles have few of these: what is not there is nobody's own. */
class RoleSums {
  readonly frameworkIds: string[] = [];
  allocated = nothing;
  offered = nothing;
  reserved = nothing;
  consumed = nothing;

  add(sum: Sum, name: string, thousandths: number): void {
    if (this[sum] === nothing) this[sum] = new Map();
    add(this[sum] as Map<string, number>, name, thousandths);
  }
}

type Sum = 'allocated' | 'offered' | 'reserved' | 'consumed';

/** By name, not sorted. */
type Sums = Map<RoleName, RoleSums>;

const noQuota: Quota = { guarantees: nothing, limits: nothing };

/** Sorted by name. */
export function reportRoles(core: Core, view: View, what: Summed): RoleReport[] {
  const { weights, quotas } = core.state;
  const sums = sumRoles(core, what);
  // Names alone are sorted three times as fast as records by their names.
  const names = [...sums.keys()].filter((name) => view.showsRole(name)).sort();
  return names.map((name) => {
    const { frameworkIds, allocated, offered, reserved, consumed } = sums.get(name)!;
    const weight = weights.get(name) ?? 1;
    const quota = quotas.get(name) ?? noQuota;
    frameworkIds.sort();
    return { name, weight, quota, frameworkIds, allocated, offered, reserved, consumed };
  });
}

export function sumRoles(core: Core, what: Summed): Sums {
  const sums: Sums = new Map();
  addNames(sums, core.options.rolesWhitelist ?? core.state.weights.keys());
  addNames(sums, core.state.quotas.keys());
  for (const framework of core.state.frameworks.values()) {
    addNames(sums, framework.roles);
    for (const role of framework.roles) sumsOf(sums, role).frameworkIds.push(framework.id);
    addAllocated(sums, entriesOf(framework.used, what));
    addOffered(sums, entriesOf(offeredTo(framework), what));
  }
  for (const { total } of core.state.agents.values())
    if (total.hasReserved()) addReserved(sums, entriesOf(total, what));
  return sums;
}

function addNames(sums: Sums, roles: Iterable<string>): void {
  for (const role of roles) for (const name of withAncestors(role)) sumsOf(sums, name);
}

function entriesOf({ entries }: Resources, what: Summed): readonly Entry[] {
  return what === 'everything' ? entries : entries.filter(({ kind }) => kind.type === 'SCALAR');
}

function thousandthsOf({ kind, thousandths, ranges, items }: Entry): number {
  switch (kind.type) {
    case 'SCALAR':
      return thousandths;
    case 'RANGES':
      return toThousandths(countRanges(ranges));
    case 'SET':
      return toThousandths(items.length);
  }
}

function addAllocated(sums: Sums, used: readonly Entry[]): void {
  for (const entry of used) {
    const { kind } = entry;
    if (kind.allocationRole === undefined) continue;
    const thousandths = thousandthsOf(entry);
    const isCounted = kind.reservations.length === 0 && !kind.isRevocable;
    for (const role of withAncestors(kind.allocationRole)) {
      const ofRole = sumsOf(sums, role);
      ofRole.add('allocated', kind.name, thousandths);
      if (isCounted) ofRole.add('consumed', kind.name, thousandths);
    }
  }
}

function addOffered(sums: Sums, offered: readonly Entry[]): void {
  for (const entry of offered) {
    const { kind } = entry;
    if (kind.allocationRole === undefined) continue;
    const thousandths = thousandthsOf(entry);
    for (const role of withAncestors(kind.allocationRole)) {
      sumsOf(sums, role).add('offered', kind.name, thousandths);
    }
  }
}

function addReserved(sums: Sums, total: readonly Entry[]): void {
  for (const entry of total) {
    const { kind } = entry;
    if (kind.reservedTo === undefined) continue;
    const thousandths = thousandthsOf(entry);
    for (const role of withAncestors(kind.reservedTo)) {
      const ofRole = sumsOf(sums, role);
      ofRole.add('reserved', kind.name, thousandths);
      ofRole.add('consumed', kind.name, thousandths);
    }
  }
}

/** "eng/web": "eng/web" and "eng". */
function withAncestors(role: RoleName): string[] {
  const names = [role];
  for (let end = role.lastIndexOf('/'); end > 0; end = role.lastIndexOf('/', end - 1)) {
    names.push(role.slice(0, end));
  }
  return names;
}

function sumsOf(sums: Sums, role: RoleName): RoleSums {
  let one = sums.get(role);
  if (one === undefined) sums.set(role, (one = new RoleSums()));
  return one;
}

function add(quantities: Map<string, number>, name: string, thousandths: number): void {
  quantities.set(name, (quantities.get(name) ?? 0) + thousandths);
}

export function sumQuantities(left: Quantities, right: Quantities): Quantities {
  const sum = new Map(left);
  for (const [name, value] of right) add(sum, name, value);
  return sum;
}

/** What there is not stays nothing. */
export function subtractQuantities(left: Quantities, right: Quantities): Quantities {
  const rest = new Map(left);
  for (const [name, value] of right) rest.set(name, Math.max(0, (rest.get(name) ?? 0) - value));
  return rest;
}
