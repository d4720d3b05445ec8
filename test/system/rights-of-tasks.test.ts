/**
 * What a task of one user can see of the others: nothing in sandboxes, checkpoints, the runtime directory and the
 * fetcher's cache, no secret of the operator, no more rights than were given. Needs root, the half of it runc and conmon.
 */
import {
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const isRoot = process.getuid?.() === 0;
const mountPoint = '/sys/fs/cgroup';
const cgroupsRoot = `mesos-rights-${process.pid}`;
const secret = 'pssst-a-secret-of-somebody';
const login = Buffer.from(`somebody:${secret}`).toString('base64');
const terminal = /^TASK_(?:FINISHED|FAILED|KILLED|LOST|ERROR|DROPPED)$/u;

const launchers = [
  { launcher: 'posix', obstacle: isRoot ? undefined : 'only root can run tasks as others' },
  { launcher: 'linux', obstacle: findObstacle(mountPoint) },
] as const;

/** Launches tasks one at a time, each as a user. */
class TestFramework {
  readonly statuses: mesos.TaskStatus[] = [];
  readonly #scheduler: Scheduler;
  #wanted: Omit<mesos.TaskInfo, 'agent_id'>[] = [];

  constructor(master: Program) {
    this.#scheduler = new Scheduler({
      master: master.address,
      framework: { user: 'root', name: 'rights', checkpoint: true, failover_timeout: 600 },
      handlers: {
        offers: (offers) => {
          const [offer, ...others] = offers;
          this.#scheduler.launch(offer!, this.#wanted.splice(0, 1), { refuse_seconds: 0 });
          if (others.length > 0) this.#scheduler.decline(others);
        },
        update: (status) => void this.statuses.push(status),
      },
    });
    this.#scheduler.start();
  }

  run(name: string, command: mesos.CommandInfo): void {
    const resources = Object.entries({ cpus: 0.1, mem: 64 }).map(([resource, value]) => ({
      ...{ name: resource, type: 'SCALAR' as const },
      scalar: { value },
    }));
    this.#wanted.push({ name, task_id: { value: name }, command, resources });
  }

  async until(name: string, state: RegExp): Promise<mesos.TaskStatus> {
    return eventually(`${name} is ${state}`, () =>
      this.statuses.find((one) => one.task_id.value === name && state.test(one.state)),
    );
  }

  stop(): Promise<void> {
    return this.#scheduler.stop({ mode: 'teardown' });
  }
}

function openFilesOf(pid: string): readonly string[] {
  try {
    const directory = `/proc/${pid}/fd`;
    return readdirSync(directory).map((descriptor) => readlinkSync(join(directory, descriptor)));
  } catch {
    return []; // it has ended meanwhile
  }
}

