/**
 * Real agents that are killed, robbed of their files, or whose disk is full: what they report of
 * tasks is true, and they come back.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, type Program, eventually, processesOf } from '../support/cluster.ts';

type TaskStatus = mesos.TaskStatus;

/** Launches a task with each offer that it is waiting for, and remembers what it hears. */
class TestFramework {
  readonly statuses: TaskStatus[] = [];
  readonly #scheduler: Scheduler;
  readonly #waiting: [name: string, command: string, more: Partial<mesos.TaskInfo>][] = [];
  #offers: mesos.Offer[] = [];

  constructor(master: Program, checkpoint: boolean) {
    this.#scheduler = new Scheduler({
      master: master.address,
      framework: { user: 'root', name: 'ends', checkpoint, failover_timeout: 600 },
      handlers: {
        offers: (offers) => {
          this.#offers.push(...offers);
          this.#launch();
        },
        rescinded: (id) => void (this.#offers = this.#offers.filter((one) => one.id.value !== id)),
        update: (status) => void this.statuses.push(status),
      },
    });
    this.#scheduler.start();
  }

  run(name: string, command: string, more: Partial<mesos.TaskInfo> = {}): void {
    this.#waiting.push([name, command, more]);
    this.#launch();
  }

  statesOf(name: string): string[] {
    return this.statuses.filter((one) => one.task_id.value === name).map(({ state }) => state);
  }

  async until(name: string, ...states: string[]): Promise<TaskStatus> {
    return eventually(`${name} is ${states.join(' or ')}`, () =>
      this.statuses.find((one) => one.task_id.value === name && states.includes(one.state)),
    );
  }

  stop(): Promise<void> {
    return this.#scheduler.stop({ mode: 'teardown' });
  }

  #launch(): void {
    const offer = this.#offers[0];
    const next = this.#waiting[0];
    if (offer === undefined || next === undefined) return;
    this.#offers.shift();
    const [name, value, more] = this.#waiting.shift()!;
    const resources = [
      { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 0.1 } },
      { name: 'mem', type: 'SCALAR' as const, scalar: { value: 32 } },
    ];
    this.#scheduler.launch(offer, [
      { name, task_id: { value: name }, command: { value }, resources, ...more },
    ]);
  }
}

let cluster: Cluster;
let master: Program;
let framework: TestFramework | undefined;
const mounts: string[] = [];

beforeEach(async () => {
  cluster = new Cluster();
  master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
});

afterEach(async () => {
  await framework?.stop();
  framework = undefined;
  // What runs holds the mount; it goes with the cluster, whose directory is removed at last.
  for (const pid of processesOf(cluster.directory)) process.kill(pid, 'SIGKILL');
  for (const path of mounts.splice(0)) {
    await eventually(`${path} is unmounted`, () => spawnSync('umount', [path]).status === 0);
  }
  await cluster.stop();
});

const agentFlags = [
  '--resources=cpus:4;mem:1024;disk:1024;ports:[31000-31010]',
  '--no-switch_user',
];

function startAgent(name = 'agent'): Promise<Program> {
  return cluster.startAgent(master, { name, flags: agentFlags });
}

/** A file of the test's own; a task waits until it is there. */
const gate = (): string => join(cluster.directory, 'gate');
const gated = (): string => `while [ ! -e ${gate()} ]; do sleep 0.05; done; exit 3`;

async function agentIds(): Promise<{ id: string; active: boolean }[]> {
  const { slaves } = (await master.getJson('/slaves')) as {
    slaves: { id: string; active: boolean }[];
  };
  return slaves;
}

function tryMount(path: string): boolean {
  mkdirSync(path, { recursive: true });
  const isMounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=755', 'none', path]).status === 0;
  if (isMounted) mounts.push(path);
  return isMounted;
}

/** To the last block. */
function fill(path: string): void {
  const file = openSync(join(path, 'filler'), 'w');
  for (const bytes of [65_536, 512]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

describe('an agent on a full disk', () => {
  it.for(['agent', 'agent-run'])(
    'refuses tasks, stays up, comes up, and tells everything when there is room (%s)',
    async (place, context) => {
      const path = join(cluster.directory, place);
      if (!tryMount(path)) return context.skip('only root may mount a small disk');
      const agent = await startAgent();
      framework = new TestFramework(master, true);
      framework.run('before', gated());
      await framework.until('before', 'TASK_RUNNING');
      fill(path);
      framework.run('refused', 'true');
      const refusal = await framework.until('refused', 'TASK_FAILED', 'TASK_DROPPED', 'TASK_LOST');
      expect(refusal).toMatchObject({
        reason: 'REASON_CONTAINER_LAUNCH_FAILED',
        message: expect.stringMatching(/^Failed to launch container: .*ENOSPC/u),
      });
      writeFileSync(gate(), '');
      await eventually(
        'the task has ended',
        () => !processesOf(cluster.directory).some(isSleeping),
      );
      expect(agent.isRunning).toBe(true);
      await agent.end('SIGKILL');
      await agent.start();
      await eventually('the agent is back', async () =>
        (await agentIds()).some((one) => one.active),
      );
      rmSync(join(path, 'filler'));
      const end = await framework.until('before', 'TASK_FAILED', 'TASK_LOST', 'TASK_GONE');
      expect(end.message).toBe('Command exited with status 3');
      framework.run('after', 'true');
      await framework.until('after', 'TASK_FINISHED');
    },
  );
});

/** The gated task, which sleeps most of its time. */
function isSleeping(pid: number): boolean {
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)])
    .stdout.toString()
    .includes('/gate');
}

