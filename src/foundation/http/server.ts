/**
 * The HTTP server: Node's parser in front of the routes of a program. It owns no port by itself: connections
 * are handed to it (`accept`), because libprocess messages come in through the same port; `listen`
 * is for services that speak HTTP alone.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Log } from '../log.ts';
import { BodyReader } from './body.ts';
import { BrowserGuard, type HostRule, isChanging } from './browser-guard.ts';
import { notePassedBytes } from '../memory-relief.ts';
import { refusal } from './errors.ts';
import { defaultHttpLimits, type HttpLimits } from './limits.ts';
import { MalformedRequests } from './malformed.ts';
import type { HttpRequest } from './request.ts';
import { HttpConnection } from './http-connection.ts';
import { type Manner, respond } from './respond.ts';
import type { HttpResponse } from './response.ts';
import type { Routing } from './routing.ts';
import { parseTarget, type Target } from './target.ts';
import { UnreadBudget } from './unread.ts';
import { Upgrades } from './upgrades.ts';

/** Takes a request away from the routes before its body is read; null leaves it there. */
export type Intercept = (request: IncomingMessage) => null | {
  readonly maxBodyBytes: number;
  readonly deliver: (body: Uint8Array) => HttpResponse;
};

export interface HttpServerOptions {
  readonly router: Routing;
  readonly log: Log;
  readonly limits?: Partial<HttpLimits>;
  /** Without it every name is served. */
  readonly hosts?: HostRule;
}

/** Larger than ordinary calls. */
const largeBodyBytes = 1024 * 1024;
/** What JSON becomes when it is parsed; all of it is garbage when the call is answered. */
const parsedBytesPerByte = 10;

const emptyBody = new Uint8Array(0);

export class HttpServer {
  readonly #router: Routing;
  readonly #log: Log;
  readonly #limits: HttpLimits;
  readonly #bodies: BodyReader;
  readonly #guard: BrowserGuard;
  /** What streams keep for their readers. */
  readonly unreadStreams: UnreadBudget;
  readonly #unreadAnswers: UnreadBudget;
  readonly #malformed: MalformedRequests;
  readonly #upgrades: Upgrades;
  readonly #http: Server;
  readonly #connections = new WeakMap<Socket, HttpConnection>();
  #net: NetServer | undefined;
  #intercept: Intercept = () => null;

