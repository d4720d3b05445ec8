/** Answers on their way out: as JSON or text, packed where the client takes that. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answer.ts';

const pack = promisify(gzip);
/** @compat Smaller ones only grow. */
const leastPackedBytes = 16;

export interface Sending {
  readonly compresses: boolean;
  /** How large answers were, as JSON and as they went out. */
  readonly sent: (bytes: number, packedBytes: number | undefined) => void;
}

export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, body, headers }: Answer,
  { compresses, sent }: Sending,
): Promise<FastifyReply> {
  void reply.code(status).headers(headers ?? {});
  if (body === undefined) return reply.send();
  const isText = typeof body === 'string';
  if (headers?.['content-type'] === undefined) {
    void reply.type(isText ? 'text/plain; charset=utf-8' : 'application/json');
  }
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  const isPackable = compresses && request.method === 'GET' && bytes.length >= leastPackedBytes;
  if (isPackable) void reply.header('Vary', 'Accept-Encoding');
  if (!isPackable || !takesGzip(String(request.headers['accept-encoding'] ?? ''))) {
    sent(bytes.length, undefined);
    return reply.send(bytes);
  }
  const packed = await pack(bytes);
  sent(bytes.length, packed.length);
  return reply.header('Content-Encoding', 'gzip').send(packed);
}

/** Named, or meant by "*", and not with a quality of 0. */
export function takesGzip(acceptEncoding: string): boolean {
  const rows = acceptEncoding.split(',').map((each) => {
    const [name = '', ...parameters] = each.toLowerCase().split(';');
    const quality = parameters.map((part) => /^\s*q\s*=\s*([\d.]+)/.exec(part)?.[1]).find(Boolean);
    return { name: name.trim(), isTaken: Number(quality ?? 1) > 0 };
  });
  const row =
    rows.find(({ name }) => name === 'gzip' || name === 'x-gzip') ??
    rows.find(({ name }) => name === '*');
  return row?.isTaken ?? false;
}
