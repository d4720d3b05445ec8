import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../foundation/result.ts';
import { letOutlive, setOutlivingPlaces, takesProcesses } from './cgroups/outliving.ts';
import { until } from './posix/test-support.ts';
import { startProcess } from './process-starter.ts';
import type { PipeEnd, StartOptions, StartedProcess } from './process-starter.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'process-starter-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function startShell(script: string, stdio: StartOptions['stdio']): StartedProcess {
  const options = { cwd: home, env: { PATH: process.env['PATH'] }, detached: true, stdio } as const;
  return startProcess('/bin/sh', ['-c', script], options);
}

/** All that is said from now on. */
function heardOf(pipe: PipeEnd): { text: string; isClosed: boolean } {
  const heard = { text: '', isClosed: false };
  pipe.read({
    data: (bytes) => (heard.text += bytes.toString()),
    close: () => (heard.isClosed = true),
  });
  return heard;
}

it('gives descriptors of this process, and speaks with the new one', async () => {
  const file = openSync(join(home, 'out'), 'w');
  const script = 'pwd; read -r word <&3; echo "heard $word" >&3; exit 1';
  const started = startShell(script, ['ignore', file, 'ignore', 'pipe']);
  expect(await started.begun).toMatchObject({ ok: true });
  closeSync(file);
  expect(started.hasEnded).toBe(false);
  const heard = heardOf(started.pipe(3));
  started.pipe(3).write(Buffer.from('this\n'));
  await until(() => started.hasEnded && heard.isClosed);
  expect([heard.text, started.exitCode]).toEqual(['heard this\n', 1]);
  expect(readFileSync(join(home, 'out'), 'utf8')).toBe(`${home}\n`);
});

it('keeps what is said until somebody reads, and tells every end', async () => {
  const scripts = ['echo a >&3; kill -9 $$', 'cat <&4 >&3'];
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
  const all = scripts.map((script) => startShell(script, stdio));
  for (const { begun } of all) expect(await begun).toMatchObject({ ok: true });
  all[1]!.pipe(4).end(Buffer.from('x'.repeat(50_000)));
  await until(() => all.every(({ hasEnded }) => hasEnded));
  const heard = all.map((one) => heardOf(one.pipe(3)));
  await until(() => heard.every(({ isClosed }) => isClosed));
  expect(heard.map(({ text }) => text.length)).toEqual([2, 50_000]);
});

it('does not hear more than a few lines of who is not read', async () => {
  const started = startShell('yes >&3', ['ignore', 'ignore', 'ignore', 'pipe']);
  await until(() => started.hasEnded);
  expect(started.exitCode).not.toBe(0);
});

it('begins where what outlives the agent belongs, and where it can', async () => {
  const file = join(home, 'cgroup.procs');
  writeFileSync(file, '');
  expect([file, home].map(takesProcesses)).toEqual([true, false]);
  setOutlivingPlaces([join(home, 'none/such'), file]);
  try {
    const started = startShell('echo "$0 $$" >&3', ['ignore', 'ignore', 'ignore', 'pipe']);
    const heard = heardOf(started.pipe(3));
    const begun = unwrap(await started.begun);
    await until(() => heard.isClosed);
    expect(heard.text).toBe(`/bin/sh ${begun.pid}\n`);
    expect(readFileSync(file, 'utf8')).toBe(`${begun.pid}\n`);
    await letOutlive(1234);
    expect(readFileSync(file, 'utf8')).toBe('1234');
  } finally {
    setOutlivingPlaces([]);
  }
});

it('says why there is no process', async () => {
  const options = { cwd: '/', env: {}, detached: true, stdio: ['ignore', 'pipe'] } as const;
  const started = startProcess('/no/such/program', [], options);
  expect(await started.begun).toMatchObject({ error: 'spawn /no/such/program ENOENT' });
  expect(started.hasEnded).toBe(true);
  started.pipe(1).destroy();
});
