/** Answers, member by member and in their order. */
import { describe, expect, it } from 'vitest';
import { anApp, contextWith, written } from '../test-support.ts';
import { renderApp } from './app.ts';

const at = Date.parse('2018-07-14T23:59:39.123Z');
const version = { version: at, versionInfo: { lastScalingAt: at, lastConfigChangeAt: at - 1000 } };

describe('the answer of an app', () => {
  it('that says little', () => {
    const answer = JSON.stringify(renderApp({ ...anApp(), ...version }));
    expect(answer).toBe(
      '{"id":"/app","backoffFactor":1.15,"backoffSeconds":1,"cmd":"sleep 1","cpus":1,"disk":0,' +
        '"executor":"","instances":1,"labels":{},"maxLaunchDelaySeconds":300,"mem":128,"gpus":0,' +
        '"networks":[{"mode":"host"}],' +
        '"portDefinitions":[{"port":0,"name":"default","protocol":"tcp"}],"requirePorts":false,' +
        '"upgradeStrategy":{"maximumOverCapacity":1,"minimumHealthCapacity":1},' +
        '"version":"2018-07-14T23:59:39.123Z",' +
        '"versionInfo":{"lastScalingAt":"2018-07-14T23:59:39.123Z",' +
        '"lastConfigChangeAt":"2018-07-14T23:59:38.123Z"},' +
        '"killSelection":"YOUNGEST_FIRST",' +
        '"unreachableStrategy":{"inactiveAfterSeconds":0,"expungeAfterSeconds":0},"role":"*"}',
    );
  });

  it('in a bridge', () => {
    const app = anApp({ cmd: null, container: { docker: { image: 'a', network: 'BRIDGE' } } });
    const answer = written(renderApp(app)) as Record<string, unknown>;
    expect(JSON.stringify(answer['container'])).toBe(
      '{"type":"DOCKER","docker":{"forcePullImage":false,"image":"a","parameters":[],' +
        '"privileged":false},"volumes":[],"portMappings":[{"containerPort":0,"hostPort":0,' +
        '"labels":{},"name":"default","protocol":"tcp","servicePort":0}]}',
    );
    expect(answer['networks']).toEqual([{ mode: 'container/bridge' }]);
    expect(answer).not.toHaveProperty('portDefinitions');
  });

  it('with all that it can have', () => {
    const members = {
      acceptedResourceRoles: ['*'],
      user: 'me',
      env: { A: 'b', S: { secret: 's' } },
      secrets: { s: { source: 'x' } },
      constraints: [['hostname', 'LIKE', 'a.*']],
      dependencies: ['/db'],
      fetch: [{ uri: 'http://h/a', destPath: 'b' }],
      executorResources: {},
      resourceLimits: { cpus: 'unlimited', mem: 256 },
      taskKillGracePeriodSeconds: 3,
      tty: true,
      unreachableStrategy: 'disabled',
      readinessChecks: [{ portName: 'default' }],
      check: { http: { path: '/' } },
      restartPolicy: 'Never',
    };
    const context = contextWith({ features: new Set(['secrets']) });
    expect(written(renderApp(anApp(members, context)))).toMatchObject({
      ...members,
      fetch: [{ uri: 'http://h/a', extract: true, executable: false, cache: false, destPath: 'b' }],
      executorResources: { cpus: 0.1, mem: 32, disk: 10 },
      readinessChecks: [
        {
          name: 'readinessCheck',
          protocol: 'HTTP',
          path: '/',
          portName: 'default',
          intervalSeconds: 30,
          timeoutSeconds: 10,
          httpStatusCodesForReady: [200],
          preserveLastResponse: false,
        },
      ],
      check: {
        http: { path: '/', scheme: 'HTTP' },
        intervalSeconds: 60,
        timeoutSeconds: 20,
        delaySeconds: 15,
      },
      restartPolicy: { type: 'Never' },
    });
  });

  it('with volumes of each kind', () => {
    const volumes = [
      { containerPath: '/a', hostPath: '/b', mode: 'RO' },
      { containerPath: 'c', secret: 's' },
      {
        containerPath: 'd',
        external: { name: 'v', provider: 'dvdi', options: { 'dvdi/driver': 'x' }, shared: false },
        mode: 'RW',
      },
      {
        containerPath: 'e',
        persistent: { type: 'path', size: 1, constraints: [['path', 'LIKE', '/x']] },
        mode: 'RW',
      },
      {
        containerPath: 'f',
        external: {
          name: 'w',
          provider: 'csi',
          options: {
            pluginName: 'p',
            capability: { accessMode: 'SINGLE_NODE_WRITER', accessType: 'mount', fsType: 'xfs' },
            volumeContext: { k: 'v' },
          },
        },
        mode: 'RW',
      },
    ];
    const context = contextWith({
      features: new Set(['secrets', 'external_volumes']),
      mesosRole: 'web',
    });
    const secrets = { s: { source: 'x' } };
    const app = anApp({ secrets, container: { type: 'MESOS', volumes } }, context);
    expect(written(renderApp(app))).toHaveProperty('container.volumes', volumes);
  });

  it('with health checks of each kind', () => {
    const healthChecks = [
      { protocol: 'HTTPS', path: '/h', ignoreHttp1xx: true },
      { protocol: 'TCP', path: '/dropped' },
      { protocol: 'COMMAND', command: { value: 'true' }, delaySeconds: 1 },
      { protocol: 'MESOS_HTTP', delaySeconds: 2 },
    ];
    const defaults = {
      gracePeriodSeconds: 300,
      intervalSeconds: 60,
      timeoutSeconds: 20,
      maxConsecutiveFailures: 3,
      delaySeconds: 15,
      ipProtocol: 'IPv4',
    };
    expect(written(renderApp(anApp({ healthChecks })))).toHaveProperty('healthChecks', [
      { ...defaults, protocol: 'HTTPS', path: '/h', portIndex: 0, ignoreHttp1xx: true },
      { ...defaults, protocol: 'TCP', portIndex: 0 },
      { ...defaults, protocol: 'COMMAND', command: { value: 'true' }, delaySeconds: 1 },
      { ...defaults, protocol: 'MESOS_HTTP', portIndex: 0, delaySeconds: 2 },
    ]);
  });

  it('has what is known besides', () => {
    const answer = renderApp(anApp(), {
      tasksStaged: 1,
      deployments: [{ id: 'd' }],
      tasks: [],
      withoutVersionInfo: true,
    });
    expect(written(answer)).toMatchObject({
      tasksStaged: 1,
      deployments: [{ id: 'd' }],
      tasks: [],
    });
    expect(written(answer)).not.toHaveProperty('versionInfo');
    expect(written(answer)).not.toHaveProperty('tasksRunning');
  });
});
