/**
 * Agents that are to be unavailable, and what frameworks were asked about it. Each active framework that
 * has something on such an agent, offered or used, gets an inverse offer for it: one at a time, and
 * after an answer not before its filter is over. What it answered last is remembered until the
 * unavailability changes.
 *
 * An inverse offer concerns the whole agent, whatever the framework has there.
 */
import type { InverseOfferStatus } from '../protocol/generated/allocator.ts';
import type { Unavailability } from '../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId } from '../protocol/ids.ts';
import type { AgentState, FrameworkState } from './state.ts';

export interface Maintenance {
  readonly unavailability: Unavailability;
  /** Who has an inverse offer that is not answered yet. */
  readonly outstanding: Set<FrameworkId>;
  readonly statuses: Map<FrameworkId, InverseOfferStatus>;
  readonly refusedUntilMs: Map<FrameworkId, number>;
}

export type InverseOffersOf = ReadonlyMap<AgentId, Unavailability>;
export type InverseOffersCallback = (frameworkId: FrameworkId, agents: InverseOffersOf) => void;
export type InverseOfferStatuses = ReadonlyMap<
  AgentId,
  ReadonlyMap<FrameworkId, InverseOfferStatus>
>;

export class InverseOffers {
  readonly #agents = new Set<AgentState>();
  /** When somebody may have to be asked; undefined = when something changes. */
  #dueAtMs: number | undefined;

  /** Filters and answers of before are void: what was decided was about other times. */
  setUnavailability(agent: AgentState, unavailability: Unavailability | undefined): void {
    if (unavailability === undefined) {
      agent.maintenance = undefined;
      this.#agents.delete(agent);
      return;
    }
    agent.maintenance = {
      unavailability,
      outstanding: new Set(),
      statuses: new Map(),
      refusedUntilMs: new Map(),
    };
    this.#agents.add(agent);
    this.wake(0);
  }

  forgetAgent(agent: AgentState): void {
    this.#agents.delete(agent);
  }

  /** A framework is asked anew about all agents (revived), or may be gone. */
  clearFilters(frameworkId: FrameworkId): void {
    for (const { maintenance } of this.#agents) maintenance?.refusedUntilMs.delete(frameworkId);
    this.wake(0);
  }

  clearFiltersOn(agent: AgentState): void {
    agent.maintenance?.refusedUntilMs.clear();
    if (agent.maintenance !== undefined) this.wake(0);
  }

  /**
   * An inverse offer is over: answered (`status`), or rescinded. An answer to one that is not
   * outstanding is late and says nothing. False: nobody has to be asked again.
   */
  settle(
    agent: AgentState,
    frameworkId: FrameworkId,
    status: InverseOfferStatus | undefined,
    refusedUntilMs: number,
  ): boolean {
    const { maintenance } = agent;
    if (maintenance === undefined) return false;
    const wasOutstanding = maintenance.outstanding.delete(frameworkId);
    if (wasOutstanding && status !== undefined) maintenance.statuses.set(frameworkId, status);
    const until = Math.max(refusedUntilMs, maintenance.refusedUntilMs.get(frameworkId) ?? 0);
    maintenance.refusedUntilMs.set(frameworkId, until);
    this.wake(until);
    return true;
  }

  /** Somebody may have to be asked from this time on: a framework came, or got something. */
  wake(atMs: number): void {
    if (this.#agents.size === 0) return;
    this.#dueAtMs = Math.min(atMs, this.#dueAtMs ?? Infinity);
  }

  dueAtMs(): number | undefined {
    return this.#dueAtMs;
  }

  /** Who is asked now, about which agents. */
  take(nowMs: number): ReadonlyMap<FrameworkId, InverseOffersOf> {
    const asked = new Map<FrameworkId, Map<AgentId, Unavailability>>();
    if (this.#dueAtMs === undefined || this.#dueAtMs > nowMs) return asked;
    this.#dueAtMs = undefined;
    for (const agent of this.#agents) {
      // Whoever makes it active again asks then.
      if (agent.inactiveWhy !== undefined) continue;
      for (const framework of this.#findAsked(agent, nowMs)) {
        const agents = asked.get(framework.id) ?? new Map<AgentId, Unavailability>();
        asked.set(framework.id, agents.set(agent.id, agent.maintenance!.unavailability));
        agent.maintenance!.outstanding.add(framework.id);
      }
    }
    return asked;
  }

  statuses(): InverseOfferStatuses {
    return new Map(Array.from(this.#agents, ({ id, maintenance }) => [id, maintenance!.statuses]));
  }

  #findAsked(agent: AgentState, nowMs: number): Set<FrameworkState> {
    const { outstanding, refusedUntilMs } = agent.maintenance!;
    const asked = new Set<FrameworkState>();
    for (const { framework } of agent.allocated.keys()) {
      if (!framework.isActive || outstanding.has(framework.id)) continue;
      const untilMs = refusedUntilMs.get(framework.id) ?? 0;
      if (untilMs > nowMs) this.wake(untilMs);
      else asked.add(framework);
    }
    return asked;
  }
}
