/** The registry's storage with a stopwatch: how long writes take until nothing can lose them. */
import type { Stopwatch } from '../foundation/metrics/registry.ts';
import type { KeyValueStore } from '../storage/key-value-store.ts';

export interface StoreTimes {
  /** The last reading; happens when the master starts. */
  readonly registryFetch: Stopwatch;
  readonly registryStore: Stopwatch;
}

export function timedStore(store: KeyValueStore, times: StoreTimes): KeyValueStore {
  return {
    write: (batch, done) => {
      const stop = times.registryStore.start();
      store.write(batch, (result) => {
        stop();
        done(result);
      });
    },
    readAll: (prefix, visit, done) => {
      const stop = times.registryFetch.start();
      store.readAll(prefix, visit, (result) => {
        stop();
        done(result);
      });
    },
    close: (done) => store.close(done),
  };
}
