/** A wrong value for each member of apps and pods that the tables of their rules leave out. */
import { describe, expect, it } from 'vitest';
import { readApp } from './read-app.ts';
import { readPod } from './read-pod.ts';
import { appJson, contextWith, violationsOf } from './test-support.ts';

type Members = Readonly<Record<string, unknown>>;
type Row = readonly [members: Members, violation: string];

const all = contextWith({
  features: new Set(['secrets', 'gpu_resources', 'external_volumes']),
  mesosRole: 'web',
});
const mesos = (members: object) => ({
  container: { type: 'MESOS', ...members },
  networks: [{ name: 'n' }],
});
const dvdi = (external: object) => ({
  container: {
    type: 'MESOS',
    volumes: [
      {
        ...{ containerPath: 'a', mode: 'RW' },
        external: { name: 'v', provider: 'dvdi', options: { 'dvdi/driver': 'x' }, ...external },
      },
    ],
  },
});

const apps: readonly Row[] = [
  [{ dependencies: '/a' }, '/dependencies: error.expected.jsarray'],
  [{ dependencies: [1] }, '/dependencies(0): error.expected.jsstring'],
  [{ fetch: 'a' }, '/fetch: error.expected.jsarray'],
  [{ uris: 'a' }, '/uris: error.expected.jsarray'],
  [{ env: { A: {} } }, "/env/A/secret: 'secret' is undefined on object: {}"],
  [{ env: { A: { secret: 1 } } }, '/env/A/secret: error.expected.jsstring'],
  [{ secrets: [] }, '/secrets: error.expected.jsobject'],
  [{ secrets: { a: 'b' } }, '/secrets/a: error.expected.jsobject'],
  [{ secrets: { a: {} } }, "/secrets/a/source: 'source' is undefined on object: {}"],
  [{ constraints: 'a' }, '/constraints: error.expected.jsarray'],
  [{ constraints: [[]] }, '/constraints(0): Each constraint must have either 2 or 3 fields'],
  [
    { constraints: [['a', 'GROUP_BY', '1.5']] },
    '/constraints(0): GROUP BY must define an integer value or else no value at all',
  ],
  [{ role: 1 }, '/role: error.expected.jsstring'],
  [{ role: '*' }, '/role: got *, expected one of: [web]'],
  [{ executor: 1 }, '/executor: error.expected.jsstring'],
  [{ executorResources: [] }, '/executorResources: error.expected.jsobject'],
  [
    { resourceLimits: { mem: 'a' } },
    "/resourceLimits/mem: 'a' is an invalid resource limit. It must be 'unlimited' or a number",
  ],
  [
    { resourceLimits: { cpus: -1 } },
    '/resourceLimits/cpus: resource limit must be greater than or equal to requested resource (1.0)',
  ],
  [{ backoffSeconds: 0.5 }, '/backoffSeconds: error.expected.int'],
  [{ maxLaunchDelaySeconds: '1' }, '/maxLaunchDelaySeconds: error.expected.jsnumber'],
  [{ taskKillGracePeriodSeconds: 1.5 }, '/taskKillGracePeriodSeconds: error.expected.int'],
  [{ killSelection: 1 }, '/killSelection: error.expected.jsstring'],
  [{ upgradeStrategy: [] }, '/upgradeStrategy: error.expected.jsobject'],
  [
    { upgradeStrategy: { minimumHealthCapacity: -1 } },
    '/upgradeStrategy/minimumHealthCapacity: error.min',
  ],
  [
    { upgradeStrategy: { maximumOverCapacity: 1.1 } },
    '/upgradeStrategy/maximumOverCapacity: error.max',
  ],
  [{ unreachableStrategy: 3 }, '/unreachableStrategy: error.unknown.enum.literal'],
  [
    { unreachableStrategy: { inactiveAfterSeconds: 'a' } },
    '/unreachableStrategy/inactiveAfterSeconds: error.expected.jsnumber',
  ],
  [{ networks: {} }, '/networks: error.expected.jsarray'],
  [{ networks: [{ name: 1 }] }, '/networks(0)/name: error.expected.jsstring'],
  [
    { networks: [{ mode: 'host' }, { mode: 'host' }] },
    '/networks: May specify a single host network, single bridge network, or else 1-to-n container networks',
  ],
  [{ portDefinitions: [{ port: '80' }] }, '/portDefinitions(0)/port: error.expected.jsnumber'],
  [{ portDefinitions: [{ name: '' }] }, '/portDefinitions(0)/name: error.minLength'],
  [
    { portDefinitions: [{ labels: { a: 1 } }] },
    '/portDefinitions(0)/labels/a: error.expected.jsstring',
  ],
  [
    mesos({ portMappings: [{ labels: 1 }] }),
    '/container/portMappings(0)/labels: error.expected.jsobject',
  ],
  [
    mesos({ portMappings: [{ networkNames: 'n' }] }),
    '/container/portMappings(0)/networkNames: error.expected.jsarray',
  ],
  [mesos({ portMappings: [{ name: 'A_' }] }), '/container/portMappings(0)/name: error.pattern'],
  [
    mesos({ portMappings: [{ servicePort: -1 }] }),
    '/container/portMappings(0)/servicePort: error.min',
  ],
  [mesos({ appc: {} }), "/container/appc/image: 'image' is undefined on object: {}"],
  [
    mesos({ docker: { image: 'a', credential: {} } }),
    "/container/docker/credential/principal: 'principal' is undefined on object: {}",
  ],
  [dvdi({ size: 0 }), '/container/volumes(0)/external/size: got 0, expected more than 0'],
  [dvdi({ shared: 1 }), '/container/volumes(0)/external/shared: error.expected.jsboolean'],
  [{ residency: {} }, '/upgradeStrategy/maximumOverCapacity: got 1.0, expected 0.0'],
  [{ healthChecks: {} }, '/healthChecks: error.expected.jsarray'],
  [{ healthChecks: [{ portIndex: -1 }] }, '/healthChecks(0)/portIndex: error.min'],
  [
    { healthChecks: [{ protocol: 'COMMAND', command: { value: 'true' }, path: '/a' }] },
    '/healthChecks(0): a command has neither a path nor a port',
  ],
  [{ check: { tcp: {}, delaySeconds: -1 } }, '/check/delaySeconds: error.min'],
  [{ check: { tcp: {}, timeoutSeconds: -1 } }, '/check/timeoutSeconds: error.min'],
  [{ check: { http: { path: 1 } } }, '/check/http/path: error.expected.jsstring'],
  [{ readinessChecks: {} }, '/readinessChecks: error.expected.jsarray'],
  [
    { readinessChecks: [{ portName: 'default', intervalSeconds: 0 }] },
    '/readinessChecks(0)/timeoutSeconds: got 10, expected less than 0',
  ],
  [
    { readinessChecks: [{ httpStatusCodesForReady: [1000] }] },
    '/readinessChecks(0)/httpStatusCodesForReady(0): error.max',
  ],
  [{ ports: ['a'] }, '/ports(0): error.expected.jsnumber'],
  [{ ipAddress: [] }, '/ipAddress: error.expected.jsobject'],
  [
    { ipAddress: { discovery: { ports: [{ number: -1, name: 'a' }] } } },
    '/ipAddress/discovery/ports(0)/number: error.min',
  ],
];

