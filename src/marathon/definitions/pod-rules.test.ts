/** Pods: every rule with a value that breaks it, what they become, and how they are answered. */
import { describe, expect, it } from 'vitest';
import { assert } from '../../foundation/result.ts';
import { readPod } from './read-pod.ts';
import { renderPod } from './render/pod.ts';
import { contextWith, violationsOf, written } from './test-support.ts';

type Members = Readonly<Record<string, unknown>>;
type Row = readonly [members: Members, violation: string];

const all = contextWith({ features: new Set(['secrets']), mesosRole: 'web' });
const aContainer = { name: 'c', resources: {}, exec: { command: { shell: 'sleep 1' } } };
const podJson = (members: Members = {}) => ({ id: '/pod', containers: [aContainer], ...members });
const one = (members: Members, more: Members = {}) => ({
  containers: [{ ...aContainer, ...members }],
  ...more,
});
const http = { name: 'http' };
const healthCheck = (members: Members) =>
  one({ endpoints: [http], healthCheck: { tcp: { endpoint: 'http' }, ...members } });
const mounts = (name: string) => one({ volumeMounts: [{ name, mountPath: 'm' }] });
const persistent = { volumes: [{ name: 'v', persistent: { size: 1 } }], ...mounts('v') };

const rows: readonly Row[] = [
  [{ id: 'pod' }, '/id: Path needs to be absolute'],
  [{ id: '/' }, '/id: Path must contain at least one path element'],
  [{ id: '/Pod' }, '/id: error.pattern'],
  [{ user: '' }, '/user: must not be empty'],
  [{ environment: { '1A': 'x' } }, '/environment/1A: error.pattern'],
  [
    { environment: { A: { secret: 's' } } },
    '/environment/A/secret: references an undefined secret',
  ],
  [{ labels: { a: 1 } }, '/labels/a: error.expected.jsstring'],
  [{ containers: [] }, '/containers: error.minLength'],
  [{ containers: [aContainer, aContainer] }, '/containers: container names must be unique'],
  [one({ name: 'C' }), '/containers(0)/name: error.pattern'],
  [one({ name: 'c'.repeat(64) }), '/containers(0)/name: error.maxLength'],
  [
    one({ exec: { command: {} } }),
    "/containers(0)/exec/command/argv: 'argv' is undefined on object: {}",
  ],
  [one({ exec: { command: { argv: [] } } }), '/containers(0)/exec/command/argv: error.minLength'],
  [
    one({ exec: { command: { shell: 'a' }, overrideEntrypoint: 1 } }),
    '/containers(0)/exec/overrideEntrypoint: error.expected.jsboolean',
  ],
  [one({ resources: { cpus: 0 } }), '/containers(0)/resources/cpus: error.min'],
  [one({ resources: { mem: 0 } }), '/containers(0)/resources/mem: error.min'],
  [one({ resources: { disk: -1 } }), '/containers(0)/resources/disk: error.min'],
  [one({ resources: { gpus: -1 } }), '/containers(0)/resources/gpus: error.min'],
  [
    one({ resourceLimits: { mem: 64 } }),
    '/containers(0)/resourceLimits/mem: resource limit must be greater than or equal to requested resource (128.0)',
  ],
  [
    one({ resourceLimits: { mem: 256 } }, { legacySharedCgroups: true }),
    '/containers(0)/resourceLimits: resourceLimits cannot be defined if legacySharedCgroups is enabled',
  ],
  [one({ endpoints: [{}] }), `/containers(0)/endpoints(0)/name: 'name' is undefined on object: {}`],
  [one({ endpoints: [http, http] }), '/: endpoint names nust be unique across all containers'],
  [
    one({ endpoints: [{ ...http, containerPort: 70_000 }] }),
    '/containers(0)/endpoints(0)/containerPort: error.max',
  ],
  [
    one({ endpoints: [{ ...http, hostPort: -1 }] }),
    '/containers(0)/endpoints(0)/hostPort: error.min',
  ],
  [
    one({
      endpoints: [
        { ...http, hostPort: 80 },
        { name: 'b', hostPort: 80 },
      ],
    }),
    '/: host ports must be unique across all containers',
  ],
  [
    one({
      endpoints: [
        { ...http, containerPort: 80 },
        { name: 'b', containerPort: 80 },
      ],
    }),
    '/: container ports must be unique across all containers',
  ],
  [
    one({ endpoints: [{ ...http, containerPort: 1 }] }, { networks: [{ mode: 'host' }] }),
    '/containers(0)/endpoints(0)/containerPort: is not allowed when using host-mode networking',
  ],
  [
    one({ endpoints: [http] }, { networks: [{ name: 'n' }] }),
    '/containers(0)/endpoints(0)/containerPort: is required when using container-mode networking',
  ],
  [
    one({ endpoints: [{ ...http, protocol: ['tcp', 'tcp'] }] }),
    '/containers(0)/endpoints(0)/protocol: Duplicate protocols within the same endpoint are not allowed',
  ],
  [
    one({ endpoints: [{ ...http, networkNames: ['x'] }] }, { networks: [{ name: 'n' }] }),
    '/containers(0)/endpoints(0)/networkNames(0): is not one of (n)',
  ],
  [
    one({ image: { kind: 'OCI', id: 'a' } }),
    '/containers(0)/image/kind: error.unknown.enum.literal',
  ],
  [
    one({ image: { kind: 'DOCKER', id: 'a', pullConfig: { secret: 's' } } }),
    '/containers(0)/image/pullConfig: pullConfig.secret must refer to an existing secret',
  ],
  [
    healthCheck({ http: { endpoint: 'http' } }),
    '/containers(0)/healthCheck: Only one of http, tcp, or command may be specified',
  ],
  [
    healthCheck({ tcp: { endpoint: 'other' } }),
    '/containers(0)/healthCheck/tcp/endpoint: contained in the container endpoints',
  ],
  [
    healthCheck({ timeoutSeconds: 60 }),
    '/containers(0)/healthCheck/timeoutSeconds: got 60, expected less than 60',
  ],
  [
    healthCheck({ gracePeriodSeconds: -1 }),
    '/containers(0)/healthCheck/gracePeriodSeconds: error.min',
  ],
  [one({ check: {} }), '/containers(0)/check: Only one of http, tcp, or command may be specified'],
  [
    mounts('v'),
    '/containers(0)/volumeMounts(0)/name: Referenced Volume in VolumeMount should exist',
  ],
  [
    one({ volumeMounts: [{ name: 'v', mountPath: '' }] }),
    '/containers(0)/volumeMounts(0)/mountPath: error.minLength',
  ],
  [one({ artifacts: [{ uri: '' }] }), '/containers(0)/artifacts(0)/uri: error.minLength'],
  [
    one({ lifecycle: { killGracePeriodSeconds: -1 } }),
    '/containers(0)/lifecycle/killGracePeriodSeconds: error.min',
  ],
  [one({ tty: 'yes' }), '/containers(0)/tty: error.expected.jsboolean'],
  [
    one({ linuxInfo: { seccomp: {} } }),
    '/containers(0)/linuxInfo/seccomp: Seccomp unconfined must be true when Profile is NOT defined',
  ],
  [
    { volumes: [{ name: 'v' }] },
    '/volumes(0): volume must be referenced by at least one container',
  ],
  [
    { volumes: [{ name: 'v' }, { name: 'v', host: '/a' }], ...mounts('v') },
    '/volumes: volume names must be unique',
  ],
  [
    { volumes: [{ name: 'v', secret: 's' }], ...mounts('v') },
    '/volumes(0)/secret: volume.secret must refer to an existing secret',
  ],
  [
    { volumes: [{ name: 'v', persistent: { size: 0 } }], ...mounts('v') },
    '/volumes(0)/persistent/size: got 0, expected more than 0',
  ],
  [
    { ...persistent, scheduling: { upgrade: { maximumOverCapacity: 0.1 } } },
    '/upgrade/maximumOverCapacity: got 0.1, expected 0.0',
  ],
  [
    { ...persistent, scheduling: { unreachableStrategy: {} } },
    '/: unreachableStrategy must be disabled for pods with persistent volumes',
  ],
  [
    { networks: [{ mode: 'host', name: 'a' }] },
    '/networks: Host networks may not have names or labels',
  ],
  [{ scaling: { kind: 'fixed', instances: -1 } }, '/scaling/instances: error.min'],
  [{ scaling: { kind: 'auto' } }, '/scaling/kind: error.unknown.enum.literal'],
  [{ scheduling: { backoff: { backoff: -1 } } }, '/scheduling/backoff/backoff: error.min'],
  [
    { scheduling: { upgrade: { minimumHealthCapacity: 2 } } },
    '/scheduling/upgrade/minimumHealthCapacity: error.max',
  ],
  [
    { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'MAX_PER' }] } } },
    '/scheduling/placement/constraints(0): MAX_PER requires an integer value',
  ],
  [
    { scheduling: { placement: { acceptedResourceRoles: ['x'] } } },
    '/acceptedResourceRoles: acceptedResourceRoles can only contain * and web',
  ],
  [{ scheduling: { killSelection: 'x' } }, '/scheduling/killSelection: error.unknown.enum.literal'],
  [{ executorResources: { mem: 1 } }, '/executorResources/mem: error.min'],
  [{ role: 'other' }, '/role: got other, expected one of: [web]'],
  [
    { linuxInfo: { seccomp: { unconfined: true } } },
    '/linuxInfo/seccomp: Seccomp configuration on executor level is not supported',
  ],
];

