/**
 * An offer reaches who may have it, in time. Under a calm sky no resources of a registered agent
 * lie idle for long while a connected framework wants offers and has not refused them.
 */
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { CheckingFramework } from '../frameworks/checking-framework.ts';
import type { Masters } from '../network/masters.ts';

/** Several allocation intervals (1 s) and a filter that was just set. */
const patienceMs = 8000;
const leastCpus = 0.01;

export class IdleWatch {
  readonly #lastOfferMs = new Map<string, number>();
  readonly #idleSinceMs = new Map<string, number>();

  onEvent(event: Event, nowMs: number): void {
    for (const offer of event.offers?.offers ?? []) {
      this.#lastOfferMs.set(offer.agent_id.value, nowMs);
    }
  }

  /** Call it every second. */
  findIdleness(
    masters: Masters,
    frameworks: readonly CheckingFramework[],
    nowMs: number,
  ): string | undefined {
    const core = masters.master?.core;
    if (core === undefined) return undefined;
    for (const agent of core.state.agents.values()) {
      const free =
        core.allocator.findFree(agent.id)?.unreserved().nonRevocable().scalar('cpus') ?? 0;
      const hungry = frameworks.find(
        ({ isSubscribed, offers }) =>
          isSubscribed && !offers.isSuppressed && !offers.isFiltered(agent.id),
      );
      if (free < leastCpus || hungry === undefined || !agent.isConnected) {
        this.#idleSinceMs.delete(agent.id);
        continue;
      }
      const sinceMs = this.#idleSinceMs.get(agent.id) ?? nowMs;
      this.#idleSinceMs.set(agent.id, sinceMs);
      const idleMs = nowMs - Math.max(sinceMs, this.#lastOfferMs.get(agent.id) ?? 0);
      if (idleMs > patienceMs) {
        return `${free} cpus of agent ${agent.id} lie idle for ${idleMs} ms though ${hungry.name} wants offers`;
      }
    }
    return undefined;
  }
}
