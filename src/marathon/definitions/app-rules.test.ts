/** Every rule for apps, each with a value that breaks it, and the path and words of the refusal. */
import { describe, expect, it } from 'vitest';
import { readApp } from './read-app.ts';
import { appJson, contextWith, violationsOf } from './test-support.ts';

type Row = readonly [members: Readonly<Record<string, unknown>>, violation: string];

const all = contextWith({
  features: new Set(['secrets', 'gpu_resources', 'external_volumes']),
  mesosRole: 'web',
});

function refusals(members: Readonly<Record<string, unknown>>, context = all): string[] {
  return violationsOf(readApp(appJson(members), context));
}

const docker = (members: object = {}) => ({
  type: 'DOCKER',
  docker: { image: 'nginx', ...members },
});
const host = [{ mode: 'host' }];
const bridge = [{ mode: 'container/bridge' }];
const mode = 'RW';

describe('types of the members of an app', () => {
  const rows: readonly Row[] = [
    [{ id: 3 }, '/id: error.expected.jsstring'],
    [{ id: '' }, '/id: error.minLength'],
    [{ id: '/App' }, '/id: error.pattern'],
    [{ id: '/a_b' }, '/id: error.pattern'],
    [{ id: '/-a' }, '/id: error.pattern'],
    [{ cmd: 3 }, '/cmd: error.expected.jsstring'],
    [{ cmd: '' }, '/cmd: error.minLength'],
    [{ args: 'a' }, '/args: error.expected.jsarray'],
    [{ args: [1] }, '/args(0): error.expected.jsstring'],
    [{ user: 1 }, '/user: error.expected.jsstring'],
    [{ env: { A: 1 } }, '/env/A: error.expected.jsstring'],
    [{ env: [] }, '/env: error.expected.jsobject'],
    [{ labels: { a: 1 } }, '/labels/a: error.expected.jsstring'],
    [{ labels: 'a' }, '/labels: error.expected.jsobject'],
    [{ instances: -1 }, '/instances: error.min'],
    [{ instances: 1.5 }, '/instances: error.expected.int'],
    [{ instances: '1' }, '/instances: error.expected.jsnumber'],
    [{ instances: 3e9 }, '/instances: error.expected.int'],
    [{ cpus: -1 }, '/cpus: error.min'],
    [{ cpus: '1' }, '/cpus: error.expected.jsnumber'],
    [{ mem: -1 }, '/mem: error.min'],
    [{ disk: -1 }, '/disk: error.min'],
    [{ gpus: -1 }, '/gpus: error.min'],
    [{ gpus: 0.5 }, '/gpus: error.expected.int'],
    [{ executor: '//other' }, '/executor: error.pattern'],
    [{ executor: '/a//b' }, '/executor: error.pattern'],
    [{ executorResources: { cpus: 0.01 } }, '/executorResources/cpus: error.min'],
    [{ executorResources: { mem: 16 } }, '/executorResources/mem: error.min'],
    [{ executorResources: { disk: 1 } }, '/executorResources/disk: error.min'],
    [{ backoffSeconds: -1 }, '/backoffSeconds: error.min'],
    [{ backoffFactor: 0.5 }, '/backoffFactor: error.min'],
    [{ maxLaunchDelaySeconds: -1 }, '/maxLaunchDelaySeconds: error.min'],
    [{ taskKillGracePeriodSeconds: -1 }, '/taskKillGracePeriodSeconds: error.min'],
    [{ killSelection: 'NONE' }, '/killSelection: error.unknown.enum.literal'],
    [
      { upgradeStrategy: { minimumHealthCapacity: 1.1 } },
      '/upgradeStrategy/minimumHealthCapacity: error.max',
    ],
    [
      { upgradeStrategy: { maximumOverCapacity: -1 } },
      '/upgradeStrategy/maximumOverCapacity: error.min',
    ],
    [
      { unreachableStrategy: { inactiveAfterSeconds: -1 } },
      '/unreachableStrategy/inactiveAfterSeconds: error.min',
    ],
    [
      { unreachableStrategy: { expungeAfterSeconds: -1 } },
      '/unreachableStrategy/expungeAfterSeconds: error.min',
    ],
    [{ unreachableStrategy: 'off' }, '/unreachableStrategy: error.unknown.enum.literal'],
    [{ requirePorts: 'yes' }, '/requirePorts: error.expected.jsboolean'],
    [{ version: 'yesterday' }, '/version: error.expected.date.isoformat'],
    [
      { residency: { relaunchEscalationTimeoutSeconds: -1 } },
      '/residency/relaunchEscalationTimeoutSeconds: error.min',
    ],
    [
      { residency: { taskLostBehavior: 'PANIC' } },
      '/residency/taskLostBehavior: error.unknown.enum.literal',
    ],
    [{ tty: 1 }, '/tty: error.expected.jsboolean'],
    [{ secrets: { a: { source: '' } } }, '/secrets/a/source: error.minLength'],
    [{ fetch: [{}] }, "/fetch(0)/uri: 'uri' is undefined on object: {}"],
    [{ fetch: [{ uri: '' }] }, '/fetch(0)/uri: error.minLength'],
    [{ fetch: [{ uri: 'x'.repeat(1025) }] }, '/fetch(0)/uri: error.maxLength'],
    [{ fetch: [{ uri: 'a', extract: 1 }] }, '/fetch(0)/extract: error.expected.jsboolean'],
    [{ fetch: [{ uri: 'a', executable: 1 }] }, '/fetch(0)/executable: error.expected.jsboolean'],
    [{ fetch: [{ uri: 'a', cache: 1 }] }, '/fetch(0)/cache: error.expected.jsboolean'],
    [{ fetch: [{ uri: 'a', destPath: '' }] }, '/fetch(0)/destPath: error.minLength'],
    [{ networks: [{ mode: 'bridge' }] }, '/networks(0)/mode: error.unknown.enum.literal'],
    [{ networks: [{ name: 'A' }] }, '/networks(0)/name: error.pattern'],
    [{ networks: [{ name: 'a'.repeat(64) }] }, '/networks(0)/name: error.maxLength'],
    [{ networks: [{ labels: 1 }] }, '/networks(0)/labels: error.expected.jsobject'],
    [{ portDefinitions: [{ port: 65_536 }] }, '/portDefinitions(0)/port: error.max'],
    [{ portDefinitions: [{ port: -1 }] }, '/portDefinitions(0)/port: error.min'],
    [
      { portDefinitions: [{ protocol: 'sctp' }] },
      '/portDefinitions(0)/protocol: error.unknown.enum.literal',
    ],
    [{ portDefinitions: [{ name: 'Http' }] }, '/portDefinitions(0)/name: error.pattern'],
    [{ portDefinitions: [{ labels: [] }] }, '/portDefinitions(0)/labels: error.expected.jsobject'],
    [{ portDefinitions: {} }, '/portDefinitions: error.expected.jsarray'],
    [{ ports: [70_000] }, '/ports(0): error.max'],
    [{ constraints: [['hostname', 1]] }, '/constraints(0)(1): error.expected.jsstring'],
    [{ acceptedResourceRoles: '*' }, '/acceptedResourceRoles: error.expected.jsarray'],
    [{ role: '' }, '/role: error.minLength'],
    [{ dependencies: ['/A'] }, '/dependencies(0): error.pattern'],
    [{ resourceLimits: { cpus: true } }, '/resourceLimits/cpus: error.expected.jsnumber'],
    [{ restartPolicy: 'Sometimes' }, '/restartPolicy: error.unknown.enum.literal'],
  ];

  it.each(rows)('%j', (members, violation) => {
    const refusal = readApp(appJson(members), all);
    expect(refusal).toMatchObject({ ok: false, error: { kind: 'invalid', wrongTypes: true } });
    expect(violationsOf(refusal)).toContain(violation);
  });

  it('has to be an object with an id', () => {
    expect(violationsOf(readApp([], all))).toEqual(['/: error.expected.jsobject']);
    expect(violationsOf(readApp({ cmd: 'ls' }, all))).toEqual([
      `/id: 'id' is undefined on object: {"cmd":"ls"}`,
    ]);
    expect(readApp({ cmd: 'ls' }, { ...all, id: '/a' })).toMatchObject({ value: { id: '/a' } });
  });
});

