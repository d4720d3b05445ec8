/**
 * How the agent hears of a supervisor's end. Of its own children the system tells it. A supervisor
 * that an earlier agent process started is a stranger's child: then the directory where the status
 * will appear is watched, and the pid is looked at now and then, because a supervisor that was
 * killed writes no status.
 */
import { watch } from 'node:fs';
import { Liveness } from '../liveness.ts';
import { isAlive } from './process-table.ts';
import type { ContainerRoot } from './process-tree.ts';

/** The watch sees the normal end at once; this finds only supervisors that were killed. */
const liveness = new Liveness(1000);

/** Calls back once, when `supervisor` is gone. */
export function watchAdopted(
  supervisor: ContainerRoot,
  runtimePath: string,
  onGone: () => void,
): void {
  let isGone = false;
  const check = (): void => {
    if (isGone || isAlive(supervisor.pid, supervisor.startTime)) return;
    isGone = true;
    liveness.remove(check);
    watcher?.close();
    onGone();
  };
  liveness.add(check); // it may also have ended before the watch began
  // The last thing a supervisor does is the rename to `status`; moments later it is gone.
  const watcher = tryWatch(runtimePath, (name) => {
    if (name === 'status') setTimeout(check, 5).unref();
  });
}

/** Undefined when the system has no watches left: the poll is slower, but enough. */
function tryWatch(
  path: string,
  onChange: (name: string | null) => void,
): { close(): void } | undefined {
  try {
    const watcher = watch(path, { persistent: false }, (_event, name) => onChange(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
