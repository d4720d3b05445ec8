/**
 * What a machine thinks the time is: wrong from its start, perhaps, and set at any moment, forward or
 * back. What is told follows it, as with a real clock that somebody sets; nothing that is waited for
 * or measured may.
 */
import type { Clock } from '../../foundation/clock.ts';

/** Rounding on the way through seconds as doubles. */
const toleranceMs = 1;

export class MachineTime {
  readonly #clock: Clock;
  #aheadMs = 0;
  /** All that it was ever ahead by. */
  readonly #history = new Set([0]);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Before anything runs here: it was never right. */
  beginAt(aheadMs: number): void {
    this.#history.clear();
    this.set(aheadMs);
  }

  set(aheadMs: number): void {
    this.#aheadMs = aheadMs;
    this.#history.add(aheadMs);
  }

  timestamp(): number {
    return this.#clock.now() + this.#aheadMs;
  }

  /** Whether somebody here could have read this time since then. */
  couldHaveSaid(timestampMs: number, sinceMs: number): boolean {
    const now = this.#clock.now();
    for (const aheadMs of this.#history) {
      const atMs = timestampMs - aheadMs;
      if (atMs >= sinceMs - toleranceMs && atMs <= now + toleranceMs) return true;
    }
    return false;
  }
}
