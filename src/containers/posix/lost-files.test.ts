/**
 * What an agent knows of its containers is lost or damaged while it is away: nothing that ends by
 * that may be reported before it has ended, and whoever has a supervisor keeps its exit status.
 */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { KnownContainer, Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { PosixContainerizer } from './posix-containerizer.ts';
import { findProcess } from './process-table.ts';
import { ended, until } from './test-support.ts';
import * as dying from './test-support/dying-agent.ts';

let home: string;

beforeAll(dying.bundleDyingAgent);
afterAll(dying.removeDyingAgent);
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'lost-'))));
afterEach(() => {
  dying.killProcessesOf(home);
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const id: ContainerID = { value: 'lost' };
const place = (...names: string[]): string => join(home, 'run/containers/lost', ...names);
const read = (...names: string[]): string => readFileSync(place(...names), 'utf8');
const isGone = (pid: number): boolean => findProcess(pid)?.isZombie ?? true;
/** Runs until the file is there, then exits with 7. */
const command = (): string => `while [ ! -e ${home}/gate ]; do sleep 0.02; done; exit 7`;

function aContainerizer(): PosixContainerizer {
  const runtimeDirectory = join(home, 'run');
  const parts = {
    ...{ workDirectory: home, runtimeDirectory },
    isolators: [],
    fetcher: new Fetcher(),
    log: silentLog,
  };
  return new PosixContainerizer(parts);
}

async function recover(next: PosixContainerizer, ...known: KnownContainer[]): Promise<Recovery> {
  const result = await new Promise<Result<Recovery>>((done) => next.recover(known, done));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

async function launchAndDie(value = command()): Promise<number> {
  await dying.takeStepsAndDie(home, [dying.aLaunch(home, id, value)]);
  return Number(read('pid'));
}

describe('while its supervisor lives', () => {
  const damages: [string, () => void][] = [
    ['the runtime directory is removed', () => rmSync(join(home, 'run'), { recursive: true })],
    [
      'the runtime directory is another one',
      () => renameSync(join(home, 'run'), join(home, 'moved')),
    ],
    [
      'the directory of the container is empty',
      () => (rmSync(place(), { recursive: true }), mkdirSync(place())),
    ],
    ['container.json is empty', () => writeFileSync(place('container.json'), '')],
    [
      'container.json is torn',
      () => writeFileSync(place('container.json'), read('container.json').slice(0, 30)),
    ],
    [
      'the boot id is empty',
      () => {
        const record = JSON.parse(read('container.json')) as object;
        writeFileSync(place('container.json'), JSON.stringify({ ...record, bootId: '' }));
      },
    ],
    [
      'all pids are lost',
      () => ['pid', 'task.stat', 'supervisor.stat'].forEach((name) => rmSync(place(name))),
    ],
    ['the status is no number', () => writeFileSync(place('status'), 'garbage')],
  ];

  it.each(damages)(
    'a container runs on and its exit status is known, though %s',
    async (_what, damage) => {
      const pid = await launchAndDie();
      damage();
      const next = aContainerizer();
      expect((await recover(next, dying.knownIn(home, id))).running).toEqual([id]);
      expect(next.list()).toMatchObject([{ id, pid, state: 'running' }]);
      writeFileSync(join(home, 'gate'), '');
      expect(await ended(next, id)).toEqual({ status: 7 << 8 });
      expect(next.remove(id)).toBe(true);
      await until(() => dying.processesOf(home).length === 0);
    },
  );

  it.each(damages)(
    'a container that nobody claims is destroyed, though %s',
    async (_what, damage) => {
      const pid = await launchAndDie();
      damage();
      const next = aContainerizer();
      await recover(next);
      expect(isGone(pid)).toBe(true);
      expect(next.list()).toEqual([]);
    },
  );

  it('what was made good stays so for the agent after next', async () => {
    await launchAndDie();
    rmSync(join(home, 'run'), { recursive: true });
    await recover(aContainerizer(), dying.knownIn(home, id));
    const next = aContainerizer();
    expect((await recover(next, dying.knownIn(home, id))).running).toEqual([id]);
    writeFileSync(join(home, 'gate'), '');
    await until(() => read('status').trim() === String(7 << 8));
    const last = aContainerizer();
    expect((await recover(last, dying.knownIn(home, id))).terminated).toEqual([id]);
    expect(await ended(last, id)).toEqual({ status: 7 << 8 });
  });

  it('tasks of a pod are found without the files of the pod', async () => {
    const { directory } = dying.knownIn(home, id);
    const task = { value: 'task', parent: id };
    const sandbox = join(directory, 'containers/task');
    await dying.takeStepsAndDie(home, [
      ['launch', id, { environment: {}, directory, resources: [] }],
      dying.aLaunch(home, task, command(), { directory: sandbox }),
    ]);
    rmSync(join(home, 'run'), { recursive: true });
    const next = aContainerizer();
    const { running } = await recover(next, dying.knownIn(home, id, { hasProcess: false }));
    expect(running.map(containerKey)).toEqual(['lost', 'lost.task']);
    writeFileSync(join(home, 'gate'), '');
    expect(await ended(next, task)).toEqual({ status: 7 << 8 });
    next.destroy(id);
    expect(await ended(next, id)).toEqual({});
  });
});

describe('when its supervisor is gone too', () => {
  const strayPid = (): number => {
    const path = join(home, 'stray');
    return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  };

  async function loseSupervisor(value?: string): Promise<number> {
    const pid = await launchAndDie(value);
    await until(() => value === undefined || !value.includes('stray') || strayPid() > 0);
    const supervisor = Number.parseInt(read('supervisor.stat'), 10);
    process.kill(supervisor, 'SIGKILL');
    await until(() => isGone(supervisor));
    return pid;
  }

  it.each<[string, () => void]>([
    ['the runtime directory is removed', () => rmSync(join(home, 'run'), { recursive: true })],
    ['container.json is torn', () => writeFileSync(place('container.json'), '{"bootId":"')],
    ['all pids are lost', () => ['pid', 'task.stat'].forEach((name) => rmSync(place(name)))],
  ])('all that it ran is killed before the end is told, though %s', async (_what, damage) => {
    const stray = `(setsid sleep 300 & echo $! >${home}/stray); ${command()}`;
    const pid = await loseSupervisor(stray);
    const lonely = strayPid();
    damage();
    const next = aContainerizer();
    expect((await recover(next, dying.knownIn(home, id))).terminated).toEqual([id]);
    expect((await ended(next, id))?.status).toBeUndefined();
    expect([isGone(pid), isGone(lonely)]).toEqual([true, true]);
  });

  it('the pid of the checkpoint finds a process that hides its environment', async () => {
    const bare = `exec env -i /bin/sh -c '${command()}'`;
    const pid = await loseSupervisor(bare);
    await until(() => !readFileSync(`/proc/${pid}/environ`, 'utf8').includes('MESOS_SANDBOX'));
    rmSync(join(home, 'run'), { recursive: true });
    // The command starts in the sandbox, as all do; that is by what it is known.
    await recover(aContainerizer(), dying.knownIn(home, id, { forkedPid: pid }));
    expect(isGone(pid)).toBe(true);
  });

  it('never kills a stranger that was given the pid', async () => {
    await loseSupervisor();
    const stranger = spawn('sleep', ['300'], { cwd: '/', env: {} });
    try {
      rmSync(join(home, 'run'), { recursive: true });
      const known = dying.knownIn(home, id, { forkedPid: stranger.pid! });
      await recover(aContainerizer(), known);
      expect(isGone(stranger.pid!)).toBe(false);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('never kills a stranger that pid files of an unknown boot name', async () => {
    await launchAndDie('exit 0');
    await until(() => dying.processesOf(home).length === 0);
    const stranger = spawn('sleep', ['300'], { cwd: '/', env: {} });
    try {
      rmSync(place('task.stat'));
      writeFileSync(place('status'), '');
      writeFileSync(place('container.json'), '');
      writeFileSync(place('pid'), String(stranger.pid));
      const next = aContainerizer();
      await recover(next, dying.knownIn(home, id));
      await ended(next, id);
      expect(isGone(stranger.pid!)).toBe(false);
    } finally {
      stranger.kill('SIGKILL');
    }
  });
});
