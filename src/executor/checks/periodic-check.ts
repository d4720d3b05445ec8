/**
 * The rhythm of all checks: wait for the delay, probe, tell the result, wait for the interval,
 * probe again. Probes of one check never overlap; the interval counts from the end of the last.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Result } from '../../foundation/result.ts';
import type { Probe } from './prober.ts';

/** An interval of 0 would be a busy loop that starts containers as fast as it can. */
const shortestIntervalMs = 10;

export interface PeriodicCheckOptions<Outcome> {
  readonly clock: Clock;
  readonly delayMs: number;
  readonly intervalMs: number;
  readonly probe: (done: (outcome: Result<Outcome>) => void) => Probe;
  readonly onOutcome: (outcome: Result<Outcome>) => void;
}

export class PeriodicCheck<Outcome> {
  readonly #options: PeriodicCheckOptions<Outcome>;
  #isStopped = false;
  #timer: Timer | undefined;
  #probe: Probe | undefined;

  constructor(options: PeriodicCheckOptions<Outcome>) {
    this.#options = options;
    this.#wait(options.delayMs);
  }

  /** Nothing is told afterwards. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#probe?.cancel();
    this.#probe = undefined;
  }

  #wait(delayMs: number): void {
    this.#timer = this.#options.clock.after(delayMs, () => {
      if (this.#isStopped) return;
      this.#probe = this.#options.probe((outcome) => {
        if (this.#isStopped) return;
        this.#probe = undefined;
        this.#options.onOutcome(outcome);
        // Whoever heard the outcome may have stopped the check.
        if (!this.#stopped()) this.#wait(Math.max(this.#options.intervalMs, shortestIntervalMs));
      });
    });
  }

  #stopped(): boolean {
    return this.#isStopped;
  }
}
