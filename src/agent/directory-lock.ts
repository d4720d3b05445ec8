/**
 * One agent for a directory: a second one that took the same --work_dir or --runtime_dir would take
 * the first one's containers for orphans and destroy them.
 *
 * Node has no flock(2), but the lock belongs to the open file, not to the process that asked for it:
 * flock(1) (or perl) is handed our descriptor of the directory, locks it and ends, and the lock is
 * ours until this process is gone, however it goes. Nothing is written, so nothing can be stale and
 * a full disk does not matter.
 */
import { spawn } from 'node:child_process';
import { close as closeDescriptor, open as openDescriptor } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';

export interface DirectoryLock {
  /** False: this machine has neither flock nor perl, and nobody is kept out. */
  readonly isHeld: boolean;
  release(): Promise<void>;
}

/** Plain descriptors: a FileHandle that nobody refers to is closed, and the lock with it. */
const open = promisify(openDescriptor);
const close = promisify(closeDescriptor);

/** An agent that was killed is a moment in dying: so long its successor waits for it. */
const patienceMs = 2000;
const retryMs = 50;

/** The descriptor of the directory is 3 in the helper. */
const helpers: readonly (readonly string[])[] = [
  ['flock', '-n', '3'],
  ['perl', '-e', 'open(my $d, "<&=", 3) or exit 2; exit(flock($d, 6) ? 0 : 1)'],
];

/** `flag` and `path` are for the refusal. The directory exists. */
export async function lockDirectory(flag: string, path: string): Promise<Result<DirectoryLock>> {
  const directory = await open(path, 'r');
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const outcome = await tryLock(directory);
    if (outcome !== 'taken') {
      return ok({ isHeld: outcome === 'held', release: () => close(directory) });
    }
    if (performance.now() > deadlineMs) break;
    await pause(retryMs);
  }
  await close(directory);
  return failure(
    `${flag}: '${path}' is in use by another agent that is running (fuser '${path}' tells which).` +
      ' Two agents on it would destroy each other’s containers: stop that one, or give this one' +
      ' a directory of its own',
  );
}

type Outcome = 'held' | 'taken' | 'unknown';

async function tryLock(directory: number): Promise<Outcome> {
  for (const words of helpers) {
    const status = await statusOf(words, directory);
    if (status === 0) return 'held';
    if (status === 1) return 'taken';
  }
  return 'unknown';
}

/** Undefined: there is no such program, or it did not understand. */
function statusOf(words: readonly string[], fd: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const [file, ...rest] = words;
    const helper = spawn(file!, rest, { stdio: ['ignore', 'ignore', 'ignore', fd] });
    helper.once('error', () => resolve(undefined));
    helper.once('exit', (code) => resolve(code ?? undefined));
  });
}
