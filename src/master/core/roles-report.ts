/**
 * What there is to say of each role: who subscribes to it, what is given to it and reserved for it.
 * A role counts what the roles below it have. Roles appear while somebody subscribes to them, holds
 * resources in them, has resources reserved for them, they have a weight, or are among the --roles;
 * and so do those above them.
 */
import type { RoleName } from '../../protocol/ids.ts';
import type { Quantities, Resources } from '../../resources/resources.ts';
import type { View } from '../../security/view.ts';
import type { Core } from './environment.ts';
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

class RoleSums {
  readonly frameworkIds = new Set<string>();
  readonly allocated = new Map<string, number>();
  readonly offered = new Map<string, number>();
  readonly reserved = new Map<string, number>();
  readonly consumed = new Map<string, number>();
}

type Sums = Map<string, RoleSums>;

const noQuota: Quota = { guarantees: new Map(), limits: new Map() };

/** Sorted by name. */
export function reportRoles(core: Core, view: View): RoleReport[] {
  const { weights, quotas } = core.state;
  const sums = sumRoles(core);
  return [...sums]
    .filter(([name]) => view.showsRole(name))
    .map(([name, { frameworkIds, ...quantities }]) => ({
      name,
      weight: weights.get(name) ?? 1,
      quota: quotas.get(name) ?? noQuota,
      frameworkIds: [...frameworkIds].sort(),
      ...quantities,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function sumRoles(core: Core): Sums {
  const sums: Sums = new Map();
  addNames(sums, core.options.rolesWhitelist ?? core.state.weights.keys());
  addNames(sums, core.state.quotas.keys());
  for (const framework of core.state.frameworks.values()) {
    addNames(sums, framework.roles);
    for (const role of framework.roles) sumsOf(sums, role).frameworkIds.add(framework.id);
    addAllocated(sums, framework.used);
    addOffered(sums, framework.offered);
  }
  for (const { total } of core.state.agents.values()) addReserved(sums, total);
  return sums;
}

function addNames(sums: Sums, roles: Iterable<string>): void {
  for (const role of roles) for (const name of withAncestors(role)) sumsOf(sums, name);
}

function addAllocated(sums: Sums, used: Resources): void {
  for (const { kind, thousandths } of used.entries) {
    if (kind.type !== 'SCALAR' || kind.allocationRole === undefined) continue;
    for (const role of withAncestors(kind.allocationRole)) {
      const { allocated, consumed } = sumsOf(sums, role);
      add(allocated, kind.name, thousandths);
      const isCounted = kind.reservations.length === 0 && !kind.isRevocable;
      if (isCounted) add(consumed, kind.name, thousandths);
    }
  }
}

function addOffered(sums: Sums, offered: Resources): void {
  for (const { kind, thousandths } of offered.entries) {
    if (kind.type !== 'SCALAR' || kind.allocationRole === undefined) continue;
    for (const role of withAncestors(kind.allocationRole)) {
      add(sumsOf(sums, role).offered, kind.name, thousandths);
    }
  }
}

function addReserved(sums: Sums, total: Resources): void {
  if (!total.hasReserved()) return;
  for (const { kind, thousandths } of total.entries) {
    if (kind.type !== 'SCALAR' || kind.reservedTo === undefined) continue;
    for (const role of withAncestors(kind.reservedTo)) {
      const { reserved, consumed } = sumsOf(sums, role);
      add(reserved, kind.name, thousandths);
      add(consumed, kind.name, thousandths);
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
