import { describe, expect, it } from 'vitest';
import { localRows } from './local-rows.ts';

interface Row {
  readonly id: string;
  readonly cpus?: number;
}
const rows: readonly Row[] = [{ id: 'web.1', cpus: 2 }, { id: 'db.1', cpus: 10 }, { id: 'web.2' }];
const keys = ['id', 'cpus'];
const ids = (search: string, sort = 'id', isDescending = false): readonly string[] =>
  localRows(rows, keys, { search, sort, isDescending }).rows.map(({ id }) => id);

describe('rows in memory', () => {
  it('are found by words and by the columns that a table has', () => {
    expect(ids('web')).toEqual(['web.1', 'web.2']);
    expect(ids('cpus>1')).toEqual(['db.1', 'web.1']);
    expect(ids('-web')).toEqual(['db.1']);
  });

  it('are sorted as numbers where they are numbers, the unknown first', () => {
    expect(ids('', 'cpus')).toEqual(['web.2', 'web.1', 'db.1']);
    expect(ids('', 'cpus', true)).toEqual(['db.1', 'web.1', 'web.2']);
  });

  it('are none when the search has a fault, which is told', () => {
    const found = localRows(rows, keys, { search: 'cpu:2', sort: 'id', isDescending: false });
    expect(found.rows).toEqual([]);
    expect(found.fault).toEqual({ kind: 'field', word: 'cpu', near: ['cpus'] });
  });
});
