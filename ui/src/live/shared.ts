/** What several cells of a table show alike: asked for once for all of them, as long as there is one. */
import { useEffect, useSyncExternalStore } from 'react';

const pollMs = 5_000;

export class Shared<T> {
  readonly #load: (signal: AbortSignal) => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #readers = 0;
  #stop: AbortController | undefined;
  #value: T | undefined;

  constructor(load: (signal: AbortSignal) => Promise<T>) {
    this.#load = load;
  }

  /** Undefined: on its way, or it cannot be had. */
  readonly use = (): T | undefined => {
    useEffect(() => {
      this.#join();
      return () => this.#leave();
    }, []);
    return useSyncExternalStore(
      (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      () => this.#value,
    );
  };

  #join(): void {
    if (this.#readers++ > 0) return;
    this.#stop = new AbortController();
    void this.#poll(this.#stop.signal);
  }

  #leave(): void {
    if (--this.#readers > 0) return;
    this.#stop?.abort();
    this.#value = undefined;
  }

  async #poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!document.hidden) {
        const value = await this.#load(signal).catch(() => undefined);
        if (signal.aborted) return;
        this.#value = value;
        for (const listener of this.#listeners) listener();
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}
