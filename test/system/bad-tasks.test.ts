/**
 * Tasks that cannot be, or do not behave, on a real agent of each launcher: their framework hears the reason and a
 * sentence, and nothing of them is left.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, eventually, processesOf, type Program } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const cgroupsRoot = `mesos-bad-tasks-${process.pid}`;
const launchers = [
  { launcher: 'posix', obstacle: undefined },
  { launcher: 'linux', obstacle: findObstacle(mountPoint) },
] as const;
const terminal = /^TASK_(?:FINISHED|FAILED|KILLED|LOST|ERROR|DROPPED)$/u;

/** Launches one task with each offer. */
class TestFramework {
  readonly statuses: mesos.TaskStatus[] = [];
  readonly #scheduler: Scheduler;
  readonly #wanted: Omit<mesos.TaskInfo, 'agent_id'>[] = [];

  constructor(master: Program) {
    this.#scheduler = new Scheduler({
      master: master.address,
      framework: { user: 'root', name: 'bad', checkpoint: true, failover_timeout: 600 },
      handlers: {
        offers: ([offer, ...others]) => {
          this.#scheduler.launch(offer!, this.#wanted.splice(0, 1), { refuse_seconds: 0 });
          if (others.length > 0) this.#scheduler.decline(others);
        },
        update: (status) => void this.statuses.push(status),
      },
    });
    this.#scheduler.start();
  }

  run(id: string, what: Partial<mesos.TaskInfo>): void {
    this.#wanted.push({ name: 'bad', task_id: { value: id }, resources: small, ...what });
  }

  kill(id: string): void {
    const grace_period = { nanoseconds: 300_000_000 };
    this.#scheduler.kill(id as never, { killPolicy: { grace_period } });
  }

  until(id: string, state: RegExp): Promise<mesos.TaskStatus> {
    return eventually(`${id} is ${state}`, () =>
      this.statuses.find((one) => one.task_id.value === id && state.test(one.state)),
    );
  }

  stop(): Promise<void> {
    return this.#scheduler.stop({ mode: 'teardown' });
  }
}

const small = Object.entries({ cpus: 0.1, mem: 64 }).map(([name, value]) => ({
  ...{ name, type: 'SCALAR' as const },
  scalar: { value },
}));

function wordsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // it has ended meanwhile
  }
}

