/** Rules of the tree as a whole. */
import { describe, expect, it } from 'vitest';
import type { AppDefinition } from '../../model/app.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { assert } from '../../../foundation/result.ts';
import { readPod } from '../read-pod.ts';
import { TestDraft, anApp, contextWith, violationsOf } from '../test-support.ts';
import { type TreeOptions, settleTree } from './check-root.ts';
import { servicePortsOf } from './service-ports.ts';

const options: TreeOptions = {
  mesosRole: '*',
  newGroupEnforceRole: 'off',
  maxApps: undefined,
  localPortMin: 10_000,
  localPortMax: 10_002,
};

function aPod(id = '/pod', volumes: readonly object[] = []): RunSpec {
  const volumeMounts = volumes.map((_, index) => ({ name: `v${index}`, mountPath: 'm' }));
  const containers = [{ name: 'c', resources: {}, volumeMounts }];
  const named = volumes.map((volume, index) => ({ name: `v${index}`, ...volume }));
  const pod = readPod({ id, containers, volumes: named }, contextWith({ mesosRole: 'web' }));
  assert(pod.ok, `the pod is valid: ${JSON.stringify(pod)}`);
  return { ...pod.value, role: volumes.length > 0 ? 'web' : '*' };
}

function violations(draft: TestDraft, more: Partial<TreeOptions> = {}, force = false): string[] {
  const refusal = settleTree(draft, { ...options, ...more }, force);
  return refusal === undefined ? [] : violationsOf({ ok: false, error: refusal });
}

const noPorts = { portDefinitions: [] };

describe('service ports', () => {
  const ports = (draft: TestDraft, id: string) =>
    servicePortsOf(draft.findRunSpec(id) as AppDefinition);
  const two = { portDefinitions: [{ port: 0 }, { port: 0 }] };

  it('are the first that no app has', () => {
    const draft = new TestDraft([anApp({ id: '/a', portDefinitions: [{ port: 10_001 }] })]);
    draft.putRunSpec(anApp({ id: '/b', ...two }));
    expect(violations(draft)).toEqual([]);
    expect(ports(draft, '/b')).toEqual([10_000, 10_002]);
  });

  it('are kept when an app changes', () => {
    const draft = new TestDraft([anApp({ id: '/a', portDefinitions: [{ port: 10_001 }] })]);
    draft.putRunSpec(anApp({ id: '/a', ...two, cpus: 2 }));
    expect(violations(draft)).toEqual([]);
    expect(ports(draft, '/a')).toEqual([10_001, 10_000]);
  });

  it('are given to port mappings, too, and may be the same where clients say so', () => {
    const container = { docker: { image: 'a' }, portMappings: [{}, { servicePort: 80 }] };
    const networks = [{ mode: 'container/bridge' }];
    const draft = new TestDraft([anApp({ id: '/a', portDefinitions: [{ port: 80 }] })]);
    draft.putRunSpec(anApp({ id: '/b', container, networks }));
    expect(violations(draft)).toEqual([]);
    expect(ports(draft, '/b')).toEqual([10_000, 80]);
  });

  it('run out', () => {
    const draft = new TestDraft();
    for (const id of ['/a', '/b']) draft.putRunSpec(anApp({ id, ...two }));
    expect(settleTree(draft, options)).toEqual({
      kind: 'unprocessable',
      message: 'All ports in the range [10000-10002) are already in use',
    });
  });
});

describe('the tree', () => {
  const refuses = (changed: RunSpec | readonly RunSpec[], before: readonly RunSpec[] = []) => {
    const draft = new TestDraft(before);
    for (const runSpec of [changed].flat()) draft.putRunSpec(runSpec as RunSpec);
    return violations(draft);
  };
  const app = (id: string, dependencies: readonly string[] = []) =>
    anApp({ id, dependencies, ...noPorts });
  const circle = '/: Dependency graph has cyclic dependencies.';

  it('has no app, pod or group where there is another one', () => {
    expect(refuses(aPod('/a'), [app('/a')])).toEqual([
      '/: Applications and Pods may not share the same id',
    ]);
    expect(refuses(app('/g'), [app('/g/a')])).toEqual([
      '/: Groups and Applications may not have the same identifier.',
    ]);
    expect(refuses(app('/g/a/b'), [app('/g')])).toEqual([
      '/: Groups and Applications may not have the same identifier.',
    ]);
    expect(refuses(aPod('/g'), [app('/g/a')])).toEqual([
      '/: Groups and Pods may not have the same identifier.',
    ]);
  });

  it('has no circles', () => {
    expect(refuses(app('/a', ['/a']))).toEqual([circle]);
    expect(refuses([app('/a', ['/b']), app('/b', ['/c']), app('/c', ['/a'])])).toEqual([circle]);
    expect(refuses(app('/g/a', ['/g']))).toEqual([circle]);
    expect(refuses(app('/a', ['/g']), [app('/g/h/b', ['/a'])])).toEqual([circle]);
    expect(refuses([app('/a', ['/b', '/g']), app('/b', ['/g']), app('/g/c')])).toEqual([]);
  });

  it('may have dependencies on what is not there', () => {
    expect(refuses(app('/a', ['/none', '/none/at/all']))).toEqual([]);
  });

  it('follows chains as long as there are apps', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => ({
      ...app('/x'),
      id: `/n${index}`,
      dependencies: [`/n${index + 1}`],
    }));
    expect(refuses(chain)).toEqual([]);
    expect(refuses([...chain, app('/n20000', ['/n0'])])).toEqual([circle]);
  });

  it('has so many apps and no more', () => {
    const draft = new TestDraft([app('/a')]);
    draft.putRunSpec(app('/b'));
    expect(violations(draft, { maxApps: 1 })).toEqual([
      '/: This Marathon instance may only handle up to 1 Apps! (Override with command line option --max_apps)',
    ]);
    const full = new TestDraft([app('/a'), app('/b')]);
    full.putRunSpec({ ...app('/a'), instances: 2 });
    expect(violations(full, { maxApps: 1 })).toEqual([]);
  });

  it('has one instance of apps that may have one', () => {
    const labels = { MARATHON_SINGLE_INSTANCE_APP: 'true' };
    const upgradeStrategy = { minimumHealthCapacity: 0, maximumOverCapacity: 0 };
    const single = anApp({ id: '/a', labels, upgradeStrategy, ...noPorts });
    expect(refuses({ ...single, instances: 2 }, [single])).toEqual([
      '/apps//a: Single instance app may only have one instance',
    ]);
  });

  it('has roles as groups enforce them; a role that is there may stay', () => {
    const group = { id: '/g', dependencies: [], enforceRole: true, version: 0 };
    const old = { ...app('/g/a'), role: 'old' };
    const draft = new TestDraft([old], [group]);
    draft.putRunSpec({ ...old, instances: 2 });
    expect(violations(draft)).toEqual([]);
    draft.putRunSpec({ ...app('/g/b'), role: '*' });
    expect(violations(draft)).toEqual(['/apps//g/b/role: got *, expected one of: [g]']);
  });

  it('has each external volume once', () => {
    const external = { name: 'v', provider: 'dvdi', options: { 'dvdi/driver': 'x' } };
    const volumes = [{ containerPath: 'a', mode: 'RW', external }];
    const context = contextWith({ features: new Set(['external_volumes']) });
    const members = { container: { type: 'MESOS', volumes }, ...noPorts };
    const [a, b] = ['/a', '/b'].map((id) => anApp({ id, ...members }, context));
    expect(refuses(b!, [a!])).toEqual([
      "/apps//b/container: Volume name 'v' in /b conflicts with volume(s) of same name in app(s): /a",
    ]);
  });
});

