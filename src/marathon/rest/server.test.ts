import { gunzipSync } from 'node:zlib';
import type { InjectOptions, Response } from 'light-my-request';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { HttpMetrics } from '../metrics/http-metrics.ts';
import { TestApi } from '../test-support/test-api.ts';
import { EventHub } from './events/hub.ts';
import type { GuardOptions } from './guard.ts';
import { takesGzip } from './send.ts';
import { makeServer } from './server.ts';

const open: GuardOptions = {
  credentials: undefined,
  realm: 'Mesosphere',
  allowedOrigins: [],
  hosts: { isLoopback: false, names: [] },
  mostConcurrentRequests: undefined,
};

function aServer(guard: Partial<GuardOptions> = {}, compresses = true) {
  const { api, test, metrics } = new TestApi();
  const http = new HttpMetrics(test.clock, metrics);
  const events = new EventHub(test.clock, 10, (bytes) => http.sentEvents(bytes));
  const server = makeServer({
    log: silentLog,
    events,
    guard: { ...open, ...guard },
    compresses,
    metrics: http,
    api: () => api,
    forward: async () => undefined,
    leaderUrl: () => 'http://leader:8080',
  });
  const ask = (options: InjectOptions): Promise<Response> => server.inject(options);
  return { server, ask, metrics, test };
}

describe('every answer', () => {
  it('says who leads, and is not to be kept or framed', async () => {
    const { ask } = aServer();
    for (const url of ['/ping', '/v2/apps', '/nothing']) {
      expect((await ask({ url })).headers).toMatchObject({
        'cache-control': 'no-cache, no-store, must-revalidate',
        pragma: 'no-cache',
        expires: '0',
        'x-marathon-leader': 'http://leader:8080',
        'x-frame-options': 'DENY',
        'x-xss-protection': '1; mode=block',
      });
    }
  });

  it('is a message when nothing is there', async () => {
    const { ask } = aServer();
    for (const url of ['/v2/eventSubscriptions', '/v2/artifacts/a/b', '/v2/schemas/app', '/v3']) {
      const { statusCode, body } = await ask({ url });
      expect(statusCode).toBe(404);
      expect(JSON.parse(body)).toEqual({ message: `URI not found: ${url}` });
    }
    expect((await ask({ url: '/v2/apps/%zz' })).statusCode).toBe(400);
  });

  it('to HEAD is that to GET without its body', async () => {
    const { ask } = aServer();
    for (const url of ['/ping', '/v2/apps', '/v2/info']) {
      const [head, get] = [await ask({ method: 'HEAD', url }), await ask({ url })];
      expect(head.statusCode).toBe(200);
      expect(head.body).toBe('');
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
    expect((await ask({ method: 'HEAD', url: '/v2/pods' })).statusCode).toBe(200);
  });

  it('to OPTIONS says what may be asked', async () => {
    const { ask } = aServer();
    const allowed = async (url: string) => (await ask({ method: 'OPTIONS', url })).headers['allow'];
    expect(await allowed('/v2/apps')).toBe('GET, POST, PUT, PATCH, HEAD, OPTIONS');
    expect(await allowed('/v2/apps/a/restart')).toBe('POST, OPTIONS');
    expect(await allowed('/v2/nothing')).toBeUndefined();
    expect((await ask({ method: 'DELETE', url: '/v2/apps' })).statusCode).toBe(405);
  });
});

describe('a body', () => {
  const post = (payload: string | Buffer, type?: string): InjectOptions => ({
    method: 'POST',
    url: '/v2/apps',
    payload,
    headers: type === undefined ? {} : { 'content-type': type },
  });

  it.each([
    ['{', 'application/json'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'application/json; charset=UTF-8'],
    ['[1,]', '*/*'],
  ])('that is no JSON is refused with the reason: %s', async (payload, type) => {
    const { statusCode, body } = await aServer().ask(post(payload, type));
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toEqual({
      message: 'Invalid JSON',
      details: expect.stringMatching(/./),
    });
  });

  it('of another type is not looked at', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain;charset=UTF-8']) {
      expect((await aServer().ask(post('{}', type))).statusCode).toBe(415);
      // @compat Groups are read from a body of any type.
      const group = {
        ...post('{}', type),
        url: '/v2/groups/shop?dryRun=true',
        method: 'PUT' as const,
      };
      expect((await aServer().ask(group)).statusCode).toBe(200);
    }
  });

  it('may be large, and may be none', async () => {
    const { ask } = aServer();
    const large = JSON.stringify({ id: '/a', cmd: 'x'.repeat(10 * 1024 * 1024), cpus: 'a' });
    expect((await ask(post(large, 'application/json'))).statusCode).toBe(422);
    const none = await ask({ method: 'POST', url: '/v2/apps/none/restart' });
    expect(none.statusCode).toBe(404);
  });
});

