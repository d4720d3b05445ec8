/**
 * Who has what. Every change of what is free on an agent, what a client holds there, and what
 * counts in the shares of its roles is made here, together, so that the three always agree. Also
 * knows when a framework in a role is over: unsubscribed, and nothing of it left on any agent.
 */
import { assert, failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { FrameworkId, RoleName } from '../protocol/ids.ts';
import { convert } from '../resources/operations.ts';
import { shareAlike } from '../resources/alike.ts';
import type { Conversion } from '../resources/operations.ts';
import { Resources } from '../resources/resources.ts';
import type { OfferConstraintsFilter } from './offer-constraints.ts';
import type { RefusedFilters } from './filters.ts';
import { FreeAgents } from './free-agents.ts';
import type { RoleTree } from './role-tree.ts';
import type { ScalarTotals } from './scalar-totals.ts';
import { makeFramework, setAgentTotal, wantsResources, withoutShared } from './state.ts';
import type { AgentState, Client, FrameworkState } from './state.ts';

export class Ledger {
  readonly #tree: RoleTree;
  readonly #filters: RefusedFilters;
  readonly #scalars: ScalarTotals;
  readonly #frameworks = new Map<FrameworkId, FrameworkState>();
  readonly freeAgents = new FreeAgents();

  constructor(tree: RoleTree, filters: RefusedFilters, scalars: ScalarTotals) {
    this.#tree = tree;
    this.#filters = filters;
    this.#scalars = scalars;
  }

  frameworks(): Iterable<FrameworkState> {
    return this.#frameworks.values();
  }

  /** Whether some framework says itself what is too little for it. */
  hasOwnMinimums(): boolean {
    for (const { minAllocatable } of this.#frameworks.values()) {
      if (minAllocatable.size > 0) return true;
    }
    return false;
  }

  findFramework(id: FrameworkId): FrameworkState | undefined {
    return this.#frameworks.get(id);
  }

  /** As they are now; frameworks without any are left out. */
  offerConstraints(): Map<FrameworkId, OfferConstraintsFilter> {
    const found = new Map<FrameworkId, OfferConstraintsFilter>();
    for (const { id, offerConstraints } of this.#frameworks.values()) {
      if (offerConstraints !== undefined) found.set(id, offerConstraints);
    }
    return found;
  }

  getOrAddFramework(id: FrameworkId): FrameworkState {
    let framework = this.#frameworks.get(id);
    if (framework === undefined) this.#frameworks.set(id, (framework = makeFramework(id)));
    return framework;
  }

  /** After a change of what a framework is or wants: who competes, and who is over. */
  placeClients(framework: FrameworkState): void {
    if (framework.isSubscribed) {
      for (const role of framework.roles) this.#getOrAddClient(framework, role);
    }
    for (const client of [...framework.clients.values()]) this.#placeClient(client);
    if (!framework.isSubscribed && framework.clients.size === 0) {
      this.#frameworks.delete(framework.id);
    }
  }

  /** Gives a client free resources of an agent; returns them with the client's role. */
  grant(client: Client, agent: AgentState, resources: Resources): Resources {
    const allocation = client.allocationOf(resources);
    agent.free = agent.free.subtract(withoutShared(resources));
    this.freeAgents.note(agent);
    this.#charge(client, agent, allocation);
    return allocation;
  }

  /** Books what a framework, perhaps one not yet known, holds without having been offered it. */
  book(agent: AgentState, frameworkId: FrameworkId, resources: Resources): void {
    const framework = this.getOrAddFramework(frameworkId);
    for (const [role, part] of partsByRole(resources)) {
      this.#charge(this.#getOrAddClient(framework, role), agent, part);
    }
    this.#retotal(agent, agent.total);
  }

  /** Takes resources back from a client, which must hold them. */
  release(client: Client, agent: AgentState, resources: Resources): void {
    const held = agent.allocated.get(client) ?? Resources.empty;
    // Holds because owners on an agent never share (resources/disjoint.ts, master/core/agents/claims.ts).
    // The texts are only made when they are needed: this is the hottest path of all.
    const rest = held.findRest(resources);
    if (rest === undefined) {
      const who = `${client.name} as ${client.role.name}`;
      assert(false, `${who} holds ${held} on agent ${agent.id}, gives back ${resources}`);
    }
    if (rest.isEmpty()) agent.allocated.delete(client);
    else agent.allocated.set(client, rest);
    if (agent.isOvercommitted) setAgentTotal(agent, agent.total);
    else agent.free = agent.free.add(withoutShared(resources).unallocate());
    this.freeAgents.note(agent);
    this.#account(client, agent, resources, -1);
    if (rest.isEmpty()) this.#noteNothingHeld(client);
  }

  /** On one agent more. */
  #noteNothingHeld(client: Client): void {
    client.agentCount--;
    if (client.agentCount === 0 && !wantsResources(client)) this.placeClients(client.framework);
  }

  /** An agent came (from nothing), went (to nothing), or has others than before. */
  replaceTotal(agent: AgentState, newTotal: Resources): void {
    // A run looks at thousands of agents, most of which have the same.
    const total = shareAlike(newTotal);
    const before = agent.total;
    this.#scalars.replaceTotal(before, total);
    if (total.hasReserved()) this.#tree.countReservations(total, 1);
    if (before.hasReserved()) this.#tree.countReservations(before, -1);
    // Also when it is the same as before: what is held may not be.
    this.#retotal(agent, total);
  }

  #retotal(agent: AgentState, total: Resources): void {
    setAgentTotal(agent, total);
    this.freeAgents.note(agent);
  }

  /**
   * What operations make of resources that a client holds, and with it of the agent's total. A
   * conversion that consumes nothing (one more copy of a shared volume) leaves the total alone.
   * A failure names what is missing, and nothing has changed.
   */
  convertHeld(
    client: Client,
    agent: AgentState,
    held: Resources,
    conversions: readonly Conversion[],
  ): Result<Resources> {
    const after = convertAll(held, conversions);
    if (!after.ok) return after;
    const total = convertAll(agent.total, conversions.filter(consumes).map(unallocated));
    if (!total.ok) return total;
    const all = agent.allocated.get(client) ?? Resources.empty;
    const rest = all.findRest(held);
    if (rest === undefined) return failure(`${client.name} holds ${all}, not ${held}`);
    agent.allocated.set(client, rest);
    this.#account(client, agent, held, -1);
    this.#account(client, agent, after.value, 1);
    const now = rest.add(after.value);
    if (now.isEmpty()) agent.allocated.delete(client);
    else agent.allocated.set(client, now);
    this.replaceTotal(agent, total.value);
    if (now.isEmpty()) this.#noteNothingHeld(client);
    return after;
  }

  /** The same of what nobody has. */
  convertFree(agent: AgentState, conversions: readonly Conversion[]): Result<void> {
    const plain = conversions.map(unallocated);
    const free = convertAll(agent.free, plain);
    if (!free.ok) return free;
    for (const { consumed } of plain) {
      const shared = consumed.shared();
      const [holder] = shared.isEmpty() ? [] : holdersOf(agent, shared);
      if (holder !== undefined) return failure(`${shared} is offered to or used by ${holder.name}`);
    }
    const total = convertAll(agent.total, plain);
    if (!total.ok) return total;
    this.replaceTotal(agent, total.value);
    return ok(undefined);
  }

  #charge(client: Client, agent: AgentState, allocation: Resources): void {
    const held = agent.allocated.get(client);
    if (held === undefined) client.agentCount++;
    this.#account(client, agent, allocation, 1);
    this.#tree.countGrant(client);
    agent.allocated.set(client, held === undefined ? allocation : held.add(allocation));
  }

  /** `agent.allocated` is without `resources`: before they are booked, after they are taken off. */
  #account(client: Client, agent: AgentState, resources: Resources, sign: 1 | -1): void {
    const others = withoutShared(resources);
    this.#tree.account(client, others, sign);
    if (others === resources) return;
    for (const entry of resources.shared().entries) {
      const volume = Resources.fromEntries([entry.withShareCount(1)]);
      const holders = holdersOf(agent, volume.unallocate());
      if (!holders.includes(client)) this.#tree.accountShared(client, volume, sign, holders);
    }
  }

  #getOrAddClient(framework: FrameworkState, role: RoleName): Client {
    let client = framework.clients.get(role);
    if (client === undefined) {
      client = this.#tree.addClient(framework, role);
      framework.clients.set(role, client);
    }
    return client;
  }

  /** Lets a client compete or not, and forgets it when it is over for it. */
  #placeClient(client: Client): void {
    const { framework, role } = client;
    this.#tree.setWanting(client, wantsResources(client) ? 'resources' : 'nothing');
    const isSubscribed = framework.isSubscribed && framework.roles.has(role.name);
    if (isSubscribed || client.agentCount > 0) return;
    this.#filters.clearClient(client);
    this.#tree.removeClient(client);
    framework.clients.delete(role.name);
  }
}

