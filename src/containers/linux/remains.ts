/**
 * Processes of a container that are outside of it: conmon, and while it is being made the runtime. All
 * of them name the container's runtime directory in their arguments. conmon ends by itself moments after
 * the container; what is on its way when the agent died has to be ended.
 */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { findProcess } from '../posix/process-table.ts';

const pollMs = 3;
/** conmon writes one small file when its container is gone; after that long it hangs. */
export const conmonPatienceMs = 5000;

/** Pids by the runtime directory that their arguments name. */
export type Helpers = ReadonlyMap<string, readonly number[]>;

/** One look at all processes. `below`: where the runtime directories of all containers are. */
export async function findHelpers(below: string): Promise<Helpers> {
  const found = new Map<string, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) continue;
    const home = bundleOf(await wordsOf(Number(name)));
    if (home?.startsWith(`${below}/containers/`) !== true) continue;
    found.set(home, [...(found.get(home) ?? []), Number(name)]);
  }
  return found;
}

async function wordsOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0');
}

/** conmon, what starts it, and the runtime are all told so where the container's directory is. */
function bundleOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('--bundle');
  return at < 0 ? undefined : words[at + 1];
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Kills what makes or watches the container until nothing does; what it has made is yet to be ended. */
export async function killHelpers(below: string, runtimePath: string): Promise<void> {
  // One that is born during a look may be missed by it, not by the next.
  for (let looksInVain = 0; looksInVain < 2;) {
    const named = ((await findHelpers(below)).get(runtimePath) ?? []).filter((pid) => !isGone(pid));
    const pids = await withDescendants(named);
    looksInVain = pids.length === 0 ? looksInVain + 1 : 0;
    killAll(pids);
    await pause(pollMs);
  }
}

/** What they have started does not name the directory. */
async function withDescendants(pids: readonly number[]): Promise<readonly number[]> {
  if (pids.length === 0) return pids;
  const names = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const all = names.flatMap((name) => findProcess(Number(name)) ?? []);
  const family = new Set(pids);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parentPid, isZombie } of all) {
      if (family.has(parentPid) && !isZombie) family.add(pid);
    }
  }
  return [...family];
}

export function isGone(pid: number): boolean {
  return findProcess(pid)?.isZombie ?? true;
}

/** conmon of this container, if it is still there. */
export async function findConmon(runtimePath: string): Promise<number | undefined> {
  const text = await readFile(`${runtimePath}/conmon.pid`, 'latin1').catch(() => '');
  if (!/^\d+\s*$/u.test(text)) return undefined;
  const words = await wordsOf(Number(text));
  return words.includes(runtimePath) ? Number(text) : undefined;
}

/** The container has no process any more: so conmon ends, if need be by force. */
export async function awaitConmon(runtimePath: string): Promise<void> {
  const pid = await findConmon(runtimePath);
  if (pid === undefined) return;
  for (const since = performance.now(); !isGone(pid); await pause(pollMs)) {
    if (performance.now() - since > conmonPatienceMs) killAll([pid]);
  }
}
