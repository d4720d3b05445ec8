import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import type { EventStream, StreamEnd } from './event-stream.ts';
import { bytes, json, events } from './response.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { SharedLog } from './shared-log.ts';
import { eventually } from './test-support.ts';

const request = 'GET /events HTTP/1.1\r\nHost: x\r\n\r\n';
const maxQueuedBytes = 200_000;
const largeBytes = 12_000_000;
const mostTogether = 50_000_000;

describe('EventStream', () => {
  let server: HttpServer;
  let port: number;
  let streams: EventStream[];
  let ends: (StreamEnd | undefined)[];
  let sockets: Socket[];
  let mostAnswered: number;

  beforeEach(async () => {
    streams = [];
    ends = [];
    sockets = [];
    const router = new Router();
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
    router.on('GET', '/slow', () => slow().then(() => json('{}')));
    mostAnswered = 0;
    router.on('GET', '/large', () => {
      mostAnswered++;
      return bytes('application/octet-stream', Buffer.alloc(largeBytes));
    });
    router.on('GET', '/events', () => events('application/json', openStream, { maxQueuedBytes }));
    const limits = {
      answerStallTimeoutMs: 2_000,
      maxStreamBytesTogether: mostTogether,
      maxAnswerBytesTogether: mostTogether,
    };
    server = new HttpServer({ router, log: silentLog, limits });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await server.close();
  });

  function openStream(stream: EventStream): void {
    const index = streams.push(stream) - 1;
    const own = ends;
    own[index] = undefined;
    stream.onClosed((why) => (own[index] = why));
  }

  async function subscribe(before = ''): Promise<{ socket: Socket; text: () => string }> {
    const count = streams.length;
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(before + request));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    sockets.push(socket);
    await eventually(() => streams.length > count);
    return { socket, text: () => text };
  }

  async function turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  it('lets what comes in one turn through, however much, to one that reads', async () => {
    const { text } = await subscribe();
    const record = Buffer.alloc(1000, 'x');
    for (let i = 0; i < 20_000; i++) streams[0]!.write(record);
    await eventually(() => text().length > 20_000_000);
    await eventually(() => server.unreadStreams.heldBytes === 0);
    expect(streams[0]!.isOpen).toBe(true);
    expect(server.unreadStreams.readerCount).toBe(0);
  });

  it('counts small records as what they cost, and cuts their reader at its bound', async () => {
    const { socket } = await subscribe();
    socket.pause();
    let mostHeldBytes = 0;
    while (streams[0]!.write(Buffer.from('tiny'))) {
      for (let i = 0; i < 500; i++) streams[0]!.write(Buffer.from('tiny'));
      mostHeldBytes = Math.max(mostHeldBytes, server.unreadStreams.heldBytes);
      await turn();
    }
    await eventually(() => ends[0] !== undefined);
    expect(ends[0]).toBe('reader too slow');
    // One buffer is with the connection, the others with us.
    expect(mostHeldBytes).toBeLessThan(4 * maxQueuedBytes);
    expect(server.unreadStreams.heldBytes).toBe(0);
  });

  it('writes the events of a log behind its own, and reads on where it began', async () => {
    const { text } = await subscribe();
    const log = new SharedLog(server.unreadStreams);
    streams[0]!.follow(log);
    log.append(Buffer.from('event 1'));
    await turn();
    let released = 0;
    const pieces = [Buffer.from('snap'), Buffer.from('shot')];
    streams[0]!.writeLarge('8\n', { pieces, length: 8, release: () => released++ });
    streams[0]!.write('heartbeat');
    log.append(Buffer.from('event 2'));
    streams[0]!.readLog();
    await eventually(() => text().includes('event 2'));
    expect(text().split('\r\n\r\n')[1]).toBe(
      'a\r\n8\nsnapshot\r\n9\r\nheartbeat\r\n7\r\nevent 1\r\n7\r\nevent 2\r\n',
    );
    expect(released).toBe(1);
  });

  it('cuts those who do not read a log at their bound; the log forgets, others do not notice', async () => {
    const log = new SharedLog(server.unreadStreams);
    const readers = [await subscribe(), await subscribe(), await subscribe()];
    for (const stream of streams) {
      stream.follow(log);
      stream.readLog();
    }
    readers[0]!.socket.pause();
    readers[1]!.socket.pause();
    const record = Buffer.alloc(20_000, 'x');
    let written = 0;
    while (ends[0] === undefined || ends[1] === undefined) {
      log.append(record);
      written += record.length;
      await eventually(() => readers[2]!.text().length >= written);
      expect(log.keptBytes).toBeLessThan(1_000_000);
    }
    expect(ends).toEqual(['reader too slow', 'reader too slow', undefined]);
    expect(log.keptBytes).toBeLessThan(600_000);
  });

  it('gives everything back when a reader goes in the middle', async () => {
    const { socket } = await subscribe();
    socket.pause();
    const log = new SharedLog(server.unreadStreams);
    streams[0]!.follow(log);
    let released = 0;
    const body = { pieces: [Buffer.alloc(20_000_000)], length: 20_000_000 };
    streams[0]!.writeLarge('', { ...body, release: () => released++ });
    streams[0]!.write('more');
    await turn();
    expect(server.unreadStreams.heldBytes).toBeGreaterThan(20_000_000);
    socket.destroy();
    await eventually(() => ends[0] !== undefined);
    expect(ends[0]).toBe('client closed');
    expect(released).toBe(1);
    expect(server.unreadStreams.heldBytes).toBe(0);
    expect(log.isFollowed).toBe(false);
  });

  it('waits for the answers that are owed before it on the connection', async () => {
    const { text } = await subscribe('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    streams[0]!.write('event');
    await eventually(() => text().includes('event'));
    expect(text()).toMatch(/^HTTP\/1.1 200 OK[^]*\{\}HTTP\/1.1 200 OK[^]*\r\n\r\n5\r\nevent\r\n$/);
  });

  it('ends behind what was written, and does not wait for ever for a reader to take it', async () => {
    const quick = await subscribe();
    streams[0]!.write('last');
    streams[0]!.end();
    await eventually(() => quick.text().endsWith('4\r\nlast\r\n0\r\n\r\n'));
    const { socket } = await subscribe();
    socket.pause();
    streams[1]!.write(Buffer.alloc(20_000_000));
    streams[1]!.end();
    expect(server.unreadStreams.heldBytes).toBeGreaterThan(20_000_000);
    await eventually(() => server.unreadStreams.heldBytes === 0);
  });

  it('cuts readers that stop when all together leave too much, one after the other, and no other', async () => {
    const honest = await subscribe();
    for (let i = 0; i < 12; i++) (await subscribe()).socket.pause();
    for (const stream of streams.slice(1)) {
      // More than the kernel takes, and each turn below the bound of the stream.
      stream.write(Buffer.alloc(8_000_000));
      streams[0]!.write('event');
      await turn();
    }
    await eventually(() => server.unreadStreams.heldBytes <= mostTogether);
    const cut = ends.filter((why) => why === 'reader too slow').length;
    expect(cut).toBeGreaterThan(2);
    expect(cut).toBeLessThan(12);
    expect(streams[0]!.isOpen).toBe(true);
    await eventually(() => honest.text().split('event').length === 13);
  });

  it('cuts readers of answers likewise', async () => {
    for (let i = 0; i < 8; i++) {
      const get = 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n';
      const socket = connect(port, '127.0.0.1', () => socket.write(get));
      socket.pause().on('error', () => undefined);
      sockets.push(socket);
    }
    await eventually(() => mostAnswered === 8);
    await eventually(() => server.unreadAnswerBytes <= mostTogether);
    const response = await fetch(`http://127.0.0.1:${port}/large`);
    expect((await response.arrayBuffer()).byteLength).toBe(largeBytes);
  });
});
