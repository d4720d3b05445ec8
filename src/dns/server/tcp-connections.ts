/**
 * DNS by TCP: several questions on a connection, answered as they are ready. A connection that has
 * sent no whole question for a while is closed, and one that does not read its answers is not read
 * from; so nobody holds a place, or memory, for nothing.
 */
import type { Socket } from 'node:net';
import type { DnsCounters } from './counters.ts';
import type { Responder } from './responder.ts';
import { FrameReader, framed } from './tcp-frames.ts';

/** More are closed at once. */
const mostConnections = 512;
/** Without a whole question; or with answers that nobody reads. */
const longestIdleMs = 10_000;
const lookMs = 2_000;
/** Of one connection, on their way; then it is not read from until some are answered. */
const mostPending = 32;

/** The answers of resolvers may take so long. */
const longestPendingMs = 60_000;

interface Connection {
  readonly socket: Socket;
  readonly reader: FrameReader;
  lastSignMs: number;
  pending: number;
}

export class TcpConnections {
  readonly most = mostConnections;
  readonly #responder: Responder;
  readonly #counters: DnsCounters;
  readonly #open = new Set<Connection>();
  readonly #looking: NodeJS.Timeout;

  constructor({ responder, counters }: { responder: Responder; counters: DnsCounters }) {
    this.#responder = responder;
    this.#counters = counters;
    this.#looking = setInterval(() => this.#closeIdle(), lookMs).unref();
  }

  add(socket: Socket): void {
    const connection: Connection = {
      socket,
      reader: new FrameReader(),
      lastSignMs: performance.now(),
      pending: 0,
    };
    this.#open.add(connection);
    this.#counters.openConnections++;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      connection.reader.push(chunk);
      this.#goOn(connection);
    });
    socket.on('drain', () => this.#goOn(connection));
    // The connection is gone; there is nobody to tell.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#open.delete(connection)) this.#counters.openConnections--;
    });
  }

  close(): void {
    clearInterval(this.#looking);
    for (const { socket } of this.#open) socket.destroy();
  }

  /** As many of the questions that are there as may be on their way. */
  #goOn(connection: Connection): void {
    const { socket, reader } = connection;
    while (!socket.destroyed && connection.pending < mostPending && !socket.writableNeedDrain) {
      const message = reader.take();
      if (message === undefined) return void socket.resume();
      this.#respond(connection, message);
    }
    if (!socket.destroyed) socket.pause();
  }

  #respond(connection: Connection, message: Buffer): void {
    const { socket } = connection;
    const client = { protocol: 'tcp', address: socket.remoteAddress ?? '' } as const;
    connection.lastSignMs = performance.now();
    connection.pending++;
    let isAtOnce = true;
    // What is forwarded outlives the chunk that it came in.
    const isRequest = this.#responder.respond(Buffer.from(message), client, (answer) => {
      connection.pending--;
      if (socket.destroyed) return;
      socket.write(framed(answer));
      if (!isAtOnce) this.#goOn(connection);
    });
    isAtOnce = false;
    if (!isRequest) socket.destroy();
  }

  #closeIdle(): void {
    const nowMs = performance.now();
    for (const { socket, lastSignMs, pending } of this.#open) {
      const patienceMs = pending > 0 ? longestPendingMs : longestIdleMs;
      if (nowMs - lastSignMs > patienceMs) socket.destroy();
    }
  }
}
