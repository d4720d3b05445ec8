/**
 * `marathon migrate-from zk://…`: takes over the state of a Marathon 1.5 to 1.11 that has been stopped,
 * with its framework id, so that ours goes on with the tasks that run. The old state is only read.
 */
import { SystemClock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { SystemRandom, uuidText } from '../../foundation/random.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { connectToZooKeeper } from '../../zookeeper/connect.ts';
import { parseZooKeeperUrl, type ZooKeeperUrl } from '../../zookeeper/core/url.ts';
import type { MarathonFlags } from '../flags/table.ts';
import { definitionOptionsOf } from '../options.ts';
import { openStore } from '../start.ts';
import { groupOfMarathons } from '../zookeeper-group.ts';
import { OldNodes } from './nodes.ts';
import { readState, type OldState } from './read-state.ts';
import { readStorageVersion } from './storage-version.ts';
import { writeState } from './write-state.ts';

/** With the flags that ours is going to be started with. The result is to be told. */
export async function migrateFrom(
  source: string,
  flags: MarathonFlags,
  log: Log,
): Promise<Result<string>> {
  const url = parseZooKeeperUrl(source);
  if (!url.ok) return failure(`migrate-from: ${source}: ${url.error}`);
  if (flags.internal_store_backend === 'mem') {
    return failure('--internal_store_backend mem keeps nothing; there is nothing to migrate to');
  }
  try {
    const state = await readFrom(url.value, flags, log);
    if (!state.ok) return failure(`${source}: ${state.error}; nothing was changed`);
    const { faults, leftOut } = state.value;
    if (faults.length > 0) return failure(refusalOf(source, [...faults, ...leftOut]));
    const written = await writeTo(state.value, flags, log);
    if (!written.ok) return failure(`${flags.zk ?? flags.work_dir}: ${written.error}`);
    return ok(summaryOf(state.value));
  } catch (error) {
    return failure(`${source}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readFrom(
  { servers, path, credential }: ZooKeeperUrl,
  flags: MarathonFlags,
  log: Log,
): Promise<Result<OldState>> {
  const client = connectToZooKeeper({
    servers,
    chroot: path,
    credentials: credential === undefined ? [] : [credential],
    sessionTimeoutMs: flags.zk_session_timeout,
    log,
  });
  const nodes = new OldNodes(client);
  try {
    const leaders = await within(nodes.children('/leader-curator'), flags.zk_connection_timeout);
    if (leaders.length > 0) {
      return failure('a Marathon still runs there: stop all of them first');
    }
    const storage = await readStorageVersion(nodes);
    if (!storage.ok) return storage;
    return ok(await readState(nodes, definitionOptionsOf(flags), storage.value));
  } finally {
    await new Promise<void>((resolve) => client.close(resolve));
  }
}

async function writeTo(state: OldState, flags: MarathonFlags, log: Log): Promise<Result<void>> {
  const owner = uuidText(new SystemRandom().uuidBytes());
  const group = groupOfMarathons(flags, { clock: new SystemClock(), log, owner });
  const opened = await openStore(flags, group?.store());
  if (!opened.ok) return opened;
  const written = await writeState(state, opened.value);
  const closed = await new Promise<Result<void>>((resolve) => opened.value.close(resolve));
  return written.ok ? closed : written;
}

/** @throws Error when nobody answers */
async function within<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`ZooKeeper did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function refusalOf(source: string, faults: readonly string[]): string {
  const lines = faults.map((fault) => `  ${fault}`);
  return [`${source}: this is in the way, nothing was changed:`, ...lines].join('\n');
}

function summaryOf(state: OldState): string {
  const { frameworkId, trees, instances, failures, leftOut } = state;
  const current = trees.at(-1);
  const taken = [
    `framework id: ${frameworkId ?? 'none'}`,
    `apps and pods: ${current?.runSpecs.size ?? 0}, groups: ${current?.groups.length ?? 0}`,
    `versions of the root: ${trees.length}, instances: ${instances.length}, failures: ${failures.length}`,
  ];
  if (leftOut.length === 0) return taken.join('\n');
  const lines = leftOut.map((each) => `  ${each}`);
  return [...taken, 'left out, because it cannot be read:', ...lines].join('\n');
}
