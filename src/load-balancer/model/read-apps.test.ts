import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aTask, anApp, configure, read } from '../test-support.ts';
import { hostsToResolve, rememberHealth } from './memory.ts';
import { readApps } from './read-apps.ts';

const ports = (...list: readonly number[]) =>
  list.map((servicePort) => ({ containerPort: 80 + servicePort, servicePort }));

describe('ports of all generations', () => {
  it.each([
    [
      'host, 1.5',
      { networks: [{ mode: 'host' }], portDefinitions: [{ port: 1 }] },
      'host',
      [1],
      [],
    ],
    ['host, 0.x', { portDefinitions: null, ports: [1, 2] }, 'host', [1, 2], []],
    [
      'bridge, 1.5',
      { networks: [{ mode: 'container/bridge' }], container: { portMappings: ports(1, 2) } },
      'container/bridge',
      [1, 2],
      [81, 82],
    ],
    [
      'bridge, 1.4',
      { container: { docker: { network: 'BRIDGE', portMappings: ports(1) } } },
      'container/bridge',
      [1],
      [81],
    ],
    [
      'container, 1.5',
      { networks: [{ mode: 'container', name: 'x' }], container: { portMappings: ports(1) } },
      'container',
      [1],
      [81],
    ],
    [
      'container, 1.4, docker',
      {
        ipAddress: { networkName: 'x' },
        container: { docker: { network: 'USER', portMappings: ports(1) } },
      },
      'container',
      [1],
      [81],
    ],
    [
      'ip-per-task, 1.4',
      { portDefinitions: [], ipAddress: { discovery: { ports: [{ number: 7 }] } } },
      'container',
      [],
      [7],
    ],
  ])('%s', (_, fields, mode, servicePorts, containerPorts) => {
    const [app] = read([anApp('/a', {}, fields)]).apps;
    expect(app).toMatchObject({ mode, servicePorts, containerPorts });
  });

  it('an app without service ports gets some of the range, which stay', () => {
    const app = anApp(
      '/a',
      { HAPROXY_0_VHOST: 'a.org' },
      {
        portDefinitions: [],
        ipAddress: { discovery: { ports: [{ number: 7 }, { number: 8 }] } },
        tasks: [aTask('t', { ipAddresses: [{ ipAddress: '192.168.0.1' }] })],
      },
    );
    const [first, second] = configure([app]).backends;
    expect(configure([app, anApp('/b')]).backends.slice(0, 2)).toEqual([first, second]);
    expect(first?.servicePort).toBeGreaterThanOrEqual(10_050);
    expect(second?.servicePort).toBeLessThanOrEqual(10_100);
    expect(configure([app], { minServicePort: 5, maxServicePort: 5 }).problems).toMatchObject([
      { app: '/a', label: 'servicePort' },
    ]);
  });
});

describe('what is odd', () => {
  it('an answer that is none', () => {
    for (const answer of [undefined, null, [], 'x', {}, { apps: {} }]) {
      expect(readApps(answer)).toBeUndefined();
    }
  });

  it('an app without a usable id is left out alone', () => {
    const { apps, problems } = read([7, { id: 5 }, { id: '/a b' }, { id: '/a\nb' }, anApp('/ok')]);
    expect(apps.map(({ id }) => id)).toEqual(['/ok']);
    expect(problems.map(({ label }) => label)).toEqual([
      'apps[0].id',
      'apps[1].id',
      'apps[2].id',
      'apps[3].id',
    ]);
  });

  it('labels that are no text, tasks without a usable host', () => {
    const { apps, problems } = read([
      anApp(
        '/a',
        { HAPROXY_0_PORT: 7, other: 7 },
        {
          tasks: [aTask('t', { host: 'a b' }), aTask('waits', { host: null }), aTask('u')],
        },
      ),
    ]);
    expect(apps[0]?.tasks.map(({ id }) => id)).toEqual(['u']);
    expect(problems).toMatchObject([
      { app: '/a', label: 'tasks' },
      { app: '/a', label: 'HAPROXY_0_PORT', value: '7' },
    ]);
  });

  it('nothing makes it throw, and apps in order are read beside anything', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (odd, field) => {
        const strange = anApp(
          '/strange',
          {},
          { container: field, networks: field, tasks: field, healthChecks: field },
        );
        const { apps } = read([...odd, strange, anApp('/ok')]);
        expect(apps.at(-1)?.id).toBe('/ok');
        expect(
          configure([...odd, strange, anApp('/ok', { HAPROXY_0_PORT: '3' })]).backends.at(-1)?.app,
        ).toBeDefined();
      }),
    );
  });
});

describe('what is remembered', () => {
  it('hosts that need an address: not of tasks that have their own', () => {
    const own = { networks: [{ mode: 'container' }], tasks: [aTask('c', { host: 'x' })] };
    const { apps } = read([
      anApp(
        '/a',
        {},
        { tasks: [aTask('a', { host: 'h1' }), aTask('b'), aTask('c', { host: 'h1' })] },
      ),
      anApp('/b', {}, own),
    ]);
    expect(hostsToResolve(apps)).toEqual(['h1']);
  });

  it('the health of tasks, the latest of them', () => {
    const tasks = (alive: boolean) => [
      aTask('a', { healthCheckResults: [{ alive }] }),
      aTask('silent'),
      aTask('b', { healthCheckResults: [{ alive: true }] }),
    ];
    const before = new Map([
      ['silent', true],
      ['a', true],
      ['old', false],
    ]);
    const { apps } = read([anApp('/a', {}, { tasks: tasks(false) })]);
    expect([...rememberHealth(before, apps, 3)]).toEqual([
      ['old', false],
      ['a', false],
      ['b', true],
    ]);
  });

  it('the health of tasks that a new leader has not checked yet', () => {
    const { apps } = read([
      anApp('/a', {}, { tasks: [aTask('a', { healthCheckResults: [] }), aTask('b')] }),
    ]);
    const before = new Map([
      ['a', true],
      ['b', true],
    ]);
    expect([...rememberHealth(before, apps, 3)]).toEqual([...before]);
  });
});
