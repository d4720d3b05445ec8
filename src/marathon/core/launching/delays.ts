/**
 * How long an app whose instances keep failing has to wait before the next launch: longer after each
 * failure, up to a bound, and not at all once nothing failed for as long as the bound.
 */
import type { Clock } from '../../../foundation/clock.ts';
import type { PathId, Timestamp } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';

interface Delay {
  /** A new version of the app starts without the delays of the one before. */
  readonly version: Timestamp;
  delayMs: number;
  /** From when it counts, by the steady clock. */
  fromMs: number;
}

export class Delays {
  readonly #clock: Clock;
  readonly #delays = new Map<PathId, Delay>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  failed({ id, backoff, versionInfo }: RunSpec): void {
    const { backoffSeconds, backoffFactor, maxLaunchDelaySeconds } = backoff;
    const mostMs = maxLaunchDelaySeconds * 1000;
    const version = versionInfo.lastConfigChangeAt;
    const known = this.#current(id, version, mostMs);
    const delayMs = known === undefined ? backoffSeconds * 1000 : known.delayMs * backoffFactor;
    this.#delays.set(id, {
      version,
      delayMs: Math.min(delayMs, mostMs),
      fromMs: this.#clock.now(),
    });
  }

  /** It got further: the same delay, from now on. */
  progressed({ id }: RunSpec): void {
    const known = this.#delays.get(id);
    if (known !== undefined) known.fromMs = this.#clock.now();
  }

  /** Milliseconds from now; 0: none. */
  leftMs({ id, versionInfo, backoff }: RunSpec): number {
    const mostMs = backoff.maxLaunchDelaySeconds * 1000;
    const known = this.#current(id, versionInfo.lastConfigChangeAt, mostMs);
    return known === undefined ? 0 : Math.max(0, known.fromMs + known.delayMs - this.#clock.now());
  }

  reset(id: PathId): void {
    this.#delays.delete(id);
  }

  #current(id: PathId, version: Timestamp, mostMs: number): Delay | undefined {
    const known = this.#delays.get(id);
    if (known === undefined) return undefined;
    const isOver = this.#clock.now() > known.fromMs + mostMs || known.version !== version;
    if (!isOver) return known;
    this.#delays.delete(id);
    return undefined;
  }
}
