import { describe, expect, it } from 'vitest';
import type { Rows } from '../../live/queries.ts';
import { heldRows, newsOf } from './held-rows.ts';

interface Row {
  readonly id: string;
  readonly state: string;
}
const keyOf = ({ id }: Row): string => id;
const rows = (...found: Row[]): Rows<Row> => ({
  rows: found,
  from: 0,
  matched: found.length,
  total: found.length,
});
const a = { id: 'a', state: 'STAGING' };
const b = { id: 'b', state: 'RUNNING' };
const c = { id: 'c', state: 'RUNNING' };

describe('rows under the pointer', () => {
  it('stay where they are, with what is new in them', () => {
    const now = rows(c, b, { id: 'a', state: 'RUNNING' });
    expect(heldRows(rows(a, b), now, keyOf).rows).toEqual([{ id: 'a', state: 'RUNNING' }, b]);
  });

  it('say what waits', () => {
    expect(newsOf(rows(a), rows(a, b, c), keyOf)).toEqual({ kind: 'news', count: 2 });
    expect(newsOf(rows(a, b), rows(b), keyOf)).toEqual({ kind: 'gone', count: 1 });
    expect(newsOf(rows(a, b), rows(b, a), keyOf)).toEqual({ kind: 'moved', count: 0 });
    expect(newsOf(rows(a, b), rows(a, b), keyOf)).toBeUndefined();
  });
});
