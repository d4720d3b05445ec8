/**
 * The numbers of a Marathon, by the names of the original ("apps.active.gauge"; the last words say kind
 * and unit), with --metrics_name_prefix before them. Counters and gauges come from the registry that all
 * our programs have; rates and durations are Marathon's own.
 */
import type { Clock } from '../../foundation/clock.ts';
import { MetricsRegistry, type Counter } from '../../foundation/metrics/registry.ts';
import { Durations, Meter, type DurationReading, type MeterReading } from './instruments.ts';

export interface MetricsReading {
  readonly counters: ReadonlyMap<string, number>;
  readonly gauges: ReadonlyMap<string, number>;
  readonly meters: ReadonlyMap<string, MeterReading>;
  readonly timers: ReadonlyMap<string, DurationReading>;
}

export class MarathonMetrics {
  readonly #clock: Clock;
  readonly #prefix: string;
  readonly #counterNumbers: MetricsRegistry;
  readonly #gauges: MetricsRegistry;
  readonly #counters = new Map<string, Counter>();
  readonly #meters = new Map<string, Meter>();
  readonly #timers = new Map<string, Durations>();

  constructor(clock: Clock, prefix: string) {
    this.#clock = clock;
    this.#prefix = prefix;
    this.#counterNumbers = new MetricsRegistry(clock);
    this.#gauges = new MetricsRegistry(clock);
  }

  /** Made when it is first asked for: names have states of tasks and types of operations in them. */
  counter(name: string): Counter {
    let counter = this.#counters.get(name);
    if (counter === undefined) {
      counter = this.#counterNumbers.counter(this.#named(name));
      this.#counters.set(name, counter);
    }
    return counter;
  }

  /** Left out while it is undefined. */
  gauge(name: string, read: () => number | undefined): void {
    this.#gauges.gauge(this.#named(name), read);
  }

  meter(name: string): Meter {
    const meter = new Meter(this.#clock);
    this.#meters.set(this.#named(name), meter);
    return meter;
  }

  timer(name: string): Durations {
    const durations = new Durations(this.#clock);
    this.#timers.set(this.#named(name), durations);
    return durations;
  }

  read(): MetricsReading {
    return {
      counters: this.#counterNumbers.snapshot(),
      gauges: this.#gauges.snapshot(),
      meters: new Map([...this.#meters].map(([name, meter]) => [name, meter.read()])),
      timers: new Map([...this.#timers].map(([name, timer]) => [name, timer.read()])),
    };
  }

  #named(name: string): string {
    return `${this.#prefix}.${name}`;
  }
}
