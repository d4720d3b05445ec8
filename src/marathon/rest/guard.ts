/**
 * What every request has to pass before anything else, whatever it asks for and whoever answers:
 * --http_max_concurrent_requests and --http_credentials. And what pages of other origins are told
 * (--access_control_allow_origin).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface GuardOptions {
  /** "user:password"; the password may have colons. */
  readonly credentials: string | undefined;
  readonly realm: string;
  readonly allowedOrigins: readonly string[];
  readonly mostConcurrentRequests: number | undefined;
}

export function guard(server: FastifyInstance, options: GuardOptions): void {
  limitConcurrency(server, options.mostConcurrentRequests);
  const { credentials, realm, allowedOrigins } = options;
  if (allowedOrigins.length > 0) {
    server.addHook('onRequest', async (request, reply) => allow(allowedOrigins, request, reply));
  }
  if (credentials === undefined) return;
  const expected = digest(Buffer.from(credentials));
  server.addHook('onRequest', async (request, reply) => {
    const given = readBasic(request.headers.authorization);
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    return reply
      .code(401)
      .header('WWW-Authenticate', `Basic realm="${realm.replaceAll(/["\\]/g, '\\$&')}"`)
      .send({ message: 'Invalid username or password.' });
  });
}

function readBasic(authorization: string | undefined): Buffer | undefined {
  const found = /^basic +([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '');
  return found === null ? undefined : Buffer.from(found[1]!, 'base64');
}

/** Of one length, so that they compare in a time that tells nothing. */
function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Those who follow events are not under way: they stay for ever. */
function limitConcurrency(server: FastifyInstance, most: number | undefined): void {
  if (most === undefined) return;
  const underWay = new Set<FastifyRequest>();
  server.addHook('onRequest', async (request, reply) => {
    if (underWay.size >= most) {
      const text = `Too many concurrent requests! Allowed: ${most}.`;
      return reply.code(503).send({ message: text });
    }
    if (request.url.split('?')[0] === '/v2/events') return;
    underWay.add(request);
    reply.raw.on('close', () => underWay.delete(request));
  });
}

/** @compat On every answer; of several origins the last one counts. */
function allow(origins: readonly string[], request: FastifyRequest, reply: FastifyReply): void {
  const wanted = String(request.headers['access-control-request-headers'] ?? '');
  void reply.headers({
    'Access-Control-Allow-Origin': origins.at(-1)!,
    'Access-Control-Allow-Headers': wanted
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .join(', '),
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Max-Age': '86400',
  });
}
