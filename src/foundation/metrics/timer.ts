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

export class TimerMetric {
  readonly #name: string;
  readonly #windowMs: number | undefined;
  readonly #durations: Float64Array;
  readonly #times: Float64Array;
  #recorded = 0;
  #lastMs = 0;

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
