/**
 * Marathon as a running process: the core in the middle; around it real time, storage, Mesos and HTTP.
 * It listens, stands for election, reads what is stored once it leads, and only then serves and
 * subscribes; as long as another one leads it forwards.
 */
import { hostname as ownHostname } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import type { LoadedFlags } from '../foundation/flags/load.ts';
import { hostPortText } from '../foundation/host-port.ts';
import type { Log } from '../foundation/log.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { SystemRandom, uuidText } from '../foundation/random.ts';
import { ok, unwrap, type Result } from '../foundation/result.ts';
import { Leadership } from '../leadership/core/leadership.ts';
import { masterInfoOf } from '../leadership/core/master-info.ts';
import { standaloneElection } from '../leadership/core/standalone.ts';
import { guardedStore } from '../storage/guarded-store.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { LevelStore } from '../storage/level-store.ts';
import { MemoryStore } from '../storage/memory-store.ts';
import type { MasterInfo } from '../protocol/generated/mesos.ts';
import { Marathon } from './core/marathon.ts';
import { settleTree } from './definitions/tree/check-root.ts';
import type { marathonFlags, MarathonFlags } from './flags/table.ts';
import { MesosConnection } from './mesos-connection.ts';
import { configsOf, definitionOptionsOf, optionsOf } from './options.ts';
import { SocketProber } from './prober.ts';
import type { Api } from './rest/api.ts';
import { EventHub } from './rest/events/hub.ts';
import { LeaderProxy } from './rest/leader-proxy.ts';
import { makeServer } from './rest/server.ts';
import { groupOfMarathons } from './zookeeper-group.ts';

export interface RunningMarathon {
  /** The real port when 0 was asked for. */
  readonly address: { readonly hostname: string; readonly port: number };
  stop(): Promise<void>;
}

export interface MarathonStart {
  readonly flags: LoadedFlags<typeof marathonFlags>;
  readonly logging: Logging;
  /** Ends the process; absent: really. */
  readonly exit?: (code: number, why: string) => void;
}

/** @compat The process ends with these when it leads no longer, or Mesos does not know it any more. */
const lostLeadershipCode = 103;
const frameworkRemovedCode = 110;
const abdicationDelayMs = 500;

export async function startMarathon(start: MarathonStart): Promise<RunningMarathon> {
  const { flags, logging } = start;
  const { values } = flags;
  const log = logging.createLog('marathon');
  const exit =
    start.exit ??
    ((code: number, why: string) => {
      logging.exitLine('marathon', why, code);
      process.exit(code);
    });
  const clock = new SystemClock();
  const events = new EventHub(clock, values.event_stream_max_outstanding_messages);
  let api: Api | undefined;
  const hostname = values.hostname ?? ownHostname();
  const proxy = new LeaderProxy({
    own: () => hostPortText(hostname, portOf(server)),
    connectTimeoutMs: values.leader_proxy_connection_timeout,
    readTimeoutMs: values.leader_proxy_read_timeout,
    log,
  });
  const leader = { url: '' };
  const server = makeServer({
    log: logging.createLog('http'),
    events,
    api: () => api,
    forward: (request, reply) => proxy.forward(request, reply),
    leaderUrl: () => leader.url,
  });
  await server.listen({ host: values.http_address, port: values.http_port });
  const port = portOf(server);
  leader.url = `http://${hostPortText(hostname, port)}`;
  const own = ownInfo(hostname, port);
  const store = { current: undefined as KeyValueStore | undefined };
  const connection = connectionOf(values, { log, leaderUrl: leader.url, exit });
  const group = groupOfMarathons(values, { clock, log, owner: own.id });
  const leadership: Leadership = new Leadership({
    own,
    clock,
    log,
    abort: (why) => exit(lostLeadershipCode, why),
    recover: (done) => {
      void openStore(values, group?.store()).then((opened) => {
        if (!opened.ok) return done(opened);
        const guarded = guardedStore(opened.value, {
          clock,
          readTimeoutMs: values.on_elected_prepare_timeout,
          writeTimeoutMs: values.zk_timeout,
          onFailure: (why) => exit(lostLeadershipCode, why),
        });
        store.current = guarded;
        const parts: Parts = { values, log, clock, events, connection, store: guarded, exit };
        recoverMarathon(parts, (made) => {
          if (!made.ok) return done(made);
          api = apiOf(made.value, { values, connection, leadership, port, exit });
          connection.start(made.value);
          done(ok(undefined));
        });
      });
    },
  });
  proxy.leader = () => leaderPlaceOf(leadership.leader, own);
  const election = group?.election() ?? standaloneElection(own);
  unwrap(await new Promise<Result<void>>((settled) => leadership.stand(election, settled)));
  log.info(`Marathon listens on ${leader.url}`);
  return {
    address: { hostname, port },
    stop: async () => {
      leadership.close();
      events.close();
      await connection.stop();
      await server.close();
      const { current } = store;
      await new Promise<void>((resolve) =>
        current === undefined ? resolve() : current.close(() => resolve()),
      );
    },
  };
}

function portOf(server: ReturnType<typeof makeServer>): number {
  const [address] = server.addresses();
  return typeof address === 'object' ? address.port : 0;
}

interface Parts {
  readonly values: MarathonFlags;
  readonly log: Log;
  readonly clock: SystemClock;
  readonly events: EventHub;
  readonly connection: MesosConnection;
  readonly store: KeyValueStore;
  readonly exit: (code: number, why: string) => void;
}

function recoverMarathon(parts: Parts, done: (result: Result<Marathon>) => void): void {
  const { values, log, clock, events, connection, store, exit } = parts;
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
      count: () => undefined,
      abort: exit,
    },
    (found) => {
      if (!found.ok) return done(found);
      found.value.start();
      done(ok(found.value.marathon));
    },
  );
}

function connectionOf(
  values: MarathonFlags,
  parts: {
    readonly log: Log;
    readonly leaderUrl: string;
    readonly exit: (code: number, why: string) => void;
  },
): MesosConnection {
  const options = optionsOf(values);
  const { principal } = options;
  const secret = values.mesos_authentication_secret;
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
    ended: (why) => parts.exit(frameworkRemovedCode, `Mesos ended the framework: ${why}`),
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
    readonly connection: MesosConnection;
    readonly leadership: Leadership;
    readonly port: number;
    readonly exit: (code: number, why: string) => void;
  },
): Api {
  const { values, connection, leadership, port, exit } = parts;
  return {
    core: marathon.core,
    definitions: definitionOptionsOf(values),
    info: {
      name: values.framework_name,
      version: '1.11.24',
      buildref: 'altiplano',
      ...configsOf(values, port),
    },
    frameworkId: () => connection.frameworkId ?? marathon.frameworkId,
    mesosLeaderUrl: () => connection.leaderUrl,
    leader: () => {
      const { leader } = leadership;
      return leader === undefined ? undefined : hostPortText(leader.hostname ?? '', leader.port);
    },
    isElected: () => leadership.isElected,
    abdicate: () => {
      setTimeout(
        () => exit(lostLeadershipCode, 'Leadership was given up, as asked'),
        abdicationDelayMs,
      );
    },
  };
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
