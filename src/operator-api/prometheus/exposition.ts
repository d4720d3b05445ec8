/**
 * The numbers of a process as text for Prometheus, read and written with pauses, so that a scrape of
 * a large cluster holds nobody up; who asks while one is being written gets that one. The format
 * itself (escapes, types, OpenMetrics) is prom-client's.
 */
import type { Metric, Registry, RegistryContentType } from 'prom-client';
import { nextTurn, readInTurns } from '../../foundation/metrics/in-turns.ts';
import type { MetricsSource } from '../../foundation/metrics/registry.ts';
import type { TimerReading } from '../../foundation/metrics/timer.ts';
import { type Kind, familyName, placeOf } from './families.ts';

export type Format = 'prometheus' | 'openmetrics';

export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

interface Sample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What prom-client asks of a metric when it writes one. */
interface WrittenFamily {
  readonly name: string;
  readonly help: string;
  readonly type: Kind | 'summary';
  readonly values: Sample[];
}

export class Exposer {
  readonly #source: MetricsSource;
  readonly #pending = new Map<Format, Promise<Exposition>>();

  constructor(source: MetricsSource) {
    this.#source = source;
  }

  expose(format: Format): Promise<Exposition> {
    const pending = this.#pending.get(format);
    if (pending !== undefined) return pending;
    const written = this.#write(format).finally(() => this.#pending.delete(format));
    this.#pending.set(format, written);
    return written;
  }

  async #write(format: Format): Promise<Exposition> {
    // Loaded with the first scrape: programs that nobody scrapes start without it.
    const { Registry } = await import('prom-client');
    const isOpen = format === 'openmetrics';
    const registry = new Registry<RegistryContentType>();
    if (isOpen) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const parts: string[] = [];
    for (const family of await familiesOf(this.#source, isOpen)) {
      await writeFamily(registry, family, parts);
    }
    if (isOpen) parts.push('# EOF');
    return { contentType: registry.contentType, text: `${parts.join('\n')}\n` };
  }
}

/** About 10 ms of work. */
const samplesPerTurn = 2_000;

/** prom-client writes whatever tells it these fields; its own classes are for counting. */
async function writeFamily(
  registry: Registry<RegistryContentType>,
  family: WrittenFamily,
  into: string[],
): Promise<void> {
  const { name, values } = family;
  let from = 0;
  const part = (): WrittenFamily => ({
    ...family,
    values: values.slice(from, from + samplesPerTurn),
  });
  registry.registerMetric({ name, get: () => Promise.resolve(part()) } as unknown as Metric);
  do {
    const text = await registry.getSingleMetricAsString(name);
    into.push(from === 0 ? text : withoutHead(text));
    from += samplesPerTurn;
    await nextTurn();
  } while (from < values.length);
}

/** The lines of HELP and TYPE stand before the first part only. */
function withoutHead(text: string): string {
  return text.slice(text.indexOf('\n', text.indexOf('\n') + 1) + 1);
}

/** About 5 ms of work. */
const namesPerTurn = 1_000;

async function familiesOf(source: MetricsSource, isOpen: boolean): Promise<WrittenFamily[]> {
  const timers = source.timers?.() ?? [];
  const families = new Map<string, WrittenFamily>();
  let count = 0;
  for (const [metric, value] of await readInTurns(source)) {
    if (++count % namesPerTurn === 0) await nextTurn();
    if (Number.isFinite(value) && !isOfTimer(metric, timers)) add(families, metric, value, isOpen);
  }
  return [...families.values(), ...timers.map(summaryOf)];
}

function add(
  families: Map<string, WrittenFamily>,
  metric: string,
  value: number,
  isOpen: boolean,
): void {
  const place = placeOf(metric);
  if (place === undefined) return;
  const { kind: type, help, labels } = place;
  // OpenMetrics has `_total` in the samples of a counter and not in its name; prom-client adds it.
  const name = isOpen && type === 'counter' ? place.name.slice(0, -'_total'.length) : place.name;
  let family = families.get(name);
  if (family === undefined) families.set(name, (family = { name, help, type, values: [] }));
  family.values.push({ labels, value });
}

function isOfTimer(metric: string, timers: readonly TimerReading[]): boolean {
  return timers.some(
    ({ name }) =>
      metric.startsWith(name) && (metric.length === name.length || metric[name.length] === '/'),
  );
}

const msPerSecond = 1000;

function summaryOf({ name: metric, count, sumMs, quantiles }: TimerReading): WrittenFamily {
  const name = familyName(metric).replace(/_ms$/, '_seconds');
  return {
    name,
    help: `How long it took: Mesos' ${metric}, in seconds; quantiles over its window.`,
    type: 'summary',
    values: [
      ...quantiles.map(({ rank, durationMs }) => ({
        labels: { quantile: String(rank) },
        value: durationMs / msPerSecond,
      })),
      { metricName: `${name}_sum`, labels: {}, value: sumMs / msPerSecond },
      { metricName: `${name}_count`, labels: {}, value: count },
    ],
  };
}