describe('an agent that was killed', () => {
  it('finds its tasks and their exit status though --runtime_dir was lost', async () => {
    const agent = await startAgent();
    framework = new TestFramework(master, true);
    framework.run('t', gated());
    await framework.until('t', 'TASK_RUNNING');
    await agent.end('SIGKILL');
    rmSync(join(cluster.directory, 'agent-run'), { recursive: true });
    await agent.start();
    await eventually('the agent is back', async () => (await agentIds()).some((one) => one.active));
    expect(new Set(framework.statesOf('t'))).toEqual(new Set(['TASK_STARTING', 'TASK_RUNNING']));
    writeFileSync(gate(), '');
    const end = await framework.until('t', 'TASK_FAILED', 'TASK_LOST', 'TASK_GONE');
    expect(end.message).toBe('Command exited with status 3');
  });

  it('leaves the next one the reason why it was ending tasks', async () => {
    const agent = await startAgent();
    framework = new TestFramework(master, true);
    const asked = (name: string): string => join(cluster.directory, `asked-${name}`);
    const patient = (name: string): string =>
      `trap 'touch ${asked(name)}; ${gated()}' TERM; while :; do sleep 0.05; done`;
    const seconds = (count: number): mesos.DurationInfo => ({ nanoseconds: count * 1e9 });
    const common = { kill_policy: { grace_period: seconds(600) } };
    framework.run('slow', patient('slow'), { ...common, max_completion_time: seconds(1) });
    const command = { value: `test ! -e ${asked('start')}` };
    const health = { delay_seconds: 0, interval_seconds: 0.1, grace_period_seconds: 0 };
    framework.run('sick', patient('sick'), {
      ...common,
      health_check: { type: 'COMMAND', command, ...health, consecutive_failures: 1 },
    });
    await framework.until('sick', 'TASK_RUNNING');
    await framework.until('slow', 'TASK_RUNNING');
    writeFileSync(asked('start'), '');
    for (const name of ['slow', 'sick']) {
      await eventually(`${name} is asked to end`, () => existsSync(asked(name)) || undefined);
    }
    await agent.end('SIGKILL');
    writeFileSync(gate(), '');
    await eventually('they have ended', () => !processesOf(cluster.directory).some(isSleeping));
    await agent.start();
    expect(await framework.until('slow', 'TASK_FAILED', 'TASK_KILLED')).toMatchObject({
      ...{ state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' },
      message: 'Command exited with status 3',
    });
    expect(await framework.until('sick', 'TASK_FAILED', 'TASK_KILLED')).toMatchObject({
      ...{ state: 'TASK_KILLED', healthy: false },
      message: 'Command exited with status 3',
    });
  });

  it('ends the tasks of frameworks without checkpoints before it registers', async () => {
    const agent = await startAgent();
    framework = new TestFramework(master, false);
    framework.run('t', `echo $$ >${cluster.directory}/pid; ${gated()}`);
    await framework.until('t', 'TASK_RUNNING');
    await eventually('the task runs', () => existsSync(join(cluster.directory, 'pid')));
    await agent.end('SIGKILL');
    await framework.until('t', 'TASK_LOST', 'TASK_GONE', 'TASK_FAILED');
    await agent.start();
    await eventually('the agent is back', async () => (await agentIds()).some((one) => one.active));
    expect(processesOf(cluster.directory).some(isSleeping)).toBe(false);
  });

  it('is not taken for alive when it starts again, but an agent that lives keeps others out', async () => {
    const agent = await startAgent();
    await agent.end('SIGKILL');
    await agent.start();
    // The same directories, another port.
    await expect(startAgent()).rejects.toThrow('--work_dir: ');
    expect(agent.isRunning).toBe(true);
  });
});

describe('an agent that was sent SIGUSR1', () => {
  it('leaves the cluster, and comes back under its old id', async () => {
    const agent = await startAgent();
    framework = new TestFramework(master, true);
    framework.run('t', gated());
    await framework.until('t', 'TASK_RUNNING');
    const [before] = await agentIds();
    process.kill(agent.pid, 'SIGUSR1');
    await eventually(
      'the agent has left',
      async () => !agent.isRunning && (await agentIds()).length === 0,
    );
    expect(readdirSync(join(agent.workDir, 'meta/slaves'))).toContain('latest');
    await agent.start();
    const again = await eventually('the agent is back', async () =>
      (await agentIds()).find((one) => one.active),
    );
    expect(again.id).toBe(before!.id);
    framework.run('u', 'true');
    await framework.until('u', 'TASK_FINISHED');
  });
});
