/**
 * A master as a running process: the core in the middle; around it the real clock, the real network
 * and the real disk. Nothing here decides anything; it connects.
 */
import { join } from 'node:path';
import type { AllocatorOptions } from '../allocator/options.ts';
import { parseMinAllocatable } from '../allocator/options.ts';
import { SystemClock } from '../foundation/clock.ts';
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
import { EndpointRouter } from '../manners/index.ts';
import { listenAt } from '../foundation/listen.ts';
import type { Log } from '../foundation/log.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { SystemRandom, uuidText } from '../foundation/random.ts';
import { remembering } from '../foundation/remembering.ts';
import { type Result, unwrap } from '../foundation/result.ts';
import { mesosVersion } from '../foundation/version.ts';
import {
  LibprocessServer,
  LibprocessTransport,
  type Upid,
  makeUpid,
  findUpid,
  readPeerAddressRule,
} from '../libprocess/index.ts';
import { tryEncode } from '../protocol/codec/try-encode.ts';
import type { MasterInfo } from '../protocol/generated/mesos.ts';
import { checkedStore } from '../storage/checked-store.ts';
import { FileWitness } from '../storage/commit-witness.ts';
import { guardedStore } from '../storage/guarded-store.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { LevelStore } from '../storage/level-store.ts';
import { MemoryStore } from '../storage/memory-store.ts';
import { announcedCapabilities } from './core/capabilities.ts';
import type { MasterOptions, Network } from './core/environment.ts';
import { Master } from './core/master.ts';
import { Registrar } from './core/registrar.ts';
import { OperatorEvents } from './endpoints/event-stream.ts';
import { registerMasterEndpoints } from './endpoints/index.ts';
import { registerSchedulerApi } from './endpoints/scheduler-api.ts';
import { type MasterFlags, type masterFlags, parseWeights } from './flags.ts';
import { MasterMetrics } from './metrics.ts';
import { RootAliases } from './root-aliases.ts';
import { TimedStore } from './timed-store.ts';

export interface RunningMaster {
  readonly master: Master;
  /** Where it listens; the port is the real one when 0 was asked for. */
  readonly address: { readonly ip: string; readonly port: number; readonly hostname: string };
  stop(): Promise<void>;
}

export interface MasterStart {
  readonly flags: LoadedFlags<typeof masterFlags>;
  readonly logging: Logging;
}

