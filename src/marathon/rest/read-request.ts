/** From what came over the wire to a request that routes understand, or the answer that says why not. */
import type { FastifyRequest } from 'fastify';
import { message, Query, type Answer, type ApiRequest } from './answer.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function readRequest(request: FastifyRequest): ApiRequest | Answer {
  const [rawPath, rawQuery] = splitOnce(request.url, '?');
  const path = decodedPath(rawPath);
  if (path === undefined) return message(400, `The path is not well encoded: ${rawPath}`);
  const body = readBody(request, path);
  if ('status' in body) return body;
  return {
    method: request.method,
    path,
    query: new Query(new URLSearchParams(rawQuery)),
    body: body.json,
    accept: request.headers.accept ?? '',
    clientIp: request.ip,
    uri: request.url,
    origin: `${request.protocol}://${request.headers.host ?? ''}`,
  };
}

/**
 * @compat Nothing at all counts as JSON, and so does a body of no said type; for groups of any type.
 */
function readBody(request: FastifyRequest, path: string): { readonly json: unknown } | Answer {
  if (!(request.body instanceof Buffer) || request.body.length === 0) return { json: undefined };
  const type = request.headers['content-type'];
  const takesAny = path === '/v2/groups' || path.startsWith('/v2/groups/');
  if (
    !takesAny &&
    type !== undefined &&
    !/^\s*(application\/([\w.-]+\+)?json|\*\/\*)\s*(;|$)/i.test(type)
  ) {
    return message(415, 'Unsupported Media Type');
  }
  try {
    const text = utf8.decode(request.body);
    return { json: text.trim() === '' ? undefined : JSON.parse(text) };
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error);
    return { status: 400, body: { message: 'Invalid JSON', details } };
  }
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
