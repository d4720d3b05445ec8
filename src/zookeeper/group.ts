/** The group of masters that a zk:// URL names, on real sockets: its election, its leader, its registry. */
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import type { Random } from '../foundation/random.ts';
import type { Detector, Election } from '../leadership/core/election.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { connectToZooKeeper } from './connect.ts';
import type { ZooKeeperClient } from './core/client.ts';
import { type GroupParts, ZooKeeperContender, aclOf } from './core/election/contender.ts';
import { ZooKeeperDetector } from './core/election/detector.ts';
import { OwnCandidacy } from './core/election/own-candidacy.ts';
import { joinPath } from './core/paths.ts';
import { ZooKeeperStore } from './core/store.ts';
import { type ZooKeeperUrl, zooKeeperUrlText } from './core/url.ts';

export interface GroupOptions {
  readonly url: ZooKeeperUrl;
  /** --zk_session_timeout */
  readonly sessionTimeoutMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * @compat Below Mesos' `log_replicas`: clients of others (pymesos) look past that node only, and take
 * the lowest of all others, whatever its name, for the leader.
 */
const registryName = '/log_replicas/altiplano';

/** `masterId`: of the master that stands. */
export function zooKeeperElection(options: GroupOptions, masterId: string): Election {
  const parts = { ...partsOf(options), candidacy: new OwnCandidacy(masterId) };
  const detector = new ZooKeeperDetector({ ...parts, clock: options.clock });
  return { contender: new ZooKeeperContender(parts), detector };
}

export function zooKeeperDetector(options: GroupOptions): Detector {
  return new ZooKeeperDetector({ ...partsOf(options), clock: options.clock });
}

/** `owner`: the id of the process that is going to write; `name`: of the node below the URL's path. */
export function zooKeeperRegistry(
  options: GroupOptions,
  owner: string,
  name = registryName,
): KeyValueStore {
  const parts = partsOf(options);
  return new ZooKeeperStore({
    connect: parts.connect,
    root: joinPath(parts.path, name),
    acl: aclOf(parts),
    owner,
    clock: options.clock,
    log: options.log,
  });
}

function partsOf(options: GroupOptions): GroupParts {
  const { url, log } = options;
  return {
    connect: () => connect(options),
    path: url.path,
    hasCredentials: url.credential !== undefined,
    url: zooKeeperUrlText(url),
    log,
  };
}

function connect({ url, sessionTimeoutMs, clock, random, log }: GroupOptions): ZooKeeperClient {
  const credentials = url.credential === undefined ? [] : [url.credential];
  return connectToZooKeeper({
    servers: url.servers,
    credentials,
    sessionTimeoutMs,
    clock,
    random,
    log,
  });
}
