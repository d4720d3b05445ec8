/** The numbers of this server as text for Prometheus; worked out when they are asked for. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Feed } from '../feed/feed.ts';
import type { Subscription } from '../feed/subscription.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Serial } from '../model/serial.ts';
import { type DnsCounters, rcodeNames } from '../server/counters.ts';
import type { Forwarder } from '../server/forwarder.ts';

export interface MetricsParts {
  readonly counters: DnsCounters;
  readonly forwarder: Forwarder;
  readonly cluster: Cluster;
  readonly serial: Serial;
  readonly feed: Feed;
  readonly subscription: Subscription;
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

const prefix = 'mesos_dns_';

export function metricsOf(parts: MetricsParts): () => Promise<{ type: string; text: string }> {
  const { counters, forwarder, cluster, serial, feed, subscription } = parts;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const protocols = ['udp', 'tcp'] as const;
  const counter = (name: string, help: string, read: () => readonly Sample[]): void =>
    register(registry, { name, help, type: 'counter', read });
  const gauge = (name: string, help: string, read: () => number): void =>
    register(registry, { name, help, type: 'gauge', read: () => [[{}, read()]] });
  const each = (read: (protocol: 'udp' | 'tcp') => number) => (): readonly Sample[] =>
    protocols.map((protocol) => [{ protocol }, read(protocol)]);
  counter(
    'requests_total',
    'Requests by DNS.',
    each((of) => counters.of(of).requests),
  );
  counter(
    'dropped_total',
    'Packets that were no requests.',
    each((of) => counters.of(of).dropped),
  );
  counter(
    'truncated_total',
    'Answers that did not fit.',
    each((of) => counters.of(of).truncated),
  );
  counter('answers_total', 'Answers by return code.', () =>
    protocols.flatMap((protocol) =>
      counters
        .of(protocol)
        .answers.map((count, code): Sample => [
          { protocol, rcode: rcodeNames.get(code) ?? String(code) },
          count,
        ])
        .filter(([, count]) => count > 0),
    ),
  );
  counter('forwarded_total', 'Requests passed on to resolvers.', () => [[{}, counters.forwarded]]);
  counter('forward_failures_total', 'Requests that no resolver answered.', () => [
    [{}, counters.forwardFailures],
  ]);
  counter('forward_overflows_total', 'Requests refused because too many were passed on.', () => [
    [{}, counters.forwardOverflows],
  ]);
  counter('events_total', 'Events of the master.', () =>
    [...feed.counts].map(([type, count]): Sample => [{ type }, count]),
  );
  gauge('forward_in_flight', 'Requests that resolvers have.', () => forwarder.inFlight);
  gauge('tcp_connections', 'Open connections of DNS by TCP.', () => counters.openConnections);
  gauge('records', 'Records in the zone.', () => cluster.book.zone.recordCount);
  gauge('tasks', 'Tasks that are known.', () => cluster.taskCount);
  gauge('agents', 'Agents that are known.', () => cluster.agentCount);
  gauge('frameworks', 'Frameworks that are known.', () => cluster.frameworkCount);
  gauge('subscribed', '1 while the master tells of changes.', () =>
    subscription.isSubscribed ? 1 : 0,
  );
  gauge('soa_serial', 'Serial number of the zone.', () => serial.value);
  return async () => ({ type: registry.contentType, text: await registry.metrics() });
}

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly read: () => readonly Sample[];
}

/** What prom-client asks of a metric of its own. */
function register(registry: Registry, { name: short, help, type, read }: Family): void {
  const name = `${prefix}${short}`;
  const get = () => {
    const values = read().map(([labels, value]) => ({ labels, value }));
    return Promise.resolve({ name, help, type, values });
  };
  const metric = { name, get };
  registry.registerMetric(metric as unknown as Parameters<typeof registry.registerMetric>[0]);
}
