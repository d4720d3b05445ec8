import { describe, expect, it } from 'vitest';
import { parseProcStat, parsePsLine, readAuxiliaryValues } from './process-table.ts';
import { ProcessTree } from './process-tree.ts';
import type { ProcessInfo } from './process-tree.ts';

function aProcess(
  pid: number,
  parentPid: number,
  groupId: number,
  sessionId: number,
  more: Partial<ProcessInfo> = {},
): ProcessInfo {
  const times = { startTime: '100', userTimeSecs: 0, systemTimeSecs: 0, rssBytes: 0 };
  return { pid, parentPid, groupId, sessionId, isZombie: false, ...times, ...more };
}

describe('the family of a container', () => {
  const tree = new ProcessTree([
    aProcess(1, 0, 1, 1),
    aProcess(10, 5, 10, 10), // the supervisor
    aProcess(20, 10, 20, 20), // the first process
    aProcess(21, 20, 21, 20), // a child with a group of its own
    aProcess(22, 1, 21, 20), // an orphan in that group
    aProcess(30, 21, 30, 30), // a grandchild with a session of its own
    aProcess(31, 1, 30, 30), // an orphan in that session
    aProcess(40, 1, 40, 40), // somebody else
    aProcess(50, 20, 20, 20, { isZombie: true }),
  ]);
  const pidsOf = (pid: number, startTime: string): number[] =>
    tree
      .membersOf({ pid, startTime })
      .map((info) => info.pid)
      .toSorted((a, b) => a - b);

  it('is found over children, groups and sessions, without supervisor and zombies', () => {
    expect(pidsOf(20, '100')).toEqual([20, 21, 22, 30, 31]);
  });

  it('is still found when the first process is gone', () => {
    const left = new ProcessTree(tree.processes.filter(({ pid }) => pid !== 20));
    expect(left.membersOf({ pid: 20, startTime: '100' }).map(({ pid }) => pid)).toContain(21);
  });

  it('is empty when its pid belongs to a later process', () => {
    expect(pidsOf(20, '99')).toEqual([]);
    expect(pidsOf(20, '')).toHaveLength(5);
  });
});

describe('the process table', () => {
  it('reads /proc/<pid>/stat even when the name tries to fool it', () => {
    const numbers = '1 4 3 34816 9 4194304 1 2 3 4 150 50 10 5 20 0 1 0 777 1000000 25';
    const info = parseProcStat(`42 (a) S 9 (b) R ${numbers} 184467 1 2 3`);
    expect(info).toMatchObject({
      pid: 42,
      parentPid: 1,
      groupId: 4,
      sessionId: 3,
      startTime: '777',
    });
    expect(info).toMatchObject({ userTimeSecs: 1.6, systemTimeSecs: 0.55, isZombie: false });
    expect(parseProcStat('')).toBeUndefined();
    expect(parseProcStat('42 (x) S 1')).toBeUndefined();
  });

  it('reads what ps(1) prints elsewhere', () => {
    expect(parsePsLine('  7 1 7 0x1 Ss 1:02.50 128')).toMatchObject({
      pid: 7,
      sessionId: 0,
      userTimeSecs: 62.5,
      rssBytes: 131072,
    });
    expect(parsePsLine('')).toBeUndefined();
  });

  it('takes page size and clock ticks from the auxiliary vector', () => {
    const vector = new BigUint64Array([6n, 65536n, 17n, 250n, 0n, 0n]);
    const bytes = new Uint8Array(vector.buffer);
    expect(readAuxiliaryValues(bytes)).toEqual({ pageBytes: 65536, ticksPerSecond: 250 });
  });
});
