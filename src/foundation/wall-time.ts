/**
 * The time that people and messages are told, of one process. The machine's own may be set: forward
 * (a machine that slept, a clock that was wrong at boot) or back. What is told follows it, so that
 * log lines can be laid beside those of others, and yet does not go back within a process, because
 * what came later shall say so: after a small step back it runs at half speed until it is caught up.
 * A large step back is followed at once, since being wrong for hours is worse than once.
 *
 * Never for durations, ages and timeouts: these use `Clock.now()`, which no step reaches.
 */

/** Caught up with in two minutes. */
const longestSlewMs = 60_000;
/** The machine's time is read in whole milliseconds; less than that is no step. */
const toleranceMs = 2;

export class WallTime {
  readonly #readWallMs: () => number;
  readonly #readSteadyMs: () => number;
  /** Told is steady time and this. */
  #offsetMs: number;
  #lastSteadyMs: number;

  constructor(readWallMs = (): number => Date.now(), readSteadyMs = steadyMs) {
    this.#readWallMs = readWallMs;
    this.#readSteadyMs = readSteadyMs;
    this.#lastSteadyMs = readSteadyMs();
    this.#offsetMs = 0;
  }

  /** Milliseconds since the Unix epoch, with a fraction. */
  now(): number {
    const steady = this.#readSteadyMs();
    const passedMs = steady - this.#lastSteadyMs;
    this.#lastSteadyMs = steady;
    const aheadMs = steady + this.#offsetMs - this.#readWallMs();
    if (aheadMs < -toleranceMs || aheadMs > longestSlewMs) {
      this.#offsetMs -= aheadMs;
    } else if (aheadMs > toleranceMs) {
      this.#offsetMs -= Math.min(aheadMs, passedMs / 2);
    }
    return steady + this.#offsetMs;
  }
}

function steadyMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Shared by all parts of the process, so that they agree. */
export const wallTime = new WallTime();
