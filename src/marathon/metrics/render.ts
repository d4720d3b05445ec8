/** Metrics as they are asked for: JSON in the shape of the original, or text for Prometheus. */
import type { MetricsReading } from './registry.ts';

type Json = Readonly<Record<string, unknown>>;

/** @compat Of the format, not of Marathon. */
const formatVersion = '4.0.0';

export function metricsJson({ counters, gauges, meters, timers }: MetricsReading): Json {
  const each = <T>(of: ReadonlyMap<string, T>, render: (value: T) => Json): Json =>
    Object.fromEntries([...of].map(([name, value]) => [name, render(value)]));
  return {
    version: formatVersion,
    counters: each(counters, (count) => ({ count })),
    gauges: each(gauges, (value) => ({ value })),
    histograms: {},
    meters: each(meters, (meter) => ({ ...meter, units: 'events/second' })),
    timers: each(timers, (timer) => ({
      ...timer,
      duration_units: 'seconds',
      rate_units: 'calls/second',
    })),
  };
}

interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'summary';
  readonly values: readonly Sample[];
}

interface Sample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const quantiles = {
  '0.5': 'p50',
  '0.75': 'p75',
  '0.95': 'p95',
  '0.98': 'p98',
  '0.99': 'p99',
  '0.999': 'p999',
} as const;
const gaugesOfTimer = [
  'min',
  'mean',
  'max',
  'stddev',
  'mean_rate',
  'm1_rate',
  'm5_rate',
  'm15_rate',
] as const;
const gaugesOfMeter = ['count', 'mean_rate', 'm1_rate', 'm5_rate', 'm15_rate'] as const;

/** The text is prom-client's, from what it would ask of a metric of its own. */
export async function prometheusText(reading: MetricsReading): Promise<string> {
  const { Registry } = await import('prom-client');
  const registry = new Registry();
  for (const family of familiesOf(reading)) {
    const help = `Metric of Marathon: ${family.name}.`;
    const metric = { name: family.name, get: () => Promise.resolve({ ...family, help }) };
    registry.registerMetric(metric as unknown as Parameters<typeof registry.registerMetric>[0]);
  }
  return registry.metrics();
}

function familiesOf({ counters, gauges, meters, timers }: MetricsReading): readonly Family[] {
  const one = (type: Family['type'], name: string, value: number): Family => ({
    name: nameOf(name),
    type,
    values: [{ labels: {}, value }],
  });
  return [
    ...[...gauges].map(([name, value]) => one('gauge', name, value)),
    ...[...counters].map(([name, value]) => one('counter', name, value)),
    ...[...meters].flatMap(([name, meter]) =>
      gaugesOfMeter.map((part) => one('gauge', `${name}_${part}`, meter[part])),
    ),
    ...[...timers].flatMap(([name, timer]) => [
      {
        name: nameOf(name),
        type: 'summary' as const,
        values: [
          ...Object.entries(quantiles).map(([quantile, part]) => ({
            labels: { quantile },
            value: timer[part],
          })),
          { metricName: `${nameOf(name)}_count`, labels: {}, value: timer.count },
        ],
      },
      ...gaugesOfTimer.map((part) => one('gauge', `${name}_${part}`, timer[part])),
    ]),
  ];
}

function nameOf(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_]/g, '_');
}
