/**
 * Addresses of agents that Marathon names by host name. Found ones are kept for a while, and beyond it
 * when the name cannot be looked up any more: what is served must not depend on a DNS that is away.
 */
import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const goodForMs = 60_000;
const longestLookupMs = 3_000;
const lookupsAtOnce = 16;

interface Known {
  readonly address: string;
  readonly untilMs: number;
}

export class Addresses {
  readonly #capacity: number;
  readonly #known = new Map<string, Known>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get all(): ReadonlyMap<string, string> {
    return new Map([...this.#known].map(([host, { address }]) => [host, address]));
  }

  /** Those that cannot be found are left out. */
  async find(hosts: readonly string[]): Promise<void> {
    const nowMs = performance.now();
    const missing = hosts.filter((host) => (this.#known.get(host)?.untilMs ?? 0) <= nowMs);
    for (let at = 0; at < missing.length; at += lookupsAtOnce) {
      await Promise.all(missing.slice(at, at + lookupsAtOnce).map((host) => this.#find(host)));
    }
    for (const host of this.#known.keys()) {
      if (this.#known.size <= this.#capacity) break;
      this.#known.delete(host);
    }
  }

  async #find(host: string): Promise<void> {
    const found = await Promise.race([
      lookup(host, { family: 4 }).catch(() => lookup(host).catch(() => undefined)),
      sleep(longestLookupMs, undefined, { ref: false }),
    ]);
    const address = found?.address ?? this.#known.get(host)?.address;
    if (address === undefined) return;
    // Written last, it is forgotten last.
    this.#known.delete(host);
    this.#known.set(host, { address, untilMs: performance.now() + goodForMs });
  }
}
