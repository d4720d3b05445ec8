/**
 * What numbers are made of: rates that fade, and durations of which the last ones are kept. Time is in
 * milliseconds where it comes in and in seconds where it is told.
 */
import type { Clock } from '../../foundation/clock.ts';

const tickMs = 5_000;
const msPerSecond = 1000;
const windowMinutes = [1, 5, 15] as const;
/** Durations that are remembered; the oldest are forgotten. */
const mostSamples = 1024;

export interface MeterReading {
  readonly count: number;
  readonly m1_rate: number;
  readonly m5_rate: number;
  readonly m15_rate: number;
  readonly mean_rate: number;
}

/** Events per second, over the last 1, 5 and 15 minutes with those of long ago counting less. */
export class Meter {
  readonly #clock: Clock;
  readonly #startMs: number;
  #tickedMs: number;
  #count = 0;
  #sinceTick = 0;
  #rates: readonly number[] | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = this.#tickedMs = clock.now();
  }

  mark(): void {
    this.#tick();
    this.#count++;
    this.#sinceTick++;
  }

  read(): MeterReading {
    this.#tick();
    const [m1_rate = 0, m5_rate = 0, m15_rate = 0] = this.#rates ?? [];
    const seconds = (this.#clock.now() - this.#startMs) / msPerSecond;
    const mean_rate = seconds > 0 ? this.#count / seconds : 0;
    return { count: this.#count, m1_rate, m5_rate, m15_rate, mean_rate };
  }

  #tick(): void {
    const ticks = Math.floor((this.#clock.now() - this.#tickedMs) / tickMs);
    if (ticks <= 0) return;
    this.#tickedMs += ticks * tickMs;
    const rate = (this.#sinceTick / tickMs) * msPerSecond;
    this.#sinceTick = 0;
    const before = this.#rates;
    this.#rates = windowMinutes.map((minutes, at) => {
      const keep = Math.exp(-tickMs / (minutes * 60 * msPerSecond));
      const first = before === undefined ? rate : before[at]! * keep + rate * (1 - keep);
      return first * keep ** (ticks - 1);
    });
  }
}

export interface DurationReading extends MeterReading {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly p98: number;
  readonly p99: number;
  readonly p999: number;
  readonly stddev: number;
}

/** How long something took, in seconds. */
export class Durations {
  readonly #meter: Meter;
  readonly #samples: number[] = [];
  #next = 0;

  constructor(clock: Clock) {
    this.#meter = new Meter(clock);
  }

  record(durationMs: number): void {
    this.#meter.mark();
    this.#samples[this.#next] = durationMs / msPerSecond;
    this.#next = (this.#next + 1) % mostSamples;
  }

  read(): DurationReading {
    const sorted = this.#samples.toSorted((a, b) => a - b);
    const mean = sorted.reduce((sum, each) => sum + each, 0) / Math.max(1, sorted.length);
    const variance =
      sorted.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(1, sorted.length);
    const rank = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
    return {
      ...this.#meter.read(),
      min: sorted[0] ?? 0,
      mean,
      max: sorted.at(-1) ?? 0,
      p50: rank(0.5),
      p75: rank(0.75),
      p95: rank(0.95),
      p98: rank(0.98),
      p99: rank(0.99),
      p999: rank(0.999),
      stddev: Math.sqrt(variance),
    };
  }
}
