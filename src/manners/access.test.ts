/** Endpoints with a planted authenticator and authorizer, asked from outside. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer, empty, text } from '../foundation/http/index.ts';
import { exchange, withoutDate } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import type { Authentication, Authenticator, Credentials } from '../security/authentication.ts';
import {
  type Authorizer,
  type Demand,
  nobodyAsked,
  onPath,
  once,
  onceOn,
} from '../security/authorization.ts';
import { type Principal, principalText } from '../security/principal.ts';
import type { EndpointRequest } from './endpoint.ts';
import { EndpointRouter } from './endpoint-router.ts';
import { unguarded } from './test-support.ts';

const challenges = ['Basic realm="mesos-master-readwrite"'] as const;

/** Knows one user, and a token of nobody by name. */
const pretend: Authenticator = {
  authenticate: ({ headers }): Authentication => {
    const claims = new Map<string, string>();
    if (headers.authorization === 'ops') {
      return { kind: 'authenticated', principal: { value: 'ops', claims } };
    }
    if (headers.authorization === 'token') {
      return { kind: 'authenticated', principal: { claims: claims.set('fid', 'F') } };
    }
    if (headers.authorization === 'banned') return { kind: 'forbidden', why: 'Go away' };
    return { kind: 'unauthenticated', challenges };
  },
};

describe('an endpoint of a realm with an authenticator', () => {
  let server: HttpServer;
  let port: number;
  let realms: string[];
  let demands: [Principal | undefined, Demand][];
  let seen: EndpointRequest[];
  let isAllowed: boolean;

  beforeEach(async () => {
    [realms, demands, seen, isAllowed] = [[], [], [], true];
    const noting: Authenticator = {
      authenticate: (credentials: Credentials) => {
        realms.push(credentials.realm);
        return pretend.authenticate(credentials);
      },
    };
    const authorizer: Authorizer = {
      allows: (principal, demand) => (demands.push([principal, demand]), isAllowed),
    };
    const authenticators = new Map([['mesos-master-readwrite', noting]]);
    const router = new EndpointRouter('master', { authorizer, authenticators });
    const show = (request: EndpointRequest) => {
      seen.push(request);
      return text(200, principalText(request.principal));
    };
    router.register('/master/weights', show, {
      realm: 'readwrite',
      methods: ['GET', 'PUT'],
      guard: (target) => (target.includes('away') ? empty(307) : undefined),
      authorize: {
        GET: nobodyAsked('of a test'),
        PUT: onceOn('UPDATE_WEIGHT', ({ body }: EndpointRequest) =>
          Buffer.from(body)
            .toString()
            .split(',')
            .map((value) => ({ value })),
        ),
      },
    });
    router.register('/master/flags', show, { realm: 'readonly', authorize: once('VIEW_FLAGS') });
    router.register('/metrics/snapshot', show, {
      realm: 'readonly',
      authorize: onPath('/metrics/snapshot'),
    });
    router.register('/master/health', show, unguarded);
    server = new HttpServer({ router, log: silentLog });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(() => server.close());

  async function ask(method: string, target: string, as = '', body = ''): Promise<string> {
    const credentials = as === '' ? '' : `Authorization: ${as}\r\n`;
    const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`;
    const head = `${method} ${target} HTTP/1.1\r\nHost: x\r\n${credentials}${length}\r\n`;
    return withoutDate(await exchange(port, [head + body]));
  }

  it('answers 401 with the challenge, before it tells anything else', async () => {
    const refusal =
      'HTTP/1.1 401 Unauthorized\r\n' +
      'WWW-Authenticate: Basic realm="mesos-master-readwrite"\r\n' +
      'Content-Type: text/plain; charset=utf-8\r\nContent-Length: 17\r\n\r\n401 Unauthorized.';
    expect(await ask('GET', '/weights')).toBe(refusal);
    expect(await ask('DELETE', '/weights', 'wrong')).toBe(refusal);
    expect(await ask('PUT', '/master/weights?away')).toBe(refusal);
    expect(seen).toEqual([]);
    expect(demands).toEqual([]);
    expect(new Set(realms)).toEqual(new Set(['mesos-master-readwrite']));
  });

  it('knows who asks from then on', async () => {
    expect(await ask('GET', '/weights', 'ops')).toMatch(/^HTTP\/1.1 200 .*principal 'ops'$/s);
    expect(await ask('GET', '/weights', 'banned')).toMatch(/^HTTP\/1.1 403 .*Go away$/s);
    expect(await ask('DELETE', '/weights', 'ops')).toMatch(/^HTTP\/1.1 405 /);
    expect(await ask('PUT', '/weights?away', 'ops')).toMatch(/^HTTP\/1.1 307 /);
    expect(seen.map(({ principal }) => principal?.value)).toEqual(['ops']);
  });

  it('wants a name on a master, where claims say nothing', async () => {
    expect(await ask('GET', '/weights', 'token')).toMatch(
      /^HTTP\/1.1 403 .*contains claims, but no value string/s,
    );
  });

  it('is not asked for elsewhere', async () => {
    expect(await ask('GET', '/health')).toMatch(/nobody in particular$/);
    expect(await ask('GET', '/flags', 'wrong')).toMatch(/nobody in particular$/);
    expect(await ask('GET', '/nosuch')).toMatch(/^HTTP\/1.1 404 /);
    expect(realms).toEqual([]);
  });

  it('asks its slot with whoever asks and what the request is about', async () => {
    expect(await ask('PUT', '/weights', 'ops', 'a,b')).toMatch(/^HTTP\/1.1 200 /);
    expect(demands.map(([principal, demand]) => [principal?.value, demand])).toEqual([
      ['ops', { action: 'UPDATE_WEIGHT', object: { value: 'a' } }],
      ['ops', { action: 'UPDATE_WEIGHT', object: { value: 'b' } }],
    ]);
    demands = [];
    await ask('GET', '/metrics/snapshot');
    expect(demands).toEqual([
      [undefined, { action: 'GET_ENDPOINT_WITH_PATH', object: { value: '/metrics/snapshot' } }],
    ]);
  });

  it('is refused with 403, and its handler has no request then', async () => {
    isAllowed = false;
    const why = "UPDATE_WEIGHT is not allowed to principal 'ops'";
    expect(await ask('PUT', '/weights', 'ops', 'a')).toMatch(new RegExp(`403 .*${why}$`, 's'));
    expect(await ask('GET', '/flags')).toMatch(/403 .*VIEW_FLAGS is not allowed to nobody/s);
    expect(seen).toEqual([]);
    expect(await ask('GET', '/weights', 'ops')).toMatch(/^HTTP\/1.1 200 /);
  });
});

it('has a slot, and one for each method where they differ', () => {
  const router = new EndpointRouter('master');
  // @ts-expect-error: an endpoint without a slot is none
  expect(() => router.register('/master/a', () => empty(), { realm: 'open' })).toThrow();
  const authorize = { GET: nobodyAsked('of a test') };
  const methods = ['GET', 'PUT'];
  expect(() =>
    router.register('/master/b', () => empty(), { realm: 'open', methods, authorize }),
  ).toThrow(/a slot of authorization for each method/);
  expect(() => router.register('/master/c', () => empty(), { realm: 'open', authorize })).toThrow();
});
