/**
 * Whether a client is offered something of an agent now, and what: every rule that stands between free
 * resources and an offer. It changes nothing. A run asks it for each client whose turn it is; who wants
 * to know why a framework gets nothing has the same code note its reasons.
 */
import type { Random } from '../foundation/random.ts';
import type { Quantities, Resources } from '../resources/resources.ts';
import { chop, isWithin } from './chop.ts';
import type { Budget } from './chop.ts';
import {
  findMissingCapability,
  isAllocatable,
  isUnwanted,
  minAllocatableFor,
  visibleTo,
} from './eligibility.ts';
import type { RefusedFilters } from './filters.ts';
import type { Note, Recorder } from './notes.ts';
import type { AllocatorOptions } from './options.ts';
import { limitLeft } from './quota.ts';
import type { Headroom } from './quota.ts';
import { isPlain } from './scalar-totals.ts';
import type { Amounts, ScalarTotals } from './scalar-totals.ts';
import type { AgentState, Client, RoleNode } from './state.ts';

export interface DecisionContext {
  readonly options: AllocatorOptions;
  readonly random: Random;
  readonly scalars: ScalarTotals;
  readonly filters: RefusedFilters;
}

export interface GuaranteedOffer {
  readonly offer: Resources;
  /** The part that the role is owed. */
  readonly guaranteed: Resources;
}

export class Decider {
  readonly #context: DecisionContext;
  readonly #nowMs: number;
  /** Undefined when no role has quota. */
  readonly #headroom: Headroom | undefined;
  readonly #record: Recorder | undefined;
  /** Quota kept something back since the caller last set this to false. */
  isHeldBack = false;

  constructor(
    context: DecisionContext,
    nowMs: number,
    headroom: Headroom | undefined,
    record?: Recorder,
  ) {
    this.#context = context;
    this.#nowMs = nowMs;
    this.#headroom = headroom;
    this.#record = record;
  }

  /** `available`: what of the agent is free and may be given to the client's role. */
  findOffer(client: Client, agent: AgentState, available: Resources): Resources | undefined {
    const seen = this.#findVisible(client, agent, available);
    if (seen === undefined) return undefined;
    const offer = this.#headroom === undefined ? seen : this.#withinQuota(client.role, seen);
    return this.#isWorthOffering(client, agent, offer, seen) ? offer : undefined;
  }

  /** In a role that is owed `unsatisfied`, with what makes up for it. */
  findGuaranteedOffer(
    client: Client,
    agent: AgentState,
    available: Resources,
    unsatisfied: Amounts,
  ): GuaranteedOffer | undefined {
    const seen = this.#findVisible(client, agent, available);
    if (seen === undefined) return undefined;
    const plain = seen.filter(isPlain);
    const guaranteed = chop(plain, (index) => unsatisfied[index] ?? 0, this.#context);
    // Reservations alone do not make up for anything; they are given by share.
    if (guaranteed.isEmpty()) return undefined;
    const rest = plain.subtract(guaranteed);
    const extra = chop(rest, this.#budgetBeside(client.role, guaranteed), this.#context);
    const others = seen.filter((kind) => !isPlain(kind));
    const offer = guaranteed.add(extra).add(others);
    return this.#isWorthOffering(client, agent, offer, seen) ? { offer, guaranteed } : undefined;
  }

  #findVisible(client: Client, agent: AgentState, available: Resources): Resources | undefined {
    const { framework } = client;
    const missing = findMissingCapability(framework, agent, this.#context.options);
    if (missing !== undefined) return this.#refuse(noteOfMissing(missing, agent, this.#context));
    if (isUnwanted(client, agent)) return this.#refuse(unwantedNote);
    const visible = visibleTo(available, framework.capabilities);
    if (visible.isEmpty() && this.#record !== undefined) {
      this.#record({
        reason: 'MISSING_CAPABILITY',
        capability: capabilityFor(available),
        of: 'framework',
      });
    }
    return visible.isEmpty() ? undefined : visible;
  }

