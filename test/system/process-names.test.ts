/** Operators find our processes by name, as the documents of Mesos tell them to. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '../support/cluster.ts';

const isMissing = (tool: string): boolean => spawnSync('which', [tool]).status !== 0;

describe.runIf(process.platform === 'linux')('a process', () => {
  let cluster: Cluster;

  beforeEach(() => void (cluster = new Cluster()));
  afterEach(() => cluster.stop());

  it('of a master is called so, and shows its arguments', async () => {
    const { pid, workDir } = await cluster.startMaster();
    expectCalled(pid, 'mesos-master');
    expect(wordsOf(pid)).toContain(`--work_dir=${workDir}`);
  });

  it.each(['mesos-agent', 'mesos-slave'])('started as %s is called so', async (name) => {
    const nobody = { address: '127.0.0.1:1' };
    const { pid } = await cluster.startAgent(nobody, { file: `bin/${name}` });
    expectCalled(pid, name);
  });

  it.skipIf(isMissing('pgrep'))('is found by pgrep', async () => {
    const { pid } = await cluster.startMaster();
    expect(linesOf('pgrep', ['-x', 'mesos-master'])).toContain(String(pid));
  });

  it.skipIf(isMissing('netstat'))('is named where it listens by netstat', async () => {
    const { pid } = await cluster.startMaster();
    const lines = linesOf('netstat', ['-tlnp']).filter((line) => line.includes(` ${pid}/`));
    expect(lines).toEqual([expect.stringContaining(`${pid}/mesos-master`)]);
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
  expect(wordsOf(pid)[0]).toBe(name);
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim(),
  );
  expect(threads).toContain(name);
  expect(threads).not.toContain('node');
}
