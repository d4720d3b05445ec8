/** Two agents on one directory; real locks, real processes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

let directory: string;
let other: ChildProcess | undefined;

beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'lock-'))));
afterEach(() => {
  other?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** Another process that holds the lock in the way an agent does. */
async function letAnotherHold(): Promise<ChildProcess> {
  const program = `
    const { openSync } = require('node:fs');
    const { spawnSync } = require('node:child_process');
    const fd = openSync(${JSON.stringify(directory)}, 'r');
    const { status } = spawnSync('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
    console.log(status);
    setInterval(() => fd, 1000);`;
  other = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(other.stdout!, 'data')) as [Buffer];
  expect(said.toString().trim()).toBe('0');
  return other;
}

describe('the lock of a directory', () => {
  it('keeps out a second agent, of the same process too, with a way out', async () => {
    const first = await lockDirectory('--work_dir', directory);
    expect(first).toMatchObject({ ok: true, value: { isHeld: true } });
    const second = await lockDirectory('--work_dir', directory);
    expect(second.ok ? '' : second.error).toMatch(/--work_dir: '.*' is in use by another agent/u);
    if (first.ok) await first.value.release();
    const third = await lockDirectory('--work_dir', directory);
    expect(third.ok).toBe(true);
    if (third.ok) await third.value.release();
  });

  it('is free as soon as its holder is killed', async () => {
    const holder = await letAnotherHold();
    expect((await lockDirectory('--runtime_dir', directory)).ok).toBe(false);
    holder.kill('SIGKILL'); // nobody waits for it to be gone
    const lock = await lockDirectory('--runtime_dir', directory);
    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
  });
});
