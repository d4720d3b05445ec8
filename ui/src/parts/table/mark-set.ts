/** Which rows of a table are marked, by their keys. Never more than `mostMarks`. */

export type MarkSet = ReadonlySet<string>;

/** A batch of more wants a program, not a page. */
export const mostMarks = 10_000;

export const noMarks: MarkSet = new Set();

export function toggled(marks: MarkSet, key: string): MarkSet {
  const next = new Set(marks);
  if (!next.delete(key) && next.size < mostMarks) next.add(key);
  return next;
}

export function withKeys(marks: MarkSet, keys: Iterable<string>): MarkSet {
  const next = new Set(marks);
  for (const key of keys) {
    if (next.size >= mostMarks) break;
    next.add(key);
  }
  return next;
}

export function withoutKeys(marks: MarkSet, keys: Iterable<string>): MarkSet {
  const next = new Set(marks);
  for (const key of keys) next.delete(key);
  return next;
}

/** What is not among the keys any more is not marked any more. */
export function onlyKeys(marks: MarkSet, keys: Iterable<string>): MarkSet {
  const left = new Set<string>();
  for (const key of keys) if (marks.has(key)) left.add(key);
  return left.size === marks.size ? marks : left;
}

/** Of the box above the rows that are seen. */
export function headState(marks: MarkSet, seen: readonly string[]): 'none' | 'some' | 'all' {
  if (marks.size === 0) return 'none';
  return seen.length > 0 && seen.every((key) => marks.has(key)) ? 'all' : 'some';
}
