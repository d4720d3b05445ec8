/**
 * The work directory belongs to one mesos-local at a time: two would run the same tasks twice and
 * write into each other's checkpoints. LevelDB's lock says who has it; the system drops the lock
 * when the process dies, however it dies.
 */
import { join, resolve } from 'node:path';
import { makeOwnDirectory } from '../../foundation/directories/own-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { LevelStore } from '../../storage/level-store.ts';

/** How LevelStore says that somebody else has it. */
const lockHeld = 'another process holds its lock';

export interface WorkDirectory {
  readonly path: string;
  /** Lets the next one in; the death of the process does it too. */
  release(): Promise<void>;
}

export async function takeWorkDirectory(path: string): Promise<Result<WorkDirectory>> {
  const absolute = resolve(path);
  const made = makeOwnDirectory(absolute, { flag: '--work_dir', checksEntries: true });
  if (!made.ok) return made;
  const opened = await new Promise<Result<LevelStore>>((done) =>
    LevelStore.open(join(absolute, 'lock'), done),
  );
  if (!opened.ok) {
    if (!opened.error.includes(lockHeld)) return opened;
    return failure(
      `The work directory '${absolute}' is in use by another mesos-local; ` +
        'stop that one or choose another directory with --work_dir',
    );
  }
  const lock = opened.value;
  return ok({
    path: absolute,
    release: () => new Promise((done) => lock.close(() => done())),
  });
}