/**
 * Nearly always one role. Resources without one would be a bug of the caller: those that frameworks
 * and agents name without it are given one before they become records.
 */
export function partsByRole(resources: Resources): Iterable<[string, Resources]> {
  const role = resources.entries[0]?.kind.allocationRole;
  if (role === undefined) assert(false, `${resources} are allocated to a role`);
  const isOneRole = resources.entries.every(({ kind }) => kind.allocationRole === role);
  return isOneRole ? [[role, resources]] : resources.allocations();
}

function convertAll(resources: Resources, conversions: readonly Conversion[]): Result<Resources> {
  let result: Result<Resources> = ok(resources);
  for (const conversion of conversions) {
    if (!result.ok) break;
    result = convert(result.value, conversion);
  }
  return result;
}

function consumes({ consumed }: Conversion): boolean {
  return !consumed.isEmpty();
}

/** An agent's own resources are allocated to nobody. */
function unallocated(conversion: Conversion): Conversion {
  return {
    ...conversion,
    consumed: conversion.consumed.unallocate(),
    converted: conversion.converted.unallocate(),
  };
}

/** Who holds a shared volume on an agent. */
function holdersOf(agent: AgentState, volume: Resources): Client[] {
  const holders: Client[] = [];
  for (const [client, held] of agent.allocated) {
    if (held.hasSpecial() && held.unallocate().contains(volume)) holders.push(client);
  }
  return holders;
}
