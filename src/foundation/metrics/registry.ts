/**
 * The numbers a process publishes at /metrics/snapshot. Whoever owns a number registers it by its
 * full Mesos name and keeps the handle: counting is one addition on an object, and everything else
 * (asking gauges, sorting names) happens when a snapshot is taken.
 */
import type { Clock } from '../clock.ts';
import { assert } from '../result.ts';
import { TimerMetric, type TimerReading } from './timer.ts';

/** Only ever grows. */
export class Counter {
  value = 0;

  increment(by = 1): void {
    this.value += by;
  }
}

/** A number that its owner sets when it changes. */
class PushGauge {
  value = 0;

  set(value: number): void {
    this.value = value;
  }

  add(by: number): void {
    this.value += by;
  }
}

/** Times one kind of work; the name ends in `_ms`. */
export interface Stopwatch {
  record(durationMs: number): void;
  /** Starts one measurement; the returned function ends it. */
  start(): () => void;
}

/** Whoever can tell all numbers of a process. */
export interface MetricsSource {
  /** Every number by name, sorted. */
  snapshot(): Map<string, number>;
  /** The same, not sorted; each step is a place to pause. Absent: there are not so many. */
  collect?(into: Map<string, number>): Iterable<undefined>;
  /** The timers among them once more, with sums. Absent: there are none. */
  timers?(): TimerReading[];
}

/** Adds its numbers to a snapshot; who has many gives places to pause. */
type Collector = (into: Map<string, number>, nowMs: number) => void | Iterable<undefined>;

type AddNumber = (name: string, value: number) => void;

export class MetricsRegistry implements MetricsSource {
  readonly #clock: Clock;
  readonly #timers = new Map<string, TimerMetric>();
  readonly #collectors = new Map<string, Collector>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  counter(name: string): Counter {
    const counter = new Counter();
    this.#add(name, (into) => void into.set(name, counter.value));
    return counter;
  }

  pushGauge(name: string): PushGauge {
    const gauge = new PushGauge();
    this.#add(name, (into) => void into.set(name, gauge.value));
    return gauge;
  }

  /** A number that is asked for; while it is undefined the name is left out. */
  gauge(name: string, read: () => number | undefined): void {
    this.#add(name, (into) => {
      const value = read();
      if (value !== undefined) into.set(name, value);
    });
  }

  /**
   * Numbers whose names come and go with what they count (frameworks, roles); `collect` gives each
   * with its full name. `key` names the group, to remove it again.
   */
  group(key: string, collect: (add: AddNumber) => void | Iterable<undefined>): void {
    this.#add(key, (into) => collect((name, value) => void into.set(name, value)));
  }

  /** With a window there are statistics too: /count, /max, /min, /p50 ... /p9999. */
  timer(name: string, options: { readonly windowMs?: number } = {}): Stopwatch {
    assert(name.endsWith('_ms'), `the name of timer '${name}' ends in _ms`);
    const timer = new TimerMetric(name, options.windowMs);
    this.#add(name, (into, nowMs) => timer.collect(into, nowMs));
    this.#timers.set(name, timer);
    return {
      record: (durationMs) => timer.record(durationMs, this.#clock.now()),
      start: () => {
        const startMs = this.#clock.now();
        return () => {
          const nowMs = this.#clock.now();
          timer.record(nowMs - startMs, nowMs);
        };
      },
    };
  }

  /** Takes a metric away; unknown names are fine (a framework may be removed twice). */
  remove(name: string): void {
    this.#collectors.delete(name);
    this.#timers.delete(name);
  }

  snapshot(): Map<string, number> {
    const numbers = new Map<string, number>();
    for (const _ of this.collect(numbers));
    return new Map([...numbers].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  *collect(into: Map<string, number>): Generator<undefined, void, undefined> {
    const nowMs = this.#clock.now();
    for (const collect of this.#collectors.values()) {
      const rest = collect(into, nowMs);
      if (rest !== undefined) yield* rest;
      yield;
    }
  }

  timers(): TimerReading[] {
    const nowMs = this.#clock.now();
    return [...this.#timers.values()].map((timer) => timer.read(nowMs));
  }

  #add(name: string, collector: Collector): void {
    assert(!this.#collectors.has(name), `metric '${name}' is registered once`);
    this.#collectors.set(name, collector);
  }
}
