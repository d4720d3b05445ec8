/**
 * Docker tasks on cgroups of version 2: what the kernel has of their limits, which are changed while they run, and what
 * is told of their use and of their end. By whichever driver of cgroups the engine takes on this machine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import type { Resource, TaskInfo } from '../../src/protocol/generated/mesos.ts';
import { removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { findDockerObstacle, PrivateDocker } from '../support/docker.ts';
import { DockerFramework as Framework } from '../support/docker-framework.ts';

const mountPoint = '/sys/fs/cgroup';
const obstacle = existsSync(join(mountPoint, 'cgroup.controllers'))
  ? (findDockerObstacle() ?? findObstacle(mountPoint))
  : 'cgroups are of version 1';
const cgroupsRoot = `mesos-docker-test-${process.pid}`;
const mebibyte = 2 ** 20;

describe.skipIf(obstacle !== undefined)(
  `Docker tasks on cgroups of version 2 (${obstacle ?? ''})`,
  () => {
    const cluster = new Cluster();
    const engine = obstacle === undefined ? new PrivateDocker() : undefined;
    let agent: Program;
    let framework: Framework;

    beforeAll(async () => {
      await engine!.start();
      engine!.makeImage();
      const master = await cluster.startMaster();
      agent = await cluster.startAgent(master, {
        launcher: 'linux',
        flags: [
          ...['--containerizers=docker,mesos', `--docker_socket=${engine!.socket}`],
          ...['--isolation=cgroups/cpu,cgroups/mem', `--cgroups_root=${cgroupsRoot}`],
          '--resources=cpus:8;mem:2000;disk:1000',
        ],
      });
      framework = new Framework(master);
    });

    afterAll(async () => {
      await framework?.scheduler.stop({ mode: 'teardown' });
      await cluster.stop();
      await removeCgroups(cgroupsRoot);
      await engine?.stop();
    });

    const scalar = (name: string, value: number): Resource => ({
      ...{ name, type: 'SCALAR', scalar: { value } },
    });

    const taskOf = (value: string, mem: number): Partial<TaskInfo> => ({
      command: { value },
      container: { type: 'DOCKER', docker: { image: 'busybox' } },
      resources: [scalar('cpus', 0.5), scalar('mem', mem)],
      limits: { cpus: { value: 1 }, mem: { value: mem + 32 } },
    });

    function inspected(format: string): string {
      const [id] = engine!.docker('ps', '-q', '--no-trunc', '--filter=name=^mesos-').split('\n');
      return engine!.docker('inspect', `--format=${format}`, id!).trim();
    }

    function fileOf(pid: string, name: string): string {
      const own = /^0::(.*)$/mu.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))![1]!;
      return readFileSync(join(mountPoint, own, name), 'utf8').trim();
    }

    it('are made by the driver of cgroups that fits the machine', () => {
      const driver = existsSync('/run/systemd/system') ? 'systemd' : 'cgroupfs';
      const told = engine!.docker('info', '--format={{.CgroupDriver}} {{.CgroupVersion}}');
      expect(told.trim()).toBe(`${driver} 2`);
    });

    it('have their limits, also others later, and are measured', async () => {
      framework.run('limited', taskOf('while :; do :; done', 64));
      await framework.running('limited');
      const pid = inspected('{{.State.Pid}}');
      // 512 shares, as the runtime converts them.
      expect(fileOf(pid, 'cpu.weight')).toBe('20');
      expect(fileOf(pid, 'cpu.max')).toBe('100000 100000');
      expect(fileOf(pid, 'memory.low')).toBe(String(64 * mebibyte));
      expect(fileOf(pid, 'memory.max')).toBe(String(96 * mebibyte));
      const used = await eventually('it has used something', async () => {
        const [one] = (await agent.getJson('/monitor/statistics')) as {
          statistics: Record<string, number>;
        }[];
        const figures = one?.statistics ?? {};
        const isMeasured =
          (figures['cpus_user_time_secs'] ?? 0) > 0 && (figures['mem_rss_bytes'] ?? 0) > 0;
        return isMeasured ? figures : undefined;
      });
      expect(used).toMatchObject({ cpus_limit: 1, mem_limit_bytes: 96 * mebibyte });
      const [container] = (await agent.getJson('/containers')) as { container_id: string }[];
      const id = { value: container!.container_id };
      const limits = { mem: 128, cpus: 0.5 };
      const response = await fetch(`http://${agent.address}/api/v1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...{ type: 'UPDATE_CONTAINER_LIMITS' },
          update_container_limits: { container_id: id, limits },
        }),
      });
      expect(response.status, await response.text()).toBe(200);
      expect(fileOf(pid, 'memory.max')).toBe(String(128 * mebibyte));
      expect(fileOf(pid, 'cpu.max')).toBe('50000 100000');
      framework.scheduler.kill('limited');
      expect((await framework.ended('limited')).state).toBe('TASK_KILLED');
    });

    it('that take too much memory end, and their framework is told why', async () => {
      const eat = 's=0123456789abcdef; while :; do s=$s$s; done';
      framework.run('eater', taskOf(eat, 32));
      expect(await framework.ended('eater')).toMatchObject({
        ...{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION_MEMORY' },
      });
    });
  },
);
