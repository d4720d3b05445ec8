/**
 * One allocation run: hands the free resources of the given agents out, in two stages.
 *
 * First roles get what they are guaranteed and have not got yet (guarantee-stage.ts). Then, for each
 * agent in random order: the roles in the order of their shares (depth first), in each role its
 * frameworks in the order of theirs; the first that may have something of the agent gets all of it
 * that it may have. What it may not have (reserved to others, not visible to it, beyond its quota)
 * goes on to the next. So fairness comes from the number of agents, not from splitting one.
 */
import { shuffle } from '../foundation/random.ts';
import type { AgentId, RoleName } from '../protocol/ids.ts';
import { Resources } from '../resources/resources.ts';
import { Decider, canMeet } from './decision.ts';
import type { DecisionContext } from './decision.ts';
import { knowsRole } from './eligibility.ts';
import { satisfyGuarantees } from './guarantee-stage.ts';
import type { History, RunWatch } from './history.ts';
import type { OffersCallback } from './options.ts';
import { lookAhead, lookAheadCount } from './look-ahead.ts';
import { Headroom, limitLeft } from './quota.ts';
import type { RoleTree } from './role-tree.ts';
import { RoleNode } from './state.ts';
import type { AgentState, Client, FrameworkState } from './state.ts';

export interface RunContext extends DecisionContext {
  readonly history: History;
  readonly tree: RoleTree;
  /** Books what a client is given on an agent; returns it with the allocation role set. */
  readonly grant: (client: Client, agent: AgentState, resources: Resources) => Resources;
  /** Whether some framework says itself what is too little for it. */
  readonly hasOwnMinimums: () => boolean;
}

type OffersByRole = Map<RoleName, Map<AgentId, Resources>>;

export class AllocationRun {
  readonly #context: RunContext;
  readonly #decider: Decider;
  readonly #headroom: Headroom | undefined;
  /** Undefined: nobody asks why. */
  readonly #watch: RunWatch | undefined;
  /** Of no meaning (look-ahead.ts). */
  lookedAt = 0;
  readonly #offers = new Map<FrameworkState, OffersByRole>();
  /** Shared volumes are offered once in a run, though they stay free. */
  readonly sharedOffered = new Map<AgentState, Resources>();
  /** Of which quota kept something back. */
  readonly heldBack: AgentState[] = [];
  /** Agents, for each framework and role that was given something of them. */
  offerCount = 0;
  /** Roles below one that is owed something were given some: less headroom is needed next time. */
  hasEasedHeadroom = false;

  constructor(context: RunContext, nowMs: number) {
    this.#context = context;
    const { tree, scalars } = context;
    this.#headroom = tree.quotaRoles.size === 0 ? undefined : new Headroom(tree, scalars);
    this.#watch = context.history.beginRun(nowMs);
    this.#decider = new Decider(context, nowMs, this.#headroom, this.#watch?.recorder);
  }

  /** `agents` is shuffled in place; each has something free and may be offered. */
  allocate(agents: AgentState[]): void {
    const { random, tree } = this.#context;
    if (this.#headroom?.isRequired === true) {
      satisfyGuarantees(shuffle(agents, random), this.#headroom, {
        context: this.#context,
        decider: this.#decider,
        availableOf: (agent, role) => this.#availableOf(agent, role),
        book: (client, agent, offer) => this.#book(client, agent, offer),
      });
    }
    for (const role of tree.quotaRoles) this.#noteCap(role);
    this.#watch?.beginShares();
    shuffle(agents, random);
    for (let i = 0; i < agents.length; i++) {
      if (i % lookAheadCount === 0) this.lookedAt ^= lookAhead(agents, i);
      const agent = agents[i]!;
      if (!this.#isExhausted(agent)) {
        this.#decider.isHeldBack = false;
        this.#offerToRoles(agent, tree.root);
        if (this.#decider.isHeldBack && !agent.free.isEmpty()) this.heldBack.push(agent);
      }
      this.#watch?.agentDone(agent);
    }
    this.#watch?.end(agents.length);
  }

