/** Rows that keep their place while a reader points at them, and what waits meanwhile. */
import type { Rows } from '../../live/queries.ts';

export interface News {
  readonly kind: 'news' | 'gone' | 'moved';
  readonly count: number;
}

/** The old order and number with what is in the rows by now. */
export function heldRows<Row>(
  before: Rows<Row>,
  now: Rows<Row>,
  keyOf: (row: Row) => string,
): Rows<Row> {
  if (before.rows === now.rows) return before;
  const fresh = new Map(now.rows.map((row) => [keyOf(row), row]));
  return { ...before, rows: before.rows.map((row) => fresh.get(keyOf(row)) ?? row) };
}

/** Undefined: what is shown is what there is. */
export function newsOf<Row>(
  held: Rows<Row>,
  now: Rows<Row>,
  keyOf: (row: Row) => string,
): News | undefined {
  const more = now.matched - held.matched;
  if (more !== 0) return { kind: more > 0 ? 'news' : 'gone', count: Math.abs(more) };
  const isSame =
    held.rows.length === now.rows.length &&
    held.rows.every((row, i) => keyOf(row) === keyOf(now.rows[i]!));
  return isSame ? undefined : { kind: 'moved', count: 0 };
}
