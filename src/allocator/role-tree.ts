/**
 * The roles that matter now, as a tree, and who competes in them.
 *
 *      root ── eng ── (own) ── framework 1        `eng` itself has framework 1 as a subscriber, and
 *        │      └── web ── (own) ── framework 2   competes as `eng/.` with its child `eng/web`
 *        └── ops ── (own) ── frameworks 1, 3
 *
 * What is allocated to a framework in a role counts for it, for that role and for all roles above.
 * A role stands among its siblings only while there is somebody below it who wants resources.
 */
import type { Random } from '../foundation/random.ts';
import type { RoleName } from '../protocol/ids.ts';
import type { Resources } from '../resources/resources.ts';
import type { AllocatorOptions } from './options.ts';
import type { RoleQuota } from './quota.ts';
import type { ScalarTotals } from './scalar-totals.ts';
import { Siblings } from './siblings.ts';
import type { Client, FrameworkState } from './state.ts';
import { makeClient, RoleNode } from './state.ts';

export class RoleTree {
  readonly #options: AllocatorOptions;
  readonly #scalars: ScalarTotals;
  readonly #random: Random;
  readonly #roles = new Map<RoleName, RoleNode>();
  #weights: ReadonlyMap<RoleName, number> = new Map();
  readonly root: RoleNode;
  readonly quotaRoles = new Set<RoleNode>();

  constructor(options: AllocatorOptions, scalars: ScalarTotals, random: Random) {
    this.#options = options;
    this.#scalars = scalars;
    this.#random = random;
    this.root = this.#makeNode('', undefined);
  }

  roles(): IterableIterator<RoleNode> {
    return this.#roles.values();
  }

  findRole(name: RoleName): RoleNode | undefined {
    return this.#roles.get(name);
  }

  /** Also those that nobody is in. */
  weightedRoles(): Iterable<RoleName> {
    return this.#weights.keys();
  }

  /** Roles that come later take theirs from the same map. */
  setWeights(weights: ReadonlyMap<RoleName, number>): void {
    this.#weights = weights;
    for (const role of this.#roles.values()) {
      role.weight = weights.get(role.name) ?? 1;
      role.parent?.competitors.touch(role);
    }
  }

  /** Undefined takes it away. */
  setQuota(name: RoleName, quota: RoleQuota | undefined): void {
    const role = this.#getRole(name);
    role.quota = quota;
    if (quota === undefined) this.quotaRoles.delete(role);
    else this.quotaRoles.add(role);
    this.#prune(role);
  }

  /** What an agent has reserved came (1) or went (-1). */
  countReservations(total: Resources, sign: 1 | -1): void {
    for (const [name, resources] of total.reservations()) {
      const role = this.#getRole(name);
      for (let at: RoleNode | undefined = role; at !== undefined; at = at.parent) {
        this.#scalars.accumulate(at.reserved, resources, sign);
      }
      if (sign === -1) this.#prune(role);
    }
  }

  addClient(framework: FrameworkState, roleName: string): Client {
    const role = this.#getRole(roleName);
    const client = makeClient(framework, role);
    role.clients.add(client);
    return client;
  }

  removeClient(client: Client): void {
    this.setWanting(client, 'nothing');
    client.role.clients.delete(client);
    this.#prune(client.role);
  }

  /** Lets a framework compete in its role, or takes it out. */
  setWanting(client: Client, wants: 'resources' | 'nothing'): void {
    const { role } = client;
    if (wants === 'resources') {
      role.frameworks.insert(client);
      role.competitors.insert(role.own);
      for (let at = role; at.parent !== undefined; at = at.parent) at.parent.competitors.insert(at);
      return;
    }
    role.frameworks.remove(client);
    if (role.frameworks.size === 0) role.competitors.remove(role.own);
    for (let at = role; at.parent !== undefined && at.competitors.size === 0; at = at.parent) {
      at.parent.competitors.remove(at);
    }
  }

  /** Counts that a client was given something: of two with equal shares the other is next. */
  countGrant(client: Client): void {
    client.allocationCount++;
    client.role.own.allocationCount++;
    for (let at: RoleNode | undefined = client.role; at !== undefined; at = at.parent) {
      at.allocationCount++;
    }
  }

  /** What a client was given (1) or no longer has (-1); nothing of it is shared. */
  account(client: Client, resources: Resources, sign: 1 | -1): void {
    const { role } = client;
    const parts = this.#scalars.partsOf(resources);
    this.#scalars.accumulateParts(client.allocated, parts, sign);
    role.frameworks.touch(client);
    this.#scalars.accumulateParts(role.own.allocated, parts, sign);
    role.competitors.touch(role.own);
    for (let at: RoleNode | undefined = role; at !== undefined; at = at.parent) {
      this.#scalars.accumulateParts(at.allocated, parts, sign);
      this.#scalars.accumulateSpecial(at.allocatedSpecial, resources, sign);
      at.parent?.competitors.touch(at);
    }
  }

  /** The same of one shared volume: it counts once for each of those above its holders. */
  accountShared(
    client: Client,
    volume: Resources,
    sign: 1 | -1,
    otherHolders: readonly Client[],
  ): void {
    const { role } = client;
    this.#scalars.accumulate(client.allocated, volume, sign);
    role.frameworks.touch(client);
    if (!otherHolders.some((other) => other.role === role)) {
      this.#scalars.accumulate(role.own.allocated, volume, sign);
      role.competitors.touch(role.own);
    }
    for (let at: RoleNode | undefined = role; at !== undefined; at = at.parent) {
      const node = at;
      if (otherHolders.some((other) => isWithin(other.role, node))) return;
      this.#scalars.accumulate(at.allocated, volume, sign);
      this.#scalars.accumulateSpecial(at.allocatedSpecial, volume, sign);
      at.parent?.competitors.touch(at);
    }
  }

  #getRole(name: RoleName): RoleNode {
    const known = this.#roles.get(name);
    if (known !== undefined) return known;
    const slash = name.lastIndexOf('/');
    const parent = slash === -1 ? this.root : this.#getRole(name.slice(0, slash));
    const role = this.#makeNode(name, parent);
    parent.children.add(role);
    this.#roles.set(name, role);
    return role;
  }

  #makeNode(name: RoleName, parent: RoleNode | undefined): RoleNode {
    const { roleSorter, frameworkSorter } = this.#options;
    const role = new RoleNode(name, parent, {
      competitors: new Siblings(roleSorter, this.#scalars, this.#random),
      frameworks: new Siblings(frameworkSorter, this.#scalars, this.#random),
    });
    role.weight = this.#weights.get(name) ?? 1;
    return role;
  }

  /** Forgets roles in which nobody is left. */
  #prune(role: RoleNode): void {
    for (let at = role; at.parent !== undefined; at = at.parent) {
      if (at.clients.size > 0 || at.children.size > 0 || at.quota !== undefined) return;
      if (at.reserved.some((amount) => amount !== 0)) return;
      at.parent.children.delete(at);
      this.#roles.delete(at.name);
    }
  }
}

function isWithin(role: RoleNode, ancestor: RoleNode): boolean {
  for (let at: RoleNode | undefined = role; at !== undefined; at = at.parent) {
    if (at === ancestor) return true;
  }
  return false;
}
