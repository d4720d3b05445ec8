import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HeldDirectory, holding } from '../../foundation/directories/held-directory.ts';
import { findProcess } from '../posix/process-table.ts';
import { until } from '../posix/test-support.ts';
import { runAs } from './run-as.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'run-as-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function groupOf(leader: number): readonly number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    const found = findProcess(pid);
    return found?.groupId === leader && !found.isZombie;
  });
}

it('leaves nobody who writes on when it is not wanted any more', async () => {
  const abort = new AbortController();
  const script = 'while :; do sleep 0.01; done & echo $$ >leader.new; mv leader.new leader; wait';
  const options = { owner: undefined, signal: abort.signal };
  const run = holding(HeldDirectory.open(home), (cwd) =>
    runAs(['/bin/sh', '-c', script], { ...options, cwd }),
  );
  const path = join(home, 'leader');
  await until(() => existsSync(path));
  const leader = Number(readFileSync(path, 'utf8'));
  expect(groupOf(leader).length).toBeGreaterThan(1);
  abort.abort();
  await expect(run).rejects.toThrow('/bin/sh failed');
  expect(groupOf(leader)).toEqual([]);
});

it('does not begin what is not wanted any more', async () => {
  const options = { owner: undefined, signal: AbortSignal.abort() };
  const run = holding(HeldDirectory.open(home), (cwd) =>
    runAs(['/bin/sh', '-c', 'touch begun'], { ...options, cwd }),
  );
  await expect(run).rejects.toThrow('is not wanted any more');
  expect(existsSync(join(home, 'begun'))).toBe(false);
});
