/**
 * Marathon's HTTP server: fastify reads and writes, the routes decide. Paths are as odd as clients write
 * them, so the one route of fastify takes them all.
 */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Log } from '../../foundation/log.ts';
import { message, Query, type Answer, type ApiRequest } from './answer.ts';
import type { Api } from './api.ts';
import type { EventHub } from './events/hub.ts';
import { route } from './routes/index.ts';

/** Larger than any group that somebody deploys. */
const mostBodyBytes = 64 * 1024 * 1024;

export interface RestParts {
  readonly log: Log;
  readonly events: EventHub;
  /** Undefined while this one does not lead or has not read what is stored. */
  readonly api: () => Api | undefined;
  /** Takes the request as it is, for the leader; undefined: there is nobody to forward to. */
  readonly forward: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Of every answer: who leads. */
  readonly leaderUrl: () => string;
}

const always = {
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  Expires: '0',
};

export function makeServer(parts: RestParts): FastifyInstance {
  const server = Fastify({
    bodyLimit: mostBodyBytes,
    logger: false,
    exposeHeadRoutes: false,
    // Streams of events that are forwarded end only with this process.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 10_000 },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      parts.log.error(`${request.method} ${request.url}: ${error.stack ?? error.message}`);
    send(reply, message(status, error.message));
  });
  server.all('*', (request, reply) => handle(parts, request, reply));
  return server;
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
  reply.headers({ ...always, 'X-Marathon-Leader': parts.leaderUrl() });
  const read = readRequest(request);
  if ('status' in read) return send(reply, read);
  if (read.path === '/v2/events') return follow(parts, read, request, reply);
  return send(reply, await route(api, read));
}

function readRequest(request: FastifyRequest): ApiRequest | Answer {
  const [rawPath, rawQuery] = splitOnce(request.url, '?');
  const path = decodedPath(rawPath);
  if (path === undefined) return message(400, `The path is not well encoded: ${rawPath}`);
  const text = request.body instanceof Buffer ? request.body.toString() : '';
  let body: unknown;
  if (text.trim() !== '') {
    try {
      body = JSON.parse(text);
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      return { status: 400, body: { message: 'Invalid JSON', details } };
    }
  }
  return {
    method: request.method,
    path,
    query: new Query(new URLSearchParams(rawQuery)),
    body,
    accept: request.headers.accept ?? '',
    clientIp: request.ip,
    uri: request.url,
    origin: `${request.protocol}://${request.headers.host ?? ''}`,
  };
}

function splitOnce(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function decodedPath(raw: string): string | undefined {
  try {
    const decoded = decodeURIComponent(raw).replaceAll(/\/{2,}/g, '/');
    return decoded.length > 1 && decoded.endsWith('/') ? decoded.slice(0, -1) : decoded;
  } catch {
    return undefined;
  }
}

function follow(
  { events }: RestParts,
  { accept, query, method }: ApiRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (method !== 'GET') return send(reply, message(405, 'Method Not Allowed'));
  if (!accept.includes('text/event-stream')) {
    return send(reply, message(406, 'Accept text/event-stream to follow events'));
  }
  if (events.isFull) return send(reply, message(503, 'Too many follow the events already'));
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream;charset=utf-8',
    connection: 'keep-alive',
  });
  events.follow(
    reply.raw,
    request.ip,
    query.all('event_type').flatMap((each) => each.split(',')),
  );
  return reply;
}

function send(reply: FastifyReply, { status, body, headers }: Answer): FastifyReply {
  void reply.code(status);
  if (headers !== undefined) void reply.headers(headers);
  if (body === undefined) return reply.send();
  if (typeof body === 'string') {
    if (headers?.['content-type'] === undefined) void reply.type('text/plain; charset=utf-8');
    return reply.send(body);
  }
  return reply.type('application/json').send(JSON.stringify(body));
}
