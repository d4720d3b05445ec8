/** What apps become: defaults, old forms, updates. */
import { describe, expect, it } from 'vitest';
import { type UpdateContext, readApp, readAppUpdate, readAppUpdates } from './read-app.ts';
import { renderApp } from './render/app.ts';
import { TestDraft, anApp, appJson, contextWith, violationsOf, written } from './test-support.ts';

const hostPort = { port: 0, labels: {}, name: 'default', protocol: 'tcp' };
const aMapping = {
  containerPort: 0,
  labels: {},
  protocol: 'tcp',
  servicePort: 0,
  networkNames: [],
};

describe('an app', () => {
  it('that says little has the defaults of 1.11', () => {
    expect(anApp()).toEqual({
      kind: 'app',
      id: '/app',
      cmd: 'sleep 1',
      args: [],
      env: {},
      instances: 1,
      cpus: 1,
      mem: 128,
      disk: 0,
      gpus: 0,
      executor: '',
      constraints: [],
      fetch: [],
      portDefinitions: [hostPort],
      requirePorts: false,
      backoff: { backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 300 },
      healthChecks: [],
      readinessChecks: [],
      dependencies: [],
      upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      labels: {},
      secrets: {},
      networks: [{ mode: 'host', labels: {} }],
      killSelection: 'YOUNGEST_FIRST',
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
      role: '*',
      restartPolicy: 'Always',
      version: 0,
      versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 },
    });
  });

  it('may have null wherever it may have nothing', () => {
    const nothing = { args: null, cpus: null, container: null, env: null, portDefinitions: null };
    expect(anApp(nothing)).toEqual(anApp());
  });

  it('may have members that answers have, and others', () => {
    const answer = { tasks: [], deployments: [], versionInfo: 1, storeUrls: [], taskRateLimit: 1 };
    expect(anApp(answer)).toEqual(anApp());
  });

  it('takes words in letters of any case', () => {
    const app = anApp({
      constraints: [['hostname', 'unique']],
      killSelection: 'oldest_first',
      healthChecks: [{ protocol: 'mesos_http' }],
    });
    expect(app.constraints).toEqual([{ field: 'hostname', operator: 'UNIQUE' }]);
    expect(app.killSelection).toBe('OLDEST_FIRST');
    expect(app.healthChecks[0]?.protocol).toBe('MESOS_HTTP');
  });

  it('has ids relative to its group, with dots', () => {
    const context = { ...contextWith(), base: '/shop/eu' };
    const members = { id: '../db', dependencies: ['cache', '/root', './x/../y'] };
    expect(anApp(members, context)).toMatchObject({
      id: '/shop/db',
      dependencies: ['/shop/eu/cache', '/root', '/shop/eu/y'],
    });
  });

  it('counts what is in a set once', () => {
    const once = anApp({
      constraints: [
        ['a', 'UNIQUE'],
        ['a', 'UNIQUE'],
      ],
      dependencies: ['x', '/x'],
    });
    expect(once.constraints).toHaveLength(1);
    expect(once.dependencies).toEqual(['/x']);
  });

  it('with persistent volumes stays where it is', () => {
    const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { size: 1 } }];
    const app = anApp({ container: { type: 'MESOS', volumes } }, contextWith({ mesosRole: 'web' }));
    expect(app).toMatchObject({
      residency: { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' },
      unreachableStrategy: 'disabled',
      upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    });
    expect(
      violationsOf(readApp(appJson({ container: { type: 'MESOS', volumes } }), contextWith())),
    ).toEqual(['/role: Resident apps cannot have the role *']);
  });

  it('has the role that its group enforces', () => {
    const group = { id: '/g', dependencies: [], enforceRole: true, version: 0 };
    const context = { ...contextWith(), root: new TestDraft([], [group]) };
    expect(anApp({ id: '/g/app' }, context).role).toBe('g');
    expect(violationsOf(readApp(appJson({ id: '/g/app', role: '*' }), context))).toEqual([
      '/role: got *, expected one of: [g]',
    ]);
    expect(anApp({ id: '/new/app' }, contextWith({ newGroupEnforceRole: 'top' })).role).toBe('new');
  });

  it('runs to its end where it says so', () => {
    expect(anApp({ restartPolicy: { type: 'OnFailure' } }).restartPolicy).toBe('OnFailure');
    expect(anApp({ restartPolicy: 'Never' }).restartPolicy).toBe('Never');
  });
});

