/**
 * Checkpoints on a real disk. Writes are group-committed: all of one turn, or of the time that the
 * round before took, become durable together (commit-queue.ts collects, checkpoint-round.ts
 * writes). An agent that starts a hundred tasks a second makes some thousand changes to its work
 * directory in that time and waits for a few dozen rounds.
 *
 * The store assumes that it is the only writer of the paths that it is given. What it removes may be
 * anybody's: a tree is moved aside in its round, which is when it is gone for the caller, and taken
 * apart later without following links. That this fails is told and is no failure of the store.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { HeldDirectory, holding } from '../foundation/directories/held-directory.ts';
import { removeTree } from '../foundation/directories/remove-tree.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { CheckpointRound, isRemovedName, isTemporaryName } from './checkpoint-round.ts';
import type { CheckpointOperation, CheckpointStore, Found } from './checkpoint-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Done } from './key-value-store.ts';
import { ParallelGate } from './parallel.ts';

export class DiskCheckpointStore implements CheckpointStore {
  readonly #onLitter: (why: string) => void;
  readonly #gate = new ParallelGate();
  /** A failure after which nobody knows what is on the disk: the last word. */
  #unclear: Result<void> | undefined = undefined;
  readonly #movedAside = new Map<CheckpointOperation, Result<string>>();
  /** Trees that are being removed, one after the other. */
  #removals: Promise<unknown> = Promise.resolve();
  readonly #removing = new Set<string>();
  readonly #queue = new CommitQueue<CheckpointOperation>({
    commit: (operations) => this.#commit(operations),
    // What is prepared for a path below a removed tree must come after the removal.
    goesOnAfterFailure: true,
    startsRound: (operation, previous) => previous.kind === 'remove' && operation.kind !== 'remove',
  });

  /** `onLitter` is told of what could not be removed. */
  constructor(onLitter: (why: string) => void = () => undefined) {
    this.#onLitter = onLitter;
  }

  async #commit(operations: readonly CheckpointOperation[]): Promise<Result<void>> {
    if (this.#unclear !== undefined) return this.#unclear;
    const round = new CheckpointRound();
    try {
      await round.run(operations);
      for (const [operation, path] of round.movedAside) this.#movedAside.set(operation, path);
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
    const operation: CheckpointOperation = { kind: 'remove', path };
    this.#queue.push(operation, (result) => {
      const aside = this.#movedAside.get(operation);
      this.#movedAside.delete(operation);
      if (aside?.ok === true) this.#takeApart(aside.value);
      done?.(aside?.ok === false ? failure(`Failed to remove ${path}: ${aside.error}`) : result);
    });
  }

  flush(done: Done): void {
    this.#queue.push({ kind: 'flush' }, done);
  }

  list(path: string, done: Found<readonly string[]>): void {
    const visibleNames = async (): Promise<readonly string[]> => {
      const names = await readdir(path);
      for (const name of names) if (isRemovedName(name)) this.#takeApart(join(path, name));
      return names.filter((name) => !isTemporaryName(name) && !isRemovedName(name)).toSorted();
    };
    this.#find(path, visibleNames, done);
  }

  read(path: string, done: Found<Uint8Array>): void {
    this.#find(path, () => readFile(path), done);
  }

  readLink(path: string, done: Found<string>): void {
    this.#find(path, () => readlink(path), done);
  }

  /** Those of an earlier process are found when their directory is listed. */
  #takeApart(path: string): void {
    if (this.#removing.has(path)) return;
    this.#removing.add(path);
    const parent = dirname(path);
    this.#removals = this.#removals
      .then(() => holding(HeldDirectory.open(parent), (held) => removeTree(held, basename(path))))
      .catch((error: unknown) => {
        this.#onLitter(`Failed to remove ${path}: ${(error as Error).message}`);
      })
      .finally(() => this.#removing.delete(path));
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
