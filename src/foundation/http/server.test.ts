import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import type { EventStream, StreamEnd } from './event-stream.ts';
import type { HttpRequest } from './request.ts';
import { bytes, empty, events, json, redirect, source, text } from './response.ts';
import { type RoutedRequest, Router } from './router.ts';
import { HttpServer } from './server.ts';
import { eventually, exchange, withoutDate } from './test-support.ts';

const plain = 'Content-Type: text/plain; charset=utf-8\r\n';
const long = JSON.stringify({ long: 'x'.repeat(2000) });

function get(target: string, headers = ''): string {
  return `GET ${target} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
}

function post(target: string, body: string, headers = ''): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `POST ${target} HTTP/1.1\r\nHost: x\r\n${headers}${length}\r\n${body}`;
}

async function* threeChunks(): AsyncGenerator<Uint8Array> {
  for (const part of ['{"a"', ':', '1}']) yield Buffer.from(part);
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw new Error('disk on fire');
}

describe('HttpServer', () => {
  let server: HttpServer;
  let port: number;
  let seen: RoutedRequest[];
  let streams: EventStream[];
  let ends: StreamEnd[];
  let errors: string[];

  beforeEach(async () => {
    seen = [];
    streams = [];
    ends = [];
    errors = [];
    const router = new Router();
    router.on('GET', '/state', () => json('{"a":1}'));
    router.on('GET', '/long', () => json(long));
    router.on('GET', '/health', () => empty());
    router.on('GET', '/redirect', () => redirect('//leader:5050'));
    router.on('GET', '/call', () => bytes('application/x-protobuf', 'pb'));
    router.on('GET', '/bad', () => text(400, 'No good'));
    for (const method of ['POST', 'PUT']) router.on(method, '/write', () => empty(202));
    router.on('GET', '/source', () => source('application/json', threeChunks()));
    router.on('GET', '/breaking', () => source('application/json', breaking()));
    router.on('GET', '/later', () => sleep(50, text(200, 'later')));
    router.on('GET', '/endless', () => source('text/plain', endless()));
    router.on('GET', '/throws', () => Promise.reject(new Error('a bug')));
    router.on('POST', '/echo/*rest', (request) => {
      seen.push(request);
      return bytes('application/octet-stream', request.body);
    });
    router.on('POST', '/upload', upload, { streamsBody: () => true });
    router.on('GET', '/events', () =>
      events('application/json', openStream, {
        headers: [['Mesos-Stream-Id', 'id-1']],
        maxQueuedBytes: 100_000,
      }),
    );
    server = new HttpServer({
      router,
      log: { ...silentLog, error: (message) => errors.push(message) },
      limits: {
        maxBodyBytes: 5000,
        maxHeadBytes: 4000,
        headTimeoutMs: 100,
        bodyStallTimeoutMs: 100,
        answerStallTimeoutMs: 100,
        lingerTimeoutMs: 500,
      },
    });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(() => server.close());

  let endlessIsOver = false;
  function* endless(): Generator<Uint8Array> {
    endlessIsOver = false;
    try {
      for (;;) yield Buffer.alloc(100_000);
    } finally {
      endlessIsOver = true;
    }
  }

  function openStream(stream: EventStream): void {
    streams.push(stream);
    stream.onClosed((why) => ends.push(why));
  }

  async function upload(request: HttpRequest) {
    let total = 0;
    for await (const chunk of request.bodyStream!) total += chunk.length;
    return text(200, `${total}`);
  }

  async function ask(...pieces: string[]): Promise<string> {
    return withoutDate(await exchange(port, pieces));
  }

  it('writes Date first, then the headers in the order of the real product', async () => {
    const answer = await exchange(port, [get('/state')]);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\nDate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\n/);
    expect(withoutDate(answer)).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Type: application/json\r\n\r\n{"a":1}',
    );
    expect(await ask(get('/health'))).toBe('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    expect(await ask(get('/redirect'))).toBe(
      'HTTP/1.1 307 Temporary Redirect\r\nLocation: //leader:5050\r\nContent-Length: 0\r\n\r\n',
    );
    expect(await ask(get('/call'))).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 2\r\n\r\npb',
    );
    expect(await ask(get('/bad'))).toBe(
      `HTTP/1.1 400 Bad Request\r\n${plain}Content-Length: 7\r\n\r\nNo good`,
    );
  });

  it('refuses unknown paths and methods with a sentence', async () => {
    expect(await ask(get('/nosuch'))).toBe(
      `HTTP/1.1 404 Not Found\r\n${plain}Content-Length: 14\r\n\r\n404 Not Found.`,
    );
    const why = "405 Method Not Allowed. Expecting one of { 'POST', 'PUT' }, but received 'GET'.";
    expect(await ask(get('/write'))).toBe(
      `HTTP/1.1 405 Method Not Allowed\r\nAllow: POST, PUT\r\n${plain}Content-Length: ${why.length}\r\n\r\n${why}`,
    );
  });

  it.each([
    ['/%zz', '400 Bad Request', "Failed to decode path '/%zz'"],
    ['/state?a=%f', '400 Bad Request', "Failed to decode query 'a=%f'"],
    ['/%00', '400 Bad Request', "Failed to decode path '/%00'"],
    ['/%ff', '400 Bad Request', "Failed to decode path '/%ff'"],
    ['/state/../../etc', '404 Not Found', '404 Not Found.'],
    ['/state/%2e%2e/x', '404 Not Found', '404 Not Found.'],
  ])('refuses the target %s', async (target, status, why) => {
    const answer = await ask(get(target));
    expect(answer).toContain(`HTTP/1.1 ${status}\r\n`);
    expect(answer.endsWith(`\r\n\r\n${why}`)).toBe(true);
  });

  it('hands over path, query, target and body', async () => {
    await ask(post('/echo/a%2Fb?x=1+2&y&x=3%26', 'hello', 'X-Thing: 7\r\n'));
    const [request] = seen;
    expect(request).toMatchObject({ method: 'POST', parameters: { rest: 'a/b' } });
    expect(request!.target).toBe('/echo/a%2Fb?x=1+2&y&x=3%26');
    expect([...request!.query]).toEqual([
      ['x', '3&'],
      ['y', ''],
    ]);
    expect(request!.headers['x-thing']).toBe('7');
    expect(Buffer.from(request!.body).toString()).toBe('hello');
  });

  it('compresses long answers for those who ask', async () => {
    const answer = await ask(get('/long', 'Accept-Encoding: gzip\r\n'));
    const [head, body] = answer.split('\r\n\r\n');
    expect(head).toMatch(
      /^HTTP\/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application\/json\r\nContent-Length: \d+$/,
    );
    expect(gunzipSync(Buffer.from(body!, 'latin1')).toString()).toBe(long);
    expect(await ask(get('/long'))).not.toContain('Content-Encoding');
    expect(await ask(get('/state', 'Accept-Encoding: gzip\r\n'))).not.toContain('Content-Encoding');
  });

  it('reads chunked and compressed bodies, and trailers', async () => {
    const chunked = '5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nTrailer: 1\r\n\r\n';
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\n';
    const answer = await ask(`${head}Transfer-Encoding: chunked\r\n\r\n${chunked}`);
    expect(answer.endsWith('\r\n\r\nhello!')).toBe(true);
    const packed = gzipSync('unpacked');
    const gzipHead = `${head}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`;
    const unpacked = await exchange(port, [gzipHead, packed]);
    expect(unpacked.endsWith('\r\n\r\nunpacked')).toBe(true);
  });

  it('refuses bodies beyond the bound, announced or not, packed or not, and closes', async () => {
    const why = 'The request body is too large, expecting at most 5000 bytes';
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\n';
    const announced = await ask(post('/echo', 'x'.repeat(5001)) + get('/state'));
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
    const endless = await ask(`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk, chunk);
    const bomb = gzipSync('x'.repeat(100_000));
    const packed = `${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`;
    const exploded = withoutDate(await exchange(port, [packed, bomb]));
    for (const answer of [announced, endless, exploded]) {
      expect(answer).toContain('HTTP/1.1 413 Payload Too Large\r\n');
      expect(answer).toContain(why);
    }
    expect(announced).not.toContain('200 OK');
    expect(seen).toEqual([]);
  });

  it('refuses an announced large body before it is sent', async () => {
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n';
    const refusedEarly = await ask(`${head}Content-Length: 5001\r\n\r\n`);
    expect(refusedEarly.startsWith('HTTP/1.1 413')).toBe(true);
    const welcome = await ask(`${head}Content-Length: 2\r\n\r\n`, 'ab');
    expect(welcome.startsWith('HTTP/1.1 100 Continue\r\n\r\n')).toBe(true);
    expect(welcome.endsWith('ab')).toBe(true);
  });

  it.each([
    ['GARBAGE\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['GET /state HTTP/1.1\r\nNo colon\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    [get('/state', `X: ${'x'.repeat(20_000)}\r\n`), 'HTTP/1.1 431 '],
    ['POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'HTTP/1.1 400'],
  ])('answers malformed requests (%#) with a sentence', async (request, status) => {
    const answer = await ask(request);
    expect(answer.startsWith(status)).toBe(true);
    expect(answer.split('\r\n\r\n')[1]).toMatch(/\w+ .*\w+/);
    expect(seen).toEqual([]);
  });

  it('gives the answers it owes before it refuses what follows in the same write', async () => {
    // Stays open: to one that has closed its side, Node closes behind the last whole request.
    const both = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.write(`${get('/later')}${get('/state')}GARBAGE\r\n\r\n`);
    });
    const statuses = [...both.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1]);
    expect(statuses).toEqual(['200', '200', '400']);
    expect(both).toContain('later');
    const brokenBody = 'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
    const broken = await ask(get('/later') + brokenBody);
    expect([...broken.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1])).toEqual([
      '200',
      '400',
    ]);
  });

  it('refuses garbage behind an open event stream by closing', async () => {
    expect(await ask(`${get('/events')}GARBAGE\r\n\r\n`)).not.toContain('400');
    expect(ends).toEqual(['client closed']);
  });

  it('refuses tunnels and expectations with a sentence, and asks for no Host', async () => {
    expect(await ask('CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 [^]*no tunnel/,
    );
    expect(await ask(get('/state', 'Expect: tea\r\n'))).toMatch(/^HTTP\/1.1 417 [^]*'tea'/);
    expect(await ask('GET /state HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it('cuts a client that does not take its answer', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(get('/endless')));
    socket.on('error', () => undefined).pause();
    await eventually(() => endlessIsOver);
    socket.destroy();
  });

  it('cuts a body that only trickles', async () => {
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n';
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    let answer = '';
    const trickle = setInterval(() => socket.write('x'), 20);
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined);
    await eventually(() => answer !== '');
    clearInterval(trickle);
    socket.destroy();
    expect(answer).toContain('HTTP/1.1 408 ');
  });

  it('cuts heads and bodies that stop arriving', async () => {
    const cutOff = (sent: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(sent));
        let answer = '';
        socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
        socket.on('close', () => resolve(answer));
      });
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf';
    const [slowHead, slowBody] = await Promise.all([cutOff('GET /state HTT'), cutOff(head)]);
    expect(slowHead).toContain('HTTP/1.1 408 Request Timeout');
    expect(slowBody).toContain('HTTP/1.1 408 Request Timeout');
    expect(seen).toEqual([]);
  });

  it('answers 500 when a handler breaks, and cuts a body that cannot be finished', async () => {
    expect(await ask(get('/throws'))).toContain('500 Internal Server Error.');
    expect(errors[0]).toContain('GET /throws failed: Error: a bug');
    const broken = await ask(get('/breaking'));
    expect(broken.endsWith('0\r\n\r\n')).toBe(false);
    expect(errors[1]).toContain('GET /breaking failed: Error: disk on fire');
  });

  it('lets a route read its body as it comes, beyond the bound', async () => {
    const answer = await ask(post('/upload', 'x'.repeat(20_000)));
    expect(answer.endsWith('20000')).toBe(true);
  });

  it('streams events, one chunk per record', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(get('/events')));
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    await eventually(() => streams.length === 1);
    streams[0]!.write('5\nhello');
    streams[0]!.write(Buffer.from('2\nyo'));
    streams[0]!.end();
    expect(streams[0]!.write('late')).toBe(false);
    await eventually(() => received.endsWith('0\r\n\r\n'));
    expect(withoutDate(received)).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nMesos-Stream-Id: id-1\r\n' +
        'Content-Type: application/json\r\n\r\n7\r\n5\nhello\r\n4\r\n2\nyo\r\n0\r\n\r\n',
    );
    expect(ends).toEqual(['ended by us']);
    socket.destroy();
  });

  it.each(['end', 'destroy'] as const)('notices a subscriber that goes by %s', async (how) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(get('/events')));
    socket.on('error', () => undefined).resume();
    await eventually(() => streams.length === 1);
    socket[how]();
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['client closed']);
    expect(streams[0]!.isOpen).toBe(false);
  });

  it('cuts a subscriber that does not read; others do not notice', async () => {
    const slow = connect(port, '127.0.0.1', () => slow.write(get('/events')));
    slow.on('error', () => undefined).pause();
    await eventually(() => streams.length === 1);
    const quick = connect(port, '127.0.0.1', () => quick.write(get('/events')));
    let quickBytes = 0;
    quick.on('data', (chunk: Buffer) => (quickBytes += chunk.length));
    await eventually(() => streams.length === 2);
    const record = Buffer.alloc(50_000, 'x');
    let written = 0;
    while (streams[0]!.write(record)) {
      written += record.length;
      streams[1]!.write(record);
      await eventually(() => quickBytes >= written);
    }
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['reader too slow']);
    expect(streams[1]!.isOpen).toBe(true);
    slow.destroy();
    quick.destroy();
  });
});
