/**
 * marathon-lb as a running process: the steering in the middle; around it real time, Marathon, HAProxy
 * and what we answer ourselves. `once` is the same without staying.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SystemClock, type Timer } from '../foundation/clock.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { SystemRandom } from '../foundation/random.ts';
import { unwrap } from '../foundation/result.ts';
import type { Configuration } from './config/configuration.ts';
import { isGiven, type Variables } from './container-environment.ts';
import { endpoints, serveEndpoints } from './endpoints.ts';
import type { Mode } from './flags/arguments.ts';
import type { BalancerFlags } from './flags/table.ts';
import { checkFile } from './haproxy/check.ts';
import { HaproxyFiles } from './haproxy/files.ts';
import { Haproxy } from './haproxy/haproxy.ts';
import { ForeignHaproxyPort, OwnHaproxyPort } from './haproxy/ports.ts';
import { findHaproxyFault } from './haproxy/version.ts';
import { Addresses } from './marathon/addresses.ts';
import { MarathonClient } from './marathon/client.ts';
import { MarathonApps } from './marathon/port.ts';
import { BalancerMetrics, type Gauges } from './metrics.ts';
import { configurer, fingerprintOf } from './options.ts';
import { placesOf, type Places } from './places.ts';
import type { Configure, Environment, SteeringOptions } from './steering/environment.ts';
import { Follower } from './steering/events.ts';
import { Steering } from './steering/steering.ts';

export interface BalancerStart {
  readonly values: BalancerFlags;
  readonly mode: Mode;
  readonly variables: Variables;
  /** For Marathon. */
  readonly credentials: string | undefined;
  readonly logging: Logging;
}

interface RunningBalancer {
  /** SIGHUP. */
  askForAll(): void;
  /** SIGUSR1. */
  reload(): void;
  stop(): Promise<void>;
}

const defaultPollSeconds = 60;
const msPerSecond = 1000;

interface Sources {
  readonly client: MarathonClient;
  readonly apps: MarathonApps;
  readonly configure: Configure;
}

/** @throws Error with a sentence for the operator */
export async function sourcesOf(start: BalancerStart, places: Places): Promise<Sources> {
  const { values, variables, credentials } = start;
  const { marathon_ca_cert: ca, lru_cache_capacity: capacity } = values;
  const client = new MarathonClient({
    urls: values.marathon,
    ...(credentials === undefined ? {} : { credentials }),
    ...(ca === undefined ? {} : { caCertificate: await readFile(ca, 'utf8') }),
  });
  const addresses = new Addresses(capacity);
  const apps = new MarathonApps(client, addresses, capacity);
  const configure = unwrap(await configurer({ values, variables, places, apps, addresses }));
  return { client, apps, configure };
}

/** @throws Error with a sentence for the operator */
export async function startBalancer(start: BalancerStart): Promise<RunningBalancer> {
  const { values, mode, variables, logging } = start;
  const places = placesOf(values);
  const { client, apps, configure } = await sourcesOf(start, places);
  const files = new HaproxyFiles(places.config, values.archive_versions);
  const metrics = new BalancerMetrics(() => gauges());
  const proxy = await proxyOf(start, { places, files, metrics });
  const environment: Environment = {
    clock: new SystemClock(),
    random: new SystemRandom(),
    log: logging.createLog('steering'),
    marathon: apps,
    haproxy: proxy.port,
    configure: measured(configure, metrics),
    fingerprint: fingerprintOf,
    options: steeringOptionsOf(values),
    count: (what, by) => metrics.count(what, by),
  };
  const steering = new Steering(environment);
  const askForAll = (): void => steering.askForAll();
  const reload = (): void => steering.reload();
  const follower = new Follower({
    environment,
    open: client.follow,
    silenceMs: values.event_silence * msPerSecond,
    askForAll,
    askFor: (app) => steering.askFor(app),
  });
  const gauges = (): Gauges => ({
    ...sizesOf(steering.configuration),
    problems: steering.problems.length,
    haproxyUp: proxy.own?.isRunning ?? steering.isServing,
    marathonUp: steering.isMarathonThere,
    eventsOpen: follower.isOpen,
  });
  const router = endpoints({
    configuration: () => files.read(),
    map: (name) => readFile(join(places.directory, name), 'utf8').catch(() => ''),
    pids: () => proxy.own?.pids ?? [],
    problems: () => steering.problems,
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
    askForAll,
    reload,
  });
  const served = unwrap(await serveEndpoints(places.control, router, logging.createLog('http')));
  steering.start(await proxy.begin((why) => steering.receiveEnd(why)));
  steering.askForAll();
  const poll = mode === 'poll' ? pollEvery(environment.clock, variables, askForAll) : undefined;
  if (poll === undefined) follower.start();
  return {
    askForAll,
    reload,
    stop: async () => {
      poll?.stop();
      follower.close();
      steering.close();
      await proxy.own?.stop(values.drain_timeout * msPerSecond);
      client.close();
      await served.close();
    },
  };
}

