/**
 * Apps and pods of a real Marathon in containers: of a Docker Engine of the test's own, and of Mesos with
 * images, networks of CNI and limits. Where these are missing it is skipped and says so.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  busyboxImage,
  findBusyboxObstacle,
} from '../../src/containers/images/test-support/busybox-image.ts';
import { saveArchive } from '../../src/containers/images/test-support/pretend-images.ts';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { findDockerObstacle, PrivateDocker } from '../support/docker.ts';
import { MarathonCluster, type Task } from '../support/marathon.ts';

const mountPoint = '/sys/fs/cgroup';
const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((path) => existsSync(join(path, 'portmap')));
const dockerObstacle = findDockerObstacle();
const mesosObstacle =
  findObstacle(mountPoint) ??
  findBusyboxObstacle() ??
  (plugins === undefined ? 'it needs the CNI plugins' : undefined);

/** Serves /etc/passwd of its image. */
const serve = (port: string): string => `exec /bin/busybox httpd -f -p ${port} -h /etc`;

async function fetched(host: string, port: number): Promise<string | undefined> {
  const response = await fetch(`http://${host}:${port}/passwd`).catch(() => undefined);
  return response?.status === 200 ? response.text() : undefined;
}

const checkTimes = {
  ...{ gracePeriodSeconds: 60, intervalSeconds: 1, timeoutSeconds: 10, delaySeconds: 0 },
  maxConsecutiveFailures: 10,
};

describe.skipIf(dockerObstacle !== undefined)(
  `Docker apps of a real Marathon (${dockerObstacle ?? 'real engine'})`,
  () => {
    const mesos = new MarathonCluster();
    const engine = dockerObstacle === undefined ? new PrivateDocker() : undefined;

    beforeAll(async () => {
      await engine!.start();
      engine!.makeImage();
      const flags = [
        ...['--containerizers=docker,mesos', `--docker_socket=${engine!.socket}`],
        '--resources=cpus:8;mem:2000;disk:1000;ports:[31700-31749]',
      ];
      await mesos.start({ agents: [{ flags }] });
    }, 120_000);

    afterAll(async () => {
      await mesos.stop();
      await engine?.stop();
    }, 60_000);

    const containers = (): readonly string[] =>
      engine!.docker('ps', '--quiet').split('\n').filter(Boolean);

    it('have the ports of the host mapped into their own network, and are asked there', async () => {
      const [task] = await mesos.deploy({
        id: 'bridged',
        cmd: serve('8080'),
        networks: [{ mode: 'container/bridge' }],
        container: {
          type: 'DOCKER',
          docker: { image: 'busybox', parameters: [{ key: 'hostname', value: 'inside' }] },
          portMappings: [{ containerPort: 8080, hostPort: 0, name: 'http' }],
        },
        healthChecks: [{ ...checkTimes, protocol: 'HTTP', path: '/passwd', portIndex: 0 }],
      });
      expect(await mesos.app('bridged')).toMatchObject({ tasksHealthy: 1, tasksUnhealthy: 0 });
      const [port] = task!.ports;
      expect(port).toBeGreaterThanOrEqual(31_700);
      expect(await fetched('127.0.0.1', port!)).toMatch(/^root:/u);
      const [id] = containers();
      const environment = engine!.docker('exec', id!, 'env').split('\n');
      expect(environment).toEqual(
        expect.arrayContaining([
          `PORT0=${port}`,
          `PORT_8080=${port}`,
          `PORT_HTTP=${port}`,
          'MARATHON_APP_DOCKER_IMAGE=busybox',
        ]),
      );
      expect(engine!.docker('exec', id!, 'hostname')).toBe('inside\n');
      expect(engine!.docker('inspect', '--format={{json .Config.Labels}}', id!)).toContain(
        task!.id,
      );
      await mesos.remove('bridged');
      expect(containers()).toEqual([]);
    });

    it('share the network of the host, in the words of old clients, and are replaced', async () => {
      const old = (version: string): { id: string } & Record<string, unknown> => ({
        id: 'on-host',
        cmd: serve('$PORT0'),
        env: { VERSION: version },
        ports: [0, 0],
        container: { type: 'DOCKER', docker: { image: 'busybox', network: 'HOST' } },
        healthChecks: [{ ...checkTimes, protocol: 'MESOS_HTTP', path: '/passwd', portIndex: 0 }],
      });
      const [first] = await mesos.deploy(old('1'));
      expect(first!.ports).toHaveLength(2);
      expect(await mesos.app('on-host')).toMatchObject({ tasksHealthy: 1 });
      expect(await fetched('127.0.0.1', first!.ports[0]!)).toMatch(/^root:/u);
      const [second] = await mesos.deploy(old('2'));
      expect(second!.id).not.toBe(first!.id);
      expect(await fetched('127.0.0.1', second!.ports[0]!)).toMatch(/^root:/u);
      expect(containers()).toHaveLength(1);
      await mesos.remove('on-host');
      expect(containers()).toEqual([]);
    });
  },
);