  /** One call for each framework that got something. */
  deliver(onOffers: OffersCallback): void {
    for (const [framework, offers] of this.#offers) onOffers(framework.id, offers);
  }

  /** True when nothing of the agent is left. */
  #offerToRoles(agent: AgentState, parent: RoleNode): boolean {
    const { competitors } = parent;
    competitors.settle();
    for (;;) {
      const next = competitors.next();
      if (next === undefined) return false;
      if (!(next instanceof RoleNode)) {
        if (this.#offerToFrameworks(agent, parent)) return true;
      } else if (next.isCapped && next.children.size === 0 && isAllPlain(agent)) {
        this.#decider.isHeldBack = true;
      } else if (this.#offerToRoles(agent, next)) {
        return true;
      }
    }
  }

  #offerToFrameworks(agent: AgentState, role: RoleNode): boolean {
    if (!knowsRole(agent, role)) return false;
    let available = this.#availableOf(agent, role);
    const { frameworks } = role;
    frameworks.settle();
    while (!available.isEmpty()) {
      const client = frameworks.next();
      if (client === undefined) return false;
      const offer = this.#decider.findOffer(client, agent, available);
      if (offer === undefined) {
        this.#watch?.refused(client, agent);
        continue;
      }
      this.#book(client, agent, offer);
      if (this.#headroom !== undefined) this.#noteGrant(role);
      available = this.#availableOf(agent, role);
    }
    return this.#isExhausted(agent);
  }

  #availableOf(agent: AgentState, role: RoleNode): Resources {
    const available = agent.free.allocatableTo(role.name);
    if (this.sharedOffered.size === 0) return available;
    const offered = this.sharedOffered.get(agent);
    return offered === undefined ? available : available.subtractWhatIsThere(offered);
  }

  #isExhausted(agent: AgentState): boolean {
    if (this.sharedOffered.size === 0) return agent.free.isEmpty();
    const offered = this.sharedOffered.get(agent) ?? Resources.empty;
    return agent.free.subtractWhatIsThere(offered).isEmpty();
  }

  #noteGrant(role: RoleNode): void {
    if (role.quota !== undefined) this.#noteCap(role);
    if (this.hasEasedHeadroom || !role.isHierarchical) return;
    this.hasEasedHeadroom = topLevelOf(role).quota?.hasGuarantees === true;
  }

  /** Roles at their limit are passed over without looking at their frameworks. */
  #noteCap(role: RoleNode): void {
    const { scalars, options, hasOwnMinimums } = this.#context;
    role.isCapped =
      role.quota?.hasLimits === true &&
      !canMeet(options.minAllocatable, (index) => limitLeft(role, index), scalars) &&
      !hasOwnMinimums();
  }

  #book(client: Client, agent: AgentState, offer: Resources): void {
    const { framework, role } = client;
    this.#watch?.given(client, agent);
    if (offer.hasSpecial()) this.#noteShared(agent, offer.shared());
    let byRole = this.#offers.get(framework);
    if (byRole === undefined) this.#offers.set(framework, (byRole = new Map()));
    let byAgent = byRole.get(role.name);
    if (byAgent === undefined) byRole.set(role.name, (byAgent = new Map()));
    const given = this.#context.grant(client, agent, offer);
    const before = byAgent.get(agent.id);
    if (before === undefined) this.offerCount++;
    byAgent.set(agent.id, before === undefined ? given : before.add(given));
  }

  #noteShared(agent: AgentState, shared: Resources): void {
    if (shared.isEmpty()) return;
    const before = this.sharedOffered.get(agent) ?? Resources.empty;
    this.sharedOffered.set(agent, before.add(shared));
  }
}

/** Nothing that a role may have beyond its limit: reserved or revocable. */
function isAllPlain({ free }: AgentState): boolean {
  return !free.hasReserved() && !free.hasSpecial();
}

function topLevelOf(role: RoleNode): RoleNode {
  let top = role;
  while (top.parent?.parent !== undefined) top = top.parent;
  return top;
}
