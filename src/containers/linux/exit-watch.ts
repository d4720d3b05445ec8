/**
 * How the agent hears of a container's end: its first process is gone, and conmon has written its exit
 * file or is gone itself. conmon is nobody's child, so the directory of the exit file is watched, and
 * the pids are looked at now and then, because a conmon that was killed writes nothing.
 */
import { existsSync, watch } from 'node:fs';
import { Liveness } from '../liveness.ts';
import { isAlive } from '../posix/process-table.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import { conmonPatienceMs, findConmon, isGone } from './remains.ts';

/** The watch sees the normal end at once; this finds only the end of containers whose conmon was killed. */
const liveness = new Liveness(1000);

export interface Watched {
  readonly root: ContainerRoot;
  readonly runtimePath: string;
  readonly exitFile: string;
}

/** Calls back once. */
export function watchEnd(watched: Watched, onEnd: () => void): void {
  let isOver = false;
  const patience = new Patience();
  const check = async (): Promise<void> => {
    if (isOver || !(await hasEnded(watched, patience)) || isOver) return;
    isOver = true;
    liveness.remove(look);
    watcher?.close();
    onEnd();
  };
  const look = (): void => void check();
  const watcher = tryWatch(`${watched.runtimePath}/exits`, () => void check());
  liveness.add(look); // it may also have ended before the watch began
}

async function hasEnded(
  { root, runtimePath, exitFile }: Watched,
  patience: Patience,
): Promise<boolean> {
  if (isAlive(root.pid, root.startTime)) return false;
  if (existsSync(exitFile)) return true;
  const conmon = await findConmon(runtimePath);
  return conmon === undefined || isGone(conmon) || patience.isOverWith(conmon);
}

/**
 * With a conmon that does not notice the end of its container: somebody has stopped it, or it hangs. It is woken,
 * and after that it does not matter any more: the container has mostly written down itself how it ended.
 */
class Patience {
  #sinceMs: number | undefined;

  isOverWith(conmon: number): boolean {
    this.#sinceMs ??= performance.now();
    const waitedMs = performance.now() - this.#sinceMs;
    if (waitedMs > conmonPatienceMs) wake(conmon);
    return waitedMs > 2 * conmonPatienceMs;
  }
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended meanwhile.
  }
}

/** Undefined when the system has no watches left: the poll is slower, but enough. */
function tryWatch(path: string, onChange: () => void): { close(): void } | undefined {
  try {
    const watcher = watch(path, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
