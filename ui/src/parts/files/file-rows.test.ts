import { expect, it } from 'vitest';
import { troubleOf, type FileRow } from '../../live/files.ts';
import { shownRows } from './file-rows.ts';

const row = (path: string, size: number, mtime = 0): FileRow => ({
  ...{ path, size, mtime, mode: '-rw-r--r--', nlink: 1, uid: 'root', gid: 'root' },
});
const rows = [row('/s/stdout', 5), row('/s/Stderr', 9, 2), row('/s/data', 5, 1)];
const names = (found: readonly FileRow[]): string[] => found.map(({ path }) => path.slice(3));

it('files are found by letters of their names, and sorted', () => {
  const by = (key: string, isDescending = false): string[] =>
    names(shownRows(rows, '', { key, isDescending }));
  expect(by('name')).toEqual(['Stderr', 'data', 'stdout']);
  expect(by('size', true)).toEqual(['Stderr', 'stdout', 'data']);
  expect(by('mtime')).toEqual(['stdout', 'data', 'Stderr']);
  expect(names(shownRows(rows, 'STD', { key: 'name', isDescending: false }))).toEqual([
    'Stderr',
    'stdout',
  ]);
});

it.each([
  [404, '', 'missing'],
  [404, "There is no agent 'x' registered here", 'noAgent'],
  [403, 'Forbidden', 'forbidden'],
  [500, "Failed to read '/x': EACCES: permission denied", 'forbidden'],
  [400, 'Cannot read a directory.', 'unreadable'],
  [502, 'Agent a at 1.2.3.4:5051 did not answer', 'away'],
])('HTTP %i %j is explained as %s', (status, why, trouble) => {
  expect(troubleOf(status, why)).toBe(trouble);
});
