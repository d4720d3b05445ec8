import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer, json, Router } from '../foundation/http/index.ts';
import { eventually, exchange, withoutDate } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import { LibprocessServer } from './server.ts';

const accepted = 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n';
const notFound =
  'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 14\r\n\r\n404 Not Found.';
const state = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}';
const getState = 'GET /state HTTP/1.1\r\nHost: x\r\n\r\n';

function message(id: string, body: string): string {
  const head = `POST /${id}/a.B HTTP/1.1\r\nUser-Agent: libprocess/s@127.0.0.1:9\r\nHost: x\r\n`;
  return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
}

describe('LibprocessServer', () => {
  let received: string[];
  let server: LibprocessServer;
  let port: number;

  beforeEach(async () => {
    received = [];
    const router = new Router();
    router.on('GET', '/state', () => json('{}'));
    server = new LibprocessServer({
      http: new HttpServer({ router, log: silentLog }),
      maxBodyBytes: 1000,
      onMessage: (from, toId, name, body) => {
        received.push(`${from.text} ${toId} ${name} ${Buffer.from(body).toString()}`);
        return toId === 'master';
      },
    });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(() => server.close());

  it('answers each message of a pipeline, unknown processes with 404', async () => {
    const answer = await exchange(port, [message('master', 'one') + message('nobody', 'two')]);
    expect(withoutDate(answer)).toBe(accepted + notFound);
    expect(received).toEqual(['s@127.0.0.1:9 master a.B one', 's@127.0.0.1:9 nobody a.B two']);
  });

  it('serves messages and requests on one connection, in any order', async () => {
    const all = message('master', '1') + getState + message('master', '2') + getState;
    expect(withoutDate(await exchange(port, [all]))).toBe(accepted + state + accepted + state);
    expect(received.map((line) => line.at(-1))).toEqual(['1', '2']);
  });

  it('serves the same bytes when they come one at a time', async () => {
    const all = getState + message('master', '1') + message('nobody', '2');
    const answer = await exchange(port, all.split(''));
    expect(withoutDate(answer)).toBe(state + accepted + notFound);
    const swapped = await exchange(port, (message('master', '1') + getState).split(''));
    expect(withoutDate(swapped)).toBe(accepted + state);
  });

  it('takes a hundred thousand pipelined messages from one socket', async () => {
    const count = 100_000;
    const answer = await exchange(port, [message('master', 'x').repeat(count)]);
    expect(received).toHaveLength(count);
    expect(answer.match(/HTTP\/1.1 202 Accepted/g)).toHaveLength(count);
  });

  it('does not buffer answers for a peer that reads none', async () => {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.pause();
    const burst = message('master', 'x').repeat(10_000);
    let stuck = 0;
    while (stuck < 5) {
      const before = received.length;
      if (socket.writableLength < burst.length) socket.write(burst);
      await new Promise((resolve) => setTimeout(resolve, 10));
      stuck = received.length === before ? stuck + 1 : 0;
    }
    // What was accepted fits into our bound and the kernel's buffers, then reading stopped.
    const before = received.length;
    socket.resume();
    await eventually(() => received.length > before);
    socket.destroy();
  });

  it.each([
    ['Content-Length: 2000\r\n\r\n', 'HTTP/1.1 413 Payload Too Large'],
    ['Transfer-Encoding: chunked\r\n\r\nzz\r\n', 'HTTP/1.1 400 Bad Request'],
  ])('refuses %j and closes', async (rest, status) => {
    const head = 'POST /master/a.B HTTP/1.1\r\nLibprocess-From: s@127.0.0.1:9\r\n';
    const answer = await exchange(port, [head + rest + 'x'.repeat(3000)]);
    expect(answer.startsWith(status)).toBe(true);
    expect(received).toEqual([]);
  });

  it('refuses a large message on a connection that already is HTTP', async () => {
    const head = 'POST /master/a.B HTTP/1.1\r\nHost: x\r\nLibprocess-From: s@127.0.0.1:9\r\n';
    const body = 'x'.repeat(2000);
    const answer = await exchange(port, [`${getState}${head}Content-Length: 2000\r\n\r\n${body}`]);
    expect(answer).toContain('HTTP/1.1 413 Payload Too Large');
    expect(received).toEqual([]);
  });

  it('answers 400 to a sender that no answer could reach', async () => {
    const answer = await exchange(port, [
      'POST /master/a.B HTTP/1.1\r\nLibprocess-From: nowhere\r\n\r\n',
    ]);
    expect(answer).toContain('HTTP/1.1 400 Bad Request');
    expect(answer).toContain("Invalid UPID 'nowhere': expecting 'id@ip:port'");
  });

  it('drops a message that is cut off, and keeps those before it', async () => {
    const two = message('master', 'whole') + message('master', 'cut off');
    const answer = await exchange(port, [two.slice(0, -3)]);
    expect(withoutDate(answer)).toBe(accepted);
    expect(received).toEqual(['s@127.0.0.1:9 master a.B whole']);
  });

  it('closes after a message that asks for it', async () => {
    const closing = message('master', '1').replace('Host: x', 'Connection: close');
    const answer = await exchange(port, [closing + message('master', '2')]);
    expect(withoutDate(answer)).toBe(accepted);
    expect(received).toEqual(['s@127.0.0.1:9 master a.B 1']);
  });
});
