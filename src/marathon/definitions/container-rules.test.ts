/** Every rule for containers, volumes and checks of apps, each with a value that breaks it. */
import { describe, expect, it } from 'vitest';
import { readApp } from './read-app.ts';
import { appJson, contextWith, violationsOf } from './test-support.ts';

type Row = readonly [members: Readonly<Record<string, unknown>>, violation: string];

const all = contextWith({
  features: new Set(['secrets', 'gpu_resources', 'external_volumes']),
  mesosRole: 'web',
});
const mode = 'RW';
const mesos = (members: object) => ({ container: { type: 'MESOS', ...members } });
const docker = (members: object = {}, more: object = {}) => ({
  container: { type: 'DOCKER', docker: { image: 'nginx', ...members }, ...more },
});
const volume = (members: object) =>
  mesos({ volumes: [{ containerPath: 'data', mode, ...members }] });
const persistent = (members: object) => volume({ persistent: { size: 10, ...members } });
const dvdi = (external: object, members: object = {}) =>
  volume({
    external: { name: 'v', provider: 'dvdi', options: { 'dvdi/driver': 'x' }, ...external },
    ...members,
  });
const csi = (capability: object, members: object = {}) =>
  volume({
    external: { name: 'v', provider: 'csi', options: { pluginName: 'p', capability } },
    ...members,
  });
const check = (members: object) => ({ healthChecks: [members] });
const two = [{ name: 'a' }, { name: 'b' }];

const containers: readonly Row[] = [
  [{ container: { type: 'LXC' } }, '/container/type: error.unknown.enum.literal'],
  [{ container: {} }, '/container/docker: not defined'],
  [{ container: { docker: {} } }, "/container/docker/image: 'image' is undefined on object: {}"],
  [{ container: { docker: { image: '' } } }, '/container/docker/image: error.minLength'],
  [docker({ privileged: 1 }), '/container/docker/privileged: error.expected.jsboolean'],
  [docker({ forcePullImage: 1 }), '/container/docker/forcePullImage: error.expected.jsboolean'],
  [
    docker({ parameters: [{ key: '', value: '' }] }),
    '/container/docker/parameters(0)/key: error.minLength',
  ],
  [
    docker({ pullConfig: { secret: 's' } }),
    '/container/docker/pullConfig: pullConfig is not supported with Docker containerizer',
  ],
  [
    mesos({ docker: { image: 'a', pullConfig: { secret: 's' } } }),
    '/container/docker/pullConfig: pullConfig.secret must refer to an existing secret',
  ],
  [
    mesos({ docker: { image: 'a' }, appc: { image: 'b' } }),
    '/container: mesos containers should specify, at most, a single image type',
  ],
  [docker({}, { appc: { image: 'b' } }), '/container/appc: must be empty'],
  [docker({ network: 'OTHER' }), '/container/docker/network: error.unknown.enum.literal'],
  [
    mesos({ linuxInfo: { seccomp: { profileName: 'p', unconfined: true } } }),
    '/container/linuxInfo/seccomp: Seccomp unconfined can NOT be true when Profile is defined',
  ],
  [
    mesos({ linuxInfo: { seccomp: {} } }),
    '/container/linuxInfo/seccomp: Seccomp unconfined must be true when Profile is NOT defined',
  ],
  [
    mesos({ linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } }),
    '/container/linuxInfo/ipcInfo: ipcInfo shmSize can NOT be set when mode is SHARE_PARENT',
  ],
  [
    mesos({ portMappings: [{ containerPort: 65_536 }] }),
    '/container/portMappings(0)/containerPort: error.max',
  ],
  [mesos({ portMappings: [{ hostPort: -1 }] }), '/container/portMappings(0)/hostPort: error.min'],
  [
    mesos({ portMappings: [{ servicePort: 1.5 }] }),
    '/container/portMappings(0)/servicePort: error.expected.int',
  ],
  [
    mesos({ portMappings: [{ protocol: 'x' }] }),
    '/container/portMappings(0)/protocol: error.unknown.enum.literal',
  ],
  [
    { ...mesos({ portMappings: [{ name: 'a' }, { name: 'a' }] }), networks: [{ name: 'n' }] },
    '/container/portMappings: Port names must be unique.',
  ],
  [
    { ...mesos({ portMappings: [{ hostPort: 0 }] }), networks: two },
    '/container/portMappings(0): networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
  ],
  [
    { ...mesos({ portMappings: [{ networkNames: ['c'] }] }), networks: two },
    '/container/portMappings(0)/networkNames(0): is not one of (a,b)',
  ],
];

