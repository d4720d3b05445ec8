import { describe, expect, it } from 'vitest';
import { empty } from './response.ts';
import { Router } from './router.ts';

function masterRouter(): Router {
  const router = new Router('master');
  const answer = () => empty();
  for (const path of ['state', 'quota', 'api/v1', 'api/v1/scheduler', 'health', 'flags']) {
    router.register(`/master/${path}`, answer);
  }
  router.register('/master/redirect', answer, { below: 'none' });
  router.register('/master', answer, { below: 'slash' });
  router.register('/version', answer, { below: 'slash' });
  router.register('/metrics/snapshot', answer);
  router.register('/system/stats.json', answer);
  return router;
}

describe('Router', () => {
  it.each([
    ['/state', '/master/state', ''],
    ['/master/state', '/master/state', ''],
    ['/state.json', '/master/state', ''],
    ['/master/state.json', '/master/state', ''],
    ['/state/foo', '/master/state', '/foo'],
    ['/state.json/foo', '/master/state', '/foo'],
    ['/master/health/x', '/master/health', '/x'],
    ['/quota/a/b', '/master/quota', '/a/b'],
    ['/api/v1', '/master/api/v1', ''],
    ['/api/v1/', '/master/api/v1', '/'],
    ['/api/v1/operator', '/master/api/v1', '/operator'],
    ['/api/v1/scheduler', '/master/api/v1/scheduler', ''],
    ['/api/v1/schedulerx', '/master/api/v1', '/schedulerx'],
    ['/', '/master', '/'],
    ['/master', '/master', ''],
    ['/master/', '/master', '/'],
    ['/metrics/snapshot/', '/metrics/snapshot', '/'],
    ['/system/stats.json', '/system/stats.json', ''],
    ['/redirect', '/master/redirect', ''],
    ['/version/', '/version', '/'],
  ])('%s reaches %s', (path, route, rest) => {
    const match = masterRouter().find(path);
    expect(match?.route.path).toBe(route);
    expect(match?.rest).toBe(rest);
  });

  it.each([
    '/nosuch',
    '/master/nosuch',
    '/redirect/',
    '/redirect/state',
    '/master/redirect/x',
    '/version/x',
    '/system/stats',
    '/metrics',
    '/api',
    '/slave(1)/state',
    '//state',
  ])('%s is found nowhere', (path) => {
    expect(masterRouter().find(path)).toBeUndefined();
  });

  it('says what the delegate put before the path', () => {
    expect(masterRouter().find('/state')?.prefix).toBe('/master');
    expect(masterRouter().find('/master/state')?.prefix).toBe('');
  });

  it('refuses routes that cannot be asked for, or twice', () => {
    const router = masterRouter();
    expect(() => router.register('state', () => empty())).toThrow(/'state'/);
    expect(() => router.register('/master/state', () => empty())).toThrow(/registered once/);
  });

  it('finds the route of a path of any length', () => {
    const match = masterRouter().find(`/state${'/'.repeat(60_000)}`);
    expect(match?.route.path).toBe('/master/state');
    expect(match?.rest).toHaveLength(60_000);
    expect(masterRouter().find('/x'.repeat(30_000))?.route.path).toBeUndefined();
  });
});
