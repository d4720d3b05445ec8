/**
 * The front door: one TCP port for HTTP and for libprocess messages. Every connection starts in
 * our message parser; at the first request that is no message the connection moves, with all its
 * unread bytes, to the HTTP server and stays there. Messages that arrive on such a connection
 * still reach their process: the HTTP server lets us look at each request first.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { ByteBudget } from '../foundation/byte-budget.ts';
import {
  accepted,
  isFromBrowser,
  notFound,
  refusal,
  type HttpServer,
  UnreadBudget,
} from '../foundation/http/index.ts';
import { Connections, type Guest } from './connections.ts';
import { InboundConnection } from './inbound-connection.ts';
import { findDescriptorLimit } from './descriptors.ts';
import * as limits from './limits.ts';
import type { MessageHandler } from './message-handler.ts';
import { senderText, splitMessagePath } from './message-head.ts';
import { PartialMessages } from './partial-messages.ts';
import { findPeerFault } from './peer-address.ts';
import { parseUpid, type Upid } from './upid.ts';

export interface LibprocessServerOptions {
  readonly http: HttpServer;
  readonly onMessage: MessageHandler;
  readonly maxBodyBytes?: number;
  /** Messages must come from the IP in their sender's UPID; others are answered 400. */
  readonly requiresPeerAddress?: boolean;
  /** Whose connections stay when there are too many; see `LibprocessTransport.isLinked`. */
  readonly isLinked?: (peer: Upid) => boolean;
  /** Connections from others; by default as many as the system's limit allows. */
  readonly maxConnections?: number;
}

/** Agents come back all at once after a master restart; the system may cap it further. */
const acceptBacklog = 4096;

function mostConnections(): number {
  const descriptors = findDescriptorLimit();
  if (descriptors === undefined) return Infinity;
  return limits.mostInbound(descriptors);
}

export class LibprocessServer {
  readonly #http: HttpServer;
  readonly #onMessage: MessageHandler;
  readonly #maxBodyBytes: number;
  readonly #requiresPeerAddress: boolean;
  readonly #together = new ByteBudget(limits.mostPartialBytesTogether);
  readonly #server: Server;
  readonly #unread = new UnreadBudget(limits.mostUnreadAnswerBytesTogether);
  readonly #heads = new PartialMessages<InboundConnection>(limits.mostHeadBytesTogether);
  readonly #bodies = new PartialMessages<InboundConnection>(limits.mostWaitingBodyBytes);
  readonly #connections: Connections;
  readonly #isLinked: (peer: Upid) => boolean;
  readonly #headCheck: NodeJS.Timeout;

  constructor(options: LibprocessServerOptions) {
    this.#http = options.http;
    this.#onMessage = options.onMessage;
    this.#maxBodyBytes = options.maxBodyBytes ?? limits.longestMessageBodyBytes;
    this.#requiresPeerAddress = options.requiresPeerAddress ?? false;
    this.#http.intercept = (request) => this.#intercept(request);
    this.#server = createServer(
      {
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: limits.keepAliveDelayMs,
        allowHalfOpen: true,
      },
      (socket) => this.#accept(socket),
    );
    this.#connections = new Connections(options.maxConnections ?? mostConnections());
    this.#isLinked = options.isLinked ?? (() => false);
    this.#headCheck = setInterval(
      () => this.#connections.boundHeads(limits.mostHttpHeadBytesTogether),
      limits.headCheckIntervalMs,
    ).unref();
  }

  /** Port 0 picks a free one. */
  async listen(port: number, host: string): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port, host, backlog: acceptBacklog }, resolve);
    });
    return this.#server.address() as AddressInfo;
  }

  /** Stops listening and drops every connection. */
  async close(): Promise<void> {
    const isClosed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearInterval(this.#headCheck);
    this.#connections.destroyAll();
    await this.#http.close();
    await isClosed;
  }

  #accept(socket: Socket): void {
    const connection: InboundConnection = new InboundConnection(socket, {
      maxBodyBytes: this.#maxBodyBytes,
      together: this.#together,
      onMessage: this.#onMessage,
      findSenderFault: (from, peer) => this.#findSenderFault(from, peer),
      unread: this.#unread,
      isLinked: this.#isLinked,
      onActive: (active, isNew) => this.#noteActive(active, isNew),
      onHttp: (handedOver) => this.#handOver(handedOver),
      onDone: () => this.#forget(connection),
    });
    if (!this.#connections.admit(connection)) connection.destroy();
  }

  #noteActive(connection: InboundConnection, isNew: boolean): void {
    this.#connections.noteActive(connection);
    this.#heads.note(connection, connection.headBytes, isNew);
    this.#bodies.note(connection, connection.bodyBytes, isNew);
  }

  #forget(connection: InboundConnection): void {
    this.#connections.forget(connection);
    this.#heads.note(connection, 0, true);
    this.#bodies.note(connection, 0, true);
  }

  #handOver(socket: Socket): void {
    const guest: Guest = this.#http.accept(socket, () => this.#connections.noteActive(guest));
    // There is room: it was among the connections until now.
    this.#connections.admit(guest);
    socket.once('close', () => this.#connections.forget(guest));
  }

  #findSenderFault(from: Upid, socket: Socket): string | undefined {
    return this.#requiresPeerAddress ? findPeerFault(from, socket) : undefined;
  }

  #intercept(request: IncomingMessage): ReturnType<HttpServer['intercept']> {
    if (request.method !== 'POST' || isFromBrowser(request.headers)) return null;
    const header = request.headers['libprocess-from'];
    const sender = senderText(
      Array.isArray(header) ? header[0] : header,
      request.headers['user-agent'],
    );
    const target = splitMessagePath(request.url ?? '');
    if (sender === undefined || target === undefined) return null;
    return {
      maxBodyBytes: this.#maxBodyBytes,
      deliver: (body) => {
        const from = parseUpid(sender);
        if (!from.ok) return refusal(400, from.error);
        const fault = this.#findSenderFault(from.value, request.socket);
        if (fault !== undefined) return refusal(400, fault);
        const isKnown = this.#onMessage(from.value, target.toId, target.name, body);
        return isKnown ? accepted() : notFound();
      },
    };
  }
}