const volumes: readonly Row[] = [
  [
    mesos({ volumes: [{}] }),
    "/container/volumes(0)/hostPath: 'hostPath' is undefined on object: {}",
  ],
  [volume({ hostPath: '' }), '/container/volumes(0)/hostPath: error.minLength'],
  [
    volume({ hostPath: '/a', mode: 'RX' }),
    '/container/volumes(0)/mode: error.unknown.enum.literal',
  ],
  [
    volume({ hostPath: '/a', containerPath: '' }),
    '/container/volumes(0)/containerPath: error.minLength',
  ],
  [
    volume({ persistent: {} }),
    "/container/volumes(0)/persistent/size: 'size' is undefined on object: {}",
  ],
  [persistent({ size: 0 }), '/container/volumes(0)/persistent/size: got 0, expected more than 0'],
  [
    persistent({ type: 'ram' }),
    '/container/volumes(0)/persistent/type: error.unknown.enum.literal',
  ],
  [
    persistent({ maxSize: 20 }),
    '/container/volumes(0)/persistent: Only mount volumes can have maxSize',
  ],
  [
    persistent({ type: 'mount', maxSize: 10 }),
    '/container/volumes(0)/persistent: Max size must be larger than size',
  ],
  [
    persistent({ profileName: '' }),
    '/container/volumes(0)/persistent/profileName: must not be empty',
  ],
  [
    persistent({ constraints: [['path', 'LIKE', '/a']] }),
    '/container/volumes(0)/persistent: Constraints on root volumes are not supported',
  ],
  [
    persistent({ type: 'path', constraints: [['name', 'LIKE', '/a']] }),
    '/container/volumes(0)/persistent/constraints(0): Unsupported constraint name,LIKE,/a',
  ],
  [
    persistent({ type: 'path', constraints: [['path', 'UNIQUE', '/a']] }),
    '/container/volumes(0)/persistent/constraints(0): Operator must be one of LIKE, UNLIKE',
  ],
  [
    persistent({ type: 'path', constraints: [['path', 'LIKE', '(']] }),
    '/container/volumes(0)/persistent/constraints(0): Invalid regular expression',
  ],
  [
    volume({ persistent: { size: 1 }, mode: 'RO' }),
    '/container/volumes(0)/mode: does not equal RW',
  ],
  [
    volume({ persistent: { size: 1 }, containerPath: '/data' }),
    '/container/volumes(0)/containerPath: value must not contain "/"',
  ],
  [
    volume({ persistent: { size: 1 }, containerPath: '..' }),
    '/container/volumes(0)/containerPath: can not be one of (.,..)',
  ],
  [
    { ...persistent({}), upgradeStrategy: { maximumOverCapacity: 1 } },
    '/upgradeStrategy/maximumOverCapacity: got 1.0, expected 0.0',
  ],
  [
    { ...persistent({}), unreachableStrategy: {} },
    '/: unreachableStrategy must be disabled for resident tasks',
  ],
  [
    { ...persistent({}), acceptedResourceRoles: ['web'] },
    '/acceptedResourceRoles: A resident app must have `acceptedResourceRoles = ["*"]`.',
  ],
  [
    volume({ secret: 's', mode: undefined }),
    '/container/volumes(0): volume.secret must refer to an existing secret',
  ],
  [dvdi({ provider: undefined }), '/container/volumes(0)/external/provider: not defined'],
  [dvdi({ provider: 'other' }), '/container/volumes(0)/external/provider: is unknown provider'],
  [dvdi({ name: undefined }), '/container/volumes(0)/external/name: not defined'],
  [dvdi({ options: {} }), '/container/volumes(0)/external/options("dvdi/driver"): not defined'],
  [
    dvdi({ options: { 'dvdi/driver': 'x', size: '1' } }),
    "/container/volumes(0)/external/options/keys(1): must match regular expression '^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?/[A-Za-z0-9](?:[-A-Za-z0-9\\._:]*[A-Za-z0-9])?$'",
  ],
  [
    dvdi({ options: { 'dvdi/driver': 'rexray', 'dvdi/iops': '-1' } }),
    '/container/volumes(0)/external/options/"dvdi/iops": Expected a valid, positive integer instead of -1',
  ],
  [dvdi({}, { mode: 'RO' }), '/container/volumes(0)/mode: does not equal RW'],
  [
    { ...dvdi({}), instances: 2 },
    '/: Number of instances is limited to 1 when declaring DVDI volumes in app [/app]',
  ],
  [
    { ...dvdi({}), upgradeStrategy: { maximumOverCapacity: 1 } },
    '/upgradeStrategy/maximumOverCapacity: got 1.0, expected 0.0',
  ],
  [
    docker(
      {},
      {
        volumes: [
          {
            containerPath: '/a',
            mode,
            external: {
              size: 1,
              name: 'v',
              provider: 'dvdi',
              options: { 'dvdi/driver': 'x' },
            },
          },
        ],
      },
    ),
    '/container/volumes(0)/external/size: must be undefined for Docker containers',
  ],
  [
    csi({ accessMode: 'MULTI_NODE_READER_ONLY', accessType: 'block' }),
    '/container/volumes(0): CSI volume must be mounted readonly with a read-only access mode',
  ],
  [
    {
      ...csi({ accessMode: 'SINGLE_NODE_WRITER', accessType: 'block' }),
      instances: 2,
    },
    '/instances: got 2, expected 1 or less while non-shareable CSI volumes are defined',
  ],
  [
    csi({ accessMode: 'MULTI_NODE_MULTI_WRITER', accessType: 'mount' }),
    '/container/volumes(0)/external/options/capability/fsType: not defined',
  ],
];

