import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../foundation/random.ts';
import type { TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { AppDefinition, Container, PortMapping } from '../../model/app.ts';
import { anApp, testOptions } from '../../test-support/test-marathon.ts';
import { taskOfApp } from './task-of-app.ts';
import { anInstance, anOffer, scalar } from './test-support.ts';

const taskId = 'app.instance-1._app.1';

function taskOf(
  app: AppDefinition,
  hostPorts: readonly (number | undefined)[] = [],
  more: { readonly executorResources?: TaskInfo['resources'] } = {},
): TaskInfo {
  const instance = anInstance(anOffer());
  return taskOfApp({
    app,
    instance: { ...instance, tasks: [{ ...instance.tasks[0]!, hostPorts }] },
    resources: [scalar('cpus', 1)],
    executorResources: more.executorResources ?? [],
    enforcesRole: false,
    random: new SeededRandom(1),
    options: testOptions,
  });
}

const labelsOf = (...pairs: readonly (readonly [string, string])[]) => ({
  labels: pairs.map(([key, value]) => ({ key, value })),
});

const mapping = (members: Partial<PortMapping>): PortMapping => ({
  containerPort: 80,
  servicePort: 10_000,
  protocol: 'tcp',
  labels: {},
  networkNames: [],
  ...members,
});

const image = { image: 'nginx:1', privileged: false, parameters: [], forcePullImage: false };
const aDocker = (members: Partial<Container> = {}): Container => ({
  type: 'DOCKER',
  docker: image,
  portMappings: [],
  volumes: [],
  ...members,
});

describe('the task of an app', () => {
  it('has its name, its labels, what Mesos tells others of it, and what ends it', () => {
    const app = anApp({
      id: '/webshop/db',
      labels: { tier: 'back' },
      portDefinitions: [
        { port: 10_000, protocol: 'udp,tcp', name: 'sql', labels: { VIP_0: 'db:1' } },
        { port: 0, protocol: 'tcp', labels: {} },
      ],
      taskKillGracePeriodSeconds: 2.5,
      resourceLimits: { cpus: 2, mem: 'unlimited' },
    });
    const { command, ...task } = taskOf(app, [31_000, 31_001]);
    expect(command).toMatchObject({ shell: true, value: 'sleep 1000' });
    expect(task).toEqual({
      name: 'db.webshop',
      task_id: { value: taskId },
      agent_id: { value: 'A1' },
      resources: [scalar('cpus', 1)],
      labels: labelsOf(['tier', 'back']),
      discovery: {
        visibility: 'FRAMEWORK',
        name: 'db.webshop',
        ports: {
          ports: [
            { number: 31_000, name: 'sql', protocol: 'udp', labels: labelsOf(['VIP_0', 'db:1']) },
            { number: 31_000, name: 'sql', protocol: 'tcp', labels: labelsOf(['VIP_0', 'db:1']) },
            { number: 31_001, protocol: 'tcp' },
          ],
        },
      },
      kill_policy: { grace_period: { nanoseconds: 2_500_000_000 } },
      limits: { cpus: { value: 2 }, mem: { value: Infinity } },
    });
  });

  it('runs a line in a shell, words as they are, or what the image says', () => {
    const { cmd: _cmd, ...noCommand } = anApp();
    const commandOf = (app: AppDefinition) => {
      const { environment: _environment, ...command } = taskOf(app).command!;
      return command;
    };
    expect(commandOf(anApp({ user: 'www' }))).toEqual({
      shell: true,
      value: 'sleep 1000',
      user: 'www',
    });
    expect(commandOf({ ...noCommand, args: ['sleep', '9'] })).toEqual({
      shell: false,
      value: 'sleep',
      arguments: ['sleep', '9'],
    });
    expect(commandOf({ ...noCommand, args: ['-v'], container: aDocker() })).toEqual({
      shell: false,
      arguments: ['-v'],
    });
    expect(commandOf({ ...noCommand, container: aDocker() })).toEqual({ shell: false });
  });

  it('fetches what it is told to', () => {
    const fetch = [
      { uri: 'http://h/a.tgz', extract: true, executable: false, cache: true, destPath: 'd/a.tgz' },
    ];
    expect(taskOf(anApp({ fetch })).command?.uris).toEqual([
      {
        value: 'http://h/a.tgz',
        extract: true,
        executable: false,
        cache: true,
        output_file: 'd/a.tgz',
      },
    ]);
  });

  it('is run by an executor of its own', () => {
    const app = anApp({ executor: '/opt/run', fetch: [] });
    const executorResources = [scalar('cpus', 0.1)];
    const { command, container, executor } = taskOf(app, [], { executorResources });
    expect([command, container]).toEqual([undefined, undefined]);
    expect(executor).toMatchObject({
      executor_id: { value: `marathon-${taskId}` },
      command: { shell: true, value: `chmod ug+rx '/opt/run' && exec '/opt/run' sleep 1000` },
      resources: executorResources,
    });
  });

  it('is checked by Mesos inside of its own network', () => {
    const check = {
      protocol: 'MESOS_HTTP' as const,
      path: '/ping',
      portIndex: 0,
      gracePeriodSeconds: 10,
      intervalSeconds: 5,
      timeoutSeconds: 2,
      maxConsecutiveFailures: 3,
      delaySeconds: 15,
      ipProtocol: 'IPv4' as const,
    };
    const app = anApp({
      healthChecks: [check],
      networks: [{ mode: 'container/bridge', labels: {} }],
      container: aDocker({ portMappings: [mapping({ hostPort: 0 })] }),
    });
    expect(taskOf(app, [31_000]).health_check).toEqual({
      type: 'HTTP',
      http: { port: 80, protocol: 'IPv4', scheme: 'http', path: '/ping' },
      grace_period_seconds: 10,
      interval_seconds: 5,
      timeout_seconds: 2,
      consecutive_failures: 3,
      delay_seconds: 15,
    });
    const definitions = [{ port: 0, protocol: 'tcp', labels: {} }];
    const onHost = anApp({ healthChecks: [check], portDefinitions: definitions });
    expect(taskOf(onHost, [31_005]).health_check?.http?.port).toBe(31_005);
  });
});

describe('the container of an app', () => {
  it('of Docker has its image, its parameters and the ports that the host gives it', () => {
    const app = anApp({
      networks: [{ mode: 'container/bridge', labels: {} }],
      container: aDocker({
        docker: {
          ...image,
          privileged: true,
          forcePullImage: true,
          parameters: [{ key: 'hostname', value: 'a' }],
        },
        volumes: [{ kind: 'host', containerPath: '/data', hostPath: '/srv', mode: 'RO' }],
        portMappings: [
          mapping({ hostPort: 0, protocol: 'udp,tcp', name: 'web' }),
          mapping({ containerPort: 0, hostPort: 0 }),
          mapping({ containerPort: 9000 }),
        ],
      }),
    });
    const { container, discovery } = taskOf(app, [31_000, 31_001, undefined]);
    expect(container).toEqual({
      type: 'DOCKER',
      volumes: [{ container_path: '/data', host_path: '/srv', mode: 'RO' }],
      docker: {
        image: 'nginx:1',
        network: 'BRIDGE',
        privileged: true,
        force_pull_image: true,
        parameters: [
          { key: 'hostname', value: 'a' },
          { key: 'label', value: `MESOS_TASK_ID=${taskId}` },
        ],
        port_mappings: [
          { host_port: 31_000, container_port: 80, protocol: 'udp' },
          { host_port: 31_000, container_port: 80, protocol: 'tcp' },
          { host_port: 31_001, container_port: 31_001, protocol: 'tcp' },
        ],
      },
    });
    const scope = labelsOf(['network-scope', 'host']);
    expect(discovery?.ports?.ports).toEqual([
      { number: 31_000, name: 'web', protocol: 'udp', labels: scope },
      { number: 31_000, name: 'web', protocol: 'tcp', labels: scope },
      { number: 31_001, protocol: 'tcp', labels: scope },
    ]);
  });

  it('of Docker on a network of users is named after it, on that of the host it has no mappings', () => {
    const user = anApp({
      networks: [{ mode: 'container', name: 'dcos', labels: {} }],
      container: aDocker({ portMappings: [mapping({})] }),
    });
    const { container, discovery } = taskOf(user, [undefined]);
    expect(container).toMatchObject({
      docker: { network: 'USER', port_mappings: [] },
      network_infos: [{ name: 'dcos' }],
    });
    expect(discovery?.ports?.ports).toEqual([
      {
        number: 80,
        protocol: 'tcp',
        labels: labelsOf(['network-scope', 'container'], ['network-name', 'dcos']),
      },
    ]);
    const host = taskOf(anApp({ container: aDocker() })).container;
    expect(host?.docker).toMatchObject({ network: 'HOST', port_mappings: [] });
    expect(host?.network_infos).toBeUndefined();
  });

  it('of Mesos has an image, and the ports of each network there', () => {
    const app = anApp({
      networks: [
        { mode: 'container', name: 'one', labels: { a: 'b' } },
        { mode: 'container', name: 'two', labels: {} },
      ],
      container: aDocker({
        type: 'MESOS',
        docker: { ...image, pullConfig: { secret: 'pull' } },
        portMappings: [mapping({ hostPort: 0, networkNames: ['two'] })],
      }),
      secrets: { pull: { source: '/pull' } },
    });
    expect(taskOf(app, [31_000]).container).toEqual({
      type: 'MESOS',
      mesos: {
        image: {
          type: 'DOCKER',
          cached: true,
          docker: {
            name: 'nginx:1',
            config: { type: 'REFERENCE', reference: { name: '/pull' } },
          },
        },
      },
      network_infos: [
        { name: 'one', ip_addresses: [{}], labels: labelsOf(['a', 'b']) },
        {
          name: 'two',
          ip_addresses: [{}],
          port_mappings: [{ host_port: 31_000, container_port: 80, protocol: 'tcp' }],
        },
      ],
    });
  });

  it('of Mesos on the bridge has the network of the flag', () => {
    const app = anApp({
      networks: [{ mode: 'container/bridge', labels: {} }],
      container: { type: 'MESOS', portMappings: [mapping({ hostPort: 31_005 })], volumes: [] },
    });
    expect(taskOf(app, [31_005]).container).toEqual({
      type: 'MESOS',
      mesos: {},
      network_infos: [
        {
          name: 'mesos-bridge',
          ip_addresses: [{}],
          port_mappings: [{ host_port: 31_005, container_port: 80, protocol: 'tcp' }],
        },
      ],
    });
  });

  it('has secrets and volumes of drivers by their sources', () => {
    const app = anApp({
      secrets: { key: { source: '/keys/tls' } },
      container: {
        type: 'MESOS',
        portMappings: [],
        volumes: [
          { kind: 'secret', containerPath: 'tls.key', secret: 'key' },
          {
            kind: 'external',
            containerPath: 'data',
            mode: 'RW',
            external: {
              name: 'vol',
              provider: 'dvdi',
              size: 5,
              options: {
                'dvdi/driver': 'rexray',
                'dvdi/iops': ' 10 ',
                'dvdi/size': '7',
                'dcos/label': 'x',
              },
              shared: false,
            },
          },
        ],
      },
    });
    const secret = { type: 'REFERENCE', reference: { name: '/keys/tls' } };
    expect(taskOf(app).container?.volumes).toEqual([
      { container_path: 'tls.key', mode: 'RO', source: { type: 'SECRET', secret } },
      {
        container_path: 'data',
        mode: 'RW',
        source: {
          type: 'DOCKER_VOLUME',
          docker_volume: {
            name: 'vol',
            driver: 'rexray',
            driver_options: {
              parameter: [
                { key: 'iops', value: '10' },
                { key: 'size', value: '5' },
              ],
            },
          },
        },
      },
    ]);
  });
});
