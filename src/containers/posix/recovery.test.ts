/**
 * Whole lives across a kill -9 of the agent: a small Node program plays the agent, launches
 * containers and is killed; a new containerizer on the same runtime directory must find everything.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerConfig, ContainerTermination, Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { PosixContainerizer } from './posix-containerizer.ts';
import { findProcess } from './process-table.ts';
import { planRecovery } from './recovery.ts';
import type { FoundContainer } from './runtime-directory.ts';

let home: string;
let programs: string;
let program: string;

/** Node 20 runs no TypeScript, so the pretend agent is bundled once. */
async function bundleProgram(): Promise<void> {
  programs = mkdtempSync(join(tmpdir(), 'dying-agent-'));
  const source = (path: string): string => JSON.stringify(resolve(import.meta.dirname, path));
  const entry = join(programs, 'entry.mjs');
  writeFileSync(
    entry,
    `import { PosixContainerizer } from ${source('posix-containerizer.ts')};
    import { Fetcher } from ${source('../fetcher/fetcher.ts')};
    import { silentLog } from ${source('../../foundation/log.ts')};
    const runtimeDirectory = process.env.RUN;
    const workDirectory = process.env.RUN + '/..';
    const parts = { workDirectory, runtimeDirectory, isolators: [], log: silentLog };
    const containerizer = new PosixContainerizer({ ...parts, fetcher: new Fetcher() });
    for (const [id, config] of JSON.parse(process.env.LAUNCHES)) {
      const result = await new Promise((done) => containerizer.launch(id, config, done));
      if (!result.ok) throw new Error(result.error);
    }
    process.kill(process.pid, 'SIGKILL');`,
  );
  const bundle = await rolldown({ input: entry, platform: 'node' });
  program = join(programs, 'agent.mjs');
  await bundle.write({ file: program, format: 'esm' });
}

beforeAll(bundleProgram);

afterAll(() => {
  rmSync(programs, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'recovery-'));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

function aContainerizer(): PosixContainerizer {
  const runtimeDirectory = join(home, 'run');
  const log = silentLog;
  return new PosixContainerizer({
    workDirectory: home,
    runtimeDirectory,
    isolators: [],
    fetcher: new Fetcher(),
    log,
  });
}

type Launch = readonly [id: ContainerID, config: ContainerConfig];

function aLaunch(id: ContainerID, value: string, more?: Partial<ContainerConfig>): Launch {
  const directory = join(home, 'sandboxes', containerKey(id));
  return [id, { command: { value }, directory, environment: {}, resources: [], ...more }];
}

/** Another process launches `launches`, one after the other, and is killed when all run. */
async function launchAndDie(launches: readonly Launch[]): Promise<void> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, RUN: join(home, 'run'), LAUNCHES: JSON.stringify(launches) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.on('exit', (_code, how) => resolve(how)));
  expect(signal).toBe('SIGKILL');
}

