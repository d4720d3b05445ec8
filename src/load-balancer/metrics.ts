/** What marathon-lb counts of itself, as text for Prometheus; HAProxy has an exporter of its own. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Count } from './steering/environment.ts';

const counted: Readonly<Record<Count, string>> = {
  reloads: 'Configurations that HAProxy has loaded.',
  reload_failures: 'Configurations that HAProxy has not loaded.',
  refused_configurations: 'Configurations that did not pass the check.',
  runtime_changes: 'Servers that came, went or changed without a reload.',
  runtime_failures: 'Changes that the runtime API refused or did not answer.',
  haproxy_ends: 'Ends of HAProxy that nobody asked for.',
  snapshots: 'Answers of Marathon with all apps.',
  app_updates: 'Answers of Marathon with one app.',
  marathon_failures: 'Questions that Marathon did not answer, and streams that ended.',
};

export interface Gauges {
  readonly apps: number;
  readonly backends: number;
  readonly servers: number;
  readonly problems: number;
  readonly haproxyUp: boolean;
  readonly marathonUp: boolean;
  readonly eventsOpen: boolean;
}

const seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export class BalancerMetrics {
  readonly #registry = new Registry();
  readonly #counters: ReadonlyMap<string, Counter>;
  readonly #configuration: Histogram;
  readonly #runtime: Histogram;

  constructor(read: () => Gauges) {
    const registers = [this.#registry];
    this.#counters = new Map(
      Object.entries(counted).map(([name, help]) => [
        name,
        new Counter({ name: `marathon_lb_${name}_total`, help, registers }),
      ]),
    );
    const histogram = (name: string, help: string): Histogram =>
      new Histogram({ name: `marathon_lb_${name}_seconds`, help, registers, buckets: seconds });
    this.#configuration = histogram('configuration', 'To make a configuration of all apps.');
    this.#runtime = histogram('runtime_call', 'For HAProxy to carry out commands at run time.');
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({
        name: `marathon_lb_${name}`,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    };
    gauge('apps', 'Apps that are served.', () => read().apps);
    gauge('backends', 'Backends of HAProxy.', () => read().backends);
    gauge('servers', 'Servers in all backends.', () => read().servers);
    gauge('problems', 'What GET /_mlb/problems tells of.', () => read().problems);
    gauge('haproxy_up', '1: HAProxy runs.', () => Number(read().haproxyUp));
    gauge('marathon_up', '1: Marathon answered last.', () => Number(read().marathonUp));
    gauge('event_stream_up', '1: events are followed.', () => Number(read().eventsOpen));
  }

  count(what: Count, by = 1): void {
    this.#counters.get(what)?.inc(by);
  }

  configured(tookMs: number): void {
    this.#configuration.observe(tookMs / 1000);
  }

  ranCommands(tookMs: number): void {
    this.#runtime.observe(tookMs / 1000);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