describe.each(launchers)('with the launcher $launcher ($obstacle)', ({ launcher, obstacle }) => {
  const cluster = new Cluster();
  const runtime = join(cluster.directory, 'agent-run');
  let isSmallDisk = false;
  let server: Server;
  let master: Program;
  let agent: Program;
  let framework: TestFramework;

  beforeAll(async () => {
    if (obstacle !== undefined) return;
    server = createServer((_request, response) =>
      response.writeHead(302, { Location: 'file:///etc/hostname' }).end(),
    ).listen(0, '127.0.0.1');
    mkdirSync(runtime);
    const mount = ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'none', runtime];
    isSmallDisk = spawnSync('mount', mount).status === 0;
    master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
    agent = await cluster.startAgent(master, {
      ...(launcher === 'linux' && { launcher }),
      flags: [
        '--resources=cpus:4;mem:1000;disk:1000',
        ...['--executor_registration_timeout=1secs', '--executor_shutdown_grace_period=300ms'],
        ...(process.getuid?.() === 0 ? [] : ['--no-switch_user']),
        ...(launcher === 'linux'
          ? ['--isolation=cgroups/cpu,cgroups/mem,namespaces/pid', `--cgroups_root=${cgroupsRoot}`]
          : []),
      ],
    });
    framework = new TestFramework(master);
  });

  afterAll(async () => {
    if (obstacle !== undefined) return;
    await framework.stop();
    await eventually('the agent has forgotten all', () => containers().length === 0 || undefined);
    await agent.end('SIGKILL');
    if (isSmallDisk) spawnSync('umount', [runtime]);
    server.close();
    await cluster.stop();
    for (const name of readdirSync(mountPoint)) {
      const path = join(mountPoint, name, cgroupsRoot);
      if (existsSync(path)) rmdirSync(path);
    }
  });

  function isWatcher(words: readonly string[]): boolean {
    return launcher === 'linux'
      ? words[0]!.endsWith('conmon')
      : words[1]?.includes('/supervisor-') === true && words[2] === 'supervise';
  }

  function containers(): readonly string[] {
    const path = join(runtime, 'containers');
    return existsSync(path) ? readdirSync(path) : [];
  }

  async function nothingIsLeft(): Promise<void> {
    const programs = new Set([master.pid, agent.pid]);
    await eventually(
      'no process is left',
      () => !processesOf(cluster.directory).some((pid) => !programs.has(pid)) || undefined,
    );
    await eventually('no container is left', () => containers().length === 0 || undefined);
  }

  it.skipIf(obstacle !== undefined).each([
    ['a/b', "'a/b' contains invalid characters"],
    ['a\0b', "'a\0b' contains invalid characters"],
    ['..', "'..' is disallowed"],
    ['', 'ID must not be empty'],
  ])('a task id %j is refused', async (id, message) => {
    framework.run(id, { command: { value: 'true' } });
    const end = await framework.until(id, terminal);
    expect(end).toMatchObject({ state: 'TASK_ERROR', reason: 'REASON_TASK_INVALID', message });
  });

  it.skipIf(obstacle !== undefined)('an executor that never registers is given up', async () => {
    const executor = { executor_id: { value: 'mute' }, command: { value: 'exec sleep 1000' } };
    framework.run('waits', { executor: { ...executor, resources: small } });
    expect(await framework.until('waits', terminal)).toMatchObject({
      ...{ state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT' },
      message: 'Executor did not register within 1secs',
    });
    await nothingIsLeft();
  });

  it.skipIf(obstacle !== undefined)('what ignores SIGTERM is killed all the same', async () => {
    const value = `trap '' TERM; touch ready; while :; do sleep 0.1; done`;
    framework.run('stubborn', { command: { value } });
    await framework.until('stubborn', /^TASK_RUNNING$/u);
    framework.kill('stubborn');
    const end = await framework.until('stubborn', terminal);
    expect(end.state).toBe('TASK_KILLED');
    await nothingIsLeft();
  });

  it.skipIf(obstacle !== undefined)('what forks itself away goes with its task', async () => {
    const away = '(setsid sh -c "setsid sleep 1000 & exit" &)';
    framework.run('forks', { command: { value: `${away}; sleep 0.2; exit 3` } });
    expect(await framework.until('forks', terminal)).toMatchObject({
      ...{ state: 'TASK_FAILED', message: 'Command exited with status 3' },
    });
    await nothingIsLeft();
  });

  it.skipIf(obstacle !== undefined)(
    'an executor that never registers and ignores SIGTERM, too',
    async () => {
      const value = `trap '' TERM; (trap '' TERM; setsid sleep 1000) & while :; do sleep 0.1; done`;
      const executor = { executor_id: { value: 'deaf' }, command: { value } };
      framework.run('waits-in-vain', { executor: { ...executor, resources: small } });
      expect(await framework.until('waits-in-vain', terminal)).toMatchObject({
        ...{ state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT' },
      });
      await nothingIsLeft();
    },
  );

  it.skipIf(obstacle !== undefined)(
    'who watches a task is killed, and the task’s end is told',
    async () => {
      framework.run('orphan', { command: { value: 'sleep 1000 & touch ready; wait; exit 3' } });
      await framework.until('orphan', /^TASK_RUNNING$/u);
      const watcher = await eventually('somebody watches', () =>
        processesOf(cluster.directory).find((pid) => pid !== agent.pid && isWatcher(wordsOf(pid))),
      );
      process.kill(watcher, 'SIGKILL');
      if (launcher === 'linux') {
        // The task does not even notice, and its status is not lost.
        const sleeper = await eventually('it sleeps', () =>
          processesOf(cluster.directory).find(
            (pid) => wordsOf(pid).slice(0, 2).join(' ') === 'sleep 1000',
          ),
        );
        process.kill(sleeper, 'SIGKILL');
      }
      const message =
        launcher === 'linux'
          ? 'Command exited with status 3'
          : 'Exit status of the container is not known';
      expect(await framework.until('orphan', terminal)).toMatchObject({
        state: 'TASK_FAILED',
        message,
      });
      await nothingIsLeft();
    },
  );

  it.skipIf(obstacle !== undefined)('a server does not send the fetcher to files', async () => {
    const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
    framework.run('fetches', { command: { value: 'cat x', uris: [{ value: uri }] } });
    const end = await framework.until('fetches', terminal);
    expect(end).toMatchObject({ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' });
    expect(end.message).toContain(uri);
    expect(end.message).toContain('file:');
    await nothingIsLeft();
  });

  it.skipIf(obstacle !== undefined)('a full disk refuses, and leaves nothing', async (context) => {
    if (!isSmallDisk) return context.skip('only root may mount a small disk');
    const filler = join(runtime, 'filler');
    // Less and less, to the last block, and no file.
    expect(spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096']).status).not.toBe(0);
    framework.run('too-much', { command: { value: 'true' } });
    expect(await framework.until('too-much', terminal)).toMatchObject({
      ...{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' },
      message: expect.stringMatching(/^Failed to launch container: .*(?:ENOSPC|No space left)/u),
    });
    rmSync(filler);
    await nothingIsLeft();
    writeFileSync(filler, '');
    framework.run('after', { command: { value: 'true' } });
    await framework.until('after', /^TASK_FINISHED$/u);
    await nothingIsLeft();
  });
});
