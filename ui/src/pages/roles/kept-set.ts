/** A few names that the browser remembers: what is closed, what is hidden. */
import { useState } from 'react';

/** More are forgotten, the oldest first. */
const mostNames = 1_000;

export function useKeptSet(
  key: string,
  first: readonly string[],
): readonly [ReadonlySet<string>, (name: string) => void] {
  const [names, setNames] = useState(() => readSet(key, first));
  const toggle = (name: string): void => {
    const changed = new Set(names);
    if (!changed.delete(name)) changed.add(name);
    setNames(changed);
    localStorage.setItem(key, JSON.stringify([...changed].slice(-mostNames)));
  };
  return [names, toggle];
}

function readSet(key: string, first: readonly string[]): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (Array.isArray(kept)) return new Set(kept.map(String));
  } catch {
    // Somebody else's text: as if there were none.
  }
  return new Set(first);
}