/** @throws Error with a sentence for the operator when it cannot start */
export async function startMaster({ flags, logging }: MasterStart): Promise<RunningMaster> {
  const { values } = flags;
  const log = logging.createLog('master');
  const addresses = unwrap(await findAddresses(values));
  const store = await openStore(values);
  const router = new EndpointRouter('master');
  const http = new HttpServer({
    router,
    log: logging.createLog('http'),
    hosts: hostRuleOf(addresses, values.known_hosts),
  });
  const transport = new LibprocessTransport({ log: logging.createLog('process') });
  let master: Master | undefined = undefined;
  const server = new LibprocessServer({
    http,
    isLinked: (peer) => transport.isLinked(peer),
    requiresPeerAddress: unwrap(readPeerAddressRule(process.env)),
    onMessage: (from, toId, name, body) => {
      if (!ownId.test(toId)) return false;
      master?.receive(from.text, name, body);
      return true;
    },
  });
  const port = await listenAt(server, addresses);
  const openness = findOpennessWarning({ ...addresses, listenPort: port });
  if (openness !== undefined) logging.loudWarning('master', openness);
  const masterInfo = makeMasterInfo(addresses, addresses.advertisedPort || port);
  const clock = new SystemClock();
  const random = new SystemRandom();
  const metrics = new MasterMetrics(clock);
  const observer = new OperatorEvents({
    clock,
    log,
    maxSubscribers: values.max_operator_event_stream_subscribers,
    budget: http.unreadStreams,
  });
  const abort = (why: string): void => {
    logging.exitLine('master', why);
    process.exit(1);
  };
  const timedStore = new TimedStore(store, metrics);
  metrics.registryBytes = () => timedStore.bytes;
  const registryStore = guardedStore(timedStore, {
    clock,
    readTimeoutMs: values.registry_fetch_timeout,
    writeTimeoutMs: values.registry_store_timeout,
    onFailure: abort,
  });
  const self = (id: string): Upid => makeUpid(id, addresses.advertisedIp, masterInfo.port);
  master = new Master(
    {
      clock,
      random,
      log,
      network: makeNetwork(transport, log, self),
      registrar: new Registrar(registryStore),
      observer,
      options: optionsOf(values),
      masterInfo,
      count: (metric) => metrics.count(metric),
      abort,
    },
    allocatorOptionsOf(values),
  );
  const running = master;
  registerSchedulerApi(router, { master: running, traffic: metrics.frameworks });
  registerMasterEndpoints(router, { master: running, observer, metrics, flags, logging });
  await new Promise<void>((resolve, reject) => {
    running.recover((result) => (result.ok ? resolve() : reject(new Error(result.error))));
  });
  log.info(`Master ${masterInfo.id} (${masterInfo.hostname}) started on ${masterInfo.pid}`);
  const warning = reachabilityWarning(addresses, {
    name: 'Master',
    peers: 'schedulers or agents',
  });
  if (warning !== undefined) log.warning(warning);
  return {
    master: running,
    address: { ip: addresses.advertisedIp, port, hostname: addresses.hostname },
    stop: async () => {
      running.stop();
      transport.close();
      await server.close();
      await new Promise<void>((resolve) => registryStore.close(() => resolve()));
    },
  };
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

function makeNetwork(
  transport: LibprocessTransport,
  log: Log,
  self: (id: string) => Upid,
): Network {
  // Pids come as text with every message; parsing each once is enough.
  const upidOf = remembering(mostRememberedPidBytes, findUpid);
  const senderOf = remembering(mostRememberedPidBytes, self);
  return {
    send: (fromId, to, type, message) => {
      const target = upidOf(to);
      if (target === undefined) return;
      const body = tryEncode(type, message);
      if (body.ok) transport.send(senderOf(fromId), target, type.typeName, body.value);
      else log.error(`${body.error}; not sent to ${to}`);
    },
    link: (pid, onExited) => {
      const target = upidOf(pid);
      if (target !== undefined) transport.link(target, onExited);
    },
  };
}

/** Room for 40,000 agents; a flood of made-up senders only empties the cache. */
const mostRememberedPidBytes = 16 * 1024 * 1024;

function makeMasterInfo(addresses: Addresses, port: number): MasterInfo {
  const ip = addresses.advertisedIp;
  return {
    id: uuidText(new SystemRandom().uuidBytes()),
    ip: ipAsNumber(ip),
    port,
    pid: makeUpid('master', ip, port).text,
    hostname: addresses.hostname,
    version: mesosVersion,
    address: { hostname: addresses.hostname, ip, port },
    capabilities: announcedCapabilities.map((type) => ({ type })),
  };
}

/** @compat the address in network byte order, read as a little-endian integer; 0 for IPv6. */
function ipAsNumber(ip: string): number {
  if (ip.includes(':')) return 0;
  return Buffer.from(ip.split('.').map(Number)).readUInt32LE();
}

function optionsOf(values: MasterFlags): MasterOptions {
  const rootAliases = new RootAliases();
  return {
    agentPingTimeoutMs: values.agent_ping_timeout,
    maxAgentPingTimeouts: values.max_agent_ping_timeouts,
    agentRemovalRate: values.agent_removal_rate_limit,
    recoveryRemovalLimit: Number.parseFloat(values.recovery_agent_removal_limit) / 100,
    agentReregisterTimeoutMs: values.agent_reregister_timeout,
    offerTimeoutMs: values.offer_timeout,
    maxCompletedFrameworks: values.max_completed_frameworks,
    maxCompletedTasksPerFramework: values.max_completed_tasks_per_framework,
    maxUnreachableTasksPerFramework: values.max_unreachable_tasks_per_framework,
    registryMaxAgentCount: values.registry_max_agent_count,
    registryMaxAgentAgeMs: values.registry_max_agent_age,
    registryGcIntervalMs: values.registry_gc_interval,
    rootSubmissions: values.root_submissions,
    isRootAlias: (user) => rootAliases.has(user),
    offerConstraintPatternLimits: {
      maxMemBytes: values.offer_constraints_re2_max_mem,
      maxProgramSize: values.offer_constraints_re2_max_program_size,
    },
    rolesWhitelist: values.roles === undefined ? undefined : new Set([...values.roles, '*']),
    initialWeights: unwrap(parseWeights(values.weights ?? '')),
  };
}

function allocatorOptionsOf(values: MasterFlags): AllocatorOptions {
  const least = parseMinAllocatable(values.min_allocatable_resources);
  if (!least.ok) {
    throw new Error(`Invalid value for --min_allocatable_resources: ${least.error}`);
  }
  return {
    allocationIntervalMs: values.allocation_interval,
    roleSorter: values.role_sorter === 'random' ? 'random' : 'drf',
    frameworkSorter: values.framework_sorter === 'random' ? 'random' : 'drf',
    minAllocatable: least.value,
    fairSharingExcludedNames: new Set(values.fair_sharing_excluded_resource_names),
    isGpuFiltered: values.filter_gpu_resources,
    masterRegion: undefined,
  };
}