describe('--http_credentials', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it('are asked for at every path, and may have colons', async () => {
    const { ask } = aServer({ credentials: 'user:pass:word', realm: 'My "realm"' });
    for (const url of ['/ping', '/metrics', '/v2/apps', '/nothing', '/v2/events']) {
      const refused = await ask({ url });
      expect(refused.statusCode).toBe(401);
      expect(refused.headers['www-authenticate']).toBe('Basic realm="My \\"realm\\""');
      expect(JSON.parse(refused.body)).toEqual({ message: 'Invalid username or password.' });
    }
    for (const wrong of ['user:pass', 'user:pass:word ', 'other:pass:word', '']) {
      const headers = { authorization: basic(wrong) };
      expect((await ask({ url: '/ping', headers })).statusCode).toBe(401);
    }
    const headers = { authorization: basic('user:pass:word') };
    expect((await ask({ url: '/ping', headers })).statusCode).toBe(200);
  });
});

describe('--access_control_allow_origin', () => {
  it('is on every answer, with what the browser wants to send', async () => {
    const { ask } = aServer({ allowedOrigins: ['*'] });
    const headers = { 'access-control-request-headers': 'X-A,X-B' };
    const preflight = await ask({ method: 'OPTIONS', url: '/v2/apps', headers });
    expect(preflight).toMatchObject({ statusCode: 200 });
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'X-A, X-B',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-max-age': '86400',
    });
    expect((await ask({ url: '/v2/apps' })).headers['access-control-allow-origin']).toBe('*');
    const { ask: askOther } = aServer();
    const other = await askOther({ url: '/v2/apps', headers: { origin: 'http://a' } });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a page of another site', () => {
  const evil = { origin: 'http://evil.example', host: 'localhost:8080' };

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('may not %s', async (method) => {
    const { ask } = aServer({ allowedOrigins: ['*'] });
    const refused = await ask({ method, url: '/v2/apps/a', headers: evil, payload: '{}' });
    expect(refused.statusCode).toBe(403);
    expect(JSON.parse(refused.body)).toEqual({
      message: expect.stringContaining('A web page of another site (http://evil.example)'),
    });
  });

  it('may read, and change when it is named', async () => {
    const { ask } = aServer({ allowedOrigins: ['http://evil.example'] });
    expect((await aServer().ask({ url: '/v2/apps', headers: evil })).statusCode).toBe(200);
    const taken = await ask({ method: 'DELETE', url: '/v2/apps/a', headers: evil });
    expect(taken.statusCode).toBe(404);
  });

  it('does not get in by a name of its own for a listener on loopback', async () => {
    const { ask } = aServer({ hosts: { isLoopback: true, names: ['proxy'] } });
    const statusOf = async (host: string): Promise<number> =>
      (await ask({ url: '/v2/apps', headers: { host } })).statusCode;
    expect(await statusOf('evil.example:8080')).toBe(403);
    expect(await statusOf('proxy')).toBe(200);
  });

  it('leaves our own pages and programs alone', async () => {
    const { ask } = aServer();
    const own = { origin: 'http://localhost:8080', host: 'localhost:8080' };
    for (const headers of [own, { ...own, 'sec-fetch-site': 'same-origin' }, {}]) {
      const answer = await ask({ method: 'DELETE', url: '/v2/apps/a', headers });
      expect(answer.statusCode).toBe(404);
    }
  });
});

describe('an answer is packed', () => {
  it('for who takes gzip, unless --disable_http_compression', async () => {
    const headers = { 'accept-encoding': 'deflate, gzip;q=0.5' };
    const { ask, metrics } = aServer();
    const packed = await ask({ url: '/v2/info', headers });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(JSON.parse(gunzipSync(packed.rawPayload).toString())).toMatchObject({
      name: 'marathon',
    });
    const size = metrics.read().counters.get('marathon.http.responses.size.gzipped.counter.bytes');
    expect(size).toBe(packed.rawPayload.length);
    expect((await ask({ url: '/v2/info' })).headers['content-encoding']).toBeUndefined();
    const plain = await aServer({}, false).ask({ url: '/v2/info', headers });
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it.each([
    ['gzip', true],
    ['x-gzip', true],
    ['*', true],
    ['*;q=0', false],
    ['gzip;q=0, *', false],
    ['gzip; q=0.0', false],
    ['br', false],
    ['', false],
  ])('if Accept-Encoding is %j: %s', (header, isTaken) => {
    expect(takesGzip(header)).toBe(isTaken);
  });
});

describe('--http_max_concurrent_requests', () => {
  it('refuses more at once, and takes them again afterwards', async () => {
    const { server, ask } = aServer({ mostConcurrentRequests: 1 });
    let release = (): void => undefined;
    server.addHook('onRequest', (request, _reply, done) => {
      if (request.url === '/v2/info') release = done;
      else done();
    });
    const first = ask({ url: '/v2/info' });
    await new Promise((resolve) => setImmediate(resolve));
    const refused = await ask({ url: '/ping' });
    expect(refused.statusCode).toBe(503);
    expect(JSON.parse(refused.body)).toEqual({
      message: 'Too many concurrent requests! Allowed: 1.',
    });
    release();
    expect((await first).statusCode).toBe(200);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await ask({ url: '/ping' })).statusCode).toBe(200);
  });
});

describe('/v2/events', () => {
  it('is for those who take events', async () => {
    const { ask } = aServer();
    expect((await ask({ url: '/v2/events' })).statusCode).toBe(405);
    const headers = { accept: 'text/event-stream' };
    expect((await ask({ method: 'POST', url: '/v2/events', headers })).statusCode).toBe(405);
  });
});
