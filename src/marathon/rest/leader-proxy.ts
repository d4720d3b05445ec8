/**
 * A standby answers nothing itself: it forwards every request to the leader, marked with its own name,
 * so that two that take each other for the leader notice.
 */
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hostPortText } from '../../foundation/host-port.ts';
import type { Log } from '../../foundation/log.ts';
import { certificatesTrustedWith, type Keystore } from './https.ts';

const viaHeader = 'X-Marathon-Via';
/** @compat How often, and how long after each other, a leader is looked for. */
const mostLooks = 10;
const lookIntervalMs = 250;

/** Of one connection, not of what is sent over it. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

interface Place {
  readonly host: string;
  readonly port: number;
}

interface ProxyParts {
  /** "host:port" of this one. */
  readonly own: () => string;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** To the leader, at the same time. */
  readonly mostConnections: number;
  /** The leader speaks HTTPS only, as this one does. */
  readonly https: (Keystore & { readonly ignoresHostname: boolean }) | undefined;
  readonly log: Log;
}

export class LeaderProxy {
  readonly #parts: ProxyParts;
  readonly #agent: http.Agent;
  /** Streams stay: they are not to keep others waiting. */
  readonly #streamAgent: http.Agent;
  leader: () => Place | undefined = () => undefined;

  constructor(parts: ProxyParts) {
    this.#parts = parts;
    this.#agent = agentOf(parts, parts.mostConnections);
    this.#streamAgent = agentOf(parts, Infinity);
  }

  async forward(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const own = `1.1 ${this.#parts.own()}`;
    const via = String(request.headers[viaHeader.toLowerCase()] ?? '');
    if (via.split(', ').includes(own)) {
      return void reply.code(502).send({ message: 'Detected proxying loop.' });
    }
    const place = await this.#findLeader();
    if (place === undefined) {
      return void reply.code(502).type('text/plain').send('Could not determine the current leader');
    }
    await this.#send(place, request, reply, via === '' ? own : `${via}, ${own}`);
  }

  async #findLeader(): Promise<Place | undefined> {
    for (let look = 0; look < mostLooks; look++) {
      const place = this.leader();
      if (place !== undefined) return place;
      await sleep(lookIntervalMs);
    }
    return undefined;
  }

  #send(place: Place, request: FastifyRequest, reply: FastifyReply, via: string): Promise<void> {
    const { connectTimeoutMs, readTimeoutMs, log } = this.#parts;
    reply.hijack();
    const { raw } = reply;
    return new Promise((resolve) => {
      const fail = (status: number, text: string): void => {
        log.warning(`Forwarding to ${hostPortText(place.host, place.port)} failed: ${text}`);
        if (!raw.headersSent) raw.writeHead(status, { 'Content-Type': 'application/json' });
        raw.end(JSON.stringify({ message: text }));
        resolve();
      };
      const body = request.body instanceof Buffer ? request.body : undefined;
      const forwarded = request.headers['x-forwarded-for'];
      const client = this.#parts.https === undefined ? http : https;
      const outgoing = client.request({
        ...place,
        agent: request.url.startsWith('/v2/events') ? this.#streamAgent : this.#agent,
        method: request.method,
        path: request.url,
        headers: {
          ...endToEnd(request.headers),
          [viaHeader]: via,
          'x-forwarded-for': forwarded === undefined ? request.ip : `${forwarded}, ${request.ip}`,
          ...(body === undefined ? {} : { 'content-length': body.length }),
        },
      });
      const connecting = setTimeout(
        () => outgoing.destroy(new Error('connect timed out')),
        connectTimeoutMs,
      );
      outgoing.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(connecting);
        socket.once('connect', () => clearTimeout(connecting));
      });
      outgoing.on('error', (error) => {
        clearTimeout(connecting);
        fail(502, error.message);
      });
      const answering = setTimeout(() => {
        outgoing.removeAllListeners('error').on('error', () => undefined);
        outgoing.destroy();
        fail(504, 'The leader did not answer in time');
      }, readTimeoutMs);
      outgoing.on('response', (response) => {
        clearTimeout(answering);
        raw.writeHead(response.statusCode ?? 502, [...asTheyCame(response), viaHeader, via]);
        raw.flushHeaders();
        void pipeline(response, raw)
          .catch(() => raw.destroy())
          .finally(resolve);
      });
      raw.on('close', () => {
        clearTimeout(answering);
        outgoing.destroy();
      });
      outgoing.end(body);
    });
  }
}

/** Whether a page of another site asks was settled here (guard.ts), where its reader came to. */
const settledHere: ReadonlySet<string> = new Set(['origin', 'sec-fetch-site']);

function endToEnd(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  const goesOn = (name: string): boolean => !hopByHop.has(name) && !settledHere.has(name);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => goesOn(name)));
}

/** Names and values in turn, with the length of what follows. */
function asTheyCame({ rawHeaders }: http.IncomingMessage): readonly string[] {
  return rawHeaders.filter((_, at) => {
    const name = rawHeaders[at - (at % 2)]!.toLowerCase();
    return name === 'content-length' || !hopByHop.has(name);
  });
}

function agentOf({ https: keystore }: ProxyParts, maxSockets: number): http.Agent {
  if (keystore === undefined) return new http.Agent({ keepAlive: true, maxSockets });
  const { pfx, passphrase, ignoresHostname } = keystore;
  return new https.Agent({
    keepAlive: true,
    maxSockets,
    pfx,
    passphrase,
    ca: [...certificatesTrustedWith(keystore)],
    ...(ignoresHostname ? { checkServerIdentity: () => undefined } : {}),
  });
}
