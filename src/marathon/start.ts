/**
 * Marathon as a running process: the core in the middle; around it real time, storage, Mesos and HTTP.
 * It listens, stands for election, reads what is stored once it leads, and only then serves and
 * subscribes; as long as another one leads it forwards.
 */
import { hostname as ownHostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import type { LoadedFlags } from '../foundation/flags/load.ts';
import { hostPortText } from '../foundation/host-port.ts';
import type { Log } from '../foundation/log.ts';
import { SystemRandom, uuidText } from '../foundation/random.ts';
import { ok, type Result } from '../foundation/result.ts';
import { Leadership } from '../leadership/core/leadership.ts';
import { masterInfoOf } from '../leadership/core/master-info.ts';
import { standaloneElection } from '../leadership/core/standalone.ts';
import { guardedStore } from '../storage/guarded-store.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { LargeWrites } from '../storage/large-writes.ts';
import { LevelStore } from '../storage/level-store.ts';
import { MemoryStore } from '../storage/memory-store.ts';
import { mostWriteBytes } from '../zookeeper/core/store.ts';
import type { MasterInfo } from '../protocol/generated/mesos.ts';
import { MasterReader } from './agents/reader.ts';
import { AgentsUse } from './agents/use.ts';
import { Marathon } from './core/marathon.ts';
import { settleTree } from './definitions/tree/check-root.ts';
import { exitCodes } from './exit-codes.ts';
import type { marathonFlags, MarathonFlags } from './flags/table.ts';
import { MesosConnection, type Ending } from './mesos-connection.ts';
import { configsOf, definitionOptionsOf, optionsOf } from './options.ts';
import { SocketProber } from './prober.ts';
import type { Api, System } from './rest/api.ts';
import { EventHub } from './rest/events/hub.ts';
import { registerCoreMetrics, registerProcessMetrics } from './metrics/core-metrics.ts';
import { HttpMetrics } from './metrics/http-metrics.ts';
import { MarathonMetrics } from './metrics/registry.ts';
import type { LevelledLogging } from './levelled-logging.ts';
import { listen, StartFault } from './listen.ts';
import { secretOf } from './secrets.ts';
import { marathonVersion } from './version.ts';
import { groupOfMarathons } from './zookeeper-group.ts';

export interface RunningMarathon {
  /** The real port when 0 was asked for. */
  readonly address: { readonly hostname: string; readonly port: number };
  stop(): Promise<void>;
}

export interface MarathonStart {
  readonly flags: LoadedFlags<typeof marathonFlags>;
  readonly logging: LevelledLogging;
  /** Ends the process; absent: really. */
  readonly exit?: (code: number, why: string) => void;
}

const abdicated = 'Leadership was given up, as asked';
const abdicationDelayMs = 500;
/** Whoever leaves lets go of everything first, unless that takes longer. */
const longestLeaveMs = 5_000;

export async function startMarathon(start: MarathonStart): Promise<RunningMarathon> {
  const { flags, logging } = start;
  const { values } = flags;
  const clock = new SystemClock();
  const log = logging.createLog('marathon');
  const metrics = new MarathonMetrics(clock, values.metrics_name_prefix);
  registerProcessMetrics(metrics, clock);
  const httpMetrics = new HttpMetrics(clock, metrics);
  const exit =
    start.exit ??
    ((code: number, why: string) => {
      logging.exitLine('marathon', why, code);
      process.exit(code);
    });
  const events = new EventHub(clock, values.event_stream_max_outstanding_messages, (bytes) =>
    httpMetrics.sentEvents(bytes),
  );
  const secret = secretOf(values);
  if (!secret.ok) throw new StartFault(exitCodes.badFlag, secret.error);
  let api: Api | undefined;
  const hostname = values.hostname ?? ownHostname();
  const { proxy, url, port, servers } = await listen(values, {
    hostname,
    log: logging.createLog('http'),
    events,
    metrics: httpMetrics,
    api: () => api,
  });
  const own = ownInfo(hostname, port);
  const store = { current: undefined as KeyValueStore | undefined };
  const connection = connectionOf(values, {
    log: logging.createLog('mesos'),
    leaderUrl: url,
    secret: secret.value,
    exit,
  });
  const group = groupOfMarathons(values, { clock, log, owner: own.id });
  const leadership: Leadership = new Leadership({
    title: 'Marathon',
    own,
    clock,
    log,
    abort: (why) => exit(exitCodes.lostLeadership, why),
    recover: (settled) => {
      const done = (result: Result<void>): void => {
        if (!result.ok) exit(exitCodes.storageFailed, result.error);
        settled(result);
      };
      void openStore(values, group?.store()).then((opened) => {
        if (!opened.ok) return done(opened);
        const guarded = guardedStore(opened.value, {
          clock,
          readTimeoutMs: values.on_elected_prepare_timeout,
          writeTimeoutMs: values.zk_timeout,
          onFailure: (why) =>
            exit(group === undefined ? exitCodes.storageFailed : exitCodes.zooKeeperLost, why),
        });
        // A deployment of many apps is more than ZooKeeper takes at once.
        const whole = group === undefined ? guarded : new LargeWrites(guarded, mostWriteBytes);
        store.current = whole;
        const parts: Parts = {
          values,
          log,
          clock,
          events,
          connection,
          store: whole,
          metrics,
          exit,
        };
        recoverMarathon(parts, (made) => {
          if (!made.ok) return done(made);
          registerCoreMetrics(metrics, made.value.core);
          const system = {
            metrics,
            servesPrometheus: values.metrics_prometheus,
            levels: logging.levels,
            config: flags.toStrings(),
          };
          const abdicate = (): void =>
            void leave().then(() => exit(exitCodes.lostLeadership, abdicated));
          api = apiOf(made.value, { values, system, connection, leadership, port, abdicate });
          connection.start(made.value);
          done(ok(undefined));
        });
      });
    },
  });
  proxy.leader = () => leaderPlaceOf(leadership.leader, own);
  /** What others wait for goes last: whoever leads next must find that nobody writes any more. */
  const leave = async (): Promise<void> => {
    api = undefined;
    events.close();
    await Promise.race([letGo(connection, store.current), sleep(longestLeaveMs)]);
    leadership.close();
  };
  const election = group?.election() ?? standaloneElection(own);
  const reached = clock.after(values.zk_connection_timeout, () => {
    if (group === undefined || leadership.isElected || leadership.leader !== undefined) return;
    exit(
      exitCodes.zooKeeperUnreachable,
      `ZooKeeper was not reached within --zk_connection_timeout, ${values.zk_connection_timeout} ms`,
    );
  });
  const stood = await new Promise<Result<void>>((settled) => leadership.stand(election, settled));
  reached.cancel();
  if (!stood.ok) exit(exitCodes.zooKeeperUnreachable, stood.error);
  log.info(`Marathon listens on ${url}`);
  return {
    address: { hostname, port },
    stop: async () => {
      await leave();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

async function letGo(connection: MesosConnection, store: KeyValueStore | undefined): Promise<void> {
  await connection.stop();
  if (store !== undefined) await new Promise<void>((resolve) => store.close(() => resolve()));
}

interface Parts {
  readonly values: MarathonFlags;
  readonly log: Log;
  readonly clock: SystemClock;
  readonly events: EventHub;
  readonly connection: MesosConnection;
  readonly store: KeyValueStore;
  readonly metrics: MarathonMetrics;
  readonly exit: (code: number, why: string) => void;
}

function recoverMarathon(parts: Parts, done: (result: Result<Marathon>) => void): void {
  const { values, log, clock, events, connection, store, metrics, exit } = parts;
  const options = optionsOf(values);
  Marathon.recover(
    {
      clock,
      random: new SystemRandom(),
      log,
      store,
      mesos: connection,
      prober: new SocketProber(),
      treeRules: { settle: (draft, force) => settleTree(draft, options, force) },
      options,
      publish: (event) => events.publish(event),
      count: (metric) => metrics.counter(`${metric}.counter`).increment(),
      abort: exit,
    },
    (found) => {
      if (!found.ok) return done(found);
      found.value.start();
      done(ok(found.value.marathon));
    },
  );
}

const endingCodes: Readonly<Record<Ending, number>> = {
  removed: exitCodes.frameworkRemoved,
  overtaken: exitCodes.lostLeadership,
  refused: exitCodes.refusedByMesos,
};

function connectionOf(
  values: MarathonFlags,
  parts: {
    readonly log: Log;
    readonly leaderUrl: string;
    readonly secret: string | undefined;
    readonly exit: (code: number, why: string) => void;
  },
): MesosConnection {
  const options = optionsOf(values);
  const { principal } = options;
  const { secret } = parts;
  return new MesosConnection({
    master: masterOf(values.master),
    framework: {
      user: options.mesosUser,
      name: options.frameworkName,
      failover_timeout: values.ha ? values.failover_timeout : 0,
      checkpoint: values.checkpoint,
      hostname: values.hostname ?? ownHostname(),
      webui_url: values.webui_url ?? parts.leaderUrl,
      ...(principal === undefined ? {} : { principal }),
      capabilities: capabilitiesOf(values),
    },
    credential:
      values.mesos_authentication && principal !== undefined && secret !== undefined
        ? { principal, secret }
        : undefined,
    log: parts.log,
    ended: (why, kind) => parts.exit(endingCodes[kind], `Mesos ended the framework: ${why}`),
  });
}

/** @compat "http://host:port/" is taken, too. */
function masterOf(master: string): string {
  return master.startsWith('http://') ? master.replace(/\/+$/, '') : master;
}

function capabilitiesOf({ enable_features }: MarathonFlags) {
  const types = ['PARTITION_AWARE', 'REGION_AWARE', 'MULTI_ROLE', 'TASK_KILLING_STATE'] as const;
  const all = enable_features.includes('gpu_resources')
    ? [...types, 'GPU_RESOURCES' as const]
    : types;
  return all.map((type) => ({ type }));
}

function apiOf(
  marathon: Marathon,
  parts: {
    readonly values: MarathonFlags;
    readonly system: System;
    readonly connection: MesosConnection;
    readonly leadership: Leadership;
    readonly port: number;
    /** Ends the process in the end. */
    readonly abdicate: () => void;
  },
): Api {
  const { values, system, connection, leadership, port, abdicate } = parts;
  const frameworkId = (): string | undefined => connection.frameworkId ?? marathon.frameworkId;
  return {
    core: marathon.core,
    definitions: definitionOptionsOf(values),
    info: {
      name: values.framework_name,
      version: marathonVersion,
      buildref: 'altiplano',
      ...configsOf(values, port),
    },
    system,
    frameworkId,
    agents: agentsOf(marathon, connection, frameworkId),
    mesosLeaderUrl: () => connection.leaderUrl ?? values.mesos_leader_ui_url,
    leader: () => {
      const { leader } = leadership;
      return leader === undefined ? undefined : hostPortText(leader.hostname ?? '', leader.port);
    },
    isElected: () => leadership.isElected,
    abdicate: () => void setTimeout(abdicate, abdicationDelayMs),
  };
}

function agentsOf(
  { core: { clock } }: Marathon,
  connection: MesosConnection,
  frameworkId: () => string | undefined,
): Api['agents'] {
  const { credential } = connection;
  const reader = new MasterReader({ masterUrl: () => connection.leaderUrl, credential });
  return { reader, use: new AgentsUse({ reader, frameworkId, nowMs: () => clock.now() }) };
}

function ownInfo(hostname: string, port: number): MasterInfo {
  const id = uuidText(new SystemRandom().uuidBytes());
  return masterInfoOf({ ip: '127.0.0.1', port, hostname }, id);
}

/** Undefined: nobody leads, or it is this one. */
function leaderPlaceOf(
  leader: MasterInfo | undefined,
  own: MasterInfo,
): { readonly host: string; readonly port: number } | undefined {
  if (leader === undefined || leader.id === own.id) return undefined;
  return { host: leader.hostname ?? '', port: leader.port };
}

export async function openStore(
  values: MarathonFlags,
  shared: KeyValueStore | undefined,
): Promise<Result<KeyValueStore>> {
  if (values.internal_store_backend === 'mem') return ok(new MemoryStore());
  if (shared !== undefined) return ok(shared);
  const made = makeOwnDirectory(values.work_dir, { flag: '--work_dir', checksEntries: true });
  if (!made.ok) return made;
  return new Promise((resolve) => LevelStore.open(join(values.work_dir, 'state'), resolve));
}
