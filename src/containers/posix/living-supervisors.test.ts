import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLivingSupervisors } from './living-supervisors.ts';
import type { LivingSupervisor } from './living-supervisors.ts';
import { hasProc } from './process-table.ts';
import { until } from './test-support.ts';

const nobody = 65_534;
let directory = '';
let processes: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'altiplano-supervisors-'));
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, 'supervisor-abc.sh'), 'echo; read -r line\n');
});
afterEach(() => {
  for (const one of processes) one.kill('SIGKILL');
  processes = [];
  rmSync(directory, { recursive: true, force: true });
});

/** A process that looks like one. */
async function pretend(key: string, uid?: number): Promise<number> {
  const words = [join(directory, 'supervisor-abc.sh'), 'supervise', key];
  const one = spawn('/bin/sh', words, { cwd: '/', ...(uid !== undefined && { uid }) });
  processes.push(one);
  let isThere = false;
  one.stdout.once('data', () => (isThere = true));
  await until(() => isThere);
  return one.pid!;
}

async function find(): Promise<ReadonlyMap<string, LivingSupervisor>> {
  return findLivingSupervisors(({ runtimeDirectory }) => runtimeDirectory === directory);
}

describe.skipIf(!hasProc)('supervisors among the processes', () => {
  it('are known by the container that they keep; the youngest counts', async () => {
    await pretend('one');
    const other = await pretend('other');
    const youngest = await pretend('one');
    const found = [...(await find())].map(([key, { pid }]) => [key, pid]);
    expect(new Map(found as [string, number][])).toEqual(
      new Map([
        ['one', youngest],
        ['other', other],
      ]),
    );
  });

  it.skipIf(process.getuid?.() !== 0)('are those of our own user only', async () => {
    await pretend('stranger', nobody);
    const own = await pretend('own');
    const found = await find();
    expect([...found.keys()]).toEqual(['own']);
    expect(found.get('own')!.pid).toBe(own);
  });
});
