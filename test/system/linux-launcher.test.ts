/**
 * The launcher `linux` from outside: a real master, a real agent on this machine's kernel, and
 * mesos-execute. Needs root, cgroups, runc and conmon; elsewhere it is skipped and says what is missing.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { containerCgroups, removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, type Program, processesOf } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const obstacle = findObstacle(mountPoint);
const cgroupsRoot = `mesos-system-test-${process.pid}`;
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
const agentProgram = fileURLToPath(new URL('../../bin/mesos-agent', import.meta.url));

describe.skipIf(obstacle !== undefined)(
  `an agent with --launcher=linux (${obstacle ?? ''})`,
  () => {
    const cluster = new Cluster();
    let master: Program;
    let agent: Program;

    beforeAll(async () => {
      master = await cluster.startMaster();
      agent = await cluster.startAgent(master, {
        launcher: 'linux',
        flags: [
          '--isolation=cgroups/cpu,cgroups/mem,cgroups/devices,namespaces/pid,linux/nnp,disk/du',
          ...['--enforce_container_disk_quota', '--container_disk_watch_interval=200ms'],
          `--cgroups_root=${cgroupsRoot}`,
          '--resources=cpus:4;mem:1000;disk:1000',
        ],
      });
      await registered();
    });

    afterAll(async () => {
      await cluster.stop();
      await removeCgroups(cgroupsRoot);
    });

    async function registered(): Promise<void> {
      await eventually('the agent is registered', async () => {
        const { slaves } = (await master.getJson('/slaves')) as { slaves: { active: boolean }[] };
        return slaves.some(({ active }) => active) || undefined;
      });
    }

    const small = '--resources=cpus:0.1;mem:32';

    /** What mesos-execute printed of the task. */
    function run(...args: string[]): Promise<string> {
      return new Promise((resolve) => {
        const all = [execute, `--master=${master.address}`, ...args];
        execFile(process.execPath, all, (_error, stdout, stderr) => resolve(stdout + stderr));
      });
    }

    async function nothingIsLeft(): Promise<void> {
      await eventually(
        'all cgroups of containers are gone',
        () => containerCgroups(cgroupsRoot).length === 0 || undefined,
      );
      expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(cluster.directory);
      const programs = new Set([master.pid, agent.pid]);
      expect(processesOf(cluster.directory).filter((pid) => !programs.has(pid))).toEqual([]);
    }

    it('runs a task that sees only itself, and leaves nothing of it', async () => {
      const said = await run(
        '--name=alone',
        '--command=test "$(ls /proc | grep -c "^[0-9]")" -lt 10',
      );
      expect(said).toContain('TASK_FINISHED');
      await nothingIsLeft();
    });

    it('ends a task that takes too much memory, and tells its framework why', async () => {
      const said = await run(
        '--name=eater',
        small,
        '--command=head -c 300M /dev/zero | tail | sleep 1',
      );
      expect(said).toContain('TASK_FAILED');
      expect(said).toContain('Memory limit exceeded: Requested: ');
      expect(said).toContain('REASON_CONTAINER_LIMITATION_MEMORY');
      await nothingIsLeft();
    });

    it('ends a task that takes too much disk, and tells its framework why', async () => {
      const command = 'head -c 9M /dev/zero >big; sleep 1000';
      const said = await run(
        '--name=hoarder',
        '--resources=cpus:0.1;mem:32;disk:1',
        `--command=${command}`,
      );
      expect(said).toContain('TASK_FAILED');
      expect(said).toContain('exceeds quota (1MB)');
      expect(said).toContain('REASON_CONTAINER_LIMITATION_DISK');
      await nothingIsLeft();
    });

    it('runs the tasks of a pod in one cgroup, each with processes of its own', async () => {
      const task = (name: string): object => ({
        ...{ name, task_id: { value: name }, agent_id: { value: '' } },
        resources: ['cpus:0.1', 'mem:32'].map((text) => {
          const [resource, value] = text.split(':');
          return { name: resource, type: 'SCALAR', scalar: { value: Number(value) } };
        }),
        command: { value: 'grep -q "/mesos/" /proc/self/cgroup && test $$ -lt 10' },
      });
      const said = await run(`--task_group=${JSON.stringify({ tasks: [task('a'), task('b')] })}`);
      expect(said.match(/TASK_FINISHED/gu)).toHaveLength(2);
      await nothingIsLeft();
    });

    it('is given other limits while it runs, which outlive the agent', async () => {
      const gate = join(cluster.directory, 'limits-gate');
      const command = `while ! [ -e ${gate} ]; do sleep 0.05; done`;
      const ended = run('--name=bounded', small, '--checkpoint', `--command=${command}`);
      await eventually(
        'the task runs',
        () => containerCgroups(cgroupsRoot).length > 0 || undefined,
      );
      const id = await eventually('the agent knows it', async () => {
        const all = (await agent.getJson('/containers')) as { container_id: string }[];
        return all[0]?.container_id;
      });
      const impose = (limits: object): Promise<Response> =>
        fetch(`http://${agent.address}/api/v1`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            type: 'UPDATE_CONTAINER_LIMITS',
            update_container_limits: { container_id: { value: id }, limits },
          }),
        });
      const limits = async (): Promise<unknown> => {
        const all = (await agent.getJson('/monitor/statistics')) as { statistics: object }[];
        const { mem_limit_bytes, cpus_limit } = all[0]!.statistics as Record<string, number>;
        return { mem_limit_bytes, cpus_limit };
      };
      const wanted = { mem_limit_bytes: 48 * 2 ** 20, cpus_limit: 0.5 };
      await eventually(
        'it runs, and has more memory',
        async () => (await impose({ mem: 96 })).status === 200 || undefined,
      );
      expect((await impose({ mem: 48, cpus: 0.5 })).status).toBe(200);
      const memBytes = String(wanted.mem_limit_bytes);
      const v1 = join(mountPoint, 'memory', cgroupsRoot);
      const expected = existsSync(v1)
        ? {
            [join(v1, id, 'memory.limit_in_bytes')]: memBytes,
            [join(mountPoint, 'cpu', cgroupsRoot, id, 'cpu.cfs_quota_us')]: '50000',
          }
        : {
            [join(mountPoint, cgroupsRoot, id, 'memory.max')]: memBytes,
            [join(mountPoint, cgroupsRoot, id, 'cpu.max')]: '50000 100000',
          };
      for (const [file, text] of Object.entries(expected))
        expect(readFileSync(file, 'utf8').trim(), file).toBe(text);
      expect(await limits()).toEqual(wanted);
      await agent.end('SIGKILL');
      await agent.start();
      await registered();
      expect(await limits()).toEqual(wanted);
      writeFileSync(gate, '');
      expect(await ended).toContain('TASK_FINISHED');
      await nothingIsLeft();
    });

    it('takes over after kill -9 what runs, measures it, and tells exactly how it ended', async () => {
      const gate = join(cluster.directory, 'gate');
      const starts = join(cluster.directory, 'starts');
      const command = `echo started >>${starts}; while ! [ -e ${gate} ]; do sleep 0.05; done; exit 137`;
      const ended = run('--name=long', small, '--checkpoint', `--command=${command}`);
      await eventually('the task runs', () => existsSync(starts) || undefined);
      const usage = async (): Promise<Record<string, number> | undefined> => {
        const all = (await agent.getJson('/monitor/statistics')) as { statistics: object }[];
        return all[0]?.statistics as Record<string, number> | undefined;
      };
      const isMeasured = async (): Promise<true | undefined> => {
        const { mem_total_bytes = 0, cpus_soft_limit = 0 } = (await usage()) ?? {};
        return (mem_total_bytes > 0 && cpus_soft_limit > 0) || undefined;
      };
      await eventually('it is measured', isMeasured);
      await agent.end('SIGKILL');
      await agent.start();
      await registered();
      await eventually('it is measured again', isMeasured);
      writeFileSync(gate, '');
      expect(await ended).toContain('Command exited with status 137');
      expect(readFileSync(starts, 'latin1')).toBe('started\n');
      await nothingIsLeft();
    });
  },
);

it('an agent that cannot have it says why and does not start', () => {
  const flags = ['--master=127.0.0.1:1', '--work_dir=/nonexistent', '--launcher=linux'];
  const { status, stderr } = spawnSync(
    process.execPath,
    [agentProgram, ...flags, '--cgroups_hierarchy=/nonexistent'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toContain("Invalid value 'linux' for --launcher: ");
});