describe('rules of apps', () => {
  const oneCommand =
    "/: AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.";
  const rows: readonly Row[] = [
    [{ id: '/' }, '/id: Path must contain at least one path element'],
    [
      { id: '/a/restart' },
      '/id: must not end with any of the following reserved keywords: restart, tasks, versions, ., ..',
    ],
    [
      { id: '/tasks' },
      '/id: must not end with any of the following reserved keywords: restart, tasks, versions, ., ..',
    ],
    [{ cmd: 'a' }, '/: must not be an empty string'],
    [{ cmd: 'ls', args: ['ls'] }, oneCommand],
    [{ cmd: undefined }, oneCommand],
    [{ cmd: undefined, container: { type: 'MESOS' } }, oneCommand],
    [{ user: '' }, '/user: must not be empty'],
    [{ env: { '': 'x' } }, '/env/keys(0): must not be empty'],
    [{ env: { A: { secret: 's' } } }, '/env/A/secret: references an undefined secret'],
    [{ secrets: { '': { source: 'x' } } }, '/secrets/keys(0): must not be empty'],
    [
      { constraints: [['hostname']] },
      '/constraints(0): Each constraint must have either 2 or 3 fields',
    ],
    [
      { constraints: [['a', 'LIKE', 'b', 'c']] },
      '/constraints(0): Each constraint must have either 2 or 3 fields',
    ],
    [{ constraints: [['', 'UNIQUE']] }, '/constraints(0): illegal constraint specification'],
    [
      { constraints: [['a', 'SAME']] },
      '/constraints(0): operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS',
    ],
    [{ constraints: [['a', 'UNIQUE', 'b']] }, '/constraints(0): UNIQUE does not accept a value'],
    [
      { constraints: [['a', 'GROUP_BY', 'b']] },
      '/constraints(0): GROUP BY must define an integer value or else no value at all',
    ],
    [{ constraints: [['a', 'MAX_PER']] }, '/constraints(0): MAX_PER requires an integer value'],
    [
      { constraints: [['a', 'MAX_PER', '1.5']] },
      '/constraints(0): MAX_PER requires an integer value',
    ],
    [
      { constraints: [['a', 'LIKE']] },
      '/constraints(0): LIKE and UNLIKE require a non-empty, regular expression value',
    ],
    [{ constraints: [['a', 'UNLIKE', '(']] }, '/constraints(0): is not a valid regular expression'],
    [
      { constraints: [['a', 'IS', 'b c']] },
      '/constraints(0): IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)',
    ],
    [{ acceptedResourceRoles: [] }, '/acceptedResourceRoles: must not be empty'],
    [
      { acceptedResourceRoles: ['other'] },
      '/acceptedResourceRoles: acceptedResourceRoles can only contain * and web',
    ],
    [
      { acceptedResourceRoles: ['a b'] },
      '/acceptedResourceRoles(0): A role name must not include a space (\\x20) character.',
    ],
    [
      { acceptedResourceRoles: ['-a'] },
      "/acceptedResourceRoles(0): A role name must not start with a '-'.",
    ],
    [{ role: 'other' }, '/role: got other, expected one of: [web]'],
    [{ id: '/g/app', role: 'other' }, '/role: got other, expected one of: [web, g]'],
    [
      { labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' }, instances: 2 },
      '/: Single instance app may only have one instance',
    ],
    [
      { labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } },
      '/upgradeStrategy/minimumHealthCapacity: got 1.0, expected 0.0',
    ],
    [
      {
        labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' },
        upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0.5 },
      },
      '/upgradeStrategy/maximumOverCapacity: got 0.5, expected 0.0',
    ],
    [
      { unreachableStrategy: { inactiveAfterSeconds: 2, expungeAfterSeconds: 1 } },
      '/unreachableStrategy/inactiveAfterSeconds: inactiveAfterSeconds (2) must be less or equal to expungeAfterSeconds, which is 1',
    ],
    [
      { labels: { DCOS_MIGRATION_API_VERSION: 'v1' } },
      '/: DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using DCOS_MIGRATION_API_VERSION',
    ],
    [{ gpus: 1, container: docker() }, '/: GPU resources only work with the Mesos containerizer'],
    [
      { cpus: 2, resourceLimits: { cpus: 1 } },
      '/resourceLimits/cpus: resource limit must be greater than or equal to requested resource (2.0)',
    ],
    [
      { mem: 256, resourceLimits: { mem: 128 } },
      '/resourceLimits/mem: resource limit must be greater than or equal to requested resource (256.0)',
    ],
    [
      { resourceLimits: { mem: 'Infinity' } },
      "/resourceLimits/mem: 'Infinity' is an invalid resource limit. It must be 'unlimited' or a number",
    ],
    [{ fetch: [{ uri: 'http://a b' }] }, '/fetch(0)/uri: URI has invalid syntax.'],
    [
      { portDefinitions: [{ name: 'a' }, { name: 'a' }] },
      '/portDefinitions: Port names must be unique.',
    ],
    [{ portDefinitions: [{ port: 80 }, { port: 80 }] }, '/portDefinitions: Ports must be unique.'],
    [
      { networks: host, container: { type: 'MESOS' }, portDefinitions: [], healthChecks: [{}] },
      '/healthChecks(0): Health check port indices must address an element of the ports array or container port mappings.',
    ],
    [
      { networks: [{ mode: 'host', name: 'a' }] },
      '/networks: Host networks may not have names or labels',
    ],
    [
      { networks: [{ mode: 'host', labels: { a: 'b' } }] },
      '/networks: Host networks may not have names or labels',
    ],
    [
      { networks: [{ mode: 'container/bridge', name: 'a' }] },
      '/networks: Bridge networks may not have names',
    ],
    [{ networks: [{ name: 'a' }, { name: 'a' }] }, '/networks: Duplicate networks are not allowed'],
    [
      { networks: [...host, { name: 'a' }] },
      '/networks: May specify a single host network, single bridge network, or else 1-to-n container networks',
    ],
    [
      { networks: [...bridge, ...bridge] },
      '/networks: May specify a single host network, single bridge network, or else 1-to-n container networks',
    ],
    [
      { networks: [{}] },
      '/networks: Network name must be specified when container network is selected.',
    ],
    [
      { networks: [{ name: 'a' }, { name: 'b' }], container: docker() },
      '/: may only specify a single container network when using the Docker container engine',
    ],
  ];

  it.each(rows)('%j', (members, violation) => {
    expect(refusals(members)).toContain(violation);
  });

  it('are not those of types', () => {
    expect(readApp(appJson({ user: '' }), all)).not.toHaveProperty('error.wrongTypes');
  });

  it('need features to be enabled', () => {
    const plain = contextWith();
    const hint = (feature: string) =>
      `Feature ${feature} is not enabled. Enable with --enable_features ${feature})`;
    expect(refusals({ gpus: 1 }, plain)).toEqual([`/: ${hint('gpu_resources')}`]);
    const secrets = { s: { source: 'x' } };
    expect(refusals({ secrets }, plain)).toEqual([`/secrets: ${hint('secrets')}`]);
    expect(refusals({ secrets, env: { A: { secret: 's' } } }, plain)).toContain(
      '/env: use of secret-references in the environment requires the secrets feature to be enabled',
    );
    const external = { name: 'v', provider: 'dvdi', options: { 'dvdi/driver': 'x' } };
    const volumes = [{ containerPath: 'a', external, mode }];
    expect(refusals({ container: { type: 'MESOS', volumes } }, plain)).toContain(
      `/container/volumes(0): ${hint('external_volumes')}`,
    );
  });
});

