import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { events, HttpServer, json, Router } from '../foundation/http/index.ts';
import { eventually, exchange } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import { Connections, type Guest } from './connections.ts';
import { mostInbound } from './limits.ts';
import { MessageHeadParser } from './message-head.ts';
import { MessageParser } from './message-parser.ts';
import { PartialMessages } from './partial-messages.ts';
import { LibprocessServer } from './server.ts';

class TestGuest implements Guest {
  isInUse = false;
  headBytes = 0;
  isDestroyed = false;

  destroy(): void {
    this.isDestroyed = true;
  }
}

describe('Connections', () => {
  it('closes the longest idle for a newcomer, and nobody below its bound', () => {
    const connections = new Connections(3);
    const [a, b, c, d, e] = Array.from({ length: 5 }, () => new TestGuest());
    for (const guest of [a!, b!, c!]) expect(connections.admit(guest)).toBe(true);
    connections.noteActive(a!);
    expect(connections.admit(d!)).toBe(true);
    expect([a, b, c, d].map((guest) => guest!.isDestroyed)).toEqual([false, true, false, false]);
    c!.isInUse = true;
    expect(connections.admit(e!)).toBe(true);
    expect([a, c, d].map((guest) => guest!.isDestroyed)).toEqual([true, false, false]);
    expect(connections.size).toBe(3);
  });

  it('leave descriptors for ourselves, however few there are', () => {
    expect([1_000_000, 1024, 128, 80, 20].map(mostInbound)).toEqual([750_000, 768, 64, 16, 8]);
  });

  it('refuses the newcomer when all are in use', () => {
    const connections = new Connections(2);
    const guests = [new TestGuest(), new TestGuest()];
    for (const guest of guests) {
      guest.isInUse = true;
      connections.admit(guest);
    }
    expect(connections.admit(new TestGuest())).toBe(false);
    expect(guests.some(({ isDestroyed }) => isDestroyed)).toBe(false);
  });

  it('closes the oldest heads when all are too large together', () => {
    const connections = new Connections(10);
    const guests = Array.from({ length: 6 }, () => new TestGuest());
    for (const guest of guests) connections.admit(guest);
    for (const guest of guests.slice(1)) guest.headBytes = 100;
    connections.boundHeads(500);
    expect(connections.size).toBe(6);
    connections.boundHeads(250);
    expect(guests.map(({ isDestroyed }) => isDestroyed)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('PartialMessages', () => {
  it('gives up the one that has waited longest, not the one that is new on its connection', () => {
    const given: string[] = [];
    const waiting = (name: string) => ({ destroy: () => void given.push(name) });
    const [old, busy, last] = [waiting('old'), waiting('busy'), waiting('last')];
    const partial = new PartialMessages(1000);
    partial.note(busy, 300, true);
    partial.note(old, 300, true);
    partial.note(old, 400, false);
    partial.note(busy, 300, true);
    partial.note(last, 500, true);
    expect(given).toEqual(['old']);
    expect(partial.bytes).toBe(800);
    partial.note(busy, 0, true);
    partial.note(last, 0, false);
    expect(partial.bytes).toBe(0);
  });
});

describe('heads of messages', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  function heapMebibytes(): number {
    collect();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  }

  /** Longest possible, and none like another. */
  function head(i: number): string {
    const start = `POST /master/a.B HTTP/1.1\r\nLibprocess-From: s(${i})@127.0.0.1:9\r\nContent-Length: 7\r\nX: `;
    return start + 'x'.repeat(16 * 1024 - start.length - 10);
  }

  it('are not kept by the dozen thousand, neither whole nor in parts', () => {
    const before = heapMebibytes();
    const parsers = Array.from({ length: 8_000 }, (_, i) => {
      const sink = { onMessage: () => undefined, onOther: () => undefined };
      const parser = new MessageParser({ ...sink, onViolation: () => undefined });
      parser.push(Buffer.from(`${head(i)}\r\n\r\nhalf`));
      return parser;
    });
    expect(heapMebibytes() - before).toBeLessThan(60);
    expect(parsers.every(({ headBytes }) => headBytes > 0 && headBytes < 2_000)).toBe(true);
    const heads = new MessageHeadParser();
    for (let i = 0; i < 20_000; i++) expect(heads.parse(head(i))).toBeDefined();
    expect(heapMebibytes() - before).toBeLessThan(80);
  });

  it('count as what they take while they are not complete', () => {
    const parser = new MessageParser({} as never);
    parser.push(Buffer.from(head(1).slice(0, 10_000)));
    expect(parser.headBytes).toBeGreaterThanOrEqual(10_000);
    parser.stop();
    expect(parser.headBytes).toBe(0);
  });
});

describe('LibprocessServer, when there are few connections left', () => {
  let server: LibprocessServer;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });

  async function open(port: number, bytes = ''): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined).resume();
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(bytes);
    return socket;
  }

  it('closes idle ones for newcomers; streams and the links of agents stay', async () => {
    const router = new Router();
    router.on('GET', '/state', () => json('{}'));
    let streams = 0;
    router.on('GET', '/events', () => events('application/json', () => void streams++));
    let messages = 0;
    server = new LibprocessServer({
      http: new HttpServer({ router, log: silentLog }),
      maxConnections: 20,
      isLinked: ({ id }) => id === 'agent',
      onMessage: () => ++messages > 0,
    });
    const { port } = await server.listen(0, '127.0.0.1');
    const say = (from: string): string =>
      `POST /master/a.B HTTP/1.1\r\nLibprocess-From: ${from}@127.0.0.1:9\r\n\r\n`;
    const stream = await open(port, 'GET /events HTTP/1.1\r\nHost: x\r\n\r\n');
    const agent = await open(port, say('agent'));
    const stranger = await open(port, say('stranger'));
    const halfHead = await open(port, 'POST /mas');
    await eventually(() => streams === 1 && messages === 2);
    for (let i = 0; i < 60; i++) {
      await open(port, i % 2 === 0 ? '' : 'GET /state HTTP/1.1\r\nHost: x\r\n\r\n');
    }
    const answer = await exchange(port, ['GET /state HTTP/1.1\r\nHost: x\r\n\r\n']);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    await eventually(() => stranger.destroyed && halfHead.destroyed);
    expect([stream.destroyed, agent.destroyed]).toEqual([false, false]);
    agent.write(say('agent'));
    await eventually(() => messages === 3);
  });
});
