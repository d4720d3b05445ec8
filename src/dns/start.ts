/**
 * mesos-dns as a running process: the cluster's records in the middle; masters tell of changes on one
 * side, DNS and HTTP are answered on the other. It listens from the start: other zones are served at
 * once, our own as soon as a master has been heard of.
 */
import type { FastifyInstance } from 'fastify';
import { SystemClock } from '../foundation/clock.ts';
import { hostPortText } from '../foundation/host-port.ts';
import type { Log } from '../foundation/log.ts';
import { SystemRandom } from '../foundation/random.ts';
import type { DnsConfig } from './config/keys.ts';
import { lookUpHost, machineAddresses } from './config/machine.ts';
import { parsePlace } from './config/places.ts';
import { detectorOf } from './feed/detector.ts';
import { Feed } from './feed/feed.ts';
import { OperatorApi } from './feed/stream.ts';
import { Subscription } from './feed/subscription.ts';
import { makeApi } from './http/api.ts';
import { metricsOf } from './http/metrics.ts';
import { Cluster } from './model/cluster.ts';
import { listenerRecords } from './model/fixed-records.ts';
import { HostAddresses } from './model/host-addresses.ts';
import { hostLabel, oldHostLabel } from './model/labels.ts';
import { Serial } from './model/serial.ts';
import { DnsCounters } from './server/counters.ts';
import { Forwarder } from './server/forwarder.ts';
import { type DnsListeners, listenForDns } from './server/listeners.ts';
import { Responder } from './server/responder.ts';

/** @compat 0 is not "for ever". */
const usualTimeoutSeconds = 5;

export interface DnsStart {
  readonly config: DnsConfig;
  /** Of the configuration. */
  readonly path: string;
  readonly log: (label: string) => Log;
  /** Ends the process. */
  readonly exit: (why: string) => void;
}

export interface RunningDns {
  stop(): Promise<void>;
}

/** @throws Error with a sentence for the operator */
export async function startDns(start: DnsStart): Promise<RunningDns> {
  const { config } = start;
  const clock = new SystemClock();
  const addresses = new HostAddresses({
    clock,
    lookUp: lookUpHost,
    refreshMs: config.RefreshSeconds * 1000,
  });
  const label = config.EnforceRFC952 ? oldHostLabel : hostLabel;
  const naming = {
    domain: config.Domain,
    label,
    ipSources: config.IPSources as ('netinfo' | 'mesos' | 'docker' | 'host')[],
  };
  const cluster = new Cluster({ clock, naming, addresses });
  cluster.setListener(listenerRecords(config.SOAMname.toLowerCase(), ownAddresses(config)));
  const serial = new Serial(clock, cluster.book.zone);
  const counters = new DnsCounters();
  const timeoutMs = (config.Timeout === 0 ? usualTimeoutSeconds : config.Timeout) * 1000;
  const forwarder = new Forwarder({ clock, counters, timeoutMs });
  const responder = new Responder({
    config,
    cluster,
    serial,
    forwarder,
    counters,
    random: new SystemRandom(),
  });
  const { feed, subscription, api } = follow(start, { clock, cluster });
  const metrics = metricsOf({ counters, forwarder, cluster, serial, feed, subscription });
  const log = start.log('dns');
  const dns = config.DnsOn
    ? await listenForDns(config.Listener, config.Port, { responder, counters, log })
    : undefined;
  const http = config.HttpOn
    ? await listenForHttp(config, makeApi({ config, path: start.path, cluster, serial, metrics }))
    : undefined;
  sayWhere(start, dns, http);
  subscription.start();
  return {
    stop: async () => {
      subscription.close();
      feed.close();
      api.close();
      addresses.close();
      forwarder.close();
      await Promise.all([dns?.close(), http?.close()]);
    },
  };
}

function follow(
  { config, log, exit }: DnsStart,
  { clock, cluster }: { clock: SystemClock; cluster: Cluster },
) {
  const { Principal: principal, Secret: secret } = config.MesosCredentials;
  const api = new OperatorApi({
    timeoutMs: config.StateTimeoutSeconds * 1000,
    credential: config.MesosAuthentication === 'basic' ? { principal, secret } : undefined,
  });
  const feed = new Feed({
    cluster,
    api,
    clock,
    log: log('feed'),
    masters: config.Masters.map((text) => parsePlace(text))
      .filter((place) => place !== undefined)
      .map(({ host, port }) => ({ host, port: String(port) })),
    hasZooKeeper: config.Zk !== '',
    leastPidIntervalMs: config.RefreshSeconds * 1000,
  });
  const { ZkDetectionTimeout } = config;
  const isPatient = config.Zk === '' || ZkDetectionTimeout === 0;
  const timer = isPatient
    ? undefined
    : setTimeout(
        () => exit(`ZooKeeper named no leader in ${ZkDetectionTimeout} s (ZkDetectionTimeout)`),
        ZkDetectionTimeout * 1000,
      );
  const subscription = new Subscription({
    clock,
    random: new SystemRandom(),
    log: log('feed'),
    detector: detectorOf(config, { clock, log: log('detector') }),
    open: api.subscribe,
    onEvent: (event) => feed.receive(event),
    onLeader: (leader) => {
      if (leader !== undefined) clearTimeout(timer);
      feed.leaderChanged(leader);
    },
    onMasters: (masters) => feed.mastersChanged(masters),
    onSubscribed: (url) => feed.subscribed(url),
    onFailed: exit,
  });
  return { feed, subscription, api };
}

async function listenForHttp(config: DnsConfig, server: FastifyInstance): Promise<FastifyInstance> {
  const { HTTPListener: host, HttpPort: port } = config;
  try {
    await server.listen({ host, port });
    return server;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another process uses that port' : message;
    throw new Error(`Failed to listen on ${hostPortText(host, port)} for HTTP: ${why}`);
  }
}

function ownAddresses({ Listener }: DnsConfig): readonly string[] {
  return Listener === '0.0.0.0' || Listener === '::' ? machineAddresses() : [Listener];
}

function sayWhere(
  { config, log }: DnsStart,
  dns: DnsListeners | undefined,
  http: FastifyInstance | undefined,
): void {
  const { Listener, HTTPListener, Domain } = config;
  const lines = log('dns');
  if (dns !== undefined) {
    const place = hostPortText(Listener, dns.port);
    lines.info(`DNS for ${Domain} on ${place}, by UDP and TCP`);
  }
  const address = http?.addresses()[0];
  if (typeof address === 'object') {
    lines.info(`HTTP on http://${hostPortText(HTTPListener, address.port)}`);
  }
}