describe('apps with data', () => {
  const context = contextWith({ mesosRole: 'web' });
  const data = (size: number) => ({
    container: {
      type: 'MESOS',
      volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size } }],
    },
  });
  const resident = anApp({ id: '/a', ...data(1), portDefinitions: [{ port: 80 }] }, context);
  const refuses = (after: RunSpec, before: RunSpec = resident, force = false) => {
    const draft = new TestDraft([before]);
    draft.putRunSpec(after);
    return violations(draft, { mesosRole: 'web' }, force);
  };
  const noChange =
    'Services with persistent volumes configured may not change resource requirements. If you need to make this change, please create a new service.';

  it('keep what their reservations were made for', () => {
    for (const member of ['cpus', 'mem', 'disk', 'gpus'] as const) {
      expect(refuses({ ...resident, [member]: 9 })).toEqual([`/app(0)/${member}: ${noChange}`]);
    }
    expect(refuses({ ...resident, requirePorts: true })).toEqual([
      `/app(0)/requirePorts: ${noChange}`,
    ]);
    const other = anApp({ id: '/a', ...data(2), portDefinitions: [{ port: 80 }] }, context);
    expect(refuses(other)).toEqual(['/app(0): Persistent volumes can not be changed!']);
    expect(refuses({ ...resident, portDefinitions: [] })).toEqual([
      '/app(0): Services with persistent volumes configured may not change host ports. If you need to make this change, please create a new service.',
    ]);
    const upgradeStrategy = { minimumHealthCapacity: 1, maximumOverCapacity: 1 };
    expect(refuses({ ...resident, upgradeStrategy })).toEqual([
      '/app(0)/upgradeStrategy/maximumOverCapacity: got 1.0, expected 0.0',
    ]);
    expect(refuses({ ...resident, instances: 2, cmd: 'other' })).toEqual([]);
  });

  it('change their role with force only', () => {
    const [violation] = refuses(
      { ...resident, role: 'web' },
      { ...resident, id: '/g/a', role: 'g' },
    );
    expect(violation).toBeUndefined();
    const old: RunSpec = { ...resident, id: '/g/a', role: 'g' };
    expect(refuses({ ...old, role: 'web' }, old)[0]).toMatch(
      /^\/apps\/\/g\/a\/role: It is not possible to change the role for existing reservations/,
    );
    expect(refuses({ ...old, role: 'web' }, old, true)).toEqual([]);
  });

  it('pods as well', () => {
    const pod = aPod('/p', [{ persistent: { size: 1 } }]);
    assert(pod.kind === 'pod', 'it is a pod');
    const [first] = pod.containers;
    const bigger = { ...first!, resources: { ...first!.resources, cpus: 4, mem: 4 } };
    expect(refuses({ ...pod, containers: [bigger] }, pod)).toEqual([
      '/pod(0): cpus cannot be updated if a pod has persistent volumes',
      '/pod(0): mem cannot be updated if a pod has persistent volumes',
    ]);
    expect(refuses({ ...pod, volumes: [] }, pod)).toEqual([
      '/pod(0): persistent volumes cannot be updated',
    ]);
    const endpoints = [
      { name: 'e', hostPort: 80, protocol: ['tcp'], labels: {}, networkNames: [] },
    ];
    expect(refuses({ ...pod, containers: [{ ...first!, endpoints }] }, pod)).toEqual([
      '/pod(0): host ports cannot be updated if a pod has persistent volumes',
    ]);
  });
});
