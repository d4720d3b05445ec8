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
import type { AllocatorOptions } from './options.ts';
import type { Resources } from '../resources/resources.ts';
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

  /** Roles that come later take theirs from the same map. */
  setWeights(weights: ReadonlyMap<RoleName, number>): void {
    this.#weights = weights;
    for (const role of this.#roles.values()) {
      role.weight = weights.get(role.name) ?? 1;
      role.parent?.competitors.touch(role);
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

  /** Counts what a client was given. */
  charge(client: Client, resources: Resources): void {
    client.allocationCount++;
    client.role.own.allocationCount++;
    for (let at: RoleNode | undefined = client.role; at !== undefined; at = at.parent) {
      at.allocationCount++;
    }
    this.#account(client, resources, 1);
  }

  /** Takes back what a client no longer has. */
  refund(client: Client, resources: Resources): void {
    this.#account(client, resources, -1);
  }

  #account(client: Client, resources: Resources, sign: 1 | -1): void {
    const { role } = client;
    this.#scalars.accumulate(client.allocated, resources, sign);
    role.frameworks.touch(client);
    this.#scalars.accumulate(role.own.allocated, resources, sign);
    role.competitors.touch(role.own);
    for (let at: RoleNode | undefined = role; at !== undefined; at = at.parent) {
      this.#scalars.accumulate(at.allocated, resources, sign);
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
      if (at.clients.size > 0 || at.children.size > 0) return;
      at.parent.children.delete(at);
      this.#roles.delete(at.name);
    }
  }
}
