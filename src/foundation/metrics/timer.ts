/**
 * A timed thing: the last duration, and statistics over the recent ones. Samples live in a ring of
 * fixed size, so recording one costs two stores; sorting happens only when somebody asks.
 */

/** Mesos keeps 1000 too; with more samples in the window the oldest are forgotten. */
const sampleCapacity = 1000;

/** Suffix and rank of each percentile that Mesos publishes. */
const percentiles: readonly (readonly [string, number])[] = [
  ['/p50', 0.5],
  ['/p90', 0.9],
  ['/p95', 0.95],
  ['/p99', 0.99],
  ['/p999', 0.999],
  ['/p9999', 0.9999],
];

/** Least and greatest sample are the ranks 0 and 1. */
const ranks: readonly number[] = [0, ...percentiles.map(([, rank]) => rank), 1];

export interface TimerReading {
  readonly name: string;
  /** All that were ever recorded. */
  readonly count: number;
  readonly sumMs: number;
  /** None without a window, or without samples in it. */
  readonly quantiles: readonly { readonly rank: number; readonly durationMs: number }[];
}

export class TimerMetric {
  readonly #name: string;
  readonly #windowMs: number | undefined;
  readonly #durations: Float64Array;
  readonly #times: Float64Array;
  #recorded = 0;
  #lastMs = 0;
  #sumMs = 0;

  /** Without a window only the last duration is published. The name ends in `_ms`. */
  constructor(name: string, windowMs: number | undefined) {
    const capacity = windowMs === undefined ? 0 : sampleCapacity;
    this.#name = name;
    this.#windowMs = windowMs;
    this.#durations = new Float64Array(capacity);
    this.#times = new Float64Array(capacity);
  }

  record(durationMs: number, nowMs: number): void {
    this.#lastMs = durationMs;
    this.#sumMs += durationMs;
    if (this.#windowMs !== undefined) {
      const at = this.#recorded % sampleCapacity;
      this.#durations[at] = durationMs;
      this.#times[at] = nowMs;
    }
    this.#recorded++;
  }

  /** Nothing before the first sample; `@compat` statistics from the second one in the window on. */
  collect(into: Map<string, number>, nowMs: number): void {
    if (this.#recorded === 0) return;
    into.set(this.#name, this.#lastMs);
    const sorted = this.#samplesInWindow(nowMs).sort();
    if (sorted.length < 2) return;
    into.set(`${this.#name}/count`, sorted.length);
    into.set(`${this.#name}/max`, sorted[sorted.length - 1]!);
    into.set(`${this.#name}/min`, sorted[0]!);
    for (const [suffix, rank] of percentiles) {
      into.set(this.#name + suffix, percentile(sorted, rank));
    }
  }

  /** The same for tools that compute rates: sums since the start, and ranks over the window. */
  read(nowMs: number): TimerReading {
    const sorted = this.#samplesInWindow(nowMs).sort();
    const quantiles = sorted.length === 0 ? [] : ranks;
    return {
      name: this.#name,
      count: this.#recorded,
      sumMs: this.#sumMs,
      quantiles: quantiles.map((rank) => ({ rank, durationMs: percentile(sorted, rank) })),
    };
  }

  #samplesInWindow(nowMs: number): Float64Array {
    if (this.#windowMs === undefined) return this.#durations;
    const count = Math.min(this.#recorded, sampleCapacity);
    const sinceMs = nowMs - this.#windowMs;
    return this.#durations.slice(0, count).filter((_, i) => this.#times[i]! >= sinceMs);
  }
}

/** Between the two nearest samples, in proportion. */
function percentile(sorted: Float64Array, rank: number): number {
  const position = rank * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
