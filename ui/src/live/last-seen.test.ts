import { describe, expect, it } from 'vitest';
import {
  type LastSeen,
  longestKeptMs,
  mostChars,
  mostEntries,
  readLastSeen,
  seenAnswer,
  seenKey,
  writeLastSeen,
} from './last-seen.ts';
import type { Question } from './messages.ts';
import type { Rows, RowsQuery, Summary } from './queries.ts';

const query: RowsQuery = {
  ...{ kind: 'tasks', search: '', sort: 'id', isDescending: false, from: 0, count: 60 },
  list: 'active',
};
const rows = (more: Partial<RowsQuery>): Question => ({
  about: 'rows',
  query: { ...query, ...more },
});
const found = (made: readonly object[]): Rows<object> => ({
  rows: made,
  ...{ from: 0, matched: made.length, total: made.length },
});
const nowMs = 1_000_000_000_000;
const seen = (entries: readonly (readonly [string, number, object])[]): LastSeen => ({
  ...{ masterId: 'm', reader: '', offsetMs: 0 },
  entries: new Map(
    entries.map(([key, atMs, answer]) => [key, { atMs, answer: answer as Rows<object> }]),
  ),
});

describe('what was seen last', () => {
  it('is the beginning of each list, however many rows of it were asked for', () => {
    expect(seenKey(rows({ count: 90 }))).toBe(seenKey(rows({})));
    expect(seenKey(rows({ list: 'completed' }))).not.toBe(seenKey(rows({})));
    expect(seenKey(rows({ from: 30 }))).toBeUndefined();
    expect(seenKey({ about: 'task', framework: 'f', id: 't' })).toBeUndefined();
  });

  it('says nothing of what was searched for, and nothing that a task said', () => {
    expect(seenKey(rows({ search: 'payroll' }))).toBeUndefined();
    const task = { id: 't', message: 'password wrong: hunter2', searchText: 'hunter2' };
    expect(JSON.stringify(seenAnswer(rows({}), found([task])))).not.toContain('hunter2');
    const attention = [{ kind: 'failing', what: 'hunter2', name: 'app' }];
    const summary = { attention, happenings: [] } as unknown as Summary;
    expect(JSON.stringify(seenAnswer({ about: 'summary' }, summary))).not.toContain('hunter2');
  });

  it('comes back as it was kept', () => {
    const of = seen([['summary', nowMs - 5, found([{ id: 'a' }])]]);
    expect(readLastSeen(writeLastSeen(of)!, nowMs)).toEqual(of);
  });

  it('is bounded in number and size, the oldest first to go', () => {
    const entries = Array.from(
      { length: mostEntries + 5 },
      (_, i) => [`list ${i}`, nowMs - i, found([])] as const,
    );
    const kept = readLastSeen(writeLastSeen(seen(entries))!, nowMs)!;
    expect([...kept.entries.keys()]).toEqual(entries.slice(0, mostEntries).map(([key]) => key));
    const wide = found([{ id: 'x'.repeat(mostChars / 2) }]);
    const large = seen([
      ['newer', nowMs - 1, wide],
      ['older', nowMs - 2, wide],
    ]);
    expect([...readLastSeen(writeLastSeen(large)!, nowMs)!.entries.keys()]).toEqual(['newer']);
    expect(writeLastSeen(seen([['a', nowMs, found([{ id: 'x'.repeat(mostChars) }])]]))).toBe(
      undefined,
    );
  });

  it('is forgotten when it is old, of the future, or no such thing', () => {
    const text = writeLastSeen(seen([['summary', nowMs, found([])]]))!;
    expect(readLastSeen(text, nowMs + longestKeptMs - 1)).toBeDefined();
    expect(readLastSeen(text, nowMs + longestKeptMs)).toBeUndefined();
    expect(readLastSeen(text, nowMs - 1)).toBeUndefined();
    expect(readLastSeen(null, nowMs)).toBeUndefined();
    expect(readLastSeen('{"version":0}', nowMs)).toBeUndefined();
    expect(readLastSeen('[', nowMs)).toBeUndefined();
  });
});
