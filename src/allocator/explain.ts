/**
 * Why does nobody offer me anything? Answers by asking the code that decides: each framework in a role
 * that the question is about is put to each agent once more, as things stand, and the decider notes its
 * reason. Nothing is kept while nobody asks, and nothing changes by asking.
 */
import type { Random } from '../foundation/random.ts';
import type { Cycle } from './cycle.ts';
import { Decider } from './decision.ts';
import { knowsRole } from './eligibility.ts';
import type {
  AgentExplanation,
  ClientExplanation,
  Example,
  Explanation,
  Question,
  ReasonCount,
  RoleExplanation,
} from './explanation.ts';
import { findClientHindrance, holderOf, unknownRole } from './hindrances.ts';
import type { Note, Reason } from './notes.ts';
import { Headroom, consumptionOf, isSatisfied, quotaOf, unsatisfiedOf } from './quota.ts';
import type { RunContext } from './run.ts';
import { RoleNode } from './state.ts';
import type { AgentState, Client, FrameworkState } from './state.ts';

/** Of frameworks in roles and agents, so many pairs are looked at; but of one framework all. */
const mostPairs = 50_000;
/** Of each reason. */
const mostExamples = 3;
const mostHolders = 3;
/** To say who comes first with one agent, at most so many are asked. */
const mostAsked = 1_000;

export interface ExplainerParts {
  readonly cycle: Cycle;
  readonly runContext: RunContext;
  readonly frameworks: Iterable<FrameworkState>;
  readonly agents: Iterable<AgentState>;
  readonly agentCount: number;
  /** A framework or a role is asked about: what runs do for it is noted from now on. */
  readonly isSpecific: boolean;
}

export class Explainer {
  readonly #parts: ExplainerParts;
  readonly #headroom: Headroom | undefined;
  readonly #decider: Decider;
  /** Of the latest decision. */
  #note: Note | undefined;