describe.skipIf(mesosObstacle !== undefined)(
  `apps and pods of a real Marathon in containers of Mesos (${mesosObstacle ?? ''})`,
  () => {
    const mesos = new MarathonCluster();
    const home = mkdtempSync(join(tmpdir(), 'marathon-containers-'));
    const cgroupsRoot = `mesos-marathon-test-${process.pid}`;
    const bridge = `apmar${process.pid % 100_000}`;
    const gateway = '10.213.98.1';

    beforeAll(async () => {
      const [images, networks] = [join(home, 'images'), join(home, 'networks')];
      for (const path of [images, networks]) mkdirSync(path);
      const runtime = { Env: ['GREETING=hello'] };
      const image = await busyboxImage({ runtime });
      writeFileSync(join(images, 'box:1.tar'), await saveArchive('box:1', image));
      const ipam = { type: 'host-local', subnet: '10.213.98.0/24', dataDir: join(home, 'leases') };
      const cni = {
        cniVersion: '0.4.0',
        name: 'mesos-bridge',
        plugins: [
          { type: 'bridge', bridge, isGateway: true, ipam },
          { type: 'portmap', capabilities: { portMappings: true } },
        ],
      };
      writeFileSync(join(networks, 'mesos-bridge.conflist'), JSON.stringify(cni));
      await mesos.start({
        agents: [
          {
            launcher: 'linux',
            flags: [
              '--isolation=filesystem/linux,docker/runtime,cgroups/cpu,cgroups/mem',
              ...['--image_providers=DOCKER', `--docker_registry=${images}`],
              ...[`--docker_store_dir=${join(home, 'store')}`, `--cgroups_root=${cgroupsRoot}`],
              ...[`--network_cni_config_dir=${networks}`, `--network_cni_plugins_dir=${plugins!}`],
              '--resources=cpus:8;mem:2000;disk:1000;ports:[31750-31799]',
            ],
          },
        ],
        flags: ['--enable_features=secrets'],
      });
    }, 60_000);

    afterAll(async () => {
      try {
        await removeAll();
      } finally {
        await mesos.stop();
      }
      for (const name of readdirSync(mountPoint)) {
        const path = join(mountPoint, name, cgroupsRoot);
        if (existsSync(path)) rmdirSync(path);
      }
      rmSync(home, { recursive: true, force: true });
      if (existsSync(`/sys/class/net/${bridge}`)) execFileSync('ip', ['link', 'del', bridge]);
    }, 60_000);

    const image = { docker: { image: 'box:1' } };

    /** Also of a test that failed half-way: what runs in an image nobody would find afterwards. */
    async function removeAll(): Promise<void> {
      await mesos.call('DELETE', '/v2/groups?force=true');
      await mesos.until('all containers are gone', async () =>
        (await containers()).length === 0 ? true : undefined,
      );
      const homeOfNetworks = join(mesos.agents[0]!.workDir, '../agent1-run/isolators/network/cni');
      await mesos.until('all networks are given back', () =>
        !existsSync(homeOfNetworks) || readdirSync(homeOfNetworks).length === 0 ? true : undefined,
      );
    }

    interface Running {
      readonly framework_id: string;
      readonly executor_id: string;
      readonly container_id: string;
      readonly statistics: Readonly<Record<string, number>>;
    }

    const containers = async (): Promise<readonly Running[]> =>
      (await mesos.agents[0]!.getJson('/containers')) as Running[];

    /** A file of the sandbox of the only container that runs. */
    async function written(name: string): Promise<string> {
      return mesos.until(`${name} is written`, async () => {
        const [one] = await containers();
        if (one === undefined) return undefined;
        const state = (await mesos.agents[0]!.getJson('/state')) as {
          frameworks: { executors: { id: string; directory: string }[] }[];
        };
        const executors = state.frameworks.flatMap((each) => each.executors);
        const found = executors.find(({ id }) => id === one.executor_id);
        const path = join(found?.directory ?? '/nowhere', name);
        const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
        return text.endsWith('\n') ? text : undefined;
      });
    }

    it('run in their image and within their limits', async () => {
      await mesos.deploy({
        id: 'boxed',
        cmd: 'env > $MESOS_SANDBOX/new; mv $MESOS_SANDBOX/new $MESOS_SANDBOX/environment; ls / > $MESOS_SANDBOX/root; exec sleep 1000',
        cpus: 0.1,
        mem: 32,
        resourceLimits: { cpus: 0.5, mem: 64 },
        container: { type: 'MESOS', ...image },
        env: { PLAIN: 'open' },
      });
      const environment = (await written('environment')).split('\n');
      expect(environment).toEqual(expect.arrayContaining(['PLAIN=open', 'GREETING=hello']));
      expect((await written('root')).split('\n')).not.toContain('home');
      const [{ statistics }] = (await containers()) as [Running];
      // With the share of the executor.
      expect(statistics).toMatchObject({ cpus_limit: 0.6, mem_limit_bytes: 96 * 1024 * 1024 });
      await mesos.remove('boxed');
    });

    it('name their secrets to the agent, which refuses what nobody resolves', async () => {
      const app = {
        ...{ id: '/secretive', cmd: 'sleep 1000', cpus: 0.1, mem: 32 },
        env: { PASSWORD: { secret: 'pw' } },
        secrets: { pw: { source: '/deep/password' } },
      };
      await mesos.accepted('PUT', '/v2/apps/secretive', app);
      const failure = await mesos.until(
        'it fails',
        async () => (await mesos.app('secretive')).lastTaskFailure,
      );
      expect(failure.message).toContain('a secret of another type than VALUE');
      await mesos.accepted('DELETE', '/v2/apps/secretive');
      await mesos.settled();
    });

    it('are reached in a network of CNI, by their address and by the port of the host', async () => {
      const [task] = (await mesos.deploy({
        id: 'bridged',
        cmd: serve('8080'),
        networks: [{ mode: 'container/bridge' }],
        container: {
          type: 'MESOS',
          ...image,
          portMappings: [{ containerPort: 8080, hostPort: 0, name: 'http' }],
        },
        healthChecks: [{ ...checkTimes, protocol: 'MESOS_HTTP', path: '/passwd', portIndex: 0 }],
      })) as readonly (Task & { ipAddresses: readonly { ipAddress: string }[] })[];
      expect(await mesos.app('bridged')).toMatchObject({ tasksHealthy: 1 });
      const [{ ipAddress }] = task!.ipAddresses as [{ ipAddress: string }];
      expect(ipAddress).toMatch(/^10\.213\.98\./u);
      expect(await fetched(ipAddress, 8080)).toMatch(/^root:/u);
      expect(await fetched(gateway, task!.ports[0]!)).toMatch(/^root:/u);
      await mesos.remove('bridged');
    });

    it('share what is in the pod with each other, on one address', async () => {
      const resources = { cpus: 0.1, mem: 32 };
      const box = { kind: 'DOCKER', id: 'box:1' };
      const shell = (text: string): object => ({ exec: { command: { shell: text } } });
      await mesos.accepted('POST', '/v2/pods', {
        id: '/together',
        networks: [{ mode: 'container/bridge' }],
        volumes: [{ name: 'shared' }],
        scaling: { kind: 'fixed', instances: 1 },
        containers: [
          {
            ...{ name: 'writes', resources, image: box },
            ...shell('echo "from one" > mine/text; exec sleep 1000'),
            volumeMounts: [{ name: 'shared', mountPath: 'mine' }],
          },
          {
            ...{ name: 'serves', resources, image: box },
            ...shell(
              'until test -s theirs/text; do sleep 0.1; done; exec /bin/busybox httpd -f -p 8080 -h theirs',
            ),
            volumeMounts: [{ name: 'shared', mountPath: 'theirs' }],
            endpoints: [{ name: 'web', containerPort: 8080, hostPort: 0, protocol: ['tcp'] }],
            healthCheck: {
              http: { endpoint: 'web', path: '/text' },
              ...{ gracePeriodSeconds: 60, intervalSeconds: 2, timeoutSeconds: 1, delaySeconds: 0 },
            },
          },
        ],
      });
      await mesos.settled();
      const { instances, status } = await mesos.get<{
        status: string;
        instances: readonly {
          networks: readonly { addresses: readonly string[] }[];
          containers: readonly { endpoints: readonly { allocatedHostPort: number }[] }[];
        }[];
      }>('/v2/pods/together::status');
      expect(status).toBe('STABLE');
      const [address] = instances[0]!.networks[0]!.addresses;
      const port = instances[0]!.containers[1]!.endpoints[0]!.allocatedHostPort;
      for (const place of [`${address}:8080`, `${gateway}:${port}`]) {
        expect(await (await fetch(`http://${place}/text`)).text()).toBe('from one\n');
      }
      await mesos.accepted('DELETE', '/v2/pods/together');
      await mesos.settled();
      await removeAll();
      const leases = readdirSync(join(home, 'leases/mesos-bridge'));
      expect(leases.filter((name) => /^\d/u.test(name))).toEqual([]);
    });
  },
);
