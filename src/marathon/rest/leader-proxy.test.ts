import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asLog, silentLog } from '../../foundation/log.ts';
import { LeaderProxy } from './leader-proxy.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

let standby: FastifyInstance;
let leader: http.Server;
let proxy: LeaderProxy;
let seen: Seen[];
let answer: (response: http.ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (response) => void response.writeHead(201, { 'x-marathon-leader': 'me' }).end('made');
  leader = http.createServer((request, response) => {
    const { method, url, headers } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  await once(leader.listen(0, '127.0.0.1'), 'listening');
  standby = Fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
  standby.removeAllContentTypeParsers();
  standby.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  proxy = new LeaderProxy({
    own: () => 'standby:8080',
    connectTimeoutMs: 5_000,
    readTimeoutMs: 200,
    mostConnections: 64,
    https: undefined,
    log: asLog(silentLog),
  });
  const { port } = leader.address() as AddressInfo;
  proxy.leader = () => ({ host: '127.0.0.1', port });
  standby.all('*', async (request, reply) => {
    await proxy.forward(request, reply);
    return reply;
  });
  await standby.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await standby.close();
  leader.closeAllConnections();
  leader.close();
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
  const { port } = standby.server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, init);
};

describe('a standby', () => {
  it('keeps to itself what it settled already: which site asks', async () => {
    const origin = 'http://standby:8080';
    await ask('/v2/apps', { method: 'POST', body: '{}', headers: { origin, 'x-own': 'a' } });
    expect(seen[0]!.headers).toMatchObject({ 'x-own': 'a' });
    expect(seen[0]!.headers).not.toHaveProperty('origin');
  });

  it('forwards requests as they are, with its own mark', async () => {
    const answered = await ask('/v2/apps//a%2Fb?force=true&x=1', {
      method: 'PUT',
      body: '{"id":"ä"}',
      headers: { 'content-type': 'application/json', 'x-marathon-via': '1.1 other:80' },
    });
    expect([answered.status, await answered.text()]).toEqual([201, 'made']);
    expect(answered.headers.get('x-marathon-leader')).toBe('me');
    expect(seen).toMatchObject([
      {
        method: 'PUT',
        url: '/v2/apps//a%2Fb?force=true&x=1',
        body: '{"id":"ä"}',
        headers: {
          'content-type': 'application/json',
          'content-length': '11',
          'x-marathon-via': '1.1 other:80, 1.1 standby:8080',
          'x-forwarded-for': '127.0.0.1',
        },
      },
    ]);
  });

  it('leaves to each connection what is its own', async () => {
    answer = (response) =>
      void response.writeHead(200, { connection: 'close', 'keep-alive': 'timeout=1' }).end('ok');
    const { port } = standby.server.address() as AddressInfo;
    const headers = { te: 'trailers', connection: 'close' };
    const asked = http.get({ host: '127.0.0.1', port, path: '/', headers, agent: false });
    const [response] = (await once(asked, 'response')) as [http.IncomingMessage];
    response.resume();
    expect(seen[0]?.headers['te']).toBeUndefined();
    expect(response.headers['keep-alive']).not.toBe('timeout=1');
  });

  it('answers HEAD without waiting for a body', async () => {
    answer = (response) => void response.writeHead(200, { 'content-length': '7' }).end();
    const answered = await ask('/ping', { method: 'HEAD' });
    expect([answered.status, answered.headers.get('content-length')]).toEqual([200, '7']);
  });

  it('passes a stream on as it comes, and ends it with its client', async () => {
    const ended = new Promise<void>((resolve) => {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('one');
        response.on('close', resolve);
      };
    });
    const abort = new AbortController();
    const answered = await ask('/v2/events', { signal: abort.signal });
    const reader = answered.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('one');
    abort.abort();
    await ended;
  });

  it('refuses what it has forwarded before', async () => {
    const headers = { 'x-marathon-via': '1.1 other:80, 1.1 standby:8080' };
    const answered = await ask('/v2/apps', { headers });
    expect([answered.status, await answered.json()]).toEqual([
      502,
      { message: 'Detected proxying loop.' },
    ]);
    expect(seen).toEqual([]);
  });

  it('waits for a leader, and says so when there is none', async () => {
    const { leader: found } = proxy;
    let looks = 0;
    proxy.leader = () => (++looks < 3 ? undefined : found());
    expect((await ask('/v2/apps')).status).toBe(201);
    proxy.leader = () => undefined;
    const answered = await ask('/v2/apps');
    expect([answered.status, await answered.text()]).toEqual([
      502,
      'Could not determine the current leader',
    ]);
  });

  it('says when the leader does not answer, or is not there', async () => {
    answer = () => undefined;
    expect((await ask('/v2/apps')).status).toBe(504);
    proxy.leader = () => ({ host: '127.0.0.1', port: 1 });
    const answered = await ask('/v2/apps');
    expect(answered.status).toBe(502);
    expect(await answered.json()).toEqual({ message: expect.stringContaining('ECONNREFUSED') });
  });
});
