import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DnsCounters } from './counters.ts';
import type { Responder } from './responder.ts';
import { TcpConnections } from './tcp-connections.ts';
import { FrameReader, framed } from './tcp-frames.ts';

const longAnswer = Buffer.alloc(60_000, 7);

describe('DNS by TCP', () => {
  let server: Server;
  let client: Socket;
  let connections: TcpConnections;
  let handled: number;
  let later: (() => void)[];
  const counters = new DnsCounters();

  beforeEach(async () => {
    handled = 0;
    later = [];
    const responder = {
      respond: (bytes: Buffer, _client: unknown, reply: (answer: Buffer) => void) => {
        handled++;
        if (bytes[0] === 0) return false;
        if (bytes[0] === 1) reply(longAnswer);
        else later.push(() => reply(bytes));
        return true;
      },
    } as unknown as Responder;
    connections = new TcpConnections({ responder, counters });
    server = createServer((socket) => connections.add(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as { port: number }).port, '127.0.0.1');
    await once(client, 'connect');
  });

  afterEach(async () => {
    client.destroy();
    connections.close();
    server.close();
    await once(server, 'close');
  });

  const ask = (first: number, count: number): void => {
    const frame = framed(Buffer.from([first, 2, 3]));
    client.write(Buffer.concat(Array.from({ length: count }, () => frame)));
  };
  const until = async (what: () => boolean): Promise<void> => {
    const deadlineMs = performance.now() + 30_000;
    while (!what()) {
      if (performance.now() > deadlineMs) throw new Error(`It did not happen: ${what}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('does not read from who does not read its answers, and goes on when they are read', async () => {
    client.pause();
    ask(1, 800);
    await until(() => handled > 0);
    let before = -1;
    while (before !== handled) {
      before = handled;
      for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
    }
    // What fits into the kernel's buffers, out of 48 MB.
    expect(handled).toBeLessThan(400);
    const reader = new FrameReader();
    let answers = 0;
    client.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      while (reader.take() !== undefined) answers++;
    });
    client.resume();
    await until(() => answers === 800);
    expect(handled).toBe(800);
  });

  it('has so many questions of one connection on their way, and no more', async () => {
    client.resume();
    ask(2, 100);
    await until(() => handled === 32);
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(handled).toBe(32);
    later.shift()!();
    await until(() => handled === 33);
  });

  it('closes the connection of who sends no requests', async () => {
    client.resume();
    ask(0, 1);
    await once(client, 'close');
    await until(() => counters.openConnections === 0);
  });
});
