/**
 * When to allocate. Work follows change: while nothing changes, no timer runs.
 *
 *   at once     a framework or agent came, a role was revived: as soon as this turn is over, so
 *               that everything that came together is dealt with together (after a run that made
 *               thousands of offers cycle.ts lets frameworks wait for the batch
 *               with most agents)
 *   soon        a task ended: as soon as this turn is over, unless such a run was just before; then
 *               when the rest after it is over, so that a flood of ends makes few runs with many
 *               agents instead of many runs with one, and leaves time for other things
 *   batch       a framework declined, a refusal ran out: at the next multiple of the allocation
 *               interval, as in Mesos; a framework that declines everything for 0 seconds is
 *               thereby asked once in an interval and not in a hot loop
 */
import type { Clock, Timer } from '../foundation/clock.ts';

/**
 * After a run that came at once or soon, the next one that may wait comes no earlier: small beside a
 * network round trip and a task's start, large beside the cost of a run for a few agents.
 */
const leastRestMs = 2;
/** After long runs the rest is as long as the run was, so that no more than half of the time is theirs. */
const mostRestMs = 100;

/** In intervals: times since 1970 with a fraction of a millisecond are not exact. */
const roundingSlack = 1e-6;

export class Schedule {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #startMs: number;
  readonly #prompt: Alarm;
  readonly #batch: Alarm;
  #restUntilMs = -Infinity;

  /** `latencyMs` is how much later than asked the run begins: what was busy before it took. */
  constructor(
    clock: Clock,
    intervalMs: number,
    run: (kind: 'prompt' | 'batch', nowMs: number, latencyMs: number) => void,
  ) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#startMs = clock.now();
    this.#prompt = new Alarm(clock, (nowMs, lateMs) => {
      const startMs = clock.now();
      run('prompt', nowMs, lateMs);
      const endMs = clock.now();
      this.#restUntilMs = endMs + Math.min(Math.max(endMs - startMs, leastRestMs), mostRestMs);
    });
    this.#batch = new Alarm(clock, (nowMs, lateMs) => run('batch', nowMs, lateMs));
  }

  atOnce(): void {
    this.#prompt.setNoLaterThan(this.#clock.now());
  }

  soon(): void {
    this.#prompt.setNoLaterThan(Math.max(this.#clock.now(), this.#restUntilMs));
  }

  /** At the next batch. */
  atBatch(): void {
    this.atBatchNumber(this.batchNumberAt(this.#clock.now()) + 1);
  }

  atBatchNumber(number: number): void {
    this.#batch.setNoLaterThan(this.#startMs + number * this.#intervalMs);
  }

  /** The number of the batch that is due at this time, or was last. */
  batchNumberAt(timeMs: number): number {
    return Math.floor((timeMs - this.#startMs) / this.#intervalMs + roundingSlack);
  }

  /** The number of the first batch that is not before this time. */
  batchNumberFrom(timeMs: number): number {
    return Math.ceil((timeMs - this.#startMs) / this.#intervalMs - roundingSlack);
  }

  stop(): void {
    this.#prompt.cancel();
    this.#batch.cancel();
  }
}

/** One timer that can only be moved to an earlier time. */
class Alarm {
  readonly #clock: Clock;
  readonly #ring: (nowMs: number, lateMs: number) => void;
  #timer: Timer | undefined;
  #dueAtMs = Infinity;

  constructor(clock: Clock, ring: (nowMs: number, lateMs: number) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  setNoLaterThan(dueAtMs: number): void {
    if (dueAtMs >= this.#dueAtMs) return;
    this.#timer?.cancel();
    this.#dueAtMs = dueAtMs;
    this.#timer = this.#clock.after(dueAtMs - this.#clock.now(), () => {
      this.#dueAtMs = Infinity;
      // Timers may fire a little early; what was due then is due now.
      const nowMs = Math.max(this.#clock.now(), dueAtMs);
      this.#ring(nowMs, nowMs - dueAtMs);
    });
  }

  cancel(): void {
    this.#timer?.cancel();
    this.#dueAtMs = Infinity;
  }
}
