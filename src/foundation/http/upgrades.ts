/**
 * Requests that want to become a WebSocket. In this order: is there such a place (otherwise the
 * request is served as if it had not asked, as HTTP has it), is it a page of ours that asks (pages of
 * any site may open WebSockets, and their browser hides nothing from them), is there room, may they, and
 * is the handshake whole. Only then the connection is the handler's.
 *
 * `ws` is loaded with the first of them: who serves no WebSockets does not pay for it.
 */
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocketServer } from 'ws';
import type { Log } from '../log.ts';
import type { BrowserGuard } from './browser-guard.ts';
import { serviceUnavailable } from './errors.ts';
import type { HttpConnection } from './http-connection.ts';
import type { HttpLimits } from './limits.ts';
import type { HttpRequest } from './request.ts';
import { type Manner, respond } from './respond.ts';
import type { HttpResponse } from './response.ts';
import type { Routing, Upgrade } from './routing.ts';
import { parseTarget, type Target } from './target.ts';
import type { UnreadBudget } from './unread.ts';
import { WebSocketLink } from './web-socket.ts';

export interface UpgradesOptions {
  readonly routing: Routing;
  readonly guard: BrowserGuard;
  readonly limits: HttpLimits;
  readonly log: Log;
  readonly budget: UnreadBudget;
  readonly manner: (response: ServerResponse) => Manner;
  /** Of connections that this server was given. */
  readonly connectionOf: (socket: Socket) => HttpConnection | undefined;
  /** Serves the connection on: its unread bytes begin with a request that asks for no upgrade. */
  readonly serve: (socket: Socket) => void;
}

/** A request whose head said `Upgrade`. Nobody reads or watches its socket any more. */
interface Asking {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  /** What came behind the head. */
  readonly rest: Buffer;
}

export class Upgrades {
  readonly #options: UpgradesOptions;
  readonly #links = new Set<WebSocketLink>();
  /** Those on their way to be one. */
  #pending = 0;
  #server: Promise<WebSocketServer> | undefined;

  constructor(options: UpgradesOptions) {
    this.#options = options;
  }

  async take(asking: Asking): Promise<void> {
    const { request, socket } = asking;
    // Whoever does not wait for the answer before it cannot be served: there is no reader any more.
    if (this.#options.connectionOf(socket)?.isInUse === true) return void socket.destroy();
    const ignoreError = (): void => void socket.destroy();
    socket.on('error', ignoreError);
    const target = parseTarget(request.url ?? '/');
    const upgrade = target.ok ? this.#find(request, target.value) : undefined;
    if (!target.ok || upgrade === undefined) {
      socket.off('error', ignoreError);
      socket.unshift(withoutUpgrade(asking));
      return this.#options.serve(socket);
    }
    try {
      await this.#admit(asking, target.value, upgrade);
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#options.log.error(`Upgrade of ${request.url} failed: ${why}`);
      socket.destroy();
    }
  }

  /** Says goodbye to all; who does not answer soon is cut. */
  async close(): Promise<void> {
    if (this.#links.size === 0) return;
    const gone = [...this.#links].map(
      (link) => new Promise<void>((resolve) => link.onClosed(() => resolve())),
    );
    for (const link of this.#links) link.leave();
    const cut = setTimeout(() => {
      for (const link of this.#links) link.terminate();
    }, this.#options.limits.webSocketCloseTimeoutMs);
    await Promise.all(gone);
    clearTimeout(cut);
  }

  #find({ method = 'GET', headers }: IncomingMessage, target: Target): Upgrade | undefined {
    if (headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
    return this.#options.routing.findUpgrade?.({ method, target, headers });
  }

  async #admit(asking: Asking, target: Target, upgrade: Upgrade): Promise<void> {
    const { guard, limits, connectionOf } = this.#options;
    connectionOf(asking.socket)?.keepInUse();
    const { headers } = asking.request;
    const { localAddress } = asking.socket;
    const stranger = guard.findRefusal({ headers, changes: true, localAddress });
    if (stranger !== undefined) return this.#refuse(asking, stranger);
    if (this.#links.size + this.#pending >= limits.maxWebSockets) {
      const rule = `There are ${limits.maxWebSockets} WebSockets already; try again later`;
      return this.#refuse(asking, serviceUnavailable(rule));
    }
    this.#pending++;
    try {
      const request = requestOf(asking, target);
      const admitted = await upgrade.admit(request);
      if (!admitted.ok) return await this.#refuse(asking, admitted.error);
      const principal = admitted.value;
      const known = principal === undefined ? request : { ...request, principal };
      await this.#open(asking, (link) => upgrade.open(link, known));
    } finally {
      this.#pending--;
    }
  }

  /** A handshake that makes no sense is answered by `ws`, 400 with a sentence. */
  async #open(
    { request, socket, rest }: Asking,
    onOpen: (link: WebSocketLink) => void,
  ): Promise<void> {
    this.#server ??= makeServer(this.#options.limits);
    const server = await this.#server;
    if (socket.destroyed) return;
    server.handleUpgrade(request, socket, rest, (webSocket) => {
      const link = new WebSocketLink(webSocket, this.#options.limits, this.#options.budget);
      this.#links.add(link);
      link.onClosed(() => this.#links.delete(link));
      onOpen(link);
    });
  }

  async #refuse({ request, socket }: Asking, answer: HttpResponse): Promise<void> {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    await respond(request, response, answer, this.#options.manner(response));
  }
}

async function makeServer({ maxWebSocketMessageBytes }: HttpLimits): Promise<WebSocketServer> {
  const { WebSocketServer: Implementation } = await import('ws');
  return new Implementation({
    noServer: true,
    clientTracking: false,
    maxPayload: maxWebSocketMessageBytes,
    perMessageDeflate: false,
    // Whoever offers protocols is told that none of them is spoken.
    handleProtocols: () => false,
  });
}

function requestOf({ request, socket }: Asking, target: Target): HttpRequest {
  const { remoteAddress = 'unknown', remotePort = 0 } = socket;
  return {
    method: request.method ?? 'GET',
    target: target.rawPath + target.rawQuery,
    query: target.query,
    headers: request.headers,
    body: new Uint8Array(0),
    peer: `${remoteAddress}:${remotePort}`,
    onAborted: (callback) => void socket.once('close', callback),
  };
}

const namesOfUpgrade: ReadonlySet<string> = new Set(['upgrade', 'http2-settings']);

/** The bytes of the request as they would have been without the wish, and what came behind them. */
function withoutUpgrade({ request, rest }: Asking): Buffer {
  const { method, url, httpVersion, rawHeaders } = request;
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    const lowerName = name.toLowerCase();
    if (namesOfUpgrade.has(lowerName)) continue;
    const value =
      lowerName === 'connection' ? withoutTokens(rawHeaders[i + 1]!) : rawHeaders[i + 1]!;
    if (lowerName !== 'connection' || value !== '') head += `${name}: ${value}\r\n`;
  }
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), rest]);
}

/** "keep-alive" of "keep-alive, Upgrade, HTTP2-Settings". */
function withoutTokens(connection: string): string {
  const tokens = connection.split(',').map((token) => token.trim());
  return tokens.filter((token) => !namesOfUpgrade.has(token.toLowerCase())).join(', ');
}
