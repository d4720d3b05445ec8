/** WebSockets from outside: with a client that others wrote, and handshakes byte by byte. */
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../log.ts';
import { failure, ok } from '../result.ts';
import { forbidden } from './errors.ts';
import type { HttpLimits } from './limits.ts';
import { text } from './response.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { eventually, exchange, withoutDate } from './test-support.ts';
import type { WebSocketLink, WebSocketMessage } from './web-socket.ts';

const limits: Partial<HttpLimits> = {
  maxWebSockets: 3,
  maxWebSocketMessageBytes: 1000,
  maxWebSocketQueueBytes: 1024 * 1024,
  webSocketCloseTimeoutMs: 50,
};

describe('a WebSocket', () => {
  let server: HttpServer;
  let port: number;
  let links: WebSocketLink[];
  let ends: string[];
  let heard: WebSocketMessage[];
  let who: (string | undefined)[];
  const clients: WebSocket[] = [];

  beforeEach(() => start(limits));

  async function start(given: Partial<HttpLimits>): Promise<void> {
    [links, ends, heard, who] = [[], [], [], []];
    const router = new Router();
    router.onUpgrade('/tasks/:id/log', {
      admit: async ({ headers, parameters }) => {
        await Promise.resolve();
        if (parameters.id === 'secret') return failure(forbidden('Not yours'));
        const { authorization } = headers;
        if (authorization === 'wrong') {
          return failure(text(401, 'Who are you?', [['WWW-Authenticate', 'Basic realm="x"']]));
        }
        return ok(
          authorization === undefined ? undefined : { value: authorization, claims: new Map() },
        );
      },
      open: (link, { parameters, principal, query }) => {
        links.push(link);
        who.push(principal?.value);
        link.onClosed((why) => ends.push(why));
        link.onMessage((message) => {
          heard.push(message);
          link.send(message);
        });
        link.send(`${parameters.id} ${query.get('from')}`);
      },
    });
    router.on('GET', '/plain', ({ headers }) => text(200, `plain ${headers.upgrade}`));
    router.on('POST', '/plain', ({ body }) => text(200, Buffer.from(body).toString()));
    server = new HttpServer({
      router,
      log: silentLog,
      limits: given,
      hosts: { isLoopback: true, names: [] },
    });
    port = (await server.listen(0, '127.0.0.1')).port;
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    await server.close();
  });

  interface Talk {
    readonly client: WebSocket;
    readonly messages: (string | Buffer)[];
    /** "1000 why", or what the handshake was answered. */
    readonly end: Promise<string>;
  }

  function talk(path: string, headers: Record<string, string> = {}): Talk {
    const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    clients.push(client);
    const messages: (string | Buffer)[] = [];
    client.on('message', (data: Buffer, isBinary) =>
      messages.push(isBinary ? data : data.toString()),
    );
    const end = new Promise<string>((resolve) => {
      client.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`.trim()));
      client.on('error', (error) => resolve(error.message));
    });
    return { client, messages, end };
  }

  it('carries texts and bytes both ways, and knows its path and query', async () => {
    const { client, messages, end } = talk('/tasks/a%2Fb/log?from=7', { authorization: 'ops' });
    await eventually(() => messages.length === 1);
    client.send('é');
    client.send(Buffer.from([0, 255]));
    await eventually(() => messages.length === 3);
    expect(messages).toEqual(['a/b 7', 'é', Buffer.from([0, 255])]);
    expect(heard).toEqual(['é', Buffer.from([0, 255])]);
    expect(who).toEqual(['ops']);
    client.close(1000);
    expect(await end).toBe('1000');
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['closed by peer']);
    expect(links[0]!.send('late')).toBe(false);
  });

  it('is closed by its handler, after what was sent', async () => {
    const { messages, end } = talk('/tasks/a/log');
    await eventually(() => messages.length === 1);
    links[0]!.send('last');
    links[0]!.close();
    expect(await end).toBe('1000');
    expect(messages.at(-1)).toBe('last');
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['closed by us']);
  });

  it('opens for nobody who is not admitted', async () => {
    expect(await talk('/tasks/secret/log').end).toMatch(/403/);
    expect(await talk('/tasks/a/log', { authorization: 'wrong' }).end).toMatch(/401/);
    expect(links).toEqual([]);
  });

  it('takes no message that is too large, and no more peers than it may', async () => {
    const { client, messages, end } = talk('/tasks/a/log');
    await eventually(() => messages.length === 1);
    client.send('x'.repeat(1001));
    expect(await end).toBe('1009');
    expect(heard).toEqual([]);
    await eventually(() => ends.length === 1);
    const three = ['1', '2', '3'].map((id) => talk(`/tasks/${id}/log`));
    await eventually(() => links.length === 4);
    expect(await talk('/tasks/4/log').end).toMatch(/503/);
    three[0]!.client.close();
    await eventually(() => ends.length === 2);
    talk('/tasks/5/log');
    await eventually(() => links.length === 5);
  });

  it('cuts a peer that does not read', async () => {
    const { client, messages } = talk('/tasks/a/log');
    await eventually(() => messages.length === 1);
    client.pause();
    const large = 'x'.repeat(64 * 1024);
    let sent = 0;
    while (links[0]!.send(large)) {
      sent++;
      await new Promise((resolve) => setImmediate(resolve));
      expect(links[0]!.backlogBytes).toBeLessThanOrEqual(1024 * 1024);
    }
    expect(sent).toBeGreaterThan(10);
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['reader too slow']);
    expect(server.unreadStreams.heldBytes).toBe(0);
    expect(server.unreadStreams.readerCount).toBe(0);
  });

  it('holds nothing of what was read', async () => {
    const { messages } = talk('/tasks/a/log');
    await eventually(() => messages.length === 1);
    for (let i = 0; i < 10; i++) links[0]!.send(`${i}`);
    await eventually(() => messages.length === 11 && server.unreadStreams.heldBytes === 0);
    expect(links[0]!.backlogBytes).toBe(0);
  });

  it('says goodbye when the server closes, and cuts who does not answer', async () => {
    const polite = talk('/tasks/a/log');
    const deaf = connect(port, '127.0.0.1');
    deaf.on('error', () => undefined);
    deaf.write(handshake('/tasks/b/log'));
    await eventually(() => links.length === 2 && polite.messages.length === 1);
    deaf.pause();
    await server.close();
    expect(await polite.end).toBe('1001 the server goes down');
    expect(ends).toEqual(['closed by us', 'closed by us']);
    deaf.destroy();
    await start(limits);
  });

  it('cuts a peer that answers no ping', async () => {
    await server.close();
    await start({ ...limits, webSocketPingIntervalMs: 20 });
    const alive = talk('/tasks/a/log');
    // Whoever speaks by hand hears the ping and says nothing.
    const deaf = connect(port, '127.0.0.1');
    deaf.on('error', () => undefined);
    deaf.resume();
    deaf.write(handshake('/tasks/b/log'));
    await eventually(() => ends.length === 1);
    expect(ends).toEqual(['no answer']);
    expect(alive.client.readyState).toBe(WebSocket.OPEN);
  });

  function handshake(path: string, headers: readonly string[] = [], method = 'GET'): string {
    const lines = [
      `${method} ${path} HTTP/1.1`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      ...(headers.some((line) => line.startsWith('Host')) ? [] : ['Host: localhost']),
      ...(headers.some((line) => line.startsWith('Sec-WebSocket-Version'))
        ? []
        : ['Sec-WebSocket-Version: 13']),
      ...(headers.some((line) => line.startsWith('Sec-WebSocket-Key'))
        ? []
        : ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']),
      ...headers,
    ];
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  const ask = async (request: string): Promise<string> =>
    withoutDate(await exchange(port, [request]));

  it('answers the handshake of the specification', async () => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString('latin1')));
    socket.write(handshake('/tasks/a/log', ['Sec-WebSocket-Protocol: chat']));
    await eventually(() => answer.includes('a undefined'));
    expect(answer).toContain('\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
    expect(answer).not.toMatch(/Sec-WebSocket-Protocol/i);
    socket.destroy();
    await eventually(() => ends.length === 1);
  });

  it.each([
    ['Sec-WebSocket-Key: short', 400],
    ['Sec-WebSocket-Version: 7', 400],
    ['Origin: http://evil.example', 403],
    ['Origin: null', 403],
    ['Sec-Fetch-Site: cross-site', 403],
    ['Host: evil.example', 403],
  ])('refuses a handshake with %s: %i', async (header, status) => {
    const answer = await ask(handshake('/tasks/a/log', [header]));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(links).toEqual([]);
  });

  it('is open to pages of its own', async () => {
    talk('/tasks/a/log', { origin: `http://127.0.0.1:${port}` });
    await eventually(() => links.length === 1);
  });

  it('is 426 for who does not ask to upgrade, and 405 for other methods', async () => {
    const plain = 'GET /tasks/a/log HTTP/1.1\r\nHost: localhost\r\n\r\n';
    expect(await ask(plain)).toMatch(
      /^HTTP\/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n/,
    );
    expect(await ask(plain.replace('GET', 'PUT'))).toMatch(/^HTTP\/1.1 405 .*\r\nAllow: GET\r\n/s);
    const other = 'GET /tasks/a/log HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n';
    expect(await ask(`${other}Upgrade: h2c\r\n\r\n`)).toMatch(/^HTTP\/1.1 426 /);
    expect(await ask(handshake('/tasks/a/log', [], 'POST'))).toMatch(/^HTTP\/1.1 405 /);
  });

  it('where there is none the request is served as if it had not asked', async () => {
    expect(await ask(handshake('/plain'))).toMatch(/^HTTP\/1.1 200 .*\r\n\r\nplain undefined$/s);
    expect(await ask(handshake('/nosuch'))).toMatch(/^HTTP\/1.1 404 /);
    const h2c =
      'POST /plain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n' +
      'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\nhello';
    expect(await ask(h2c)).toMatch(/^HTTP\/1.1 200 .*\r\n\r\nhello$/s);
    // The body in pieces, behind the head.
    const [head, body] = [h2c.slice(0, -5), 'hello'];
    expect(withoutDate(await exchange(port, [head, body]))).toMatch(/\r\n\r\nhello$/);
    // One after the other on one connection, as clients do; not before the first is answered.
    const [first, second] = [handshake('/plain'), h2c];
    const socket = connect(port, '127.0.0.1');
    let answers = '';
    socket.on('data', (data: Buffer) => (answers += data.toString()));
    socket.write(first);
    await eventually(() => answers.endsWith('plain undefined'));
    socket.write(second);
    await eventually(() => answers.endsWith('hello'));
    socket.destroy();
    expect(await ask(handshake('/plain') + handshake('/tasks/a/log'))).toBe('');
    expect(links).toEqual([]);
  });

  it('survives handlers and peers that fail', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(handshake('/tasks/a/log'));
    socket.resetAndDestroy();
    const garbage = connect(port, '127.0.0.1');
    garbage.on('error', () => undefined);
    garbage.write(handshake('/tasks/b/log'));
    garbage.write(Buffer.alloc(100, 0xff));
    await eventually(() => ends.length > 0);
    expect((await talkOnce()).length).toBe(1);
  });

  async function talkOnce(): Promise<(string | Buffer)[]> {
    const { messages } = talk('/tasks/z/log');
    await eventually(() => messages.length === 1);
    return messages;
  }
});
