/**
 * Helpers (CNI plugins, dvdcli) that an agent called and did not live to hear of. They go on without it: what one of them makes
 * after the next agent has had everything taken away would stay for ever. So that agent waits until none is left
 * before it undoes what was done. A helper is left to finish, because half of its work may
 * be what nobody can undo; one that does not is killed, with all that it called itself.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 5;

export interface OldCall {
  /** What it was started with, as NAME=VALUE. */
  readonly variables: readonly string[];
  readonly words: readonly string[];
}

type IsSought = (call: OldCall) => boolean;

/** Done when no process that is sought is at work. Those that had to be killed are returned. */
export async function awaitOldCalls(
  isSought: IsSought,
  patienceMs: number,
): Promise<readonly number[]> {
  const killed = new Set<number>();
  const sinceMs = performance.now();
  // One that is born during a look may be missed by it, not by the next.
  for (let looksInVain = 0; looksInVain < 2;) {
    const pids = await findCalls(isSought);
    looksInVain = pids.length === 0 ? looksInVain + 1 : 0;
    if (performance.now() - sinceMs > patienceMs) {
      for (const pid of pids) if (kill(pid)) killed.add(pid);
    }
    await pause(pollMs);
  }
  return [...killed];
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended meanwhile
  }
}

async function findCalls(isSought: IsSought): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    names.map(async (name) => (isSought(await look(name)) ? [Number(name)] : [])),
  );
  return found.flat().filter((pid) => pid !== process.pid);
}

/** Only the agent's own user calls helpers: a task of another cannot pass for one. */
async function look(pid: string): Promise<OldCall> {
  try {
    if ((await stat(`/proc/${pid}`)).uid !== process.getuid?.()) return nothing;
    const [environment, words] = await Promise.all(
      ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    // Of what has ended, and has yet to be buried, both are empty.
    return { variables: environment!.split('\0'), words: words!.split('\0') };
  } catch {
    return nothing; // it has ended meanwhile
  }
}

const nothing: OldCall = { variables: [], words: [] };
