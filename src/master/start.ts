/**
 * A master as a running process: the core in the middle; around it the real clock, the real network
 * and the real disk. Nothing here decides anything; it connects.
 */
import { join } from 'node:path';
import { type Clock, SystemClock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import {
  type Addresses,
  findAddresses,
  findOpennessWarning,
  hostRuleOf,
} from '../foundation/flags/addresses.ts';
import { reachabilityWarning } from '../foundation/flags/reachability.ts';
import type { LoadedFlags } from '../foundation/flags/load.ts';
import { HttpServer } from '../foundation/http/index.ts';
import { type Access, EndpointRouter, behindFirewall, parseFirewall } from '../manners/index.ts';
import { listenAt } from '../foundation/listen.ts';
import type { Log } from '../foundation/log.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { type Random, SystemRandom, uuidText } from '../foundation/random.ts';
import { type Result, unwrap } from '../foundation/result.ts';
import { mesosVersion } from '../foundation/version.ts';
import {
  LibprocessServer,
  LibprocessTransport,
  type Upid,
  makeTransportNetwork,
  makeUpid,
  readPeerAddressRule,
} from '../libprocess/index.ts';
import type { Election } from '../leadership/core/election.ts';
import { masterInfoOf } from '../leadership/core/master-info.ts';
import { standaloneElection } from '../leadership/core/standalone.ts';
import type { DomainInfo, MasterInfo } from '../protocol/generated/mesos.ts';
import { type CheckedParts, checkedStore } from '../storage/checked-store.ts';
import { FileWitness, MemoryWitness } from '../storage/commit-witness.ts';
import { guardedStore } from '../storage/guarded-store.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { LevelStore } from '../storage/level-store.ts';
import { MemoryStore } from '../storage/memory-store.ts';
import { announcedCapabilities } from './core/capabilities.ts';
import type { CallLimiter } from './core/calls/rate-limits.ts';
import { Master } from './core/master.ts';
import { Registrar } from './core/registrar.ts';
import { OperatorEvents } from './endpoints/event-stream.ts';
import { registerMasterEndpoints } from './endpoints/index.ts';
import { registerSchedulerApi } from './endpoints/scheduler-api.ts';
import type { MasterFlags, masterFlags } from './flags.ts';
import { LiveFeed } from './web/feed.ts';
import { everyOf } from './web/observers.ts';
import { findPages } from './pages-directory.ts';
import type { StaticSource } from '../foundation/http/static/index.ts';
import { MasterMetrics } from './metrics.ts';
import { allocatorOptionsOf, callLimiterOf, domainOf, optionsOf } from './options.ts';
import { isWhitelistGiven, Whitelist } from './whitelist.ts';
import { TimedStore } from './timed-store.ts';
import { mostWriteBytes } from '../zookeeper/core/store.ts';
import { parseZooKeeperUrl, zooKeeperUrlText } from '../zookeeper/core/url.ts';
import { type GroupOptions, zooKeeperElection, zooKeeperRegistry } from '../zookeeper/group.ts';

export interface RunningMaster {
  readonly master: Master;
  /** Where it listens; the port is the real one when 0 was asked for. */
  readonly address: { readonly ip: string; readonly port: number; readonly hostname: string };
  stop(): Promise<void>;
}

export interface MasterStart {
  readonly flags: LoadedFlags<typeof masterFlags>;
  readonly logging: Logging;
  /** Decides which master leads. Absent: this one, which is alone. */
  readonly elect?: (candidate: MasterInfo) => Election;
  /** Who asks, and what they may. Absent: nobody is asked, and everybody may everything. */
  readonly access?: Access;
  /** It cannot go on, or leads no longer. Absent: the process ends with status 1. */
  readonly abort?: (why: string) => void;
}

/**
 * Listens, contends, recovers when it is elected, and serves; or stands by until it is elected.
 *
 * @throws Error with a sentence for the operator when it cannot start
 */
export async function startMaster(start: MasterStart): Promise<RunningMaster> {
  const { values } = start.flags;
  // A registry of one's own is looked at before anybody is listened to.
  const own = isShared(values) ? undefined : await openStore(values);
  const edge = await listen(start);
  const store = own ?? checkedStore(sharedRegistry(values, edge));
  const registryStore = guard(store, start, edge);
  const master = makeMaster(start, edge, registryStore);
  const pages = await findPages(start.flags.isGiven('webui_dir') ? values.webui_dir : undefined);
  registerEndpoints(start, edge, master, pages);
  const whitelist = await watchWhitelist(values, edge, master);
  const group = groupOf(values, edge);
  const elect =
    start.elect ??
    (group === undefined ? standaloneElection : (own) => zooKeeperElection(group, own.id));
  unwrap(
    await new Promise<Result<void>>((settled) => master.stand(elect(edge.masterInfo), settled)),
  );
  announce(edge);
  const { addresses, port, transport, server } = edge;
  return {
    master,
    address: { ip: addresses.advertisedIp, port, hostname: addresses.hostname },
    stop: async () => {
      master.stop();
      whitelist?.stop();
      edge.limiter?.stop();
      transport.close();
      await server.close();
      await new Promise<void>((resolve) => registryStore.close(() => resolve()));
    },
  };
}

/** The real world around the core: addresses, sockets, time and chance. */
interface Edge {
  readonly addresses: Addresses;
  /** The real one when 0 was asked for. */
  readonly port: number;
  readonly masterInfo: MasterInfo;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: MasterMetrics;
  readonly observer: OperatorEvents;
  readonly live: LiveFeed;
  readonly router: EndpointRouter;
  readonly transport: LibprocessTransport;
  readonly server: LibprocessServer;
  /** Where messages go; there is none as long as the core is not made. */
  master: Master | undefined;
  readonly abort: (why: string) => void;
  readonly limiter: CallLimiter | undefined;
}

async function listen({ flags, logging, abort, access }: MasterStart): Promise<Edge> {
  const { values } = flags;
  const log = logging.createLog('master');
  const addresses = unwrap(await findAddresses(values));
  const router = new EndpointRouter('master', access);
  const firewall = unwrap(parseFirewall(values.firewall_rules));
  const http = new HttpServer({
    router: behindFirewall(router, firewall),
    log: logging.createLog('http'),
    hosts: hostRuleOf(addresses, values.known_hosts),
  });
  const transport = new LibprocessTransport({ log: logging.createLog('process') });
  const server = new LibprocessServer({
    http,
    isLinked: (peer) => transport.isLinked(peer),
    requiresPeerAddress: unwrap(readPeerAddressRule(process.env)),
    onMessage: (from, toId, name, body) => {
      if (!ownId.test(toId)) return false;
      edge.master?.receive(from.text, name, body);
      return true;
    },
  });
  const port = await listenAt(server, addresses);
  const openness = findOpennessWarning({ ...addresses, listenPort: port });
  if (openness !== undefined) logging.loudWarning('master', openness);
  const clock = new SystemClock();
  const edge: Edge = {
    addresses,
    port,
    masterInfo: makeMasterInfo(addresses, addresses.advertisedPort || port, domainOf(values)),
    log,
    clock,
    random: new SystemRandom(),
    metrics: new MasterMetrics(clock),
    observer: new OperatorEvents({
      clock,
      log,
      maxSubscribers: values.max_operator_event_stream_subscribers,
      budget: http.unreadStreams,
    }),
    live: new LiveFeed({ clock, budget: http.unreadStreams }),
    router,
    transport,
    server,
    limiter: callLimiterOf(values, clock),
    master: undefined,
    abort:
      abort ??
      ((why) => {
        logging.exitLine('master', why);
        process.exit(1);
      }),
  };
  edge.metrics.waitingCalls = () => edge.limiter?.waitingCount ?? 0;
  return edge;
}

/** The registry: measured, and the end of the process when it fails. */
function guard(
  store: KeyValueStore,
  { flags: { values } }: MasterStart,
  { metrics, clock, abort }: Edge,
): KeyValueStore {
  const timedStore = new TimedStore(store, metrics);
  metrics.registryBytes = () => timedStore.bytes;
  return guardedStore(timedStore, {
    clock,
    readTimeoutMs: values.registry_fetch_timeout,
    writeTimeoutMs: values.registry_store_timeout,
    onFailure: abort,
  });
}

function makeMaster(
  { flags: { values }, access }: MasterStart,
  edge: Edge,
  store: KeyValueStore,
): Master {
  const { clock, random, log, masterInfo, metrics, transport, abort } = edge;
  const self = (id: string): Upid => makeUpid(id, edge.addresses.advertisedIp, masterInfo.port);
  edge.master = new Master(
    {
      clock,
      random,
      log,
      network: makeTransportNetwork({ transport, log, self, mostRememberedPidBytes }),
      registrar: new Registrar(store, isShared(values) ? mostWriteBytes : undefined),
      observer: everyOf([edge.observer, edge.live]),
      options: optionsOf(values),
      authorizer: access?.authorizer,
      masterInfo,
      count: (metric) => metrics.count(metric),
      abort,
    },
    allocatorOptionsOf(values),
  );
  return edge.master;
}

function registerEndpoints(
  { flags, logging }: MasterStart,
  edge: Edge,
  master: Master,
  pages: StaticSource | undefined,
): void {
  const { router, observer, live, metrics } = edge;
  metrics.watchHost(flags.values.work_dir);
  const { frameworks: traffic, principals } = metrics;
  registerSchedulerApi(router, { master, traffic, principals, limiter: edge.limiter });
  registerMasterEndpoints(router, { master, observer, live, pages, metrics, flags, logging });
}

function announce({ addresses, masterInfo, log }: Edge): void {
  log.info(`Master ${masterInfo.id} (${masterInfo.hostname}) started on ${masterInfo.pid}`);
  const warning = reachabilityWarning(addresses, {
    name: 'Master',
    peers: 'schedulers or agents',
  });
  if (warning !== undefined) log.warning(warning);
}

/** Undefined: agents of all hosts are offered. */
async function watchWhitelist(
  { whitelist: path }: MasterFlags,
  { clock, log }: Edge,
  master: Master,
): Promise<Whitelist | undefined> {
  if (!isWhitelistGiven(path)) return undefined;
  const { allocator } = master.core;
  const onChange = (hostnames: ReadonlySet<string>): void => allocator.updateWhitelist(hostnames);
  return Whitelist.watch({ path, clock, log, onChange });
}

/** Undefined: this master is alone. */
function groupOf({ zk, zk_session_timeout }: MasterFlags, edge: Edge): GroupOptions | undefined {
  if (zk === undefined) return undefined;
  const { clock, random, log } = edge;
  const url = unwrap(parseZooKeeperUrl(zk.trim()));
  return { url, sessionTimeoutMs: zk_session_timeout, clock, random, log };
}

/** With --registry=in_memory ZooKeeper elects, and each master begins anew. */
function isShared({ zk, registry }: MasterFlags): boolean {
  return zk !== undefined && registry !== 'in_memory';
}

/** ZooKeeper does not lose what it answered, so nobody has to bear witness. */
function sharedRegistry(values: MasterFlags, edge: Edge): CheckedParts {
  const group = groupOf(values, edge)!;
  const store = zooKeeperRegistry(group, edge.masterInfo.id);
  return { store, witness: new MemoryWitness(0), place: zooKeeperUrlText(group.url) };
}

async function openStore(values: MasterFlags): Promise<KeyValueStore> {
  if (values.registry === 'in_memory') return new MemoryStore();
  const workDir = values.work_dir!;
  unwrap(makeOwnDirectory(workDir, { flag: '--work_dir', checksEntries: true }));
  const place = join(workDir, 'registry');
  const witness = unwrap(await FileWitness.open(join(place, 'committed')));
  const opened = await new Promise<Result<LevelStore>>((resolve) =>
    LevelStore.open(place, resolve),
  );
  return checkedStore({ store: unwrap(opened), witness, place });
}

/** Ids of this master's own processes that take messages. */
const ownId = /^(master|slave-observer\(\d+\))$/;

/** Room for 40,000 agents; a flood of made-up senders only empties the cache. */
const mostRememberedPidBytes = 16 * 1024 * 1024;

function makeMasterInfo(
  { advertisedIp: ip, hostname }: Addresses,
  port: number,
  domain: DomainInfo | undefined,
): MasterInfo {
  return {
    ...masterInfoOf({ ip, port, hostname }, uuidText(new SystemRandom().uuidBytes())),
    version: mesosVersion,
    capabilities: announcedCapabilities.map((type) => ({ type })),
    ...(domain === undefined ? {} : { domain }),
  };
}
