/**
 * One round of group-committed checkpoints on a real disk. Doing each operation with its own
 * fsync would cost milliseconds per file; a round shares the waiting in three phases:
 *
 * 1. prepare, in parallel: new file contents and links under temporary names, contents fsynced;
 * 2. apply, one after another in the order asked for: renames, appends, marks, removals. These
 *    only touch the page cache, and because they are in order, a process that dies in between
 *    leaves a prefix;
 * 3. settle, in parallel: fsync of appended files and of each directory that changed, once.
 *
 * Invariant: no file descriptor outlives the round.
 */
import { randomUUID } from 'node:crypto';
import {
  chmod,
  mkdir,
  open,
  rename,
  rm,
  symlink,
  truncate,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { failure, ok, type Result } from '../foundation/result.ts';
import type { CheckpointOperation } from './checkpoint-store.ts';
import { forEachParallel } from './parallel.ts';

type Operation<Kind extends CheckpointOperation['kind']> = Extract<
  CheckpointOperation,
  { kind: Kind }
>;

const replacedFileMode = 0o600;
const appendedFileMode = 0o644;

/** Numbers start anew in each process, so what a crash leaves behind is overwritten in time. */
let temporaryCount = 0;
const temporaryName = /^\.checkpoint-\d+\.tmp$/;
const removedName = /^\.removed-[-0-9a-f]{36}\.tmp$/;

/** A file that a crash left between phases 1 and 2; no part of the work directory's layout. */
export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name);
}

/** What is moved aside to be removed, or was when a crash came. */
export function isRemovedName(name: string): boolean {
  return removedName.test(name);
}

export class CheckpointRound {
  /** It failed, and what it had appended may still be there: nothing may be repeated. */
  isUnclear = false;
  /** Temporary paths of phase 1, by operation. */
  readonly #prepared = new Map<CheckpointOperation, string>();
  readonly #appended = new Map<string, FileHandle>();
  /** Bytes that files had before something was appended, for a failure. */
  readonly #sizes = new Map<FileHandle, number>();
  readonly #truncated = new Set<string>();
  readonly #changedDirectories = new Set<string>();
  /** Where the trees of `remove` are now; they may be large, and a round must not take long. */
  readonly movedAside = new Map<CheckpointOperation, Result<string>>();

  async run(operations: readonly CheckpointOperation[]): Promise<void> {
    try {
      await forEachParallel(operations, (operation) =>
        naming(operation, () => this.#prepare(operation)),
      );
      for (const operation of operations) await naming(operation, () => this.#apply(operation));
      await this.#settle();
    } catch (error) {
      await this.#takeBack();
      throw error;
    } finally {
      await Promise.allSettled([...this.#appended.values()].map((handle) => handle.close()));
    }
  }

  async #prepare(operation: CheckpointOperation): Promise<void> {
    if (operation.kind !== 'put' && operation.kind !== 'symlink') return;
    const path = join(dirname(operation.path), `.checkpoint-${temporaryCount++}.tmp`);
    this.#prepared.set(operation, path);
    if (operation.kind === 'put') await this.#writeTemporary(path, operation);
    else await this.#linkTemporary(path, operation);
  }

  async #writeTemporary(path: string, operation: Operation<'put'>): Promise<void> {
    const file = await this.#inDirectory(path, () => open(path, 'w', replacedFileMode));
    try {
      await file.writeFile(operation.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async #linkTemporary(path: string, operation: Operation<'symlink'>): Promise<void> {
    await rm(path, { force: true });
    await this.#inDirectory(path, () => symlink(operation.target, path));
  }

  async #apply(operation: CheckpointOperation): Promise<void> {
    switch (operation.kind) {
      case 'put':
      case 'symlink':
        await this.#forgetHandle(operation.path);
        await rename(this.#prepared.get(operation)!, operation.path);
        break;
      case 'append':
        await (await this.#openForAppend(operation.path)).appendFile(operation.bytes);
        break;
      case 'touch':
        await this.#openForAppend(operation.path);
        break;
      case 'truncate':
        await truncate(operation.path, operation.sizeBytes);
        this.#truncated.add(operation.path);
        break;
      case 'makeDirectory':
        await this.#makeDirectories(operation.path);
        await chmod(operation.path, operation.mode);
        break;
      case 'remove':
        await this.#moveAside(operation);
        break;
      case 'flush':
        return;
    }
    this.#changedDirectories.add(dirname(operation.path));
  }

  async #settle(): Promise<void> {
    await forEachParallel(this.#appended, ([path, file]) =>
      naming({ kind: 'sync', path }, () => file.sync()),
    );
    await forEachParallel(this.#truncated, syncIfPresent);
    await forEachParallel(this.#changedDirectories, syncIfPresent);
  }

  /** What was appended must not be there twice when it is asked for again. */
  async #takeBack(): Promise<void> {
    const leftovers = [...this.#prepared.values()];
    await Promise.allSettled(leftovers.map((path) => rm(path, { force: true })));
    try {
      for (const [file, sizeBytes] of this.#sizes) await file.truncate(sizeBytes);
    } catch {
      this.isUnclear = true;
    }
  }

  async #openForAppend(path: string): Promise<FileHandle> {
    const known = this.#appended.get(path);
    if (known !== undefined) return known;
    const file = await this.#inDirectory(path, () => open(path, 'a', appendedFileMode));
    this.#appended.set(path, file);
    this.#sizes.set(file, (await file.stat()).size);
    return file;
  }

  /** A rename puts another file under the path; later appends must not go to the old one. */
  async #forgetHandle(path: string): Promise<void> {
    const file = this.#appended.get(path);
    this.#appended.delete(path);
    if (file === undefined) return;
    this.#sizes.delete(file);
    await file.close();
  }

  async #moveAside(operation: Operation<'remove'>): Promise<void> {
    const path = join(dirname(operation.path), `.removed-${randomUUID()}.tmp`);
    try {
      await rename(operation.path, path);
      this.movedAside.set(operation, ok(path));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.movedAside.set(operation, failure(message));
    }
  }

  /** Runs `make`; when the parent directory is missing, makes it and runs `make` again. */
  async #inDirectory<T>(path: string, make: () => Promise<T>): Promise<T> {
    try {
      return await make();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.#makeDirectories(dirname(path));
      return await make();
    }
  }

  /** Like `mkdir -p`; each directory that got a new entry has to be fsynced. */
  async #makeDirectories(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    for (let at = path; at.length >= first.length; at = dirname(at)) {
      this.#changedDirectories.add(dirname(at));
    }
  }
}

/** Errors of the file system do not always name the path; ours do. */
async function naming(
  { kind, path = '' }: { readonly kind: string; readonly path?: string },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`Failed to ${kind} ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A path that was removed later in the round has nothing left to sync. */
async function syncIfPresent(path: string): Promise<void> {
  await naming({ kind: 'sync', path }, async () => {
    try {
      const file = await open(path, 'r');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  });
}