  #isWorthOffering(client: Client, agent: AgentState, offer: Resources, seen: Resources): boolean {
    if (!isAllocatable(offer, minAllocatableFor(client, this.#context.options))) {
      if (this.#record !== undefined) this.#record(this.#noteOfTooLittle(client, offer, seen));
      return false;
    }
    const refusal = this.#context.filters.findRefusal(client, agent, offer, this.#nowMs);
    if (refusal !== undefined) {
      const { resources: refused, expiresAtMs: untilMs } = refusal;
      if (this.#record !== undefined) this.#record({ reason: 'REFUSED', refused, untilMs });
      return false;
    }
    return !isHeldAlready(client, agent, offer);
  }

  #withinQuota(role: RoleNode, seen: Resources): Resources {
    const hasLimits = role.quota?.hasLimits === true;
    if (!hasLimits && this.#headroom?.isRequired !== true) return seen;
    const budget = this.#budget(role);
    const isAllPlain = !seen.hasReserved() && !seen.hasSpecial();
    if (isAllPlain && isWithin(seen, budget, this.#context.scalars)) return seen;
    const plain = seen.filter(isPlain);
    const given = chop(plain, budget, this.#context);
    if (given === plain) return seen;
    this.isHeldBack = true;
    return given.add(seen.filter((kind) => !isPlain(kind)));
  }

  /** Of what may be given beyond guarantees. */
  #budget(role: RoleNode): Budget {
    const headroom = this.#headroom;
    if (headroom?.isRequired !== true) return (index) => limitLeft(role, index);
    return (index) => Math.min(limitLeft(role, index), headroom.surplus(index));
  }

  #budgetBeside(role: RoleNode, guaranteed: Resources): Budget {
    const headroom = this.#headroom;
    const given = new Map<number, number>();
    for (const [name, amount] of guaranteed.quantities()) {
      given.set(this.#context.scalars.indexOf(name), amount);
    }
    return (index) => {
      const left = Math.max(0, limitLeft(role, index) - (given.get(index) ?? 0));
      return headroom?.isRequired === true ? Math.min(left, headroom.surplus(index)) : left;
    };
  }

  #noteOfTooLittle(client: Client, allowed: Resources, left: Resources): Note {
    const least = minAllocatableFor(client, this.#context.options);
    if (allowed === left || !isAllocatable(left, least)) {
      return { reason: 'MIN_ALLOCATABLE', left, least };
    }
    const limits: Budget = (index) => limitLeft(client.role, index);
    const isLimited = !isWithin(left.filter(isPlain), limits, this.#context.scalars);
    return { reason: isLimited ? 'QUOTA_LIMIT' : 'QUOTA_HEADROOM', left, allowed };
  }

  #refuse(note: Note): undefined {
    this.#record?.(note);
    return undefined;
  }
}

const unwantedNote: Note = { reason: 'OFFER_CONSTRAINTS' };

function noteOfMissing(
  capability: 'MULTI_ROLE' | 'GPU_RESOURCES' | 'REGION_AWARE',
  agent: AgentState,
  { options }: DecisionContext,
): Note {
  switch (capability) {
    case 'MULTI_ROLE':
      return missingMultiRole;
    case 'GPU_RESOURCES':
      return missingGpuResources;
    case 'REGION_AWARE':
      return {
        reason: 'OTHER_REGION',
        region: agent.info.region ?? '',
        masterRegion: options.masterRegion ?? '',
      };
  }
}

const missingMultiRole: Note = {
  reason: 'MISSING_CAPABILITY',
  capability: 'MULTI_ROLE',
  of: 'agent',
};
const missingGpuResources: Note = {
  reason: 'MISSING_CAPABILITY',
  capability: 'GPU_RESOURCES',
  of: 'framework',
};

/** Of several the first that would show something. */
function capabilityFor(resources: Resources): string {
  const kinds = resources.entries.map(({ kind }) => kind);
  if (kinds.some(({ isRevocable }) => isRevocable)) return 'REVOCABLE_RESOURCES';
  if (kinds.some(({ isShared }) => isShared)) return 'SHARED_RESOURCES';
  return 'RESERVATION_REFINEMENT';
}

/** Shared volumes stay free; who has one gets no offer that is nothing but this again. */
function isHeldAlready(client: Client, agent: AgentState, offer: Resources): boolean {
  if (!offer.hasSpecial() || !offer.nonShared().isEmpty()) return false;
  const held = agent.allocated.get(client);
  return held !== undefined && held.unallocate().contains(offer);
}

/** Whether anybody who is content with `alternatives` might be given something within `budget`. */
export function canMeet(
  alternatives: readonly Quantities[],
  budget: Budget,
  scalars: ScalarTotals,
): boolean {
  if (alternatives.length === 0) return true;
  return alternatives.some((needed) => {
    for (const [name, amount] of needed) {
      if (budget(scalars.indexOf(name)) < amount) return false;
    }
    return true;
  });
}
