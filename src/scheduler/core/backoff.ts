/**
 * How long to wait before the next attempt: twice as long each time up to a bound, and by chance
 * anywhere between half of that and all of it, so that a thousand frameworks that lost the same
 * master do not all come back in the same instant.
 */
import type { Random } from '../../foundation/random.ts';

/** A master that restarts is back in a fraction of a second. */
const firstDelayMs = 250;
/** Waiting longer would leave a framework without offers well after the master is back. */
const mostDelayMs = 15_000;

export class Backoff {
  readonly #random: Random;
  #delayMs = firstDelayMs;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(mostDelayMs, delayMs * 2);
    return (delayMs * (1 + this.#random.next())) / 2;
  }

  reset(): void {
    this.#delayMs = firstDelayMs;
  }
}
