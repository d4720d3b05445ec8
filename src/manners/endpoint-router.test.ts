import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer, empty, text, type HttpResponse } from '../foundation/http/index.ts';
import { exchange, withoutDate } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import type { EndpointRequest } from './endpoint.ts';
import { EndpointRouter } from './endpoint-router.ts';
import { unguarded } from './test-support.ts';

function masterRouter(): EndpointRouter {
  const router = new EndpointRouter('master');
  const answer = () => empty();
  for (const path of ['state', 'quota', 'api/v1', 'api/v1/scheduler', 'health', 'flags']) {
    router.register(`/master/${path}`, answer, unguarded);
  }
  router.register('/master/redirect', answer, { ...unguarded, below: 'none' });
  router.register('/master', answer, { ...unguarded, below: 'slash' });
  router.register('/version', answer, { ...unguarded, below: 'slash' });
  router.register('/metrics/snapshot', answer, unguarded);
  router.register('/system/stats.json', answer, unguarded);
  return router;
}

describe('EndpointRouter', () => {
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
    ['//state', '/master/state', ''],
    ['//master///state//x', '/master/state', '/x'],
    ['//metrics//snapshot', '/metrics/snapshot', ''],
    ['///', '/master', '/'],
  ])('%s reaches %s', (path, route, rest) => {
    const match = masterRouter().match(path);
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
  ])('%s is found nowhere', (path) => {
    expect(masterRouter().match(path)).toBeUndefined();
  });

  it('says what the delegate put before the path', () => {
    expect(masterRouter().match('/state')?.prefix).toBe('/master');
    expect(masterRouter().match('/master/state')?.prefix).toBe('');
  });

  it('refuses routes that cannot be asked for, or twice', () => {
    const router = masterRouter();
    expect(() => router.register('state', () => empty(), unguarded)).toThrow(/'state'/);
    expect(() => router.register('/master/state', () => empty(), unguarded)).toThrow(
      /registered once/,
    );
  });

  it('finds the route of a path of any length', () => {
    const match = masterRouter().match(`/state${'/x'.repeat(30_000)}`);
    expect(match?.route.path).toBe('/master/state');
    expect(match?.rest).toHaveLength(60_000);
    expect(masterRouter().match('/x'.repeat(30_000))?.route.path).toBeUndefined();
  });
});

describe('an endpoint before requests', () => {
  let server: HttpServer;
  let port: number;
  let seen: EndpointRequest[];

  beforeEach(async () => {
    seen = [];
    const router = masterRouter();
    const echo = (request: EndpointRequest): HttpResponse => {
      seen.push(request);
      return text(200, request.method);
    };
    router.register('/master/echo', echo, unguarded);
    router.register('/master/write', () => empty(202), { ...unguarded, methods: ['POST', 'PUT'] });
    router.register('/master/read', echo, { ...unguarded, methods: ['GET'] });
    router.register('/logging/toggle', () => empty(), {
      ...unguarded,
      changes: (query) => query.has('level'),
    });
    const hosts = { isLoopback: true, names: [] };
    server = new HttpServer({ router, log: silentLog, hosts });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(() => server.close());

  async function ask(method: string, target: string, headers = ''): Promise<string> {
    const request = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
    return withoutDate(await exchange(port, [request]));
  }

  it('is told its own name, what followed it, and the target with its process', async () => {
    await ask('GET', '/echo.json/a%2Fb?x=1');
    await ask('GET', '/master/echo?x=1');
    expect(seen).toMatchObject([
      { route: '/master/echo', rest: '/a/b', target: '/master/echo.json/a%2Fb?x=1' },
      { route: '/master/echo', rest: '', target: '/master/echo?x=1' },
    ]);
  });

  it('answers any method, or 405 to all that it does not name, HEAD too', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect(await ask(method, '/echo')).toContain(`\r\n\r\n${method}`);
    }
    expect(await ask('HEAD', '/echo')).toMatch(/^HTTP\/1.1 200 .*Content-Length: 4\r\n\r\n$/s);
    expect(await ask('HEAD', '/read')).toMatch(/^HTTP\/1.1 405 .*\r\nAllow: GET\r\n/s);
    const why = "405 Method Not Allowed. Expecting one of { 'POST', 'PUT' }, but received 'GET'.";
    expect(await ask('GET', '/write')).toBe(
      'HTTP/1.1 405 Method Not Allowed\r\nAllow: POST, PUT\r\n' +
        `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${why.length}\r\n\r\n${why}`,
    );
  });

  it('is kept from pages of other sites where it changes something', async () => {
    const stranger = 'Sec-Fetch-Site: cross-site\r\n';
    expect(await ask('GET', '/logging/toggle', stranger)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask('GET', '/logging/toggle?level=3', stranger)).toMatch(/^HTTP\/1.1 403/);
    expect(await ask('GET', '/logging/toggle?level=3&jsonp=(', stranger)).toMatch(/^HTTP\/1.1 403/);
    expect(await ask('POST', '/nosuch', stranger)).toMatch(/^HTTP\/1.1 403/);
  });
});
