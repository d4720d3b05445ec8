/** For tests: a clock that stands still until the test lets time pass. */
import type { Clock, Timer } from '../../../foundation/clock.ts';

export class PaperClock implements Clock {
  #nowMs = 1_000_000;
  /** By how much the machine's time has been set. */
  stepMs = 0;
  readonly #waits = new Set<{ atMs: number; callback: () => void }>();

  now(): number {
    return this.#nowMs;
  }

  timestamp(): number {
    return this.now() + this.stepMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const wait = { atMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#waits.add(wait);
    return { cancel: () => this.#waits.delete(wait) };
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#waits].filter((wait) => wait.atMs <= endMs);
      if (due.length === 0) break;
      const next = due.reduce((first, wait) => (wait.atMs < first.atMs ? wait : first));
      this.#waits.delete(next);
      this.#nowMs = next.atMs;
      next.callback();
    }
    this.#nowMs = endMs;
  }

  /** The process of these timers has died. */
  forgetAll(): void {
    this.#waits.clear();
  }
}
