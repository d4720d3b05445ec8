/**
 * Refusals. A framework that declines is not offered the same again for a while: any part of what
 * it refused, on that agent, in that role. More than it refused is offered to it.
 *
 * Filters hang on their agent, where an allocation run looks them up. When one is over matters only
 * from the next batch on, so they also lie in one bucket for each coming batch, and nothing
 * has to be scanned meanwhile. A new refusal replaces those it covers, which bounds the list of
 * each framework on each agent.
 */
import type { Resources } from '../resources/resources.ts';
import type { AgentState, Client, RefusedFilter } from './state.ts';

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

/** The filters that end by one batch. Removed ones stay in it until they are the most. */
interface Bucket {
  filters: RefusedFilter[];
  removedCount: number;
}

export class RefusedFilters {
  readonly #buckets = new Map<number, Bucket>();
  /** Keys of the buckets, ascending. */
  readonly #batchNumbers: number[] = [];

  add(filter: RefusedFilter): void {
    const { client, agent, resources, expiresAtMs } = filter;
    const list = agent.filters.get(client);
    if (list === undefined) {
      agent.filters.set(client, [filter]);
    } else {
      if (list.some((old) => old.expiresAtMs >= expiresAtMs && old.resources.contains(resources))) {
        return;
      }
      list.push(filter);
    }
    client.filters.add(filter);
    this.#getBucket(filter.batchNumber).filters.push(filter);
    for (const old of list === undefined ? [] : [...list]) {
      if (old !== filter && old.expiresAtMs <= expiresAtMs && resources.contains(old.resources)) {
        this.remove(old);
      }
    }
  }

  /** A live refusal that covers these resources (without allocation roles). */
  findRefusal(
    client: Client,
    agent: AgentState,
    resources: Resources,
    nowMs: number,
  ): RefusedFilter | undefined {
    const list = agent.filters.get(client);
    if (list === undefined) return undefined;
    for (const filter of list) {
      if (filter.expiresAtMs > nowMs && filter.resources.contains(resources)) return filter;
    }
    return undefined;
  }

  /** The next batch by which some refusal is over. */
  nextBatchNumber(): number | undefined {
    return this.#batchNumbers[0];
  }

  /** Drops those that are over by this batch, and says so of each. */
  expire(batchNumber: number, onExpired: (filter: RefusedFilter) => void): void {
    for (;;) {
      const next = this.#batchNumbers[0];
      if (next === undefined || next > batchNumber) return;
      const bucket = this.#buckets.get(next)!;
      this.#batchNumbers.shift();
      this.#buckets.delete(next);
      for (const filter of bucket.filters) {
        if (filter.isRemoved) continue;
        this.#detach(filter);
        onExpired(filter);
      }
    }
  }

  clearClient(client: Client): void {
    for (const filter of client.filters) this.remove(filter);
  }

  clearAgent(agent: AgentState): void {
    for (const list of [...agent.filters.values()]) {
      for (const filter of [...list]) this.remove(filter);
    }
  }

  remove(filter: RefusedFilter): void {
    this.#detach(filter);
    const bucket = this.#buckets.get(filter.batchNumber)!;
    bucket.removedCount++;
    if (bucket.removedCount * 2 <= bucket.filters.length) return;
    bucket.filters = bucket.filters.filter((other) => !other.isRemoved);
    bucket.removedCount = 0;
    if (bucket.filters.length > 0) return;
    this.#buckets.delete(filter.batchNumber);
    this.#batchNumbers.splice(this.#batchNumbers.indexOf(filter.batchNumber), 1);
  }

  #detach(filter: RefusedFilter): void {
    const { agent, client } = filter;
    filter.isRemoved = true;
    client.filters.delete(filter);
    const list = agent.filters.get(client)!;
    if (list.length === 1) agent.filters.delete(client);
    else list.splice(list.indexOf(filter), 1);
  }

  #getBucket(batchNumber: number): Bucket {
    let bucket = this.#buckets.get(batchNumber);
    if (bucket === undefined) {
      this.#buckets.set(batchNumber, (bucket = { filters: [], removedCount: 0 }));
      const place = this.#batchNumbers.findIndex((other) => other > batchNumber);
      if (place === -1) this.#batchNumbers.push(batchNumber);
      else this.#batchNumbers.splice(place, 0, batchNumber);
    }
    return bucket;
  }
}
