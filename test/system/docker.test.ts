/**
 * The containerizer `docker` from outside: a real master, a real agent and a real Docker Engine, which
 * the test starts for itself. Elsewhere it is skipped and says what is missing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ContainerInfo_DockerInfo,
  ExecutorInfo,
  TaskInfo,
} from '../../src/protocol/generated/mesos.ts';
import { machinePlatform } from '../../src/containers/images/manifest.ts';
import { busyboxImage } from '../../src/containers/images/test-support/busybox-image.ts';
import {
  makeImage,
  makeIndex,
  sha256,
} from '../../src/containers/images/test-support/pretend-images.ts';
import { PretendRegistry } from '../../src/containers/images/test-support/pretend-registry.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { findDockerObstacle, PrivateDocker } from '../support/docker.ts';
import { DockerFramework as Framework, small } from '../support/docker-framework.ts';

const obstacle = findDockerObstacle();

/** A custom executor in a shell: it subscribes, waits for its task, and says that it has finished. */
const shellExecutor = `
address=$MESOS_AGENT_ENDPOINT
say() {
  printf 'POST /api/v1/executor HTTP/1.1\\r\\nHost: %s\\r\\nAccept: application/json\\r\\n' "$address"
  printf 'Content-Type: application/json\\r\\nContent-Length: %s\\r\\n\\r\\n%s' "\${#1}" "$1"
  sleep "$2"
}
call() {
  echo '{"type":"'$1'","executor_id":{"value":"'$MESOS_EXECUTOR_ID'"},"framework_id":{"value":"'$MESOS_FRAMEWORK_ID'"},'$2'}'
}
connect() { nc "\${address%:*}" "\${address#*:}"; }
cd "$MESOS_SANDBOX"
test -S "$MESOS_DOMAIN_SOCKET" || exit 9
say "$(call SUBSCRIBE '"subscribe":{}')" 30 | connect > events &
until grep -q '"LAUNCH"' events; do sleep 0.1; done
say "$(call UPDATE '"update":{"status":{"task_id":{"value":"custom"},"state":"TASK_FINISHED","source":"SOURCE_EXECUTOR","uuid":"AAAAAAAAAAAAAAAAAAAAAA==","message":"'$MESOS_CONTAINER_NAME'"}}')" 1 | connect
sleep 30
`;

