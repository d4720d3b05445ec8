/** The Marathons that --zk names: their election and the state that they share. */
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import { SystemRandom } from '../foundation/random.ts';
import { unwrap } from '../foundation/result.ts';
import type { Election } from '../leadership/core/election.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { parseZooKeeperUrl } from '../zookeeper/core/url.ts';
import { joinPath } from '../zookeeper/core/paths.ts';
import { zooKeeperElection, zooKeeperRegistry, type GroupOptions } from '../zookeeper/group.ts';
import type { MarathonFlags } from './flags/table.ts';

/** Below the path of --zk; the original keeps its own nodes beside them (`state`, `leader-curator`). */
const electionName = '/altiplano-leader';
const stateName = '/altiplano-state';

interface Group {
  /** Undefined with --disable_ha: this one leads without asking. */
  election(): Election | undefined;
  store(): KeyValueStore;
}

/** Undefined: this Marathon is alone. */
export function groupOfMarathons(
  { zk, zk_session_timeout, ha }: MarathonFlags,
  parts: { readonly clock: Clock; readonly log: Log; readonly owner: string },
): Group | undefined {
  if (zk === undefined) return undefined;
  const url = unwrap(parseZooKeeperUrl(zk));
  const { clock, log, owner } = parts;
  const at = (path: string): GroupOptions => ({
    url: { ...url, path },
    sessionTimeoutMs: zk_session_timeout,
    clock,
    random: new SystemRandom(),
    log,
  });
  return {
    election: () =>
      ha ? zooKeeperElection(at(joinPath(url.path, electionName)), owner) : undefined,
    store: () => zooKeeperRegistry(at(url.path), owner, stateName),
  };
}
