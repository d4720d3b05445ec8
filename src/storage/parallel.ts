/**
 * Bounded concurrency for file operations: as many as keep libuv's threads and the disk's queue
 * busy, not so many that a recovery with ten thousand files runs out of file descriptors.
 */

/** Well below the usual limit of 1024 descriptors, well above libuv's four threads. */
const maxParallelFiles = 32;

/** Runs `work` on each item, at most `maxParallelFiles` at a time; fails with the first failure. */
export async function forEachParallel<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // All workers draw from one iterator, so each item is taken once.
  const iterator = items[Symbol.iterator]();
  const drain = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      await work(next.value);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: maxParallelFiles }, drain));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** Lets at most `maxParallelFiles` pieces of work run; the others wait their turn. */
export class ParallelGate {
  #running = 0;
  readonly #waiting = new Set<() => void>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= maxParallelFiles) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  /** Hands the place to the next in line, or gives it up. */
  #passOn(): void {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      return next();
    }
    this.#running--;
  }
}