describe('members that do not go together', () => {
  const rows: readonly Row[] = [
    [{ uris: ['a'], fetch: [{ uri: 'b' }] }, '/uris: may not be set in conjunction with fetch'],
    [{ uris: ['a b'] }, '/uris(0): URI has invalid syntax.'],
    [{ ports: [1, 1] }, '/: ports must be unique'],
    [
      { ports: [1], portDefinitions: [{ port: 2 }] },
      '/: cannot specify both ports and port definitions',
    ],
    [{ ports: [1], ipAddress: {} }, '/: cannot specify both an IP address and port'],
    [
      { ipAddress: {}, networks: [{ name: 'a' }] },
      '/: must not specify both networks and ipAddress',
    ],
    [
      { container: docker({ network: 'HOST' }), networks: host },
      '/: must not specify both container.docker.network and networks',
    ],
    [
      { container: docker(), ipAddress: { discovery: { ports: [] } } },
      '/ipAddress: ipAddress/discovery is not allowed for Docker containers',
    ],
    [
      { container: docker({ credential: { principal: 'me' } }) },
      '/container/docker/credential: must be empty',
    ],
    [
      { container: { type: 'MESOS', docker: { image: 'a', network: 'HOST' } } },
      '/container/docker/network: must be empty',
    ],
    [
      {
        container: {
          type: 'MESOS',
          docker: { image: 'a', parameters: [{ key: 'a', value: 'b' }] },
        },
      },
      '/container/docker/parameters: must be empty',
    ],
    [
      { container: { type: 'MESOS', docker: { image: 'a', portMappings: [{}] } } },
      '/container/docker/portMappings: must be empty',
    ],
  ];

  it.each(rows)('%j', (members, violation) => {
    expect(refusals(members)).toContain(violation);
  });

  it.each([
    [
      { container: { ...docker({ portMappings: [{}] }), portMappings: [{}] }, networks: bridge },
      'cannot specify both portMappings and docker.portMappings',
    ],
    [{ container: docker({ network: 'NONE' }) }, 'unsupported docker network type NONE'],
    [
      {
        container: { type: 'MESOS', portMappings: [{}] },
        ipAddress: { discovery: { ports: [{ name: 'a' }] } },
      },
      'container.portMappings and ipAddress.discovery.ports must not both be set',
    ],
  ])('%j', (members, message) => {
    expect(readApp(appJson(members), all)).toEqual({
      ok: false,
      error: { kind: 'unprocessable', message },
    });
  });
});
