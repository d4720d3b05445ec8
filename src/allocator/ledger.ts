/**
 * Who has what. Every change of what is free on an agent, what a client holds there, and what
 * counts in the shares of its roles is made here, together, so that the three always agree. Also
 * knows when a framework in a role is over: unsubscribed, and nothing of it left on any agent.
 */
import { assert } from '../foundation/result.ts';
import type { FrameworkId, RoleName } from '../protocol/ids.ts';
import { Resources } from '../resources/resources.ts';
import type { OfferConstraintsFilter } from './offer-constraints.ts';
import type { RefusedFilters } from './filters.ts';
import type { RoleTree } from './role-tree.ts';
import { makeFramework, setAgentTotal, wantsResources } from './state.ts';
import type { AgentState, Client, FrameworkState } from './state.ts';

export class Ledger {
  readonly #tree: RoleTree;
  readonly #filters: RefusedFilters;
  readonly #frameworks = new Map<FrameworkId, FrameworkState>();

  constructor(tree: RoleTree, filters: RefusedFilters) {
    this.#tree = tree;
    this.#filters = filters;
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
    const allocation = resources.allocate(client.role.name);
    agent.free = agent.free.subtract(resources);
    this.#charge(client, agent, allocation);
    return allocation;
  }

  /** Books what a framework, perhaps one not yet known, holds without having been offered it. */
  book(agent: AgentState, frameworkId: FrameworkId, resources: Resources): void {
    const framework = this.getOrAddFramework(frameworkId);
    for (const [role, part] of partsByRole(resources)) {
      this.#charge(this.#getOrAddClient(framework, role), agent, part);
    }
    setAgentTotal(agent, agent.total);
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
    else agent.free = agent.free.add(resources.unallocate());
    this.#tree.refund(client, resources);
    if (!rest.isEmpty()) return;
    client.agentCount--;
    if (client.agentCount === 0 && !wantsResources(client)) this.placeClients(client.framework);
  }

  #charge(client: Client, agent: AgentState, allocation: Resources): void {
    const held = agent.allocated.get(client);
    if (held === undefined) client.agentCount++;
    agent.allocated.set(client, held === undefined ? allocation : held.add(allocation));
    this.#tree.charge(client, allocation);
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
