import { describe, expect, it } from 'vitest';
import { readPathId, resolvePath } from './path-ids.ts';
import { readTimestamp } from './timestamps.ts';
import { violationsOf } from './test-support.ts';

describe('ids', () => {
  it.each([
    ['a', '/', '/a'],
    ['a/b', '/g', '/g/a/b'],
    ['/a', '/g', '/a'],
    ['../a', '/g/h', '/g/a'],
    ['../../../a', '/g', '/a'],
    ['./a/./b/', '/g', '/g/a/b'],
    ['//a//b', '/g', '/a/b'],
    ['', '/g', '/g'],
    ['/', '/g', '/'],
  ])('%j in %s is %s', (text, base, id) => {
    expect(resolvePath(text, base)).toBe(id);
  });

  it('of a URL are checked', () => {
    expect(readPathId('shop/db.v-1')).toEqual({ ok: true, value: '/shop/db.v-1' });
    for (const bad of ['A', 'a_b', '-a', 'a-', 'a..b', '.a', 'a b', 'ä', '%', 'a/B']) {
      const [violation] = violationsOf(readPathId(bad));
      expect(violation).toMatch(/^\/: must fully match regular expression/);
    }
    for (const long of ['a-', 'a.', '/', 'a/']) {
      expect(readPathId(`${long.repeat(500_000)}!`).ok).toBe(false);
    }
    expect(violationsOf(readPathId('a/versions'))).toEqual([
      '/: must not end with any of the following reserved keywords: restart, tasks, versions, ., ..',
    ]);
  });
});

describe('timestamps', () => {
  it('are in UTC with milliseconds', () => {
    expect(readTimestamp('2018-07-14T23:59:39.123Z')).toBe(1_531_612_779_123);
    expect(readTimestamp('2018-07-15T01:59:39.123+02:00')).toBe(1_531_612_779_123);
    expect(readTimestamp('2018-07-14T23:59:39.123456789Z')).toBe(1_531_612_779_123);
  });

  it.each(['', '2018-07-14', '2018-07-14T23:59:39', '1531612779', '2018-13-14T23:59:39Z'])(
    '%j is none',
    (text) => {
      expect(readTimestamp(text)).toBeUndefined();
    },
  );
});

it('an id that is too long is refused, and says how long it may be', () => {
  expect(readPathId(`/${'a/'.repeat(511)}b`).ok).toBe(true);
  const read = readPathId(`/${'a/'.repeat(50_000)}b`);
  expect(!read.ok && JSON.stringify(read.error)).toContain(
    'at most 1024 characters, it has 100002',
  );
});
