/**
 * Quota of top-level roles: what a role is guaranteed, and what it may not exceed. All that a role and
 * those below it have reserved (given to somebody or not) or hold unreserved counts against it;
 * revocable resources do not.
 *
 * For what is guaranteed and not yet taken, headroom is kept: unreserved resources that nobody has, over
 * all agents together. Only the surplus beyond it is given to others. A headroom is of one run and
 * shrinks by what the run gives out as guaranteed; consumption is read off the tree, where each grant
 * is booked at once.
 */
import type { Quantities } from '../resources/resources.ts';
import type { RoleTree } from './role-tree.ts';
import type { Amounts, ScalarTotals } from './scalar-totals.ts';
import type { RoleNode } from './state.ts';

/** In thousandths by name. A name without a guarantee has none; a name without a limit has no bound. */
export interface Quota {
  readonly guarantees: Quantities;
  readonly limits: Quantities;
}

/** The same by index; of limits what is missing or Infinity has no bound. */
export interface RoleQuota {
  readonly guarantees: Amounts;
  readonly limits: Amounts;
  readonly hasGuarantees: boolean;
  readonly hasLimits: boolean;
}

/** Undefined for a quota that says nothing, which is none. */
export function roleQuotaOf(quota: Quota, scalars: ScalarTotals): RoleQuota | undefined {
  const guarantees: Amounts = [];
  const limits: Amounts = [];
  for (const [name, amount] of quota.guarantees) put(guarantees, scalars.indexOf(name), amount, 0);
  for (const [name, amount] of quota.limits) put(limits, scalars.indexOf(name), amount, Infinity);
  const hasGuarantees = guarantees.some((amount) => amount > 0);
  const hasLimits = quota.limits.size > 0;
  return hasGuarantees || hasLimits ? { guarantees, limits, hasGuarantees, hasLimits } : undefined;
}

/** As it was set. */
export function quotaOf(quota: RoleQuota, scalars: ScalarTotals): Quota {
  const guarantees = new Map<string, number>();
  const limits = new Map<string, number>();
  for (const [name, index] of scalars.names()) {
    const [guarantee = 0, limit = Infinity] = [quota.guarantees[index], quota.limits[index]];
    if (guarantee > 0) guarantees.set(name, guarantee);
    if (limit !== Infinity) limits.set(name, limit);
  }
  return { guarantees, limits };
}

function put(amounts: Amounts, index: number, amount: number, filler: number): void {
  while (amounts.length <= index) amounts.push(filler);
  amounts[index] = amount;
}

/** What counts against the quota of a role, of one scalar. */
function consumedOf(role: RoleNode, index: number): number {
  return (
    (role.allocated[index] ?? 0) - (role.allocatedSpecial[index] ?? 0) + (role.reserved[index] ?? 0)
  );
}

/** By name; names without consumption are left out. */
export function consumptionOf(role: RoleNode, scalars: ScalarTotals): Quantities {
  const consumed = new Map<string, number>();
  for (const [name, index] of scalars.names()) {
    const amount = consumedOf(role, index);
    if (amount > 0) consumed.set(name, amount);
  }
  return consumed;
}

/** What is still owed to a role, by index. */
export function unsatisfiedOf(role: RoleNode): Amounts {
  const guarantees = role.quota?.guarantees ?? [];
  return guarantees.map((amount, index) => Math.max(0, amount - consumedOf(role, index)));
}

export function isSatisfied(role: RoleNode): boolean {
  const guarantees = role.quota?.guarantees ?? [];
  return guarantees.every((amount, index) => amount <= consumedOf(role, index));
}

/** How much more a role may have of one scalar. */
export function limitLeft(role: RoleNode, index: number): number {
  const limit = role.quota?.limits[index] ?? Infinity;
  return limit === Infinity ? Infinity : Math.max(0, limit - consumedOf(role, index));
}

export class Headroom {
  readonly #tree: RoleTree;
  readonly #scalars: ScalarTotals;
  /** What has to stay free for guarantees. */
  readonly #required: Amounts = [];
  isRequired = false;

  constructor(tree: RoleTree, scalars: ScalarTotals) {
    this.#tree = tree;
    this.#scalars = scalars;
    for (const role of tree.quotaRoles) {
      unsatisfiedOf(role).forEach((amount, index) => this.#require(index, amount));
    }
  }

  #require(index: number, amount: number): void {
    while (this.#required.length <= index) this.#required.push(0);
    this.#required[index]! += amount;
    this.isRequired ||= amount > 0;
  }

  /** Less is owed: so much of a guarantee was given out. */
  satisfy(index: number, thousandths: number): void {
    this.#required[index] = Math.max(0, (this.#required[index] ?? 0) - thousandths);
    if (this.isRequired) this.isRequired = this.#required.some((amount) => amount > 0);
  }

  required(index: number): number {
    return this.#required[index] ?? 0;
  }

  /** Unreserved, not revocable, and nobody's. */
  available(index: number): number {
    const { root } = this.#tree;
    const total = (this.#scalars.totals[index] ?? 0) - (this.#scalars.specialTotals[index] ?? 0);
    const taken = (root.allocated[index] ?? 0) - (root.allocatedSpecial[index] ?? 0);
    return Math.max(0, total - taken);
  }

  /** What may be given out without touching what is owed. */
  surplus(index: number): number {
    return Math.max(0, this.available(index) - this.required(index));
  }
}
