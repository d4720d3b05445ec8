/**
 * Refusals. A framework that declines is not offered the same again for a while: any part of what
 * it refused, on that agent, in that role. More than it refused is offered to it.
 *
 * Filters hang on their agent, where an allocation run looks them up; a heap by expiry tells when
 * an agent is worth another look, so that nothing has to be scanned meanwhile. A new refusal
 * replaces those it covers, which bounds the list of each framework on each agent.
 */
import type { Resources } from '../resources/resources.ts';
import type { AgentState, Client } from './state.ts';

export interface RefusedFilter {
  readonly client: Client;
  readonly agent: AgentState;
  /** Without allocation roles. */
  readonly resources: Resources;
  readonly expiresAtMs: number;
  /** Place in the heap. */
  heapIndex: number;
}

/** What a scheduler that says nothing means. */
const defaultRefuseSeconds = 5;
const longestRefuseSeconds = 365 * 24 * 3_600;

/** How long a refusal lasts; 0 = not at all. */
export function refusalMs(refuseSeconds: number | undefined, allocationIntervalMs: number): number {
  const isSense = refuseSeconds !== undefined && refuseSeconds >= 0;
  const seconds = isSense ? Math.min(refuseSeconds, longestRefuseSeconds) : defaultRefuseSeconds;
  // A shorter one would be over before the next batch, and refuse nothing.
  return seconds === 0 ? 0 : Math.max(seconds * 1_000, allocationIntervalMs);
}

export class RefusedFilters {
  readonly #heap: RefusedFilter[] = [];

  add(refusal: Omit<RefusedFilter, 'heapIndex'>): void {
    const { client, agent, resources, expiresAtMs } = refusal;
    for (const old of agent.filters.get(client) ?? []) {
      if (old.expiresAtMs >= expiresAtMs && old.resources.contains(resources)) return;
    }
    for (const old of [...(agent.filters.get(client) ?? [])]) {
      if (old.expiresAtMs <= expiresAtMs && resources.contains(old.resources)) this.remove(old);
    }
    const filter: RefusedFilter = { ...refusal, heapIndex: this.#heap.length };
    const list = agent.filters.get(client);
    if (list === undefined) agent.filters.set(client, [filter]);
    else list.push(filter);
    client.filters.add(filter);
    this.#heap.push(filter);
    this.#rise(filter);
  }

  /** Whether a live refusal covers these resources (without allocation roles). */
  isRefused(client: Client, agent: AgentState, resources: Resources, nowMs: number): boolean {
    const list = agent.filters.get(client);
    if (list === undefined) return false;
    for (const filter of list) {
      if (filter.expiresAtMs > nowMs && filter.resources.contains(resources)) return true;
    }
    return false;
  }

  earliestExpiryMs(): number | undefined {
    return this.#heap[0]?.expiresAtMs;
  }

  /** Drops the next filter that is over and returns it; undefined when none is. */
  takeExpired(nowMs: number): RefusedFilter | undefined {
    const filter = this.#heap[0];
    if (filter === undefined || filter.expiresAtMs > nowMs) return undefined;
    this.remove(filter);
    return filter;
  }

  clearClient(client: Client): void {
    for (const filter of client.filters) this.remove(filter);
  }

  clearAgent(agent: AgentState): void {
    for (const list of [...agent.filters.values()])
      for (const filter of [...list]) this.remove(filter);
  }

  remove(filter: RefusedFilter): void {
    const { agent, client } = filter;
    client.filters.delete(filter);
    const list = agent.filters.get(client)!;
    if (list.length === 1) agent.filters.delete(client);
    else list.splice(list.indexOf(filter), 1);
    const last = this.#heap.pop()!;
    if (last === filter) return;
    this.#put(last, filter.heapIndex);
    this.#rise(last);
    this.#sink(last);
  }

  #put(filter: RefusedFilter, index: number): void {
    this.#heap[index] = filter;
    filter.heapIndex = index;
  }

  #rise(filter: RefusedFilter): void {
    while (filter.heapIndex > 0) {
      const index = filter.heapIndex;
      const parent = this.#heap[(index - 1) >> 1]!;
      if (parent.expiresAtMs <= filter.expiresAtMs) return;
      this.#put(filter, parent.heapIndex);
      this.#put(parent, index);
    }
  }

  #sink(filter: RefusedFilter): void {
    for (;;) {
      const index = filter.heapIndex;
      const left = this.#heap[2 * index + 1];
      const right = this.#heap[2 * index + 2];
      const child = right !== undefined && right.expiresAtMs < left!.expiresAtMs ? right : left;
      if (child === undefined || child.expiresAtMs >= filter.expiresAtMs) return;
      this.#put(filter, child.heapIndex);
      this.#put(child, index);
    }
  }
}
