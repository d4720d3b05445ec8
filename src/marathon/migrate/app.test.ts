/** What is stored means what a client would have sent: the definitions are the same. */
import { describe, expect, it } from 'vitest';
import { ServiceDefinition } from '../../protocol/generated/marathon.ts';
import { anApp, contextWith, plainOptions } from '../definitions/test-support.ts';
import { acceptedRolesOf, appOf } from './app.ts';

const version = '2019-03-01T10:00:00.123Z';
const versionMs = Date.parse(version);

function stored(members: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return {
    id: '/app',
    cmd: { value: 'sleep 1' },
    instances: 1,
    executor: '',
    version,
    networks: [{ mode: 'HOST' }],
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 128 } },
    ],
    ...members,
  };
}

/** By way of its bytes, without its version. */
function migrated(members: Partial<ServiceDefinition> = {}, options = plainOptions) {
  const read = appOf(ServiceDefinition.decode(ServiceDefinition.encode(stored(members))), options);
  if (!read.ok) return read.error;
  expect(read.value.version).toBe(versionMs);
  return { ...read.value, version: 0, versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 } };
}

describe('apps of the original', () => {
  it('takes over the defaults that it had', () => {
    const expected = anApp({ maxLaunchDelaySeconds: 3600, portDefinitions: [] });
    expect(migrated()).toEqual(expected);
  });

  it('takes over what is to run, and with what', () => {
    const actual = migrated({
      cmd: {
        shell: false,
        arguments: ['a', 'b'],
        user: 'nobody',
        environment: { variables: [{ name: 'A', value: '1' }] },
        uris: [{ value: 'http://x/y.tgz', extract: false, cache: true, output_file: 'z' }],
      },
      instances: 3,
      envVarReferences: [{ type: 'SECRET', name: 'B', secretRef: { secretId: 's' } }],
      secrets: [{ id: 's', source: '/deep' }],
      labels: [{ key: 'team', value: 'x' }],
      dependencies: ['/db'],
      resources: [
        { name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } },
        { name: 'mem', type: 'SCALAR', scalar: { value: 64 } },
        { name: 'disk', type: 'SCALAR', scalar: { value: 10 } },
        { name: 'gpus', type: 'SCALAR', scalar: { value: 0 } },
      ],
      resourceLimits: { cpus: Infinity, mem: 256 },
      constraints: [
        { field: 'hostname', operator: 'UNIQUE' },
        { field: 'rack', operator: 'GROUP_BY', value: '2' },
      ],
      acceptedResourceRoles: { role: ['*'] },
      role: 'r',
      backoff: 2000,
      backoffFactor: 2,
      maxLaunchDelay: 60_000,
      taskKillGracePeriod: 5000,
      upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.2 },
      unreachableStrategy: { inactiveAfterSeconds: 10, expungeAfterSeconds: 20 },
      killSelection: 'OldestFirst',
      portDefinitions: [{ number: 8080, protocol: 'udp', name: 'p', labels: { labels: [] } }],
      require_ports: true,
      tty: {},
    });
    const expected = anApp(
      {
        cmd: undefined,
        args: ['a', 'b'],
        user: 'nobody',
        env: { A: '1', B: { secret: 's' } },
        secrets: { s: { source: '/deep' } },
        fetch: [{ uri: 'http://x/y.tgz', extract: false, cache: true, destPath: 'z' }],
        instances: 3,
        labels: { team: 'x' },
        dependencies: ['/db'],
        cpus: 0.5,
        mem: 64,
        disk: 10,
        resourceLimits: { cpus: 'unlimited', mem: 256 },
        constraints: [
          ['hostname', 'UNIQUE'],
          ['rack', 'GROUP_BY', '2'],
        ],
        acceptedResourceRoles: ['*'],
        role: 'r',
        backoffSeconds: 2,
        backoffFactor: 2,
        maxLaunchDelaySeconds: 60,
        taskKillGracePeriodSeconds: 5,
        upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.2 },
        unreachableStrategy: { inactiveAfterSeconds: 10, expungeAfterSeconds: 20 },
        killSelection: 'OLDEST_FIRST',
        portDefinitions: [{ port: 8080, protocol: 'udp', name: 'p' }],
        requirePorts: true,
        tty: true,
      },
      contextWith({ mesosRole: 'r', features: new Set(['secrets']) }),
    );
    expect(actual).toEqual(expected);
  });

  it('takes over containers, their ports, and checks', () => {
    const actual = migrated({
      networks: [{ mode: 'BRIDGE', labels: [{ key: 'n', value: 'l' }] }],
      container: {
        type: 'DOCKER',
        docker: {
          image: 'nginx',
          privileged: true,
          parameters: [{ key: 'hostname', value: 'x' }],
          force_pull_image: true,
        },
        volumes: [{ container_path: '/data', host_path: '/srv', mode: 'RO' }],
        port_mappings: [
          { container_port: 80, host_port: 0, service_port: 10_001, protocol: 'tcp', name: 'http' },
        ],
      },
      healthChecks: [
        { protocol: 'HTTP', path: '/ok', portIndex: 0, gracePeriodSeconds: 1, intervalSeconds: 2 },
        { protocol: 'COMMAND', command: { value: 'true' }, intervalSeconds: 3, timeoutSeconds: 4 },
      ],
      readinessCheckDefinition: [
        { name: 'r', portName: 'http', intervalMillis: 17_000, httpStatusCodeForReady: [204] },
      ],
    });
    const expected = anApp({
      maxLaunchDelaySeconds: 3600,
      networks: [{ mode: 'container/bridge', labels: { n: 'l' } }],
      container: {
        type: 'DOCKER',
        docker: {
          image: 'nginx',
          privileged: true,
          parameters: [{ key: 'hostname', value: 'x' }],
          forcePullImage: true,
        },
        volumes: [{ containerPath: '/data', hostPath: '/srv', mode: 'RO' }],
        portMappings: [
          { containerPort: 80, hostPort: 0, servicePort: 10_001, protocol: 'tcp', name: 'http' },
        ],
      },
      healthChecks: [
        {
          protocol: 'HTTP',
          path: '/ok',
          portIndex: 0,
          gracePeriodSeconds: 1,
          intervalSeconds: 2,
          timeoutSeconds: 20,
        },
        {
          protocol: 'COMMAND',
          command: { value: 'true' },
          gracePeriodSeconds: 15,
          intervalSeconds: 3,
          timeoutSeconds: 4,
        },
      ],
      readinessChecks: [
        { name: 'r', portName: 'http', intervalSeconds: 17, httpStatusCodesForReady: [204] },
      ],
    });
    expect(actual).toEqual(expected);
  });

  it('takes over what keeps data', () => {
    const actual = migrated({
      role: 'r',
      upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
      unreachableStrategy: {},
      residency: { relaunchEscalationTimeoutSeconds: 10, taskLostBehavior: 'WAIT_FOREVER' },
      container: {
        type: 'MESOS',
        mesosDocker: {
          image: 'db',
          pull_config: { type: 1, secret: { type: 'REFERENCE', reference: { name: 's' } } },
        },
        volumes: [
          { container_path: 'data', mode: 'RW', persistent: { size: 10, type: 'MOUNT' } },
          { container_path: 'key', mode: 'RO', secret: { secret: 's' } },
        ],
      },
    });
    expect(actual).toMatchObject({
      residency: { relaunchEscalationTimeoutSeconds: 10, taskLostBehavior: 'WAIT_FOREVER' },
      unreachableStrategy: 'disabled',
      container: {
        type: 'MESOS',
        docker: { image: 'db', pullConfig: { secret: 's' } },
        volumes: [
          { kind: 'persistent', containerPath: 'data', persistent: { type: 'mount', size: 10 } },
          { kind: 'secret', containerPath: 'key', secret: 's' },
        ],
      },
    });
  });

  it('knows when what changed last', () => {
    const times = { last_scaling_at: 5, last_config_change_at: 4 };
    const read = appOf(stored(times), plainOptions);
    expect(read.ok && read.value.versionInfo).toEqual({ lastScalingAt: 5, lastConfigChangeAt: 4 });
    const plain = appOf(stored(), plainOptions);
    expect(plain.ok && plain.value.versionInfo).toEqual({
      lastScalingAt: versionMs,
      lastConfigChangeAt: versionMs,
    });
  });

  it('gives those of before 1.9 the role of the flag', () => {
    expect(migrated({}, { ...plainOptions, mesosRole: 'prod' })).toMatchObject({ role: 'prod' });
    expect(acceptedRolesOf(['prod', 'dev'], 'prod')).toEqual(['prod']);
    expect(acceptedRolesOf(['dev'], 'prod')).toEqual(['*']);
    expect(acceptedRolesOf([], 'prod')).toBeUndefined();
  });

  it('says what it cannot read', () => {
    expect(migrated({ OBSOLETE_ipAddress: new Uint8Array([1]) })).toBe(
      'it was written before Marathon 1.5',
    );
    expect(migrated({ healthChecks: [{ protocol: 'HTTP', portName: 'web' }] })).toBe(
      'health check of port name web',
    );
    expect(migrated({ upgradeStrategy: { minimumHealthCapacity: 2 } })).toBe(
      '/upgradeStrategy/minimumHealthCapacity: error.max',
    );
  });

  it('waits rather longer than a fraction of a second, which there were once', () => {
    expect(migrated({ backoff: 1500 })).toMatchObject({ backoff: { backoffSeconds: 2 } });
  });
});
