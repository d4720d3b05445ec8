/** What is asked of lists of names, in time linear in the list. */

/** The first item that stood before it already. */
export function findRepeated(items: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return items.find((item) => seen.size === seen.add(item).size);
}

/** Every item that is there more than once, in the order in which they are repeated. */
export function repeatedOf(items: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(items.filter((item) => seen.size === seen.add(item).size))];
}