async function recover(
  containerizer: PosixContainerizer,
  known: readonly ContainerID[],
): Promise<Recovery> {
  const result = await new Promise<Parameters<Parameters<PosixContainerizer['recover']>[1]>[0]>(
    (resolve) => containerizer.recover(known, resolve),
  );
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function ended(c: PosixContainerizer, id: ContainerID): Promise<ContainerTermination | undefined> {
  return new Promise((resolve) => c.wait(id, resolve));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('after a kill -9 of the agent', () => {
  it('every container is found: running, or with the exit status it had meanwhile', async () => {
    const gate = join(home, 'gate');
    const late = `while [ ! -e ${gate} ]; do sleep 0.02; done; echo late; exit 5`;
    const pod = { value: 'pod' };
    const nested = { value: 'nested', parent: pod };
    const { command: _, ...podConfig } = aLaunch(pod, '')[1];
    await launchAndDie([
      aLaunch({ value: 'early' }, 'exit 3'),
      aLaunch({ value: 'late' }, late),
      aLaunch({ value: 'killed' }, 'sleep 300'),
      [pod, podConfig],
      aLaunch(nested, late),
    ]);
    const status = join(home, 'run/containers/early/status');
    await until(() => readFileSync(status, 'utf8') !== '');
    const next = aContainerizer();
    const known = ['early', 'late', 'killed', 'pod', 'never'].map((value) => ({ value }));
    const { running, terminated, orphans } = await recover(next, known);
    expect(running.map(containerKey).toSorted()).toEqual(['killed', 'late', 'pod', 'pod.nested']);
    expect(terminated.map(containerKey).toSorted()).toEqual(['early', 'never']);
    expect(orphans).toEqual([]);
    expect(await ended(next, { value: 'early' })).toEqual({ status: 3 << 8 });
    expect((await ended(next, { value: 'never' }))?.status).toBeUndefined();
    writeFileSync(gate, '');
    expect(await ended(next, { value: 'late' })).toEqual({ status: 5 << 8 });
    expect(await ended(next, nested)).toEqual({ status: 5 << 8 });
    expect(readFileSync(join(home, 'sandboxes/late/stdout'), 'utf8')).toBe('late\n');
    expect(next.kill({ value: 'killed' }, 15)).toBe(true);
    expect(await ended(next, { value: 'killed' })).toEqual({ status: 15 });
    next.destroy(pod);
    expect(await ended(next, pod)).toEqual({});
    for (const id of known) expect(next.remove(id)).toBe(true);
    expect(next.list()).toEqual([]);
    await until(() => readdirSync(join(home, 'run/containers')).length === 0);
  });

  it('what nobody claims is destroyed, what an operator launched is not', async () => {
    const pod = { value: 'claimed' };
    const debug = { value: 'debug', parent: pod };
    await launchAndDie([
      aLaunch({ value: 'orphan' }, 'sleep 300'),
      aLaunch({ value: 'standalone' }, 'sleep 300', { isStandalone: true }),
      aLaunch(pod, 'sleep 300'),
      aLaunch(debug, 'sleep 300', { containerClass: 'debug' }),
    ]);
    const pidOf = (path: string): number =>
      Number(readFileSync(join(home, 'run/containers', path, 'pid'), 'utf8'));
    const pids = [pidOf('orphan'), pidOf('claimed/containers/debug')];
    const next = aContainerizer();
    const found = await recover(next, [pod]);
    expect(found.running.map(containerKey).toSorted()).toEqual(['claimed', 'standalone']);
    expect(found.orphans.map(containerKey).toSorted()).toEqual(['claimed.debug', 'orphan']);
    await until(() => next.list().length === 2);
    expect(pids.map((pid) => findProcess(pid)?.isZombie ?? true)).toEqual([true, true]);
    await until(() => !existsSync(join(home, 'run/containers/orphan')));
    for (const id of found.running) {
      next.destroy(id);
      expect(await ended(next, id)).toEqual({ status: 9 });
    }
  });

  it('a supervisor that was killed takes its task with it, and the status is said to be unknown', async () => {
    const id = { value: 'alone' };
    await launchAndDie([aLaunch(id, 'sleep 300')]);
    const next = aContainerizer();
    await recover(next, [id]);
    const path = join(home, 'run/containers/alone');
    const supervisor = Number.parseInt(readFileSync(join(path, 'supervisor.stat'), 'utf8'), 10);
    const task = Number(readFileSync(join(path, 'pid'), 'utf8'));
    process.kill(supervisor, 'SIGKILL');
    const message = 'Exit status of the container is not known';
    expect(await ended(next, id)).toEqual({ message });
    expect(findProcess(task)?.isZombie ?? true).toBe(true);
  });
});

describe('the plan', () => {
  it('trusts no pid of before a reboot, but a status that was written', () => {
    const self = findProcess(process.pid)!;
    const alive = { pid: self.pid, startTime: self.startTime };
    const record = { directory: '/s', resources: [], isDebug: false, isStandalone: false };
    const aFound = (value: string, bootId: string, status?: number): FoundContainer => ({
      id: { value },
      record: { ...record, bootId, hasProcess: true },
      root: alive,
      supervisor: alive,
      status,
    });
    const list = [aFound('now', 'b2'), aFound('before', 'b1'), aFound('done', 'b1', 0)];
    const plan = planRecovery(
      list.map(({ id }) => id),
      list,
      'b2',
    );
    expect(plan.running.map(({ id }) => id.value)).toEqual(['now']);
    expect(plan.terminated.map(({ id, root }) => [id.value, root])).toEqual([
      ['before', undefined],
      ['done', undefined],
    ]);
  });

  it('does not take a process that got the pid of a supervisor for it', () => {
    const supervisor = { pid: process.pid, startTime: '1' };
    const record = { directory: '/s', resources: [], isDebug: false, isStandalone: false };
    const found: FoundContainer = {
      id: { value: 'a' },
      record: { ...record, bootId: 'b', hasProcess: true },
      root: supervisor,
      supervisor,
      status: undefined,
    };
    expect(planRecovery([{ value: 'a' }], [found], 'b').terminated).toHaveLength(1);
  });
});
