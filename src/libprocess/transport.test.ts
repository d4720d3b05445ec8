import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import { LibprocessTransport } from './transport.ts';
import { makeUpid, type Upid } from './upid.ts';

const master = makeUpid('master', '127.0.0.1', 5050);

describe('LibprocessTransport', () => {
  let peer: Server;
  let sockets: Socket[];
  let received: string;
  let to: Upid;
  let transport: LibprocessTransport;

  beforeEach(async () => {
    sockets = [];
    received = '';
    peer = createServer((socket) => {
      sockets.push(socket);
      socket.on('data', (chunk) => (received += chunk.toString('latin1')));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    to = makeUpid('slave(1)', '127.0.0.1', (peer.address() as AddressInfo).port);
    transport = new LibprocessTransport({ log: silentLog, mostWaitingBytes: 10_000 });
  });

  afterEach(() => {
    transport.close();
    for (const socket of sockets) socket.destroy();
    peer.close();
  });

  it('frames messages as Mesos does', async () => {
    transport.send(master, to, 'mesos.internal.PingSlaveMessage', Buffer.from([8, 1]));
    transport.send(master, to, 'mesos.internal.PongSlaveMessage', Buffer.alloc(0));
    const head = (name: string): string =>
      `POST /slave(1)/mesos.internal.${name} HTTP/1.1\r\n` +
      'User-Agent: libprocess/master@127.0.0.1:5050\r\n' +
      'Libprocess-From: master@127.0.0.1:5050\r\n' +
      'Connection: Keep-Alive\r\n' +
      `Host: ${to.address}\r\n`;
    const first = 'Transfer-Encoding: chunked\r\n\r\n2\r\n\x08\x01\r\n0\r\n\r\n';
    const wanted = `${head('PingSlaveMessage')}${first}${head('PongSlaveMessage')}\r\n`;
    await eventually(() => received.length >= wanted.length);
    expect(received).toBe(wanted);
    expect(sockets).toHaveLength(1);
  });

  it('tells everyone who linked, once, when the connection is lost', async () => {
    let exits = 0;
    transport.link(to, () => exits++);
    const cancelled = transport.link(to, () => (exits += 100));
    cancelled.cancel();
    await eventually(() => sockets.length === 1);
    sockets[0]!.end();
    await eventually(() => exits > 0);
    transport.send(master, to, 'a.B', Buffer.from('x'));
    await eventually(() => sockets.length === 2);
    sockets[1]!.destroy();
    transport.link(to, () => (exits += 10));
    await eventually(() => exits >= 11);
    expect(exits).toBe(11);
  });

  it('tells who linked to a port where nobody listens', async () => {
    const socketless = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
    });
    const nobody = makeUpid('slave(1)', '127.0.0.1', socketless);
    await new Promise<void>((resolve) => transport.link(nobody, resolve));
  });

  it('gives up a peer for which too much waits, and says so', async () => {
    let exits = 0;
    transport.link(to, () => exits++);
    for (let i = 0; i < 20; i++) transport.send(master, to, 'a.B', Buffer.alloc(900));
    await eventually(() => exits === 1);
    expect(received).toBe('');
  });

  it('tells nobody when it closes itself', async () => {
    let exits = 0;
    transport.link(to, () => exits++);
    await eventually(() => sockets.length === 1);
    transport.close();
    transport.send(master, to, 'a.B', Buffer.alloc(1));
    await new Promise((resolve) => sockets[0]!.once('close', resolve));
    expect(exits).toBe(0);
    expect(received).toBe('');
  });

  it('gives up the slowest when too much waits for all peers; the others get everything', async () => {
    transport.close();
    const limits = { mostWaitingBytes: 8_000_000, mostWaitingBytesTogether: 20_000_000 };
    transport = new LibprocessTransport({ log: silentLog, ...limits });
    const stalled = createServer((socket) => {
      sockets.push(socket);
      socket.pause().on('error', () => undefined);
    });
    await new Promise<void>((resolve) => stalled.listen(0, resolve));
    const { port } = stalled.address() as AddressInfo;
    const exited: number[] = [];
    // Each address is a link of its own, and all of them are here.
    for (let i = 2; i < 12; i++) {
      const slow = makeUpid('slave(1)', `127.0.0.${i}`, port);
      transport.link(slow, () => exited.push(i));
      // Beside what the kernel takes.
      for (let j = 0; j < 7; j++) transport.send(master, slow, 'a.B', Buffer.alloc(1_000_000));
      transport.send(master, to, 'a.B', Buffer.alloc(1_000));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await eventually(() => transport.unread.heldBytes <= limits.mostWaitingBytesTogether);
    await eventually(() => exited.length > 0);
    await eventually(() => received.length > 10 * 1_000);
    transport.send(master, to, 'last.One', Buffer.alloc(0));
    await eventually(() => received.includes('last.One'));
    stalled.close();
  });
});
