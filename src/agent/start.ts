/**
 * An agent as a running process: the core in the middle, around it the real clock, network, disk
 * and processes. Nothing here decides anything; it connects. mesos-local starts several in one
 * process, each on a port of its own.
 */
import { resolve } from 'node:path';
import { linkInSandbox } from '../containers/sandbox-files.ts';
import { readBootId } from '../containers/boot-id.ts';
import type { Containerizer } from '../containers/containerizer.ts';
import { createBuiltInExecutors } from '../executor/builtin/index.ts';
import { machineProber } from '../executor/checks/machine-prober.ts';
import type { VolumeGids } from '../containers/volume-gids/volume-gids.ts';
import { SystemClock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import {
  findAddresses,
  findOpennessWarning,
  hostRuleOf,
  type Addresses,
} from '../foundation/flags/addresses.ts';
import type { Log } from '../foundation/log.ts';
import { reachabilityWarning } from '../foundation/flags/reachability.ts';
import type { LoadedFlags } from '../foundation/flags/load.ts';
import { Proxies } from '../foundation/http/proxies.ts';
import { HttpServer } from '../foundation/http/index.ts';
import { type Access, EndpointRouter, behindFirewall, parseFirewall } from '../manners/index.ts';
import { listenAt } from '../foundation/listen.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { SystemRandom } from '../foundation/random.ts';
import { unwrap } from '../foundation/result.ts';
import { mesosVersion, versionInfo } from '../foundation/version.ts';
import {
  LibprocessServer,
  LibprocessTransport,
  makeUpid,
  makeTransportNetwork,
  readPeerAddressRule,
} from '../libprocess/index.ts';
import type { AgentInfo } from '../protocol/generated/mesos.ts';
import { parseAttributes } from '../resources/flags.ts';
import { DiskCheckpointStore } from '../storage/disk-checkpoint-store.ts';
import { filesWithLog } from '../files/index.ts';
import { readAgentFeatures } from './agent-features.ts';
import { Agent } from './core/agent.ts';
import type { AgentOptions } from './core/environment.ts';
import { readDomain } from '../protocol/fault-domain.ts';
import { offeredGpuCount } from './container-flag-rules.ts';
import { findDefaultContainerFault, readDefaultContainer } from './default-container.ts';
import { makeContainerizer, makeVolumeDirectory } from './containerizer.ts';
import { registerAgentEndpoints } from './endpoints/index.ts';
import { ExecutorSocket, executorSocketPlaces } from './executor-socket.ts';
import { openFetcherCache } from './fetcher-cache.ts';
import { makeImages, makeStoreDirectories } from './images.ts';
import { findIp6 } from './ip6.ts';
import { lockDirectory, type DirectoryLock } from './directory-lock.ts';
import type { AgentFlags, agentFlags } from './flags.ts';
import { MessageTurns, realTurns } from './message-turns.ts';
import { diskUsage, machineResources, modifiedAt } from './machine.ts';
import { AgentMetrics, CountingFetcher } from './metrics.ts';
import { makeDeciders } from './oversubscription-flags.ts';
import { makeMastersDetector, parseAgentsMasters } from '../zookeeper/masters.ts';

export interface AgentStart {
  readonly flags: LoadedFlags<typeof agentFlags>;
  readonly logging: Logging;
  /** "slave(1)"; the second agent of a process is "slave(2)". */
  readonly processId?: string;
  /** Who asks, and what they may. Absent: nobody is asked, and everybody may everything. */
  readonly access?: Access;
  /** The agent is done: shut down (0) or unable to go on. `why` is for the operator. */
  readonly onExit: (status: number, why: string) => void;
}

export interface RunningAgent {
  readonly agent: Agent;
  readonly containerizer: Containerizer;
  readonly metrics: AgentMetrics;
  /** Where it listens; the port is the real one when 0 was asked for. */
  readonly address: { readonly ip: string; readonly port: number; readonly hostname: string };
  /** Stops the agent only: what runs goes on, and the next start takes it over. */
  stop(): Promise<void>;
}

/** @throws Error with a sentence for the operator when it cannot start */
export async function startAgent(start: AgentStart): Promise<RunningAgent> {
  const { flags, logging, processId = 'slave(1)' } = start;
  const { values } = flags;
  const log = logging.createLog('slave');
  const clock = new SystemClock();
  const addresses = unwrap(await findAddresses(values));
  const ip6 = unwrap(await findIp6(values));
  const workDir = resolve(values.work_dir!);
  const runtimeDirectory = resolve(values.runtime_dir);
  unwrap(makeOwnDirectory(workDir, { flag: '--work_dir', checksEntries: true }));
  unwrap(makeOwnDirectory(runtimeDirectory, { flag: '--runtime_dir', checksEntries: true }));
  const storeDirectories = makeStoreDirectories(values);
  const directories = {
    ...{ '--work_dir': workDir, '--runtime_dir': runtimeDirectory },
    ...Object.fromEntries(
      Object.entries(storeDirectories).map(([flag, directory]) => [`--${flag}`, directory]),
    ),
    ...makeVolumeDirectory(values),
  };
  const locks = await lockDirectories(directories, log);
  const info = await describe(values, addresses, workDir);
  const proxies = new Proxies(process.env);
  const fetcher = new CountingFetcher({
    frameworksHome: values.frameworks_home,
    stallTimeoutMs: values.fetcher_stall_timeout,
    hadoopHome: values.hadoop_home,
    proxies,
    cache: await openFetcherCache(values, workDir, log),
  });
  const metrics = new AgentMetrics({ clock, fetcher, workDir });
  // Messages that come before the core is there are lost, as before the port was open.
  const agents: Agent[] = [];
  const containerLog = logging.createLog('containerizer');
  const images = makeImages(values, {
    ...{ workDirectory: workDir, storeDirectories, proxies, clock, log: containerLog },
  });
  const { containerizer, io, destroyErrorCount, volumeGids } = await makeContainerizer(values, {
    ...{ workDirectory: workDir, runtimeDirectory, fetcher, clock, log: containerLog },
    addPulls: () => metrics.addPulls(),
    sandboxes: {
      used: (path) => agents[0]?.core.garbage.unschedule(path),
      unused: (path) => agents[0]?.core.garbage.schedule(path),
    },
    provisioner: images?.provisioner,
  });
  const options = optionsOf(values);
  const unable = findDefaultContainerFault(options.defaultContainer, containerizer.abilities, {
    ...{ work_dir: workDir, runtime_dir: runtimeDirectory },
    sandbox_directory: values.sandbox_directory,
  });
  if (unable !== undefined) throw new Error(unable);
  const detector = makeMastersDetector(unwrap(parseAgentsMasters(values.master ?? '')), {
    clock,
    log,
    sessionTimeoutMs: values.zk_session_timeout,
  });

  const router = new EndpointRouter(processId, start.access);
  const firewall = unwrap(parseFirewall(values.firewall_rules));
  const routing = behindFirewall(router, firewall);
  const http = new HttpServer({
    router: routing,
    log: logging.createLog('http'),
    hosts: hostRuleOf(addresses, values.known_hosts),
  });
  const transport = new LibprocessTransport({ log: logging.createLog('process') });
  const turns = new MessageTurns({
    ...realTurns,
    deliver: ({ from, name, body }) => agents[0]?.receive(from, name, body),
  });
  const server = new LibprocessServer({
    http,
    isLinked: (peer) => transport.isLinked(peer),
    requiresPeerAddress: unwrap(readPeerAddressRule(process.env)),
    onMessage: (from, toId, name, body) => {
      if (toId !== processId) return false;
      turns.take({ from: from.text, name, body });
      return true;
    },
  });
  const port = await listenAt(server, addresses);
  const openness = findOpennessWarning({ ...addresses, listenPort: port });
  if (openness !== undefined) logging.loudWarning('slave', openness);
  const advertisedPort = addresses.advertisedPort || port;
  const self = makeUpid(processId, addresses.advertisedIp, advertisedPort);
  const running = new Agent({
    clock,
    random: new SystemRandom(),
    log,
    network: makeTransportNetwork({
      transport,
      log,
      self: (id) => makeUpid(id, addresses.advertisedIp, advertisedPort),
      mostRememberedPidBytes,
    }),
    authorizer: start.access?.authorizer,
    detector,
    checkpointStore: new DiskCheckpointStore((why) => log.warning(why)),
    containerizer,
    executorFactories: createBuiltInExecutors(machineProber),
    readDiskUsage: (done) => void diskUsage(workDir).then(done),
    readModifiedAt: (path, done) => void modifiedAt(path).then(done),
    linkInSandbox: (path, target) => {
      linkInSandbox(workDir, path, target).catch((error: unknown) => {
        log.warning(`Cannot make the link '${path}' in a sandbox: ${(error as Error).message}`);
      });
    },
    onVolumeDestroyed: volumeGids && ((path) => forgetVolume(volumeGids, path, log)),
    ...makeDeciders(values, log),
    exit: start.onExit,
    count: metrics.count,
    options: {
      ...options,
      pid: self.text,
      info: { ...info, port: advertisedPort },
      workDir,
      ip: addresses.advertisedIp,
      ip6,
    },
  });
  agents.push(running);
  metrics.attach(running.core, destroyErrorCount);
  if (volumeGids !== undefined) metrics.addVolumeGids(volumeGids);
  registerAgentEndpoints(router, processId, {
    agent: running,
    containerizer,
    io,
    limits: containerizer,
    images,
    clock,
    heartbeatIntervalMs: values.http_heartbeat_interval,
    log,
    workDir,
    agentIp: addresses.advertisedIp,
    capabilities: options.capabilities,
    switchesUser: values.switch_user,
    version: versionInfo,
    flags: flags.toStrings(),
    metrics,
    verbosity: logging.verbosity,
    // Sandboxes are found by the endpoints themselves.
    files: filesWithLog(
      '/slave/log',
      { logging, externalLogFile: values.external_log_file },
      running.core.authorizer,
    ),
  });
  const { executorSocket: places } = options;
  const executorSocket = places && (await ExecutorSocket.open({ places, routing, processId, log }));
  log.info(`Agent started on ${self.text}`);
  const warning = reachabilityWarning(addresses, { name: 'Agent', peers: 'master(s)' });
  if (warning !== undefined) log.warning(warning);
  log.info(`Agent resources: ${running.core.state.totalResources}; hostname: ${info.hostname}`);
  running.start();
  return {
    agent: running,
    containerizer,
    metrics,
    address: { ip: addresses.advertisedIp, port, hostname: addresses.hostname },
    stop: async () => {
      running.stop();
      images?.stop();
      transport.close();
      await executorSocket?.close();
      await server.close();
      for (const lock of locks) await lock.release();
    },
  };
}

function forgetVolume(gids: VolumeGids, path: string, log: Log): void {
  void gids.releaseVolume(path).then((released) => {
    if (!released.ok) log.warning(released.error);
  });
}

/** @throws Error with a sentence for the operator when another agent uses one of them */
async function lockDirectories(
  pathByFlag: Readonly<Record<string, string>>,
  log: Log,
): Promise<readonly DirectoryLock[]> {
  const locks = new Map<string, DirectoryLock>();
  for (const [flag, path] of Object.entries(pathByFlag)) {
    if (locks.has(path)) continue;
    const lock = unwrap(await lockDirectory(flag, path));
    locks.set(path, lock);
    if (!lock.isHeld) {
      log.warning(
        `${flag}: cannot lock '${path}', neither flock nor perl is installed: see to it yourself that no other agent uses it`,
      );
    }
  }
  return [...locks.values()];
}

async function describe(
  values: AgentFlags,
  addresses: Addresses,
  workDir: string,
): Promise<AgentInfo> {
  const { resources: given, default_role } = values;
  const resources = await machineResources(given, default_role, workDir, offeredGpuCount(values));
  const info: AgentInfo = {
    hostname: addresses.hostname,
    resources: unwrap(resources).toMessages(),
  };
  if (values.domain !== undefined) info.domain = unwrap(readDomain(values.domain));
  if (values.attributes !== undefined) info.attributes = unwrap(parseAttributes(values.attributes));
  return info;
}

type FlagOptions = Omit<AgentOptions, 'pid' | 'info' | 'workDir' | 'ip' | 'ip6'>;

function optionsOf(values: AgentFlags): FlagOptions {
  return {
    capabilities: unwrap(readAgentFeatures(values.agent_features)),
    version: mesosVersion,
    launcherDir: values.launcher_dir,
    bootId: readBootId(),
    executorIp: values.ip,
    executorSocket: executorSocketPlaces(values),
    executorEnvironment: (values.executor_environment_variables ?? {}) as Record<string, string>,
    switchesUser: values.switch_user,
    defaultContainer: unwrap(readDefaultContainer(values.default_container_info)),
    recover: values.recover === 'cleanup' ? 'cleanup' : 'reconnect',
    reconfigurationPolicy: values.reconfiguration_policy === 'additive' ? 'additive' : 'equal',
    isStrict: values.strict,
    registrationBackoffFactorMs: values.registration_backoff_factor,
    isCpuRequestTheLimit: values.cgroups_enable_cfs,
    executorRegistrationTimeoutMs: values.executor_registration_timeout,
    executorReregistrationTimeoutMs: values.executor_reregistration_timeout,
    executorShutdownGracePeriodMs: values.executor_shutdown_grace_period,
    recoveryTimeoutMs: values.recovery_timeout,
    gcDelayMs: values.gc_delay,
    gcDiskHeadroom: values.gc_disk_headroom,
    diskWatchIntervalMs: values.disk_watch_interval,
    mostCompletedExecutorsPerFramework: values.max_completed_executors_per_framework,
    oversubscribedResourcesIntervalMs: values.oversubscribed_resources_interval,
    qosCorrectionIntervalMs: values.qos_correction_interval_min,
  };
}

/** An agent speaks with a master and a few drivers. */
const mostRememberedPidBytes = 256 * 1024;
