/**
 * What a reader has chosen, kept from visit to visit in this browser. What is there and cannot be
 * read counts as not chosen; where nothing can be kept, a choice holds as long as the page.
 */
import { useSyncExternalStore } from 'react';

export interface Kept<T> {
  readonly get: () => T;
  /** Undefined: back to what it is without a choice. */
  readonly set: (value: T | undefined) => void;
  /** A hook. */
  readonly use: () => T;
}

/** `read` makes what was kept into a value, or gives undefined when it is none. */
export function kept<T>(name: string, unset: T, read: (held: unknown) => T | undefined): Kept<T> {
  const key = `altiplano.${name}`;
  const listeners = new Set<() => void>();
  let value = readKept(key, read) ?? unset;
  const get = (): T => value;
  return {
    get,
    set(chosen) {
      value = chosen ?? unset;
      try {
        if (chosen === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(chosen));
      } catch {
        // A full or forbidden store.
      }
      for (const listener of listeners) listener();
    },
    use: () =>
      useSyncExternalStore((listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      }, get),
  };
}

function readKept<T>(key: string, read: (held: unknown) => T | undefined): T | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : read(JSON.parse(text));
  } catch {
    return undefined;
  }
}
