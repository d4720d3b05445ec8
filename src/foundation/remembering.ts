/** A function that need not do the same work twice, for texts that come with every message. */
import { TextCache } from './text-cache.ts';

/** `make`, remembering what came of the last texts. Undefined is not kept. */
export function remembering<T>(mostBytes: number, make: (text: string) => T): (text: string) => T {
  const known = new TextCache<T>(mostBytes);
  return (text) => {
    const before = known.find(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (made !== undefined) known.keep(text, made);
    return made;
  };
}