interface Proxy {
  readonly port: OwnHaproxyPort | ForeignHaproxyPort;
  /** Undefined: somebody else runs it. */
  readonly own: Haproxy | undefined;
  /** What is there of before. */
  begin(onEnd: (why: string) => void): Promise<{ isRunning: boolean; hasFile: boolean }>;
}

async function proxyOf(
  { values, logging }: BalancerStart,
  parts: {
    readonly places: Places;
    readonly files: HaproxyFiles;
    readonly metrics: BalancerMetrics;
  },
): Promise<Proxy> {
  const { places, files, metrics } = parts;
  const { haproxy: command, skip_validation: skipsValidation } = values;
  const portParts = { files, command, skipsValidation };
  if (values.command !== undefined) {
    const port = new ForeignHaproxyPort(portParts, values.command);
    const begin = () => Promise.resolve({ isRunning: false, hasFile: false });
    return { port, own: undefined, begin };
  }
  const fault = await findHaproxyFault(command);
  if (fault !== undefined) throw new Error(fault);
  const ending = { tell: (_why: string): void => undefined };
  const own = new Haproxy({
    command,
    configPath: places.config,
    socketPath: places.master,
    pidPath: places.pid,
    log: logging.createLog('haproxy'),
    onEnd: (why) => ending.tell(why),
  });
  const port = new OwnHaproxyPort(portParts, {
    haproxy: own,
    boundFile: places.bound,
    ranCommands: (tookMs) => metrics.ranCommands(tookMs),
  });
  return {
    port,
    own,
    begin: async (onEnd) => {
      ending.tell = (why) => {
        port.ended();
        onEnd(why);
      };
      const isRunning = await own.adopt();
      if (isRunning) port.adopted();
      const text = await files.read();
      // A file that was not written for us is not started.
      const isOurs = text?.includes(places.control) ?? false;
      return { isRunning, hasFile: isOurs && (await checkFile(command, files.path)).ok };
    },
  };
}

function steeringOptionsOf(values: BalancerFlags): SteeringOptions {
  return {
    minReloadIntervalMs: values.min_reload_interval,
    maxReloadRetries: values.max_reload_retries,
    reloadRetryMs: values.reload_interval * msPerSecond,
    maxBackoffMs: values.max_backoff * msPerSecond,
    leavesOutBadApps: !values.skip_config_cleanup,
    changesAtRunTime: values.command === undefined,
  };
}

function measured(configure: Configure, metrics: BalancerMetrics): Configure {
  return (apps, excluded) => {
    const startMs = performance.now();
    const made = configure(apps, excluded);
    metrics.configured(performance.now() - startMs);
    return made;
  };
}

function sizesOf(made: Configuration | undefined): Pick<Gauges, 'apps' | 'backends' | 'servers'> {
  const backends = made?.backends ?? [];
  return {
    apps: new Set(backends.map(({ app }) => app)).size,
    backends: backends.length,
    servers: backends.reduce((sum, { servers }) => sum + servers.length, 0),
  };
}

function pollEvery(clock: Environment['clock'], variables: Variables, ask: () => void) {
  const { POLL_INTERVAL: given } = variables;
  const seconds = isGiven(given) && Number(given) > 0 ? Number(given) : defaultPollSeconds;
  let timer: Timer;
  const next = (): void => {
    timer = clock.after(seconds * msPerSecond, () => {
      ask();
      next();
    });
  };
  next();
  return { stop: () => timer.cancel() };
}
