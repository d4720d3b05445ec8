/**
 * One allocation run: hands the free resources of the given agents out.
 *
 * For each agent, in random order: the roles in the order of their shares (depth first), in each
 * role its frameworks in the order of theirs; the first that may have something of the agent gets
 * all of it that it may have. What it may not have (reserved to others, not visible to it) goes on
 * to the next. So fairness comes from the number of agents, not from splitting one.
 */
import { shuffle } from '../foundation/random.ts';
import type { Random } from '../foundation/random.ts';
import type { AgentId, RoleName } from '../protocol/ids.ts';
import type { Resources } from '../resources/resources.ts';
import {
  isAllocatable,
  isUnwanted,
  mayUseAgent,
  minAllocatableFor,
  visibleTo,
} from './eligibility.ts';
import type { RefusedFilters } from './filters.ts';
import type { AllocatorOptions, OffersCallback } from './options.ts';
import type { RoleTree } from './role-tree.ts';
import { RoleNode } from './state.ts';
import type { AgentState, Client, FrameworkState } from './state.ts';

export interface RunContext {
  readonly options: AllocatorOptions;
  readonly random: Random;
  readonly tree: RoleTree;
  readonly filters: RefusedFilters;
  /** Books what a client is given on an agent; returns it with the allocation role set. */
  readonly grant: (client: Client, agent: AgentState, resources: Resources) => Resources;
}

type OffersByRole = Map<RoleName, Map<AgentId, Resources>>;

export class AllocationRun {
  readonly #context: RunContext;
  readonly #nowMs: number;
  readonly #offers = new Map<FrameworkState, OffersByRole>();
  // Most clients judge the same bundle by the same minimum: the last judgement is kept.
  #judged: Resources | undefined;
  #isJudgedAllocatable = false;

  constructor(context: RunContext, nowMs: number) {
    this.#context = context;
    this.#nowMs = nowMs;
  }

  /** `agents` is shuffled in place; each has something free and may be offered. */
  allocate(agents: AgentState[]): void {
    const { random, tree } = this.#context;
    for (const agent of shuffle(agents, random)) this.#offerToRoles(agent, tree.root);
  }

  /** One call for each framework that got something. */
  deliver(onOffers: OffersCallback): void {
    for (const [framework, offers] of this.#offers) onOffers(framework.id, offers);
  }

  /** True when nothing of the agent is left. */
  #offerToRoles(agent: AgentState, parent: RoleNode): boolean {
    const { competitors } = parent;
    competitors.settle();
    for (let turn = 0; ; turn++) {
      const next = competitors.pick(turn);
      if (next === undefined) return false;
      const isExhausted =
        next instanceof RoleNode
          ? this.#offerToRoles(agent, next)
          : this.#offerToFrameworks(agent, parent);
      if (isExhausted) return true;
    }
  }

  #offerToFrameworks(agent: AgentState, role: RoleNode): boolean {
    if (role.isHierarchical && !agent.isHierarchicalRoleCapable) return false;
    let available = agent.free.allocatableTo(role.name);
    const { frameworks } = role;
    frameworks.settle();
    for (let turn = 0; !available.isEmpty(); turn++) {
      const client = frameworks.pick(turn);
      if (client === undefined) return false;
      const offer = this.#findOffer(client, agent, available);
      if (offer === undefined) continue;
      this.#book(client, agent, offer);
      available = agent.free.allocatableTo(role.name);
    }
    return agent.free.isEmpty();
  }

  #findOffer(client: Client, agent: AgentState, available: Resources): Resources | undefined {
    const { options, filters } = this.#context;
    const { framework } = client;
    if (!mayUseAgent(framework, agent, options)) return undefined;
    if (isUnwanted(client, agent)) return undefined;
    const offer = visibleTo(available, framework.capabilities);
    if (!this.#isWorthOffering(client, offer)) return undefined;
    if (filters.isRefused(client, agent, offer, this.#nowMs)) return undefined;
    return offer;
  }

  #isWorthOffering(client: Client, offer: Resources): boolean {
    const { options } = this.#context;
    const minimum = minAllocatableFor(client, options);
    if (minimum !== options.minAllocatable) return isAllocatable(offer, minimum);
    if (this.#judged !== offer) {
      this.#judged = offer;
      this.#isJudgedAllocatable = isAllocatable(offer, minimum);
    }
    return this.#isJudgedAllocatable;
  }

  #book(client: Client, agent: AgentState, offer: Resources): void {
    const { framework, role } = client;
    let byRole = this.#offers.get(framework);
    if (byRole === undefined) this.#offers.set(framework, (byRole = new Map()));
    let byAgent = byRole.get(role.name);
    if (byAgent === undefined) byRole.set(role.name, (byAgent = new Map()));
    byAgent.set(agent.id, this.#context.grant(client, agent, offer));
  }
}
