import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { HttpClient, type ClientStream } from './client.ts';
import type { EventStream } from './event-stream.ts';
import { bytes, events, text } from './response.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { eventually } from './test-support.ts';

describe('HttpClient', () => {
  let server: HttpServer;
  let client: HttpClient;
  let base: string;
  let stream: EventStream | undefined;
  let told: string[];
  let peers: Set<string>;

  beforeEach(async () => {
    stream = undefined;
    told = [];
    peers = new Set();
    const router = new Router();
    for (const method of ['GET', 'POST']) {
      router.on(method, '/echo', (request) => {
        peers.add(request.peer);
        return bytes('text/plain', request.body, { headers: [['X-Method', request.method]] });
      });
    }
    router.on('POST', '/never', () => new Promise(() => undefined));
    router.on('POST', '/refuses', () => text(403, 'Not you'));
    router.on('POST', '/events', () => events('application/json', (opened) => (stream = opened)));
    server = new HttpServer({ router, log: silentLog });
    const { port } = await server.listen(0, '127.0.0.1');
    base = `http://127.0.0.1:${port}`;
    client = new HttpClient({ maxConnections: 1, maxBodyBytes: 1000 });
  });

  afterEach(async () => {
    client.close();
    await server.close();
  });

  function open(url: string, timeoutMs?: number): ClientStream {
    const timeout = timeoutMs === undefined ? {} : { timeoutMs };
    return client.openStream(
      { url, body: '{}', ...timeout },
      {
        onOpen: (headers) => told.push(`open ${headers['content-type']}`),
        onData: (chunk) => told.push(`data ${chunk.toString()}`),
        onRefused: ({ status, body }) => told.push(`refused ${status} ${body.toString()}`),
        onClosed: (why) => told.push(`closed ${why.replace(base, '')}`),
      },
    );
  }

  it('posts and gets over one kept connection', async () => {
    for (const body of ['one', 'two', 'three']) {
      const result = await client.post(`${base}/echo`, { 'Content-Type': 'text/plain' }, body);
      expect(result.ok && result.value.body.toString()).toBe(body);
      expect(result.ok && result.value.headers['x-method']).toBe('POST');
    }
    const got = await client.get(`${base}/echo`);
    expect(got.ok && got.value.status).toBe(200);
    expect(peers.size).toBe(1);
  });

  it('returns failures that name the request', async () => {
    const late = await client.request({ url: `${base}/never`, timeoutMs: 50 });
    expect(late).toEqual({
      ok: false,
      error: `POST ${base}/never failed: no answer in 50 ms`,
    });
    const large = await client.post(`${base}/echo`, {}, 'x'.repeat(1001));
    expect(large).toEqual({
      ok: false,
      error: `POST ${base}/echo failed: the answer is larger than 1000 bytes`,
    });
    const nowhere = await client.get('http://127.0.0.1:1/');
    expect(nowhere.ok ? '' : nowhere.error).toContain('ECONNREFUSED');
    const nonsense = await client.get('not a url');
    expect(nonsense.ok ? '' : nonsense.error).toContain('GET not a url failed: ');
  });

  it('reads a stream until it ends', async () => {
    open(`${base}/events`);
    await eventually(() => stream !== undefined);
    stream!.write('hello');
    await eventually(() => told.length === 2);
    stream!.end();
    await eventually(() => told.length === 3);
    expect(told).toEqual([
      'open application/json',
      'data hello',
      'closed POST /events failed: the stream has ended',
    ]);
  });

  it('says when a stream is refused, cannot be dialled or gets no answer', async () => {
    open(`${base}/refuses`);
    await eventually(() => told.length === 1);
    open('http://127.0.0.1:1/');
    await eventually(() => told.length === 2);
    open(`${base}/never`, 50);
    await eventually(() => told.length === 3);
    expect(told[0]).toBe('refused 403 Not you');
    expect(told[1]).toMatch(/^closed POST .* failed: connect ECONNREFUSED/);
    expect(told[2]).toBe('closed POST /never failed: no answer in 50 ms');
  });

  it('is silent after close', async () => {
    const opened = open(`${base}/events`);
    await eventually(() => told.length === 1);
    opened.close();
    await eventually(() => stream?.isOpen === false);
    expect(told).toEqual(['open application/json']);
  });
});