  constructor(parts: ExplainerParts) {
    const { tree, scalars } = parts.runContext;
    this.#parts = parts;
    this.#headroom = tree.quotaRoles.size === 0 ? undefined : new Headroom(tree, scalars);
    const context = { ...parts.runContext, random: unmoved };
    this.#decider = new Decider(context, parts.cycle.nowMs, this.#headroom, (note) => {
      this.#note ??= note;
    });
  }

  explain(question: Question): Explanation {
    const { cycle, runContext } = this.#parts;
    const agents = [...this.#parts.agents].filter(
      ({ id }) => question.agentId === undefined || id === question.agentId,
    );
    const clients = this.#clientsOf(question);
    const most = Math.max(1, Math.floor(mostPairs / Math.max(1, agents.length)));
    const told = clients.slice(0, most);
    const roles = new Set(told.map(({ role }) => role));
    const asked = question.role === undefined ? undefined : runContext.tree.findRole(question.role);
    if (asked !== undefined) roles.add(asked);
    const [agent] = question.agentId === undefined ? [] : agents;
    return {
      nowMs: cycle.nowMs,
      clients: told.map((client) => this.#explainClient(client, agents)),
      clientsLeftOut: clients.length - told.length,
      roles: Array.from(roles, (role) => this.#explainRole(role)),
      agent: agent === undefined ? undefined : explainAgent(agent),
    };
  }

  #clientsOf({ frameworkId, role }: Question): Client[] {
    const found: Client[] = [];
    for (const framework of this.#parts.frameworks) {
      if (frameworkId !== undefined && framework.id !== frameworkId) continue;
      for (const client of framework.clients.values()) {
        if (role === undefined || client.role.name === role) found.push(client);
      }
    }
    return found;
  }

  #explainClient(client: Client, agents: readonly AgentState[]): ClientExplanation {
    const tally = new Tally();
    for (const agent of agents) {
      const note = this.#findReason(client, agent);
      tally.add(agent, note.reason, () => this.#inFull(note, client, agent));
    }
    const { cycle, runContext } = this.#parts;
    const ranked = client.role.frameworks.ranked();
    return {
      frameworkId: client.framework.id,
      role: client.role.name,
      share: client.role.frameworks.share(client),
      allocationCount: client.allocationCount,
      place: placeIn(ranked, client),
      placeOf: ranked.length,
      holdsOn: client.agentCount,
      reasons: tally.counts(),
      recent: this.#parts.isSpecific ? runContext.history.ask(client, cycle.nowMs) : undefined,
    };
  }

  /** In the order in which a run would come upon them. */
  #findReason(client: Client, agent: AgentState): Note {
    const { cycle, agentCount } = this.#parts;
    const { neededCount } = cycle.hold;
    if (neededCount !== undefined) return { reason: 'RECOVERING', agentCount, neededCount };
    const hindrance = findClientHindrance(client) ?? cycle.findHindrance(agent);
    if (hindrance !== undefined) return hindrance;
    if (!knowsRole(agent, client.role)) return unknownRole;
    const available = agent.free.allocatableTo(client.role.name);
    if (available.isEmpty()) return { reason: 'RESERVED_FOR_OTHERS', left: agent.free };
    this.#note = undefined;
    const offer = this.#decider.findOffer(client, agent, available);
    if (offer !== undefined) return { reason: 'FAIR_SHARE', left: offer, first: undefined };
    return this.#note ?? { reason: 'NOTHING_LEFT', holders: [] };
  }

  /** With what takes time to find out, and is told of the examples alone. */
  #inFull(note: Note, client: Client, agent: AgentState): Note {
    if (note.reason === 'NOTHING_LEFT') {
      const holders = [...agent.allocated.keys()].slice(0, mostHolders);
      return { ...note, holders: holders.map(holderOf) };
    }
    if (note.reason !== 'FAIR_SHARE') return note;
    const first = this.#findCreditor(agent) ?? this.#findFirst(agent, client);
    return { ...note, first: first === undefined ? undefined : holderOf(first) };
  }

  /** A framework of a role that is owed something and would get it of this agent. */
  #findCreditor(agent: AgentState): Client | undefined {
    if (this.#headroom?.isRequired !== true) return undefined;
    for (const role of this.#parts.runContext.tree.quotaRoles) {
      if (isSatisfied(role)) continue;
      const available = agent.free.allocatableTo(role.name);
      const owed = unsatisfiedOf(role);
      for (const client of role.frameworks.ranked().slice(0, mostAsked)) {
        const found = this.#decider.findGuaranteedOffer(client, agent, available, owed);
        if (found !== undefined) return client;
      }
    }
    return undefined;
  }

  /** Who comes first by share; undefined when that is left to chance, or many were asked in vain. */
  #findFirst(agent: AgentState, asked: Client): Client | undefined {
    const { options, tree } = this.#parts.runContext;
    if (options.roleSorter === 'random' || options.frameworkSorter === 'random') return undefined;
    let count = 0;
    const search = (parent: RoleNode): Client | undefined => {
      for (const next of parent.competitors.ranked()) {
        const found = next instanceof RoleNode ? search(next) : searchOwn(parent);
        if (found !== undefined || count >= mostAsked) return found;
      }
      return undefined;
    };
    const searchOwn = (role: RoleNode): Client | undefined => {
      if (!knowsRole(agent, role)) return undefined;
      const available = agent.free.allocatableTo(role.name);
      if (available.isEmpty()) return undefined;
      return role.frameworks.ranked().find((client) => {
        if (client === asked) return true;
        return count++ < mostAsked && this.#decider.findOffer(client, agent, available);
      });
    };
    return search(tree.root);
  }

  #explainRole(role: RoleNode): RoleExplanation {
    const { scalars } = this.#parts.runContext;
    const ranked = role.parent?.competitors.ranked() ?? [];
    const { quota } = role;
    const own = quota === undefined ? undefined : quotaOf(quota, scalars);
    return {
      role: role.name,
      weight: role.weight,
      share: scalars.dominantShare(role.allocated) / role.weight,
      place: placeIn(ranked, role),
      placeOf: ranked.length,
      reserved: scalars.namedAmounts(role.reserved),
      allocated: scalars.namedAmounts(role.allocated),
      quota: own === undefined ? undefined : { ...own, consumed: consumptionOf(role, scalars) },
    };
  }
}

/** Whether cutting leaves this or that disk says nothing about why: no chance is spent on it. */
const unmoved: Random = { next: () => 0, uuidBytes: () => new Uint8Array(16) };

function placeIn(ranked: readonly unknown[], one: unknown): number | undefined {
  const index = ranked.indexOf(one);
  return index === -1 ? undefined : index + 1;
}

function explainAgent({ id, total, free, inactiveWhy, maintenance }: AgentState): AgentExplanation {
  return { agentId: id, total, free, inactiveWhy, unavailability: maintenance?.unavailability };
}

class Tally {
  readonly #byReason = new Map<Reason, { count: number; examples: Example[] }>();

  add({ id }: AgentState, reason: Reason, noteInFull: () => Note): void {
    let entry = this.#byReason.get(reason);
    if (entry === undefined) this.#byReason.set(reason, (entry = { count: 0, examples: [] }));
    entry.count++;
    if (entry.examples.length < mostExamples) {
      entry.examples.push({ agentId: id, note: noteInFull() });
    }
  }

  counts(): ReasonCount[] {
    const counts = Array.from(this.#byReason, ([reason, entry]) => ({ reason, ...entry }));
    return counts.sort((left, right) => right.count - left.count);
  }
}