describe('rules of pods', () => {
  it.each(rows)('%j', (members, violation) => {
    expect(violationsOf(readPod(podJson(members), all))).toContain(violation);
  });

  it('the id is that of the URL', () => {
    expect(readPod(podJson({ id: '/bla' }), { ...all, id: '/foo' })).toEqual({
      ok: false,
      error: {
        kind: 'bad-request',
        message: "'/foo' does not match definition's id ('/bla')",
      },
    });
  });
});

describe('the answer of a pod', () => {
  function answer(members: Members): string {
    const pod = readPod(podJson(members), all);
    assert(pod.ok, `the pod is valid: ${JSON.stringify(pod)}`);
    return JSON.stringify(renderPod(pod.value));
  }

  it('that says little', () => {
    expect(answer({})).toBe(
      '{"id":"/pod","version":"1970-01-01T00:00:00.000Z",' +
        '"containers":[{"name":"c","exec":{"command":{"shell":"sleep 1"}},' +
        '"resources":{"cpus":1,"mem":128,"disk":0,"gpus":0}}],' +
        '"networks":[{"mode":"host"}],"scaling":{"instances":1,"kind":"fixed"},' +
        '"scheduling":{"backoff":{"backoff":1,"backoffFactor":1.15,"maxLaunchDelay":300},' +
        '"upgrade":{"minimumHealthCapacity":1,"maximumOverCapacity":1},"placement":{},' +
        '"killSelection":"YOUNGEST_FIRST",' +
        '"unreachableStrategy":{"inactiveAfterSeconds":0,"expungeAfterSeconds":0}},' +
        '"executorResources":{"cpus":0.1,"mem":32,"disk":10},"role":"web"}',
    );
  });

  it('may be sent back', () => {
    const members = {
      labels: { a: 'b' },
      user: 'me',
      environment: { A: 'b', S: { secret: 's' } },
      secrets: { s: { source: 'x' } },
      volumes: [
        { name: 'v', persistent: { size: 1 } },
        { name: 'h', host: '/h' },
        { name: 'e' },
        { name: 't', secret: 's' },
      ],
      containers: [
        {
          ...aContainer,
          exec: { command: { argv: ['a'] }, overrideEntrypoint: true },
          endpoints: [{ name: 'http', labels: { a: 'b' } }],
          image: { kind: 'DOCKER', id: 'nginx', forcePull: true, labels: { a: 'b' } },
          healthCheck: { http: { endpoint: 'http', path: '/' } },
          check: { exec: { command: { shell: 'true' } } },
          volumeMounts: ['v', 'h', 'e', 't'].map((name) => ({ name, mountPath: name })),
          artifacts: [{ uri: 'http://h/a' }],
          labels: { a: 'b' },
          lifecycle: { killGracePeriodSeconds: 0.5 },
          resourceLimits: { cpus: 'unlimited' },
          tty: true,
          linuxInfo: { ipcInfo: { mode: 'PRIVATE', shmSize: 1 } },
        },
      ],
      scheduling: {
        placement: {
          constraints: [{ fieldName: 'a', operator: 'LIKE', value: 'b' }],
          acceptedResourceRoles: ['*'],
        },
      },
      linuxInfo: { ipcInfo: { mode: 'PRIVATE' } },
      legacySharedCgroups: false,
      restartPolicy: { type: 'Never' },
    };
    const first = answer(members);
    expect(JSON.parse(first)).toMatchObject({
      containers: [{ endpoints: [{ name: 'http', hostPort: 0, protocol: ['tcp'] }] }],
      scheduling: {
        upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
        unreachableStrategy: 'disabled',
      },
    });
    const again = readPod(JSON.parse(first), all);
    assert(again.ok, 'the answer is a valid pod');
    expect(written(renderPod(again.value))).toEqual(JSON.parse(first));
  });
});
