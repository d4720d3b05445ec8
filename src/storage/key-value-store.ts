/**
 * Durable key-value storage as the cores see it: a batch goes in, a callback comes back when the
 * batch cannot be lost any more. The master's registrar keeps admitted agents, quota and weights
 * in it.
 *
 * Two promises that every implementation keeps:
 * - batches become durable in the order in which they were written, each whole or not at all;
 * - a callback with `ok` means that this batch and every earlier one survive a crash. After the
 *   first failure every later batch fails as well, because the order would be broken otherwise.
 */
import type { Result } from '../foundation/result.ts';

export type WriteOperation =
  | { readonly kind: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly kind: 'delete'; readonly key: string };

/** How a write ends: durable, or a sentence that says what went wrong. */
export type Done = (result: Result<void>) => void;

export interface KeyValueStore {
  /** Makes all operations durable together. `done` is never called before `write` returns. */
  write(batch: readonly WriteOperation[], done: Done): void;

  /**
   * Calls `visit` for each key that begins with `prefix`, in the order of the keys' UTF-8 bytes,
   * then `done`. Writes that were asked for earlier are seen.
   */
  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void;

  /** Finishes all writes that were asked for, then lets go of the storage. */
  close(done: Done): void;
}