const container = { name: 'c', resources: {}, exec: { command: { shell: 'sleep 1' } } };
const one = (members: Members, more: Members = {}) => ({
  containers: [{ ...container, ...members }],
  ...more,
});
const endpoint = (members: Members) => one({ endpoints: [{ name: 'a', ...members }] });
const shell = { exec: { command: { shell: 'true' } } };

const pods: readonly Row[] = [
  [{ containers: undefined }, `/containers: 'containers' is undefined on object: {"id":"/pod"}`],
  [
    one({ name: undefined, exec: undefined }),
    `/containers(0)/name: 'name' is undefined on object: {"resources":{}}`,
  ],
  [
    one({ resources: undefined, exec: undefined }),
    `/containers(0)/resources: 'resources' is undefined on object: {"name":"c"}`,
  ],
  [one({ resources: { cpus: '1' } }), '/containers(0)/resources/cpus: error.expected.jsnumber'],
  [endpoint({ name: 'A' }), '/containers(0)/endpoints(0)/name: error.pattern'],
  [endpoint({ labels: 1 }), '/containers(0)/endpoints(0)/labels: error.expected.jsobject'],
  [endpoint({ protocol: 'tcp' }), '/containers(0)/endpoints(0)/protocol: error.expected.jsarray'],
  [
    endpoint({ networkNames: 1 }),
    '/containers(0)/endpoints(0)/networkNames: error.expected.jsarray',
  ],
  [
    { ...endpoint({ hostPort: 1, containerPort: 1 }), networks: [{ name: 'a' }, { name: 'b' }] },
    '/containers(0)/endpoints(0): networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
  ],
  [
    one({ image: { kind: 'DOCKER' } }),
    `/containers(0)/image/id: 'id' is undefined on object: {"kind":"DOCKER"}`,
  ],
  [one({ image: { kind: 'DOCKER', id: '' } }), '/containers(0)/image/id: error.minLength'],
  [
    one({ image: { kind: 'DOCKER', id: 'a', forcePull: 1 } }),
    '/containers(0)/image/forcePull: error.expected.jsboolean',
  ],
  [one({ environment: { A: 1 } }), '/containers(0)/environment/A: error.expected.jsstring'],
  [one({ labels: [] }), '/containers(0)/labels: error.expected.jsobject'],
  [one({ user: 1 }), '/containers(0)/user: error.expected.jsstring'],
  [
    one({ healthCheck: { exec: { command: {} } } }),
    "/containers(0)/healthCheck/exec/command/argv: 'argv' is undefined on object: {}",
  ],
  [
    one({ healthCheck: { ...shell, maxConsecutiveFailures: -1 } }),
    '/containers(0)/healthCheck/maxConsecutiveFailures: error.min',
  ],
  [
    one({ healthCheck: { http: { endpoint: 'x' } } }),
    '/containers(0)/healthCheck/http/endpoint: contained in the container endpoints',
  ],
  [
    one({ check: { tcp: { endpoint: 'x' } } }),
    '/containers(0)/check/tcp/endpoint: contained in the container endpoints',
  ],
  [
    one({ check: { ...shell, intervalSeconds: -1 } }),
    '/containers(0)/check/intervalSeconds: error.min',
  ],
  [
    one({ volumeMounts: [{ mountPath: 'a' }] }),
    `/containers(0)/volumeMounts(0)/name: 'name' is undefined on object: {"mountPath":"a"}`,
  ],
  [
    one({ volumeMounts: [{ name: 'v', mountPath: 'a', readOnly: 1 }] }),
    '/containers(0)/volumeMounts(0)/readOnly: error.expected.jsboolean',
  ],
  [one({ artifacts: {} }), '/containers(0)/artifacts: error.expected.jsarray'],
  [one({ artifacts: [{}] }), "/containers(0)/artifacts(0)/uri: 'uri' is undefined on object: {}"],
  [
    one({ linuxInfo: { ipcInfo: { mode: 'X' } } }),
    '/containers(0)/linuxInfo/ipcInfo/mode: error.unknown.enum.literal',
  ],
  [{ volumes: [{}] }, "/volumes(0)/name: 'name' is undefined on object: {}"],
  [{ volumes: [{ name: 'V' }] }, '/volumes(0)/name: error.pattern'],
  [{ networks: [{ mode: 'bridge' }] }, '/networks(0)/mode: error.unknown.enum.literal'],
  [
    { networks: [{}] },
    '/networks: Network name must be specified when container network is selected.',
  ],
  [{ scaling: { instances: 1 } }, `/scaling/kind: 'kind' is undefined on object: {"instances":1}`],
  [
    { scheduling: { backoff: { maxLaunchDelay: -1 } } },
    '/scheduling/backoff/maxLaunchDelay: error.min',
  ],
  [
    { scheduling: { unreachableStrategy: 'x' } },
    '/scheduling/unreachableStrategy: error.unknown.enum.literal',
  ],
  [
    {
      scheduling: { unreachableStrategy: { inactiveAfterSeconds: 2, expungeAfterSeconds: 1 } },
    },
    '/scheduling/unreachableStrategy/inactiveAfterSeconds: inactiveAfterSeconds (2) must be less or equal to expungeAfterSeconds, which is 1',
  ],
  [
    { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'X' }] } } },
    '/scheduling/placement/constraints(0)/operator: error.unknown.enum.literal',
  ],
  [{ executorResources: { cpus: 0 } }, '/executorResources/cpus: error.min'],
  [{ executorResources: { disk: 1 } }, '/executorResources/disk: error.min'],
  [{ secrets: { a: { source: '' } } }, '/secrets/a/source: error.minLength'],
  [{ environment: { A: {} } }, "/environment/A/secret: 'secret' is undefined on object: {}"],
  [{ labels: 1 }, '/labels: error.expected.jsobject'],
  [{ version: 'x' }, '/version: error.expected.date.isoformat'],
  [{ legacySharedCgroups: 1 }, '/legacySharedCgroups: error.expected.jsboolean'],
];

describe('a wrong value', () => {
  it.each(apps)('of an app: %j', (members, violation) => {
    expect(violationsOf(readApp(appJson(members), all))).toContain(violation);
  });

  it.each(pods)('of a pod: %j', (members, violation) => {
    const json = { id: '/pod', containers: [container], ...members };
    expect(violationsOf(readPod(JSON.parse(JSON.stringify(json)), all))).toContain(violation);
  });
});
