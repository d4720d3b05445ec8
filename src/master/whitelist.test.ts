import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../allocator/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import { isWhitelistGiven, Whitelist } from './whitelist.ts';

let directory: string;
let path: string;
let clock: TestClock;
let told: string[][];
let complaints: string[];
let whitelist: Whitelist | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'altiplano-whitelist-'));
  path = join(directory, 'whitelist');
  [clock, told, complaints] = [new TestClock(), [], []];
});

afterEach(() => {
  whitelist?.stop();
  rmSync(directory, { recursive: true });
});

async function watch(): Promise<void> {
  whitelist = await Whitelist.watch({
    path,
    clock,
    log: { ...silentLog, error: (text) => void complaints.push(text) },
    onChange: (names) => void told.push([...names]),
  });
}

/** Until the file was read once more: the next timer is set then. */
async function readAgain(): Promise<void> {
  clock.advance(5_000);
  while (clock.timerCount === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('--whitelist', () => {
  it('is read at once, and tells of changes only', async () => {
    writeFileSync(path, 'a\nb\n\n');
    await watch();
    await readAgain();
    expect(told).toEqual([['a', 'b']]);
    writeFileSync(path, 'b');
    clock.advance(4_999);
    expect(clock.timerCount).toBe(1);
    await readAgain();
    expect(told).toEqual([['a', 'b'], ['b']]);
  });

  it('that is empty names nobody', async () => {
    writeFileSync(path, '');
    await watch();
    expect(told).toEqual([[]]);
  });

  it('that cannot be read changes nothing, and is complained of once', async () => {
    await watch();
    await readAgain();
    expect(complaints).toEqual([expect.stringMatching(/ENOENT.*all agents are offered$/)]);
    writeFileSync(path, 'a');
    await readAgain();
    rmSync(path);
    await readAgain();
    expect(told).toEqual([['a']]);
    expect(complaints[1]).toMatch(/the names read before stay in force$/);
  });

  it('may be the older word for all', () => {
    expect([undefined, '*', '/f'].map((given) => isWhitelistGiven(given))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