describe('old forms', () => {
  const image = { image: 'nginx' };

  it('uris are fetched, archives unpacked', () => {
    const uris = ['http://h/a.tar.gz?x=1', 'http://h/b.zip', 'http://h/c', 'file:///d.txz'];
    const extracted = anApp({ uris }).fetch.map(({ extract, executable, cache }) => [
      extract,
      executable,
      cache,
    ]);
    expect(extracted).toEqual([true, true, false, true].map((each) => [each, false, false]));
  });

  it('ports are port definitions', () => {
    const bare = { labels: {}, protocol: 'tcp' };
    expect(anApp({ ports: [80, 0] }).portDefinitions).toEqual([
      { port: 80, ...bare },
      { port: 0, ...bare },
    ]);
    expect(anApp({ ports: [] }).portDefinitions).toEqual([]);
    expect(anApp({ ports: [80], portDefinitions: [{ port: 80 }] }).portDefinitions).toHaveLength(1);
  });

  it.each([
    ['HOST', { mode: 'host', labels: {} }],
    ['BRIDGE', { mode: 'container/bridge', labels: {} }],
    ['USER', { mode: 'container', name: 'default', labels: {} }],
  ])('container.docker.network %s', (network, expected) => {
    const context = contextWith({ defaultNetworkName: 'default' });
    const app = anApp({ container: { docker: { ...image, network } } }, context);
    expect(app.networks).toEqual([expected]);
    expect(app.container?.docker).toEqual({
      ...image,
      forcePullImage: false,
      privileged: false,
      parameters: [],
    });
  });

  it('container.docker.portMappings are those of the container, host ports of bridges are any', () => {
    const docker = { ...image, network: 'BRIDGE', portMappings: [{ containerPort: 80 }] };
    expect(anApp({ container: { docker } }).container?.portMappings).toEqual([
      { ...aMapping, containerPort: 80, hostPort: 0 },
    ]);
  });

  it('of a bridge without mappings: there is one', () => {
    const app = anApp({ container: { docker: { ...image, network: 'BRIDGE' } } });
    expect(app.container?.portMappings).toEqual([{ ...aMapping, name: 'default', hostPort: 0 }]);
    expect(app.portDefinitions).toEqual([]);
    const networks = [{ mode: 'container/bridge' }];
    expect(anApp({ networks }).container).toEqual({
      type: 'MESOS',
      volumes: [],
      portMappings: [{ ...aMapping, name: 'default', hostPort: 0 }],
    });
    const none = anApp({ networks, container: { docker: image, portMappings: [] } });
    expect(none.container?.portMappings).toEqual([]);
  });

  it('of a bridge with ports: they are service ports', () => {
    const docker = { ...image, network: 'BRIDGE', portMappings: [{ containerPort: 80 }] };
    const app = anApp({ container: { docker }, ports: [8080, 9090], requirePorts: true });
    expect(app.container?.portMappings).toEqual([
      { ...aMapping, containerPort: 80, hostPort: 0, servicePort: 8080 },
      { ...aMapping, hostPort: 0, servicePort: 9090 },
    ]);
    expect(app.portDefinitions).toEqual([]);
    expect(app.requirePorts).toBe(false);
  });

  it('of the host with mappings: they are dropped', () => {
    const docker = { ...image, network: 'HOST', portMappings: [{ containerPort: 80 }] };
    const app = anApp({ container: { docker } });
    expect(app.container?.portMappings).toEqual([]);
    expect(app.portDefinitions).toEqual([hostPort]);
  });

  it('ipAddress is a container network', () => {
    const ports = [{ number: 80, name: 'http', protocol: 'udp', labels: { a: 'b' } }];
    const ipAddress = { networkName: 'n', labels: { c: 'd' }, discovery: { ports } };
    const app = anApp({ ipAddress });
    expect(app.networks).toEqual([{ mode: 'container', name: 'n', labels: { c: 'd' } }]);
    expect(app.container).toEqual({
      type: 'MESOS',
      volumes: [],
      portMappings: [
        { ...aMapping, containerPort: 80, name: 'http', protocol: 'udp', labels: { a: 'b' } },
      ],
    });
    const bridged = anApp({ ipAddress: { networkName: 'mesos-bridge' } });
    expect(bridged.networks).toEqual([{ mode: 'container/bridge', labels: {} }]);
    expect(violationsOf(readApp(appJson({ ipAddress: {} }), contextWith()))).toEqual([
      '/networks: Network name must be specified when container network is selected.',
    ]);
  });

  it('health checks without a port ask at the first', () => {
    const { healthChecks } = anApp({ ports: [1, 2], healthChecks: [{}, { port: 80 }] });
    expect(healthChecks.map(({ port, portIndex }) => [port, portIndex])).toEqual([
      [undefined, 0],
      [80, undefined],
    ]);
  });

  it('a part of an upgrade strategy is made whole', () => {
    const upgradeStrategy = { minimumHealthCapacity: 0 };
    expect(anApp({ upgradeStrategy }).upgradeStrategy).toEqual({
      minimumHealthCapacity: 0,
      maximumOverCapacity: 1,
    });
  });
});