describe.skipIf(obstacle !== undefined)(
  `an agent with --containerizers=docker,mesos (${obstacle ?? 'real engine'})`,
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
        flags: [
          ...['--containerizers=docker,mesos', `--docker_socket=${engine!.socket}`],
          '--http_executor_domain_sockets',
          ...['--resources=cpus:8;mem:2000;disk:1000;ports:[31800-31899]'],
        ],
      });
      framework = new Framework(master);
    });

    afterAll(async () => {
      await framework?.scheduler.stop({ mode: 'teardown' });
      await cluster.stop();
      await engine?.stop();
    });

    function inDocker(
      value: string,
      docker: Partial<ContainerInfo_DockerInfo> = {},
    ): Pick<TaskInfo, 'command' | 'container'> {
      return {
        command: { value },
        container: { type: 'DOCKER', docker: { image: 'busybox', ...docker } },
      };
    }

    async function sandboxOf(name: string): Promise<string> {
      const state = (await agent.getJson('/state')) as {
        frameworks: Executors[];
        completed_frameworks: Executors[];
      };
      const all = [...state.frameworks, ...state.completed_frameworks].flatMap((one) => [
        ...one.executors,
        ...one.completed_executors,
      ]);
      return all.find(({ id }) => id === name)!.directory;
    }

    interface Executors {
      readonly executors: readonly { readonly id: string; readonly directory: string }[];
      readonly completed_executors: readonly { readonly id: string; readonly directory: string }[];
    }

    it('runs a command in an image, and tells how it ended', async () => {
      framework.run('plain', inDocker('echo said; test -e /etc/debian_version || exit 3'));
      expect(await framework.ended('plain')).toMatchObject({
        ...{ state: 'TASK_FAILED', message: 'Container exited with status 3' },
      });
      const { data } = await framework.running('plain');
      const [inspected] = JSON.parse(Buffer.from(data!).toString()) as { Name: string }[];
      expect(inspected!.Name).toMatch(/^\/mesos-[0-9a-f-]{36}$/);
      const stdout = join(await sandboxOf('plain'), 'stdout');
      expect(readFileSync(stdout, 'utf8')).toBe('said\n');
    });

    it('takes of an image for several machines what is for this one', async () => {
      const registry = new PretendRegistry();
      await registry.start();
      try {
        const own = await busyboxImage();
        const other = makeImage([], { architecture: 'pdp11' });
        registry.add('multi:own', own);
        registry.add('multi:other', other);
        const { architecture } = machinePlatform();
        const index = makeIndex([
          ['pdp11', other],
          [architecture, own],
        ]);
        registry.manifests.set('multi:1', index);
        registry.manifests.set(`multi@${sha256(index)}`, index);
        const image = `${registry.host}/multi:1`;
        framework.run('multi', inDocker('echo here; exit 5', { image }));
        expect((await framework.ended('multi')).message).toBe('Container exited with status 5');
      } finally {
        await registry.stop();
      }
    });

    it('runs tasks without a container beside it, by the other containerizer', async () => {
      framework.run('mesos', { command: { value: 'test -e /etc/debian_version || exit 3' } });
      expect((await framework.ended('mesos')).message).toMatch(/^Command exited with status/);
    });

    it('gives a task on a bridge its address and the ports that it has', async () => {
      const mapping = { host_port: 31_800, container_port: 80 };
      const answer = String.raw`printf 'HTTP/1.0 200 OK\r\n\r\nhello'`;
      framework.run('bridge', {
        ...inDocker(`while :; do { ${answer}; } | nc -l -p 80; done`, {
          ...{ network: 'BRIDGE', port_mappings: [mapping] },
        }),
        resources: [
          ...small,
          { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31_800, end: 31_800 }] } },
        ],
      });
      const { container_status: status } = await framework.running('bridge');
      const address = status?.network_infos?.[0]?.ip_addresses?.[0]?.ip_address;
      expect(address).toMatch(/^172\./);
      const text = await eventually('it answers at its port', async () => {
        const answered = await fetch('http://127.0.0.1:31800/').catch(() => undefined);
        return answered?.text();
      });
      expect(text).toBe('hello');
      framework.scheduler.kill('bridge');
      expect((await framework.ended('bridge')).state).toBe('TASK_KILLED');
    });

    it('refuses a port that the task has not, and a parameter that it does not know', async () => {
      const mapping = { host_port: 80, container_port: 80 };
      framework.run('port', inDocker('x', { network: 'BRIDGE', port_mappings: [mapping] }));
      framework.run('odd', inDocker('x', { parameters: [{ key: 'odd', value: '1' }] }));
      expect((await framework.ended('port')).message).toContain('Port mappings require port');
      expect((await framework.ended('odd')).message).toContain("Parameter 'odd' is not supported");
    });

    it('kills a task whose check in the container fails', async () => {
      framework.run('ill', {
        ...inDocker('sleep 1000'),
        health_check: {
          ...{ type: 'COMMAND', command: { value: 'echo checked; exit 1' } },
          ...{ delay_seconds: 0, interval_seconds: 0.1, grace_period_seconds: 0 },
        },
        kill_policy: { grace_period: { nanoseconds: 1 } },
      });
      expect(await framework.ended('ill')).toMatchObject({ state: 'TASK_KILLED', healthy: false });
      const stdout = join(await sandboxOf('ill'), 'stdout');
      expect(readFileSync(stdout, 'utf8')).toMatch(/^(checked\n){3,}$/);
    });

    it('runs custom executors in images, which see the socket of the agent', async () => {
      const executor: ExecutorInfo = {
        ...{ executor_id: { value: 'shell' }, resources: small, type: 'CUSTOM' },
        ...inDocker(shellExecutor),
      };
      framework.run('custom', { executor });
      const { state, message } = await framework.ended('custom');
      expect(state).toBe('TASK_FINISHED');
      expect(engine!.docker('ps', '--format={{.Names}}')).toContain(message!);
    });

    it('adopts its containers when it was killed, with all that they wrote', async () => {
      const count = 'i=0; while [ $i -lt 300 ]; do echo $i; i=$((i+1)); sleep 0.02; done; exit 7';
      framework.run('counter', inDocker(count));
      await framework.running('counter');
      await agent.end('SIGKILL');
      await agent.start();
      expect((await framework.ended('counter')).message).toBe('Container exited with status 7');
      const lines = readFileSync(join(await sandboxOf('counter'), 'stdout'), 'utf8').split('\n');
      expect(lines).toEqual([...Array.from({ length: 300 }, (_, i) => String(i)), '']);
    });

    it('tells what ended with its engine, and goes on with the next', async () => {
      framework.run('lost', inDocker('sleep 1000'));
      await framework.running('lost');
      await engine!.end('SIGKILL');
      framework.run('early', inDocker('true'));
      expect((await framework.ended('early')).message).toContain('does not answer');
      await engine!.start();
      expect(await framework.ended('lost')).toMatchObject({
        ...{ state: 'TASK_FAILED', message: 'Container exited with status 137' },
      });
      framework.run('later', inDocker('true'));
      expect((await framework.ended('later')).state).toBe('TASK_FINISHED');
    });
  },
);

it('an agent with the containerizer docker and no engine says what to do', async () => {
  const cluster = new Cluster();
  try {
    const start = cluster.startAgent(
      { address: '127.0.0.1:1' },
      { flags: ['--containerizers=docker', '--docker_socket=/nonexistent/docker.sock'] },
    );
    await expect(start).rejects.toThrow(
      /Failed to create docker: the Docker Engine at '\/nonexistent\/docker.sock' does not answer: .*; start it, say where it is with --docker_socket/,
    );
  } finally {
    await cluster.stop();
  }
});
