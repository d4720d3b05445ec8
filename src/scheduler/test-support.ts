/** For tests: a clock that moves by hand. */
import type { Clock, Timer } from '../foundation/clock.ts';

interface Pending {
  readonly atMs: number;
  readonly callback: () => void;
}

export class HandClock implements Clock {
  #nowMs = 1_000_000;
  /** By how much the machine's time has been set. */
  stepMs = 0;
  readonly #pending = new Set<Pending>();

  now(): number {
    return this.#nowMs;
  }

  timestamp(): number {
    return this.now() + this.stepMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const pending = { atMs: this.#nowMs + delayMs, callback };
    this.#pending.add(pending);
    return { cancel: () => void this.#pending.delete(pending) };
  }

  get waitingCount(): number {
    return this.#pending.size;
  }

  /** Rings what falls due on the way, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const next = [...this.#pending]
        .filter(({ atMs }) => atMs <= untilMs)
        .toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#pending.delete(next);
      this.#nowMs = next.atMs;
      next.callback();
    }
    this.#nowMs = untilMs;
  }
}
