/** Operators find our processes by name, as the documents of Mesos tell them to. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isMissing = (tool: string): boolean => spawnSync('which', [tool]).status !== 0;

describe.runIf(process.platform === 'linux')('a process', () => {
  let directory: string;
  let started: ChildProcess[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-names-'));
    started = [];
  });

  afterEach(async () => {
    for (const child of started.toReversed()) await stop(child);
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  /** Answers with the pid once the program has said that it serves. */
  async function start(program: string, args: readonly string[], sign: RegExp): Promise<number> {
    const child = spawn(join(root, 'bin', program), args, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });
    started.push(child);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        if (sign.test(said)) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => reject(new Error(`${program} ended:\n${said}`)));
    });
    return child.pid!;
  }

  const startMaster = (): Promise<number> =>
    start('mesos-master', ['--ip=127.0.0.1', '--port=0', `--work_dir=${directory}`], /started on/);

  function startAgent(program: string): Promise<number> {
    const places = [`--work_dir=${directory}/w`, `--runtime_dir=${directory}/r`];
    const args = ['--master=127.0.0.1:1', '--ip=127.0.0.1', '--port=0', ...places];
    return start(program, args, /Agent started on/);
  }

  it.each(['mesos-agent', 'mesos-slave'])('started as %s is called so', async (program) => {
    expectCalled(await startAgent(program), program);
  });

  it('of a master is called so, and shows its arguments', async () => {
    const pid = await startMaster();
    expectCalled(pid, 'mesos-master');
    expect(wordsOf(pid)).toEqual([
      'mesos-master',
      '--ip=127.0.0.1',
      '--port=0',
      `--work_dir=${directory}`,
    ]);
  });

  it('of mesos-execute that waits for its master is called so', async () => {
    const pid = await start(
      'mesos-execute',
      ['--master=127.0.0.1:1', '--name=a', '--command=true'],
      /Version/,
    );
    expectCalled(pid, 'mesos-execute');
  });

  it.skipIf(isMissing('pgrep'))('is found by pgrep', async () => {
    const pid = await startMaster();
    expect(linesOf('pgrep', ['-x', 'mesos-master'])).toContain(String(pid));
  });

  it.skipIf(isMissing('netstat'))('is named where it listens by netstat', async () => {
    const pid = await startMaster();
    const lines = linesOf('netstat', ['-tlnp']);
    expect(lines.filter((line) => line.includes(`${pid}/`))).toEqual([
      expect.stringContaining(`${pid}/mesos-master`),
    ]);
  });
});

function linesOf(tool: string, args: readonly string[]): string[] {
  return spawnSync(tool, args).stdout.toString().split('\n');
}

function wordsOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '').split('\0');
}

/** By its command, the first word of its command line, and all of its threads. */
function expectCalled(pid: number, name: string): void {
  expect(readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe(`${name}\n`);
  expect(basename(wordsOf(pid)[0]!)).toBe(name);
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim(),
  );
  expect(threads).toContain(name);
  expect(threads).not.toContain('node');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