describe('updates', () => {
  const context: UpdateContext = { ...contextWith(), id: '/app', isPartial: true };
  const current = anApp({
    cpus: 2,
    labels: { a: 'b' },
    resourceLimits: { cpus: 4 },
    container: { docker: { image: 'nginx', network: 'BRIDGE' } },
  });
  const updated = (json: object, more: Partial<UpdateContext> = {}) => {
    const change = readAppUpdate(json, current, { ...context, ...more });
    return change.ok && 'app' in change.value ? change.value.app : change;
  };

  it('leave as it is what they leave out', () => {
    expect(updated({})).toEqual(current);
    expect(updated({ instances: 3 })).toEqual({ ...current, instances: 3 });
    expect(updated({ cpus: null, labels: {} })).toEqual({ ...current, labels: {} });
  });

  it('clear resource limits with null', () => {
    expect(updated({ resourceLimits: null })).not.toHaveProperty('resourceLimits');
  });

  it('may be the answer itself', () => {
    const answer = written(renderApp(current, { tasksRunning: 1, tasks: [] })) as object;
    const { version: _, ...withoutVersion } = answer as Record<string, unknown>;
    expect(updated(withoutVersion)).toEqual(current);
    expect(updated(answer, { isPartial: false })).toEqual(current);
  });

  it('that are whole take the place of all', () => {
    expect(updated({ cmd: 'sleep 1' }, { isPartial: false })).toEqual(anApp());
  });

  it('are checked with what they make of the app', () => {
    const change = readAppUpdate({ args: ['x'] }, current, context);
    expect(violationsOf(change)).toEqual([
      "/: AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
    ]);
  });

  it('change networks, and ports with them', () => {
    const app = updated({ networks: [{ mode: 'host' }] });
    expect(app).toMatchObject({ networks: [{ mode: 'host' }], portDefinitions: [hostPort] });
    expect(app).toHaveProperty('container.portMappings', []);
  });

  it('go back to a version, which stands alone', () => {
    const version = '2018-07-14T23:59:39.123Z';
    expect(readAppUpdate({ version }, current, context)).toEqual({
      ok: true,
      value: { id: '/app', rollbackTo: Date.parse(version) },
    });
    expect(violationsOf(readAppUpdate({ version, cpus: 1 }, current, context))).toEqual([
      "/: The 'version' field may only be combined with the 'id' field.",
    ]);
  });

  it('make an app where there is none', () => {
    expect(readAppUpdate({ cmd: 'sleep 1' }, undefined, context)).toEqual({
      ok: true,
      value: { id: '/app', app: anApp() },
    });
    expect(readAppUpdate({ instances: 2 }, undefined, context).ok).toBe(false);
  });

  it('come in lists, each with its id', () => {
    const list = { ...contextWith(), isPartial: true };
    const find = (id: string) => (id === '/app' ? current : undefined);
    const changes = readAppUpdates(
      [
        { id: 'app', cpus: 1 },
        { id: '/new', cmd: 'ls' },
      ],
      find,
      list,
    );
    expect(changes).toMatchObject({
      ok: true,
      value: [{ app: { ...current, cpus: 1 } }, { app: { id: '/new', cpus: 1 } }],
    });
    expect(readAppUpdates([{ cpus: 1 }], find, list)).toEqual({
      ok: false,
      error: { kind: 'unprocessable', message: 'App Update must have app id set' },
    });
    expect(violationsOf(readAppUpdates([{ id: '/a', cpus: 'x' }], find, list))).toEqual([
      '(0)/cpus: error.expected.jsnumber',
    ]);
    const whole = { ...list, isPartial: false };
    expect(readAppUpdates([{ id: 'app', cmd: 'sleep 1' }], find, whole)).toMatchObject({
      value: [{ app: anApp() }],
    });
  });
});