describe.each(launchers)('a task of nobody, launcher $launcher ($obstacle)', (given) => {
  const { launcher, obstacle } = given;
  const cluster = new Cluster();
  let agent: Program;
  let framework: TestFramework;

  beforeAll(async () => {
    if (obstacle !== undefined) return;
    // Tasks of nobody run below it.
    chmodSync(cluster.directory, 0o755);
    const kept = join(cluster.directory, 'kept');
    writeFileSync(kept, secret, { mode: 0o600 });
    const config = join(cluster.directory, 'docker.json');
    writeFileSync(config, JSON.stringify({ auths: { 'r.example': { auth: login } } }), {
      mode: 0o600,
    });
    const master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
    agent = await cluster.startAgent(master, {
      ...(launcher === 'linux' && { launcher }),
      // Whoever started it left something open.
      inherited: kept,
      flags: [
        '--resources=cpus:4;mem:1000;disk:1000',
        `--log_dir=${join(cluster.directory, 'log')}`,
        `--fetcher_cache_dir=${join(cluster.directory, 'cache')}`,
        ...(launcher === 'linux'
          ? [
              '--isolation=filesystem/linux,linux/nnp,linux/capabilities,cgroups/devices,namespaces/ipc,network/ports',
              // The login is for agents that pull images.
              ...['--image_providers=DOCKER', `--docker_config=file://${config}`],
              `--docker_store_dir=${join(cluster.directory, 'store')}`,
            ]
          : []),
        ...(launcher === 'linux' ? [`--cgroups_root=${cgroupsRoot}`] : []),
      ],
    });
    framework = new TestFramework(master);
    framework.run('victim', {
      user: 'root',
      value: 'echo $SECRET >mine; echo $SECRET; while :; do sleep 1; done',
      uris: [{ value: kept, cache: true, extract: false }],
      environment: { variables: [{ name: 'SECRET', value: secret }] },
    });
    await framework.until('victim', /^TASK_RUNNING$/u);
  });

  afterAll(async () => {
    await framework?.stop();
    await cluster.stop();
    await removeCgroups(cgroupsRoot);
  });

  /** What a command printed that ran as nobody. */
  async function said(name: string, value: string): Promise<string> {
    framework.run(name, { user: 'nobody', value });
    await framework.until(name, terminal);
    const directory = await eventually(`the agent has ${name} behind it`, async () => {
      const all = (await agent.getJson('/state')) as {
        frameworks: { completed_executors: { id: string; directory: string }[] }[];
      };
      const executors = all.frameworks.flatMap(({ completed_executors }) => completed_executors);
      return executors.find(({ id }) => id === name)?.directory;
    });
    return readFileSync(join(directory, 'stdout'), 'utf8');
  }

  it.skipIf(obstacle !== undefined)('reads no file of the others and of the agent', async () => {
    const found = await said(
      'spy',
      `for place in agent agent-run cache docker.json kept master; do ` +
        `find ${cluster.directory}/$place -type f -readable 2>/dev/null | grep -v "^$MESOS_SANDBOX/"; ` +
        `find ${cluster.directory}/$place -writable ! -type l 2>/dev/null | grep -v "^$MESOS_SANDBOX"; ` +
        'done; echo done',
    );
    expect(found).toBe('done\n');
    expect(statSync(join(agent.workDir, 'meta')).mode & 0o777).toBe(0o700);
  });

  it.skipIf(obstacle !== undefined)('and nobody has what the agent was started with', () => {
    const kept = join(cluster.directory, 'kept');
    const holders = readdirSync('/proc').filter((pid) =>
      /^\d+$/u.test(pid) && Number(pid) !== process.pid ? openFilesOf(pid).includes(kept) : false,
    );
    expect(holders.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1'))).toEqual([]);
  });

  it.skipIf(obstacle !== undefined)('has no rights of the agent', async () => {
    const found = await said(
      'poor',
      "grep -E '^(Uid|Groups|CapInh|CapPrm|CapEff|CapAmb|NoNewPrivs)' /proc/self/status | tr -s '\\t ' '  '; " +
        `ls -l /proc/self/fd | grep -F ${cluster.directory} | grep -vE ' [12] ->'`,
    );
    const none = '0000000000000000';
    expect(found.split('\n')).toEqual([
      'Uid: 65534 65534 65534 65534',
      'Groups: 65534 ',
      ...['CapInh', 'CapPrm', 'CapEff', 'CapAmb'].map((name) => `${name}: ${none}`),
      `NoNewPrivs: ${launcher === 'linux' ? 1 : 0}`,
      // And no open file of the agent.
      '',
    ]);
  });

  it.skipIf(obstacle !== undefined)('finds no secret in arguments and environments', async () => {
    // Else it would find itself.
    const hidden = Buffer.from(secret).toString('base64');
    const found = await said(
      'listener',
      `echo ${hidden} | base64 -d >wanted; ` +
        'grep -lFf wanted /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null; echo done',
    );
    expect(found).toBe('done\n');
    for (const path of ['/flags', '/state']) {
      const text = JSON.stringify(await agent.getJson(path));
      expect([text.includes(login), text.includes(secret)], path).toEqual([false, false]);
    }
    expect([agent.log.includes(login), agent.log.includes(secret)]).toEqual([false, false]);
  });
});