  constructor(options: HttpServerOptions) {
    this.#router = options.router;
    this.#log = options.log;
    this.#limits = { ...defaultHttpLimits, ...options.limits };
    this.unreadStreams = new UnreadBudget(this.#limits.maxStreamBytesTogether);
    this.#unreadAnswers = new UnreadBudget(this.#limits.maxAnswerBytesTogether);
    this.#bodies = new BodyReader(this.#limits);
    this.#guard = new BrowserGuard(options.hosts ?? { isLoopback: false, names: [] });
    this.#malformed = new MalformedRequests(this.#limits.lingerTimeoutMs);
    this.#upgrades = new Upgrades({
      routing: options.router,
      guard: this.#guard,
      limits: this.#limits,
      log: this.#log,
      budget: this.unreadStreams,
      manner: (response) => ({ ...this.#manner(response), isLast: () => true }),
      connectionOf: (socket) => this.#connections.get(socket),
      serve: (socket) => void this.#http.emit('connection', socket),
    });
    this.#http = this.#createNodeServer();
  }

  /** Of answers that are written and not read. */
  get unreadAnswerBytes(): number {
    return this.#unreadAnswers.heldBytes;
  }

  set intercept(intercept: Intercept) {
    this.#intercept = intercept;
  }

  /** Serves an open connection whose unread bytes begin with a request; `onActive`: it asks. */
  accept(socket: Socket, onActive: () => void = () => undefined): HttpConnection {
    const connection = new HttpConnection(socket, onActive);
    this.#connections.set(socket, connection);
    this.#http.emit('connection', socket);
    return connection;
  }

  /** Port 0 picks a free one. */
  async listen(port: number, host: string): Promise<AddressInfo> {
    const net = createNetServer({ noDelay: true, allowHalfOpen: true, keepAlive: true });
    net.on('connection', (socket) => this.accept(socket));
    this.#net = net;
    await new Promise<void>((resolve, reject) => {
      net.once('error', reject).listen(port, host, resolve);
    });
    return net.address() as AddressInfo;
  }

  /** Stops listening and drops every connection; WebSockets are told. */
  async close(): Promise<void> {
    const net = this.#net;
    const isClosed = new Promise<void>((resolve) =>
      net === undefined ? resolve() : net.close(() => resolve()),
    );
    this.#http.closeAllConnections();
    this.#http.close();
    await this.#upgrades.close();
    await isClosed;
  }

  #createNodeServer(): Server {
    const http = createServer({
      maxHeaderSize: this.#limits.maxHeadBytes,
      headersTimeout: this.#limits.headTimeoutMs,
      // Bodies have their own stall timeout: some of them are streams that stay open for days.
      requestTimeout: 0,
      // @compat Mesos does not ask for `Host`; some of its clients do not send it.
      requireHostHeader: false,
      keepAliveTimeout: this.#limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(this.#limits.headTimeoutMs, 5_000),
    });
    // Clients that shut down their side after the request still want the answer.
    (http as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
    http.on('request', (request, response) => void this.#serve(request, response, 'read'));
    http.on('checkContinue', (request, response) => void this.#serve(request, response, 'ask'));
    http.on('checkExpectation', (request, response) => {
      void this.#serve(request, response, 'refuse');
    });
    // Node hands over every wish for an upgrade to who listens, and else leaves it out.
    if (this.#router.findUpgrade !== undefined) {
      http.on('upgrade', (request: IncomingMessage, socket: Socket, rest: Buffer) => {
        void this.#upgrades.take({ request, socket, rest });
      });
    }
    http.on('connect', (request, socket) => {
      this.#malformed.refuse(new Error(`there is no tunnel to ${request.url}`), socket);
    });
    http.on('clientError', (error, socket) => this.#malformed.refuse(error, socket));
    // Node begins to watch head timeouts (and collects connections) when a server listens.
    http.emit('listening');
    return http;
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    expectation: 'read' | 'ask' | 'refuse',
  ): Promise<void> {
    this.#malformed.onRequest(request, response);
    this.#connections.get(request.socket)?.begin(response);
    try {
      if (expectation === 'ask' && this.#bodies.findRefusal(request) === undefined) {
        response.writeContinue();
      }
      const { answer, closes } =
        expectation === 'refuse'
          ? refused(unknownExpectation(request))
          : await this.#answer(request, response);
      if (response.destroyed) {
        if (answer.kind === 'source') answer.onDone?.();
        return;
      }
      if (!request.complete && answer.kind !== 'events' && answer.kind !== 'source') {
        this.#discardRest(request, closes);
      }
      await respond(request, response, answer, this.#manner(response));
    } catch (error) {
      await this.#fail(request, response, error);
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Outcome> {
    const intercepted = this.#intercept(request);
    if (intercepted !== null) {
      const body = await this.#bodies.read(request, intercepted.maxBodyBytes);
      return body.ok ? outcome(intercepted.deliver(body.value)) : refused(body.error);
    }
    const target = parseTarget(request.url ?? '/');
    if (!target.ok) return outcome(target.error);
    const { method = 'GET', headers, socket } = request;
    const action = this.#router.find({ method, target: target.value, headers });
    const stranger = this.#guard.findRefusal({
      headers,
      changes: isChanging(method) || action.changes,
      localAddress: socket.localAddress,
    });
    if (stranger !== undefined) return refused(stranger);
    if (action.kind === 'refused') return outcome(action.answer);
    const asked = { request, response, target: target.value };
    if (action.streamsBody) {
      return outcome(await action.handle(requestOf(asked, emptyBody, request)));
    }
    const body = await this.#bodies.read(request);
    if (!body.ok) return refused(body.error);
    const answer = await action.handle(requestOf(asked, body.value));
    if (body.value.length >= largeBodyBytes)
      notePassedBytes(body.value.length * parsedBytesPerByte);
    return outcome(answer);
  }

  /**
   * Answers come before the whole request when its body is not wanted. Closing at once would reset
   * the connection and often destroy the answer on its way, so the rest is read and thrown away,
   * for a while.
   */
  #discardRest(request: IncomingMessage, closes: boolean): void {
    const { socket } = request;
    const cut = setTimeout(() => socket.destroy(), this.#limits.lingerTimeoutMs).unref();
    request.once('close', () => {
      clearTimeout(cut);
      if (closes) socket.destroySoon();
    });
    request.on('data', (chunk: Buffer) => notePassedBytes(chunk.length));
  }

  #manner(response: ServerResponse): Manner {
    const isLast = (): boolean => this.#malformed.isLast(response);
    const { answerStallTimeoutMs } = this.#limits;
    const { unreadStreams } = this;
    const unreadAnswers = this.#unreadAnswers;
    return { isLast, answerStallTimeoutMs, unreadStreams, unreadAnswers };
  }

  async #fail(request: IncomingMessage, response: ServerResponse, error: unknown): Promise<void> {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#log.error(`${request.method} ${request.url} failed: ${why}`);
    if (response.headersSent) response.destroy();
    else await respond(request, response, refusal(500), this.#manner(response));
  }
}

interface Outcome {
  readonly answer: HttpResponse;
  /** The body was refused: the connection closes after the answer. */
  readonly closes: boolean;
}

function outcome(answer: HttpResponse): Outcome {
  return { answer, closes: false };
}

function refused(answer: HttpResponse): Outcome {
  return { answer, closes: true };
}

function unknownExpectation(request: IncomingMessage): HttpResponse {
  const shown = request.headers.expect?.slice(0, 100);
  return refusal(417, `Unknown 'Expect' of '${shown}', expecting '100-continue'`);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
}

function requestOf(
  { request, response, target }: Asked,
  body: Uint8Array,
  bodyStream?: AsyncIterable<Uint8Array>,
): HttpRequest {
  const { remoteAddress = 'unknown', remotePort = 0 } = request.socket;
  return {
    method: request.method ?? 'GET',
    target: target.rawPath + target.rawQuery,
    query: target.query,
    headers: request.headers,
    body,
    ...(bodyStream === undefined ? {} : { bodyStream }),
    peer: `${remoteAddress}:${remotePort}`,
    onAborted: (callback) =>
      void response.once('close', () => {
        if (!response.writableFinished) callback();
      }),
  };
}
