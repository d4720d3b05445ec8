/**
 * A function that need not do the same work twice, for texts that come with every message. Its
 * memory is bounded by forgetting everything at once: whoever floods it only makes it slow again.
 */

/** `make`, remembering what came of the last texts, `most` at a time. Undefined is not kept. */
export function remembering<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (made === undefined) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}
