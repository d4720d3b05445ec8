/**
 * The registry's storage with a stopwatch and a scale: how long writes take until nothing can lose
 * them, and how many bytes the entries have that are there now.
 */
import type { Stopwatch } from '../foundation/metrics/registry.ts';
import type { Done, KeyValueStore, WriteOperation } from '../storage/key-value-store.ts';

export interface StoreTimes {
  /** The last reading; happens when the master starts. */
  readonly registryFetch: Stopwatch;
  readonly registryStore: Stopwatch;
}

export class TimedStore implements KeyValueStore {
  readonly #store: KeyValueStore;
  readonly #times: StoreTimes;
  /** Of what was read or written; as many as the registry has entries. */
  readonly #bytesByKey = new Map<string, number>();
  #bytes = 0;

  constructor(store: KeyValueStore, times: StoreTimes) {
    this.#store = store;
    this.#times = times;
  }

  /** Keys and values of all entries. */
  get bytes(): number {
    return this.#bytes;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    const stop = this.#times.registryStore.start();
    this.#store.write(batch, (result) => {
      stop();
      if (result.ok) for (const operation of batch) this.#note(operation);
      done(result);
    });
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    const stop = this.#times.registryFetch.start();
    const weigh = (key: string, value: Uint8Array): void => {
      this.#note({ kind: 'put', key, value });
      visit(key, value);
    };
    this.#store.readAll(prefix, weigh, (result) => {
      stop();
      done(result);
    });
  }

  close(done: Done): void {
    this.#store.close(done);
  }

  #note(operation: WriteOperation): void {
    const { key } = operation;
    this.#bytes -= this.#bytesByKey.get(key) ?? 0;
    this.#bytesByKey.delete(key);
    if (operation.kind === 'delete') return;
    const bytes = Buffer.byteLength(key) + operation.value.length;
    this.#bytesByKey.set(key, bytes);
    this.#bytes += bytes;
  }
}
