/**
 * When an agent may be given up. If a rack or the master's own network fails, all agents there fall
 * silent together; --agent_removal_rate_limit spreads their removal over time, so that an operator
 * can step in before everything is declared lost. First come, first served; the queue is bounded by
 * the number of agents, because each waits in it once.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';

/** So many agents in so long. */
export interface RemovalRate {
  readonly count: number;
  readonly windowMs: number;
}

export class RemovalLimiter {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #waiting = new Set<() => void>();
  #nextAtMs = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, rate: RemovalRate | undefined) {
    this.#clock = clock;
    this.#intervalMs = rate === undefined ? 0 : rate.windowMs / rate.count;
  }

  /** Calls `remove` when it is its turn, never at once; the result takes it out of the queue. */
  whenAllowed(remove: () => void): () => void {
    const turn = (): void => remove();
    this.#waiting.add(turn);
    this.#schedule();
    return () => void this.#waiting.delete(turn);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#waiting.clear();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#waiting.size === 0) return;
    this.#timer = this.#clock.after(Math.max(0, this.#nextAtMs - this.#clock.now()), () => {
      this.#timer = undefined;
      this.#serve();
      this.#schedule();
    });
  }

  /** The next one; without a limit, all. */
  #serve(): void {
    for (const turn of [...this.#waiting]) {
      if (!this.#waiting.delete(turn)) continue;
      this.#nextAtMs = this.#clock.now() + this.#intervalMs;
      turn();
      if (this.#intervalMs > 0) return;
    }
  }
}
