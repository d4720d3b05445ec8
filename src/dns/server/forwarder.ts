/**
 * Questions about other zones, passed on to resolvers and their answers passed back, by the protocol
 * that the client came by. Resolvers are tried in order; one that was silent comes last for a while,
 * so that a dead first one does not cost every question its timeout. Each question by UDP has a socket,
 * so a port, and an id of its own; what does not answer exactly it is not listened to.
 */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../foundation/clock.ts';
import type { Place } from '../config/places.ts';
import type { DnsCounters, Protocol } from './counters.ts';
import { exchangeByTcp, exchangeByUdp, type Exchange } from './exchange.ts';
import type { Query } from './query.ts';

/** More questions are SERVFAIL: each holds a socket. */
export const mostInFlight = 1024;
/** How long a silent resolver is asked last. */
const silenceMs = 30_000;

export interface ForwarderParts {
  readonly clock: Clock;
  readonly counters: DnsCounters;
  readonly timeoutMs: number;
}

export class Forwarder {
  readonly #parts: ForwarderParts;
  readonly #silentUntil = new Map<Place, number>();
  readonly #open = new Set<Exchange>();
  #inFlight = 0;

  constructor(parts: ForwarderParts) {
    this.#parts = parts;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** `done` once, later; undefined: nobody answered. */
  forward(
    query: Query,
    protocol: Protocol,
    resolvers: readonly Place[],
    done: (answer: Buffer | undefined) => void,
  ): void {
    const { counters } = this.#parts;
    if (this.#inFlight >= mostInFlight) {
      counters.forwardOverflows++;
      process.nextTick(done, undefined);
      return;
    }
    this.#inFlight++;
    counters.forwarded++;
    this.#try(query, protocol, this.#inOrder(resolvers), (answer) => {
      this.#inFlight--;
      if (answer === undefined) counters.forwardFailures++;
      done(answer);
    });
  }

  close(): void {
    for (const exchange of this.#open) exchange.close();
    this.#open.clear();
  }

  #try(
    query: Query,
    protocol: Protocol,
    [resolver, ...others]: readonly Place[],
    done: (answer: Buffer | undefined) => void,
  ): void {
    if (resolver === undefined) return done(undefined);
    const { clock, timeoutMs } = this.#parts;
    const question = Buffer.from(query.bytes);
    question.writeUInt16BE(randomInt(65_536), 0);
    const exchange = (protocol === 'udp' ? exchangeByUdp : exchangeByTcp)(resolver, {
      question,
      questionEnd: query.questionEnd,
      timeoutMs,
      done: (answer) => {
        this.#open.delete(exchange);
        if (answer === undefined) {
          this.#silentUntil.set(resolver, clock.now() + silenceMs);
          return this.#try(query, protocol, others, done);
        }
        this.#silentUntil.delete(resolver);
        query.bytes.copy(answer, 0, 0, 2);
        done(answer);
      },
    });
    this.#open.add(exchange);
  }

  #inOrder(resolvers: readonly Place[]): readonly Place[] {
    if (this.#silentUntil.size === 0) return resolvers;
    const nowMs = this.#parts.clock.now();
    const isSilent = (place: Place): boolean => (this.#silentUntil.get(place) ?? 0) > nowMs;
    return [
      ...resolvers.filter((place) => !isSilent(place)),
      ...resolvers.filter((place) => isSilent(place)),
    ];
  }
}
