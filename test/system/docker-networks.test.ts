/**
 * Docker tasks in networks of CNI, from outside: real plugins on a bridge of the test's own, a real engine, and an
 * agent and an engine that are killed. Elsewhere it is skipped and says what is missing.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerInfo_DockerInfo, TaskInfo } from '../../src/protocol/generated/mesos.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { findDockerObstacle, PrivateDocker } from '../support/docker.ts';
import { DockerFramework as Framework } from '../support/docker-framework.ts';

const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((path) => existsSync(join(path, 'bridge')));
const obstacle =
  findDockerObstacle() ?? (plugins === undefined ? 'there are no CNI plugins' : undefined);
const bridge = 'apcnitest1';

describe.skipIf(obstacle !== undefined)(
  `Docker tasks in networks of CNI (${obstacle ?? 'real engine'})`,
  () => {
    const cluster = new Cluster();
    const engine = obstacle === undefined ? new PrivateDocker() : undefined;
    const home = mkdtempSync(join(tmpdir(), 'docker-networks-'));
    let agent: Program;
    let framework: Framework;

    beforeAll(async () => {
      const [configs, own] = [join(home, 'networks'), join(home, 'plugins')];
      for (const path of [configs, own]) mkdirSync(path);
      const ipam = { type: 'host-local', subnet: '10.211.92.0/24', dataDir: join(home, 'leases') };
      const blue = { type: 'bridge', bridge, isGateway: true, ipam };
      const write = (name: string, config: object): void =>
        writeFileSync(
          join(configs, name),
          JSON.stringify({ cniVersion: '0.4.0', name, ...config }),
        );
      write('blue', blue);
      // The address is given before the second plugin breaks.
      write('broken', { plugins: [blue, { type: 'breaks' }] });
      const breaks = '#!/bin/sh\n[ "$CNI_COMMAND" = DEL ] || { echo no such luck >&2; exit 3; }\n';
      writeFileSync(join(own, 'breaks'), breaks);
      chmodSync(join(own, 'breaks'), 0o755);
      await engine!.start();
      engine!.makeImage();
      const master = await cluster.startMaster();
      agent = await cluster.startAgent(master, {
        flags: [
          ...['--containerizers=docker,mesos', `--docker_socket=${engine!.socket}`],
          ...['--resources=cpus:8;mem:2000;disk:1000', `--network_cni_config_dir=${configs}`],
          `--network_cni_plugins_dir=${own}:${plugins!}`,
        ],
      });
      framework = new Framework(master);
    });

    afterEach(async () => {
      await eventually('addresses are given back', () => leases().length === 0 || undefined);
      await eventually('nothing holds a network', () => holders().length === 0 || undefined);
      await eventually('no namespace is bound', () => bound().length === 0 || undefined);
    });

    afterAll(async () => {
      await framework?.scheduler.stop({ mode: 'teardown' });
      await cluster.stop();
      await engine?.stop();
      rmSync(home, { recursive: true });
      if (existsSync(`/sys/class/net/${bridge}`)) execFileSync('ip', ['link', 'del', bridge]);
    });

    function leases(): readonly string[] {
      const path = join(home, 'leases/blue');
      const names = existsSync(path) ? readdirSync(path) : [];
      return names.filter((name) => /^\d/u.test(name));
    }

    function holders(): readonly string[] {
      const names = engine!.docker('ps', '-a', '--format={{.Names}}').split('\n');
      return names.filter((name) => name.startsWith('altiplano-net-'));
    }

    function bound(): readonly string[] {
      const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
      return mounts.filter((line) => line.includes(`${cluster.directory}/`));
    }

    function inNetwork(
      value: string,
      name: string,
      docker: Partial<ContainerInfo_DockerInfo> = {},
    ): Pick<TaskInfo, 'command' | 'container'> {
      const own = { image: 'busybox', network: 'NONE' as const, ...docker };
      return {
        command: { value },
        container: { type: 'DOCKER', docker: own, network_infos: [{ name }] },
      };
    }

    async function addressOf(name: string): Promise<string> {
      const { container_status: status } = await framework.running(name);
      expect(status?.network_infos).toMatchObject([{ name: 'blue' }]);
      return status!.network_infos![0]!.ip_addresses![0]!.ip_address!;
    }

    const answering = 'while :; do echo answered | nc -l -p 80; done';

    it('have their address from the beginning, and are reached by it', async () => {
      // The first thing that it does fails without an interface.
      const see = 'ip -o -4 addr show eth0 | grep -q 10.211.92 || exit 9; hostname > name';
      framework.run('first', inNetwork(`cd $MESOS_SANDBOX; ${see}; ${answering}`, 'blue'));
      const address = await addressOf('first');
      expect(leases()).toEqual([address]);
      framework.run('second', inNetwork(`nc ${address} 80 | grep -q answered`, 'blue'));
      expect((await framework.ended('second')).state).toBe('TASK_FINISHED');
      framework.scheduler.kill('first');
      expect((await framework.ended('first')).state).toBe('TASK_KILLED');
    });

    it('may be of network USER, when CNI knows the name', async () => {
      framework.run('user', inNetwork('ip -o -4 addr show eth0', 'blue', { network: 'USER' }));
      expect((await framework.ended('user')).state).toBe('TASK_FINISHED');
    });

    it('are not launched in a network that is unknown, or that a plugin cannot make', async () => {
      framework.run('unknown', inNetwork('true', 'nowhere'));
      expect((await framework.ended('unknown')).message).toContain("Unknown CNI network 'nowhere'");
      framework.run('broken', inNetwork('true', 'broken'));
      expect((await framework.ended('broken')).message).toContain('no such luck');
    });

    it('keep their network when the agent is killed, and give it back to the next', async () => {
      framework.run('adopted', inNetwork(answering, 'blue'));
      framework.run('ends meanwhile', inNetwork('sleep 1000', 'blue'));
      const address = await addressOf('adopted');
      await addressOf('ends meanwhile');
      await agent.end('SIGKILL');
      const [other] = engine!
        .docker('ps', '-q', '--no-trunc', '--filter=name=^mesos-')
        .split('\n')
        .filter((id) => id !== '' && engine!.docker('inspect', id).includes('sleep 1000'));
      engine!.docker('kill', other!);
      await agent.start();
      expect((await framework.ended('ends meanwhile')).state).toBe('TASK_FAILED');
      framework.run('asks', inNetwork(`nc ${address} 80 | grep -q answered`, 'blue'));
      expect((await framework.ended('asks')).state).toBe('TASK_FINISHED');
      framework.scheduler.kill('adopted');
      expect((await framework.ended('adopted')).state).toBe('TASK_KILLED');
    });

    it('give it back when the engine is killed, and when it is restarted', async () => {
      framework.run('lost', inNetwork('sleep 1000', 'blue'));
      await addressOf('lost');
      await engine!.end('SIGKILL');
      await engine!.start();
      expect((await framework.ended('lost')).state).toBe('TASK_FAILED');
      framework.run('stopped', inNetwork('sleep 1000', 'blue'));
      await addressOf('stopped');
      await engine!.end('SIGTERM');
      await engine!.start();
      expect((await framework.ended('stopped')).state).toBe('TASK_FAILED');
    });
  },
);