const noPort =
  'Health check port indices must address an element of the ports array or container port mappings.';

const checks: readonly Row[] = [
  [check({ protocol: 'FTP' }), '/healthChecks(0)/protocol: error.unknown.enum.literal'],
  [check({ path: 1 }), '/healthChecks(0)/path: error.expected.jsstring'],
  [check({ port: 70_000 }), '/healthChecks(0)/port: error.max'],
  [check({ portIndex: 1 }), `/healthChecks(0): ${noPort}`],
  [check({ protocol: 'MESOS_TCP', portIndex: 1 }), `/healthChecks(0): ${noPort}`],
  [check({ protocol: 'COMMAND' }), '/healthChecks(0)/command: not defined'],
  [
    check({ protocol: 'HTTP', command: { value: 'true' } }),
    '/healthChecks(0): illegal protocol HTTP specified with command',
  ],
  [check({ command: {} }), "/healthChecks(0)/command/value: 'value' is undefined on object: {}"],
  [check({ gracePeriodSeconds: -1 }), '/healthChecks(0)/gracePeriodSeconds: error.min'],
  [check({ intervalSeconds: -1 }), '/healthChecks(0)/intervalSeconds: error.min'],
  [check({ timeoutSeconds: 'x' }), '/healthChecks(0)/timeoutSeconds: error.expected.jsnumber'],
  [check({ maxConsecutiveFailures: -1 }), '/healthChecks(0)/maxConsecutiveFailures: error.min'],
  [check({ delaySeconds: -1 }), '/healthChecks(0)/delaySeconds: error.min'],
  [check({ ignoreHttp1xx: 1 }), '/healthChecks(0)/ignoreHttp1xx: error.expected.jsboolean'],
  [check({ ipProtocol: 'IPv5' }), '/healthChecks(0)/ipProtocol: error.unknown.enum.literal'],
  [
    check({ ipProtocol: 'IPv6' }),
    '/healthChecks(0): IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks',
  ],
  [
    { healthChecks: [{ protocol: 'MESOS_HTTP' }, { protocol: 'MESOS_TCP' }] },
    '/: AppDefinition can contain at most one Mesos health check',
  ],
  [{ check: {} }, '/check: Only one of http, tcp, or command may be specified'],
  [
    { check: { tcp: { portIndex: 3 } } },
    '/check: check port index must address an element of the ports array or container port mappings.',
  ],
  [{ check: { http: { scheme: 'HTTPS' } } }, '/check/http/scheme: checks of Mesos know HTTP only'],
  [
    { check: { exec: { command: {} } } },
    "/check/exec/command/argv: 'argv' is undefined on object: {}",
  ],
  [{ ...docker(), check: { tcp: {} } }, "/: AppDefinition must not use 'checks' if using docker"],
  [{ check: { intervalSeconds: -1 } }, '/check/intervalSeconds: error.min'],
  [{ readinessChecks: [{ name: '' }] }, '/readinessChecks(0)/name: error.minLength'],
  [
    { readinessChecks: [{ protocol: 'TCP' }] },
    '/readinessChecks(0)/protocol: error.unknown.enum.literal',
  ],
  [{ readinessChecks: [{ path: '' }] }, '/readinessChecks(0)/path: error.minLength'],
  [
    { readinessChecks: [{ portName: 'x' }] },
    '/readinessChecks(0)/portName: No port definition reference for portName x',
  ],
  [
    { readinessChecks: [{ portName: 'default', timeoutSeconds: 30 }] },
    '/readinessChecks(0)/timeoutSeconds: got 30, expected less than 30',
  ],
  [{ readinessChecks: [{ timeoutSeconds: 0 }] }, '/readinessChecks(0)/timeoutSeconds: error.min'],
  [
    { readinessChecks: [{ intervalSeconds: -1 }] },
    '/readinessChecks(0)/intervalSeconds: error.min',
  ],
  [
    { readinessChecks: [{ httpStatusCodesForReady: [99] }] },
    '/readinessChecks(0)/httpStatusCodesForReady(0): error.min',
  ],
  [
    { readinessChecks: [{ httpStatusCodesForReady: [] }] },
    '/readinessChecks(0)/httpStatusCodesForReady: error.minLength',
  ],
  [
    { readinessChecks: [{ preserveLastResponse: 1 }] },
    '/readinessChecks(0)/preserveLastResponse: error.expected.jsboolean',
  ],
  [
    { readinessChecks: [{ portName: 'default' }, { portName: 'default', name: 'b' }] },
    '/readinessChecks/size: got 2, expected 1 or less',
  ],
];

describe.each([
  ['containers', containers],
  ['volumes', volumes],
  ['checks', checks],
] as const)('rules of %s', (_, rows) => {
  it.each(rows)('%j', (members, violation) => {
    expect(violationsOf(readApp(appJson(members), all))).toContain(violation);
  });
});
