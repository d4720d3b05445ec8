/**
 * Plugins that an agent called and did not live to hear of. They go on without it: what one of them makes
 * after the next agent has had everything taken away would stay for ever. So that agent waits until none is left for
 * a container before it undoes what was done for it. A plugin is left to finish, because half of its work may
 * be what nobody can undo; one that does not is killed, with all that it called itself.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 5;

/** Done when no process is at work for these containers. */
export async function awaitOldCalls(
  keys: ReadonlySet<string>,
  patienceMs: number,
): Promise<readonly number[]> {
  const killed = new Set<number>();
  const sinceMs = performance.now();
  // One that is born during a look may be missed by it, not by the next.
  for (let looksInVain = 0; looksInVain < 2;) {
    const pids = await findCalls(keys);
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

async function findCalls(keys: ReadonlySet<string>): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const key = await containerOfCall(name);
      return key !== undefined && keys.has(key) ? [Number(name)] : [];
    }),
  );
  return found.flat().filter((pid) => pid !== process.pid);
}

/** Only the agent's own user calls plugins: a task of another cannot pass for one. */
async function containerOfCall(pid: string): Promise<string | undefined> {
  try {
    if ((await stat(`/proc/${pid}`)).uid !== process.getuid?.()) return undefined;
    // Of what has ended, and has yet to be buried, it is empty.
    const variables = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
    if (!variables.some((text) => text.startsWith('CNI_COMMAND='))) return undefined;
    return variables.find((text) => text.startsWith('CNI_CONTAINERID='))?.slice(16);
  } catch {
    return undefined; // it has ended meanwhile
  }
}
