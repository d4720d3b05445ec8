/**
 * A store whose failure is not survived. Whoever cannot write down what it decides must not go on
 * deciding: the first write that fails, or any operation that takes longer than it may, is reported
 * once, and the owner ends the process. Answers themselves pass through unchanged.
 */
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

export interface StoreGuard {
  readonly clock: Clock;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly onFailure: (why: string) => void;
}

export function guardedStore(store: KeyValueStore, guard: StoreGuard): KeyValueStore {
  return new GuardedStore(store, guard);
}

class GuardedStore implements KeyValueStore {
  readonly #store: KeyValueStore;
  readonly #guard: StoreGuard;
  /** Reported, or closed: nothing more to report. */
  #hasFailed = false;
  /** Writes that are under way. They end in order, so one watch over the oldest is enough. */
  #writeCount = 0;
  #watch: Timer | undefined;

  constructor(store: KeyValueStore, guard: StoreGuard) {
    this.#store = store;
    this.#guard = guard;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    if (this.#writeCount++ === 0) this.#watchWrites();
    this.#store.write(batch, (result) => {
      this.#writeCount--;
      this.#watchWrites();
      if (!result.ok) this.#fail(`Failed to update the registry: ${result.error}`);
      done(result);
    });
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    const { clock, readTimeoutMs } = this.#guard;
    const watch = clock.after(readTimeoutMs, () => {
      this.#fail(`Failed to fetch the registry: it took longer than ${readTimeoutMs / 1000}secs`);
    });
    this.#store.readAll(prefix, visit, (result) => {
      watch.cancel();
      done(result);
    });
  }

  close(done: Done): void {
    // From here on refusals are no news.
    this.#hasFailed = true;
    this.#watch?.cancel();
    this.#store.close(done);
  }

  #watchWrites(): void {
    this.#watch?.cancel();
    if (this.#writeCount === 0) return;
    const { clock, writeTimeoutMs } = this.#guard;
    this.#watch = clock.after(writeTimeoutMs, () => {
      this.#fail(`Failed to update the registry: it took longer than ${writeTimeoutMs / 1000}secs`);
    });
  }

  #fail(why: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#guard.onFailure(why);
  }
}
