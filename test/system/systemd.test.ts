/**
 * The unit of docs/operating/agent.md, with a real systemd that is process 1, on cgroups of version 2: what runs is not
 * touched when the unit is restarted, stopped or killed, nor by what systemd does to cgroups; and it ends as always.
 */
import { execFileSync, execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { containerCgroups, removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, freePort, type Program } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function whyNot(): string | undefined {
  if (!existsSync('/run/systemd/system')) return 'systemd is not process 1';
  if (!existsSync(join(mountPoint, 'cgroup.controllers'))) return 'cgroups are of version 1';
  return findObstacle(mountPoint);
}
const obstacle = whyNot();
/** Where an agent puts what outlives it. */
const slice = 'mesos_executors.slice';

describe.skipIf(obstacle !== undefined).each(['linux', 'posix'] as const)(
  `an agent that is a unit of systemd, with the launcher %s (${obstacle ?? ''})`,
  (launcher) => {
    const cluster = new Cluster();
    const unit = `altiplano-test-${process.pid}-${launcher}.service`;
    const unitPath = join('/run/systemd/system', unit);
    const cgroupsRoot = `mesos-systemd-test-${process.pid}`;
    let master: Program;
    let port = 0;

    beforeAll(async () => {
      master = await cluster.startMaster();
      port = await freePort();
      const environment = join(cluster.directory, 'environment');
      writeFileSync(environment, settings().join('\n'));
      mkdirSync('/run/systemd/system', { recursive: true });
      writeFileSync(unitPath, unitText(environment));
      systemctl('daemon-reload');
      systemctl('start', unit);
      await registered();
    });

    afterAll(async () => {
      systemctl('stop', unit);
      rmSync(unitPath, { force: true });
      systemctl('daemon-reload');
      await cluster.stop();
      await removeCgroups(cgroupsRoot);
    });

    function settings(): readonly string[] {
      return [
        `MESOS_MASTER=${master.address}`,
        ...['MESOS_IP=127.0.0.1', `MESOS_PORT=${port}`],
        `MESOS_WORK_DIR=${join(cluster.directory, 'work')}`,
        `MESOS_RUNTIME_DIR=${join(cluster.directory, 'run')}`,
        ...[`MESOS_LAUNCHER=${launcher}`, 'MESOS_RESOURCES=cpus:4;mem:1000;disk:1000'],
        ...(launcher === 'linux'
          ? [
              'MESOS_ISOLATION=cgroups/cpu,cgroups/mem,cgroups/pids,namespaces/pid',
              `MESOS_CGROUPS_ROOT=${cgroupsRoot}`,
              'MESOS_CGROUPS_ENABLE_CFS=true',
            ]
          : []),
      ];
    }

    /** As the document has it, but for where things are on this machine. */
    function unitText(environment: string): string {
      const document = readFileSync(pathOf('docs/operating/agent.md'), 'utf8');
      const text = /```ini\n(\[Unit\]\n[^`]*)```/u.exec(document)![1]!;
      const program = `${process.execPath} ${pathOf('bin/mesos-agent')}`;
      expect(text).toMatch(/^EnvironmentFile=.*$/mu);
      expect(text).toMatch(/^ExecStart=\S+$/mu);
      return text
        .replace(/^EnvironmentFile=.*$/mu, `EnvironmentFile=${environment}`)
        .replace(/^ExecStart=.*$/mu, `ExecStart=${program}`);
    }

    function systemctl(...args: readonly string[]): string {
      return execFileSync('systemctl', args, { encoding: 'utf8' }).trim();
    }

    const mainPid = (): number => Number(systemctl('show', '--value', '--property=MainPID', unit));

    async function get(path: string): Promise<unknown> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
      return response?.status === 200 ? response.json() : undefined;
    }

    async function registered(): Promise<void> {
      await eventually('the agent is registered', async () => {
        const metrics = (await get('/metrics/snapshot')) as Record<string, number> | undefined;
        return metrics?.['slave/registered'] === 1 || undefined;
      });
    }

    /** What mesos-execute printed of a task. */
    function execute(name: string, command: string): Promise<string> {
      const args = [
        ...[pathOf('bin/mesos-execute'), `--master=${master.address}`, `--name=${name}`],
        ...['--resources=cpus:0.5;mem:64', '--checkpoint', `--command=${command}`],
      ];
      return new Promise((resolve) => {
        execFile(process.execPath, args, (_error, stdout, stderr) => resolve(stdout + stderr));
      });
    }

    /** A task that says when it runs, and waits for a file. */
    function run(name: string): { pid: Promise<number>; end: () => Promise<string> } {
      const [file, gate] = [join(cluster.directory, name), join(cluster.directory, `${name}-gate`)];
      const said = execute(
        name,
        `echo up >${file}; while ! [ -e ${gate} ]; do sleep 0.1; done; exit 7`,
      );
      const pid = eventually(`the task ${name} runs`, () =>
        existsSync(file) ? taskProcess(gate) : undefined,
      );
      return { pid, end: () => (writeFileSync(gate, ''), said) };
    }

    /** The shell of the task, as the machine sees it. */
    function taskProcess(gate: string): number | undefined {
      const found = execFileSync('sh', ['-c', `pgrep -f -x "/bin/sh -c .*${gate}.*" || true`]);
      return Number(found.toString().split('\n')[0]) || undefined;
    }

    function limits(): readonly string[] {
      return containerCgroups(cgroupsRoot).flatMap((path) =>
        ['cpu.weight', 'cpu.max', 'memory.low', 'memory.max'].map((file) =>
          readFileSync(join(path, file), 'utf8').trim(),
        ),
      );
    }
    // With what the executor of a command task is given: 0.1 cpus and 32 MB.
    const wanted = launcher === 'linux' ? ['60', '60000 100000', '100663296', '100663296'] : [];

    it.each([
      ['is restarted', () => void systemctl('restart', unit)],
      [
        'is stopped, and started later',
        () => {
          systemctl('stop', unit);
          systemctl('daemon-reload');
          systemctl('start', unit);
        },
      ],
      ['is killed', () => process.kill(mainPid(), 'SIGKILL')],
    ])('loses no task when it %s', async (what, blow) => {
      const { pid, end } = run(what.slice(3, 7));
      const task = await pid;
      expect(limits()).toEqual(wanted);
      const before = mainPid();
      blow();
      await eventually('another process is the agent', () => {
        const now = mainPid();
        return (now !== 0 && now !== before) || undefined;
      });
      await registered();
      expect(existsSync(`/proc/${task}`)).toBe(true);
      expect(limits()).toEqual(wanted);
      expect(await end()).toContain('Command exited with status 7');
      await eventually(
        'its cgroups are gone',
        () => containerCgroups(cgroupsRoot).length === 0 || undefined,
      );
    });

    it('loses no task either when its unit ends all that is in it', async () => {
      writeFileSync(unitPath, readFileSync(unitPath, 'utf8').replace(/^KillMode=.*\n/mu, ''));
      systemctl('daemon-reload');
      systemctl('restart', unit);
      await registered();
      expect(systemctl('show', '--value', '--property=KillMode', unit)).toBe('control-group');
      const { pid, end } = run('control');
      const task = await pid;
      systemctl('stop', unit);
      expect(existsSync(`/proc/${task}`)).toBe(true);
      systemctl('start', unit);
      await registered();
      expect(await end()).toContain('Command exited with status 7');
    });

    it.runIf(launcher === 'posix')(
      'goes on when a task in the slice of tasks is out of memory',
      async () => {
        systemctl('set-property', '--runtime', slice, 'MemoryMax=600M');
        const before = mainPid();
        const said = await execute('eater', 'tail /dev/zero');
        expect(said).toContain('TASK_FAILED');
        const events = readFileSync(join(mountPoint, slice, 'memory.events'), 'utf8');
        expect(events).toMatch(/^oom_kill [1-9]/mu);
        expect(systemctl('show', '--value', '--property=ActiveState', unit)).toBe('active');
        expect(mainPid()).toBe(before);
        systemctl('revert', slice);
      },
    );
  },
);
