/**
 * The agent's checkpoints as its core sees them: files and links under absolute paths, written in
 * Mesos' layout (records.ts has the formats), so that a restarted agent finds what it knew. The
 * core never touches a disk; it asks this store and is called back.
 *
 * Promises that every implementation keeps:
 * - a callback with `ok` means that this operation and every earlier one survive a crash;
 * - callbacks of writes come in the order of the writes; none comes before the asking call returns;
 * - `put` and `symlink` replace what was there whole; a crash leaves the old or the new, never a mix.
 *   Only the end of an `append` may be torn;
 * - if the process dies, operations took effect in the order in which they were asked for, up to
 *   some point. If the machine dies, any of those without a callback may be missing;
 * - reads see all writes that were asked for earlier, perhaps later ones too;
 * - when a write fails, everything that was asked for before its callback fails with it: what is on
 *   disk stays a prefix of what was asked for. What is asked for afterwards may succeed again (a full
 *   disk does not stay full): the asker decides whether to repeat, or to give up what it was for;
 * - a failed `append` leaves nothing in its file, so that it can be repeated; the others are whole or
 *   not at all, and repeating them does no harm.
 *
 * Parent directories are made when absent (mode 0755).
 */
import type { Result } from '../foundation/result.ts';
import type { Done } from './key-value-store.ts';

export type Found<T> = (result: Result<T | undefined>) => void;

export interface CheckpointStore {
  /** Writes the whole file under a temporary name, then renames it (mode 0600). */
  put(path: string, bytes: Uint8Array, done?: Done): void;
  /** Adds to the end of the file, which is made when absent (mode 0644). */
  append(path: string, bytes: Uint8Array, done?: Done): void;
  /** Cuts the file, to get rid of a torn record before appending again. */
  truncate(path: string, sizeBytes: number, done?: Done): void;
  /** Makes an empty file (mode 0644); one that exists is left as it is. */
  touch(path: string, done?: Done): void;
  /** Makes a directory with `mode`, or sets the mode of one that exists. */
  makeDirectory(path: string, mode: number, done?: Done): void;
  /** Makes the link `path` that points to `target`, in place of an older link. */
  symlink(target: string, path: string, done?: Done): void;
  /**
   * Removes a file or a whole tree, following no link; nothing there is fine. One that cannot be
   * removed is a failure of this operation alone.
   */
  remove(path: string, done?: Done): void;

  /** Names in a directory, sorted; undefined when there is no such directory. */
  list(path: string, done: Found<readonly string[]>): void;
  /** The bytes of a file; undefined when there is no such file. */
  read(path: string, done: Found<Uint8Array>): void;
  /** Where a link points; undefined when there is no such link. */
  readLink(path: string, done: Found<string>): void;

  /** Calls back when everything that was asked for so far is durable. */
  flush(done: Done): void;
}

export type CheckpointOperation =
  | { readonly kind: 'put'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'append'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'touch'; readonly path: string }
  | { readonly kind: 'makeDirectory'; readonly path: string; readonly mode: number }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'flush' };
