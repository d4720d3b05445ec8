/**
 * The HTTP API, version 1, and `/metrics`. Fastify reads and writes; paths, texts and indentation are
 * those of the original. Everything but version, configuration and metrics waits until a master has
 * been heard of: an empty list would be taken for an answer.
 */
import { Readable } from 'node:stream';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { DnsConfig } from '../config/keys.ts';
import type { Cluster } from '../model/cluster.ts';
import { parseTarget } from '../model/fixed-records.ts';
import type { Serial } from '../model/serial.ts';
import { dnsVersion } from '../version.ts';
import { enumerationJson, transferJson } from './large-json.ts';

export interface ApiParts {
  readonly config: DnsConfig;
  /** Of the configuration. */
  readonly path: string;
  readonly cluster: Cluster;
  readonly serial: Serial;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

type Handler = (parts: ApiParts, name: string) => unknown;

interface Route {
  readonly path: RegExp;
  readonly handle: Handler;
  /** Says something of the cluster. */
  readonly needsCluster?: boolean;
  /** Only with EnumerationOn. */
  readonly isListing?: boolean;
}

/** Written in pieces. */
class Pieces {
  readonly pieces: Iterable<string>;

  constructor(pieces: Iterable<string>) {
    this.pieces = pieces;
  }
}

class Plain {
  readonly status: number;
  readonly text: string;
  readonly allow: string | undefined;

  constructor(status: number, text: string, allow?: string) {
    this.status = status;
    this.text = text;
    this.allow = allow;
  }
}

const routes: readonly Route[] = [
  { path: /^\/v1\/version\/?$/, handle: version },
  { path: /^\/v1\/config\/?$/, handle: shownConfig },
  { path: /^\/v1\/hosts\/([^/]+)\/?$/, handle: hosts, needsCluster: true },
  {
    path: /^\/v1\/hosts\/([^/]+)\/ports\/?$/,
    // @compat
    handle: () => new Plain(501, 'To be implemented...'),
  },
  { path: /^\/v1\/services\/([^/]+)\/?$/, handle: services, needsCluster: true },
  {
    path: /^\/v1\/enumerate\/?$/,
    handle: ({ cluster }) => new Pieces(enumerationJson(cluster)),
    needsCluster: true,
    isListing: true,
  },
  { path: /^\/v1\/axfr\/?$/, handle: transfer, needsCluster: true, isListing: true },
];

/** Names have 253 characters. */
const mostUrlCharacters = 2048;

export function makeApi(parts: ApiParts): FastifyInstance {
  const server = Fastify({
    logger: false,
    exposeHeadRoutes: false,
    bodyLimit: 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: mostUrlCharacters },
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      void sendPlain(reply, new Plain(400, '400: Bad Request')),
  } as { bodyLimit: number });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  server.all('*', async (request, reply) => {
    const path = request.url.replace(/\?.*$/s, '');
    if (path === '/metrics' && request.method === 'GET') {
      const { type, text } = await parts.metrics();
      return reply.header('Content-Type', type).send(text);
    }
    return send(reply, answer(parts, request.method, path, request.headers.accept));
  });
  return server;
}

function answer(parts: ApiParts, method: string, path: string, accept: string | undefined) {
  const found = routes.find((route) => route.path.test(path));
  if (found === undefined || (found.isListing === true && !parts.config.EnumerationOn)) {
    return new Plain(404, '404: Page Not Found');
  }
  if (method !== 'GET') return new Plain(405, '405: Method Not Allowed', 'GET');
  if (accept !== undefined && !/\*\/\*|application\/(json|\*)/i.test(accept)) {
    const offered = 'Available representations: application/json';
    return new Plain(406, `406: Not Acceptable\n\n${offered}`);
  }
  if (found.needsCluster === true && !parts.cluster.isReady) {
    return new Plain(503, '503: No master has been heard of yet');
  }
  const name = decoded(found.path.exec(path)?.[1] ?? '');
  return name === undefined ? new Plain(400, '400: Bad Request') : found.handle(parts, name);
}

function send(reply: FastifyReply, body: unknown): FastifyReply {
  if (body instanceof Plain) return sendPlain(reply, body);
  reply.header('Content-Type', 'application/json');
  if (body instanceof Pieces) return reply.send(Readable.from(batched(body.pieces)));
  return reply.send(JSON.stringify(body, null, 1));
}

function sendPlain(reply: FastifyReply, { status, text, allow }: Plain): FastifyReply {
  if (allow !== undefined) reply.header('Allow', allow);
  return reply.code(status).header('Content-Type', 'text/plain; charset=utf-8').send(text);
}

const batchCharacters = 64 * 1024;

/** Large enough to be worth a write; other work has its turn after each. */
async function* batched(pieces: Iterable<string>): AsyncIterable<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < batchCharacters) continue;
    yield batch;
    batch = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield batch;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function version() {
  return {
    Service: 'Mesos-DNS',
    URL: 'https://github.com/mesosphere/mesos-dns',
    Version: dnsVersion,
  };
}

/** All but the secret, which is nobody's business. */
function shownConfig({ config, path, serial }: ApiParts) {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (key === 'SOARefresh') shown['SOASerial'] = serial.value;
    if (key === 'Listener') shown['File'] = path;
    shown[key] = value;
  }
  const { Principal, Secret } = config.MesosCredentials;
  shown['MesosCredentials'] = { Principal, Secret: Secret === '' ? '' : '******' };
  return shown;
}

/** @compat one element of empty texts for what is not there. */
function hosts({ cluster }: ApiParts, name: string) {
  const host = lookedUp(name);
  const { zone } = cluster.book;
  const ips = [...zone.find('A', host), ...zone.find('AAAA', host)];
  return ips.length === 0 ? [{ host: '', ip: '' }] : ips.map((ip) => ({ host, ip }));
}

function services({ cluster }: ApiParts, service: string) {
  const { zone } = cluster.book;
  const found = zone.find('SRV', lookedUp(service)).flatMap((line) => {
    const place = parseTarget(line);
    if (place === undefined) return [];
    const { target: host, port } = place;
    return (['A', 'AAAA'] as const)
      .map((kind) => zone.findFirst(kind, host))
      .filter((ip) => ip !== undefined)
      .map((ip) => ({ service, host, ip, port: String(port) }));
  });
  return found.length === 0 ? [{ service: '', host: '', ip: '', port: '' }] : found;
}

function transfer({ config, cluster, serial }: ApiParts): Pieces {
  const head = {
    TTL: config.TTL,
    Serial: serial.value,
    RefreshSeconds: config.RefreshSeconds,
    Mname: config.SOAMname,
    Rname: config.SOARname,
    Domain: config.Domain,
  };
  return new Pieces(transferJson(head, cluster.book.zone));
}

function lookedUp(name: string): string {
  const clean = name.toLowerCase().replaceAll('.*', '');
  return clean.endsWith('.') ? clean : `${clean}.`;
}
