/**
 * What every request has to pass before anything else, whatever it asks for and whoever answers:
 * --http_max_concurrent_requests and --http_credentials, and that pages of other sites change nothing
 * through their readers' browsers. And what such pages are told (--access_control_allow_origin).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BrowserGuard, type HostRule, isChanging } from '../../foundation/http/browser-guard.ts';
import { message } from './answer.ts';
import { send, setHeaders, type Sending } from './send.ts';

export interface GuardOptions {
  /** "user:password"; the password may have colons. */
  readonly credentials: string | undefined;
  readonly realm: string;
  readonly allowedOrigins: readonly string[];
  readonly hosts: HostRule;
  readonly mostConcurrentRequests: number | undefined;
}

export function guard(server: FastifyInstance, options: GuardOptions, sending: Sending): void {
  limitConcurrency(server, options.mostConcurrentRequests, sending);
  const { credentials, realm, allowedOrigins, hosts } = options;
  refuseStrangers(server, new BrowserGuard(hosts), new Set(allowedOrigins), sending);
  if (allowedOrigins.length > 0) {
    server.addHook('onRequest', async (request, reply) => allow(allowedOrigins, request, reply));
  }
  if (credentials === undefined) return;
  const expected = digest(Buffer.from(credentials));
  const unauthorized = {
    ...message(401, 'Invalid username or password.'),
    headers: { 'WWW-Authenticate': `Basic realm="${realm.replaceAll(/["\\]/g, '\\$&')}"` },
  };
  server.addHook('onRequest', async (request, reply) => {
    const given = readBasic(request.headers.authorization);
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    return send(request, reply, unauthorized, sending);
  });
}

/** Origins that are allowed by name may change things, too; "*" lets everybody's pages read. */
function refuseStrangers(
  server: FastifyInstance,
  strangers: BrowserGuard,
  allowed: ReadonlySet<string>,
  sending: Sending,
): void {
  server.addHook('onRequest', async (request, reply) => {
    const { headers, method, socket } = request;
    if (allowed.has(headers.origin ?? '')) return;
    const { localAddress } = socket;
    const why = strangers.findReason({ headers, changes: isChanging(method), localAddress });
    if (why !== undefined) return send(request, reply, message(403, why), sending);
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
function limitConcurrency(
  server: FastifyInstance,
  most: number | undefined,
  sending: Sending,
): void {
  if (most === undefined) return;
  const underWay = new Set<FastifyRequest>();
  server.addHook('onRequest', async (request, reply) => {
    if (underWay.size >= most) {
      const text = `Too many concurrent requests! Allowed: ${most}.`;
      return send(request, reply, message(503, text), sending);
    }
    if (request.url.split('?')[0] === '/v2/events') return;
    underWay.add(request);
    reply.raw.on('close', () => underWay.delete(request));
  });
}

/** @compat On every answer; of several origins the last one counts. */
function allow(origins: readonly string[], request: FastifyRequest, reply: FastifyReply): void {
  const wanted = String(request.headers['access-control-request-headers'] ?? '');
  setHeaders(reply, {
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
