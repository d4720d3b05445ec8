/**
 * Marathon's HTTP server: fastify reads and writes, the routes decide. Paths are as odd as clients write
 * them, so the one route of fastify takes them all.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../../foundation/log.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import { message, type ApiRequest } from './answer.ts';
import type { Api } from './api.ts';
import type { EventHub } from './events/hub.ts';
import { guard, type GuardOptions } from './guard.ts';
import type { Keystore } from './https.ts';
import { readRequest } from './read-request.ts';
import { route } from './routes/index.ts';
import { send, setHeaders, type Sending } from './send.ts';
import { serveWebPages } from './web-pages.ts';

/** Larger than any group that somebody deploys. */
const mostBodyBytes = 64 * 1024 * 1024;

export interface RestParts {
  readonly log: Log;
  readonly events: EventHub;
  readonly guard: GuardOptions;
  readonly compresses: boolean;
  readonly metrics: HttpMetrics;
  /** Undefined while this one does not lead or has not read what is stored. */
  readonly api: () => Api | undefined;
  /** Takes the request as it is, for the leader; undefined: there is nobody to forward to. */
  readonly forward: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Absent: `/ui` leads to the page of the API. */
  readonly pagesDirectory?: string | undefined;
  /** Of every answer: who leads. */
  readonly leaderUrl: () => string;
}

const always = {
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  Expires: '0',
};

/** Of the leader alone. */
const ofLeader = { 'X-Frame-Options': 'DENY', 'X-XSS-Protection': '1; mode=block' };

/** With a keystore it speaks HTTPS. */
export function makeServer(parts: RestParts, keystore?: Keystore): FastifyInstance {
  const answerError = errorAnswer(parts);
  const server = Fastify({
    bodyLimit: mostBodyBytes,
    logger: false,
    exposeHeadRoutes: false,
    // Streams of events that are forwarded end only with this process.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 10_000 },
    frameworkErrors: (...[error, request, reply]: Parameters<typeof answerError>) =>
      void answerError(error, request, reply),
    ...(keystore === undefined ? {} : { https: { ...keystore } }),
  } as { bodyLimit: number });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  parts.metrics.watch(server);
  server.addHook('onRequest', async (_request, reply) => setHeaders(reply, always));
  guard(server, parts.guard, sendingOf(parts));
  server.setErrorHandler(answerError);
  if (parts.pagesDirectory !== undefined) serveWebPages(server, parts.pagesDirectory);
  server.all('*', (request, reply) => handle(parts, request, reply));
  return server;
}

function sendingOf({ compresses, metrics }: RestParts): Sending {
  return { compresses, sent: (bytes, packed) => metrics.sent(bytes, packed) };
}

function errorAnswer(parts: RestParts) {
  return (
    error: Error & { readonly statusCode?: number },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      parts.log.error(`${request.method} ${request.url}: ${error.stack ?? error.message}`);
    }
    return send(request, reply, message(status, error.message), sendingOf(parts));
  };
}

async function handle(
  parts: RestParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const api = parts.api();
  if (api === undefined) {
    await parts.forward(request, reply);
    return reply;
  }
  setHeaders(reply, { ...ofLeader, 'X-Marathon-Leader': parts.leaderUrl() });
  const read = readRequest(request);
  const sending = sendingOf(parts);
  if ('status' in read) return send(request, reply, read, sending);
  if (read.path === '/v2/events' && read.method !== 'OPTIONS') {
    return follow(parts, read, request, reply);
  }
  return send(request, reply, await route(api, read), sending);
}

/** @compat Who does not say that it takes events is told that this cannot be read. */
async function follow(
  parts: RestParts,
  { accept, query, method }: ApiRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { events } = parts;
  const refuse = (status: number, text: string): Promise<FastifyReply> =>
    send(request, reply, message(status, text), sendingOf(parts));
  if (method !== 'GET') return refuse(405, 'Method Not Allowed');
  if (!accept.toLowerCase().includes('text/event-stream')) {
    return refuse(405, 'Accept text/event-stream to follow events');
  }
  if (events.isFull) return refuse(503, 'Too many follow the events already');
  reply.hijack();
  reply.raw.writeHead(200, {
    'Content-Type': 'text/event-stream;charset=utf-8',
    Connection: 'keep-alive',
  });
  const types = [...query.all('event_type'), ...query.all('event_type[]')]
    .flatMap((each) => each.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
  events.follow(reply.raw, request.ip, types);
  return reply;
}
