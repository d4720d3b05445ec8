/**
 * Checkpoints on a real disk. Writes are group-committed: all of one turn, or of the time that the
 * round before took, become durable together (commit-queue.ts collects, checkpoint-round.ts
 * writes). An agent that starts a hundred tasks a second makes some thousand changes to its work
 * directory in that time and waits for a few dozen rounds.
 *
 * The store assumes that it is the only writer below the paths that it is given.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';

import { failure, ok, type Result } from '../foundation/result.ts';
import { CheckpointRound, isTemporaryName } from './checkpoint-round.ts';
import type { CheckpointOperation, CheckpointStore, Found } from './checkpoint-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Done } from './key-value-store.ts';
import { ParallelGate } from './parallel.ts';

export class DiskCheckpointStore implements CheckpointStore {
  readonly #gate = new ParallelGate();
  /** A failure after which nobody knows what is on the disk: the last word. */
  #unclear: Result<void> | undefined = undefined;
  readonly #queue = new CommitQueue<CheckpointOperation>({
    commit: (operations) => this.#commit(operations),
    // What is prepared for a path below a removed tree must come after the removal.
    goesOnAfterFailure: true,
    startsRound: (operation, previous) => previous.kind === 'remove' && operation.kind !== 'remove',
  });

  async #commit(operations: readonly CheckpointOperation[]): Promise<Result<void>> {
    if (this.#unclear !== undefined) return this.#unclear;
    const round = new CheckpointRound();
    try {
      await round.run(operations);
      return ok(undefined);
    } catch (error) {
      const failed = failure(error instanceof Error ? error.message : String(error));
      if (round.isUnclear) this.#unclear = failed;
      return failed;
    }
  }

  put(path: string, bytes: Uint8Array, done?: Done): void {
    this.#queue.push({ kind: 'put', path, bytes }, done);
  }

  append(path: string, bytes: Uint8Array, done?: Done): void {
    this.#queue.push({ kind: 'append', path, bytes }, done);
  }

  truncate(path: string, sizeBytes: number, done?: Done): void {
    this.#queue.push({ kind: 'truncate', path, sizeBytes }, done);
  }

  touch(path: string, done?: Done): void {
    this.#queue.push({ kind: 'touch', path }, done);
  }

  makeDirectory(path: string, mode: number, done?: Done): void {
    this.#queue.push({ kind: 'makeDirectory', path, mode }, done);
  }

  symlink(target: string, path: string, done?: Done): void {
    this.#queue.push({ kind: 'symlink', path, target }, done);
  }

  remove(path: string, done?: Done): void {
    this.#queue.push({ kind: 'remove', path }, done);
  }

  flush(done: Done): void {
    this.#queue.push({ kind: 'flush' }, done);
  }

  list(path: string, done: Found<readonly string[]>): void {
    const visibleNames = async (): Promise<readonly string[]> => {
      const names = await readdir(path);
      return names.filter((name) => !isTemporaryName(name)).toSorted();
    };
    this.#find(path, visibleNames, done);
  }

  read(path: string, done: Found<Uint8Array>): void {
    this.#find(path, () => readFile(path), done);
  }

  readLink(path: string, done: Found<string>): void {
    this.#find(path, () => readlink(path), done);
  }

  /** Runs `look` when all earlier writes are done; what does not exist is found as undefined. */
  #find<T>(path: string, look: () => Promise<T>, done: Found<T>): void {
    const start = (): void => {
      void this.#gate.run(look).then(
        (value) => setImmediate(() => done(ok(value))),
        (error: unknown) => setImmediate(() => done(lookFailure(path, error))),
      );
    };
    if (this.#queue.isIdle) return start();
    this.flush((flushed) => (flushed.ok ? start() : done(flushed)));
  }
}

function lookFailure(path: string, error: unknown) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return ok(undefined);
  return failure(`Failed to read ${path}: ${message}`);
}
