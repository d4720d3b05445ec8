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

/** Written past fastify, which would make all names of headers small: scripts look for them as they were. */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  sending: Sending,
): Promise<FastifyReply> {
  const { status, body, headers = {} } = answer;
  reply.hijack();
  if (body === undefined) {
    const length = status === 204 ? {} : { 'Content-Length': 0 };
    reply.raw.writeHead(status, { ...length, ...headers }).end();
    return reply;
  }
  const isText = typeof body === 'string';
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  const all: Record<string, string | number> = {
    'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    ...headers,
  };
  const packed = await packedIfWished(request, bytes, all, sending);
  sending.sent(bytes.length, packed?.length);
  const written = packed ?? bytes;
  reply.raw.writeHead(status, { ...all, 'Content-Length': written.length }).end(written);
  return reply;
}

async function packedIfWished(
  request: FastifyRequest,
  bytes: Buffer,
  headers: Record<string, string | number>,
  { compresses }: Sending,
): Promise<Buffer | undefined> {
  if (!compresses || request.method !== 'GET' || bytes.length < leastPackedBytes) return undefined;
  headers['Vary'] = 'Accept-Encoding';
  if (!takesGzip(String(request.headers['accept-encoding'] ?? ''))) return undefined;
  headers['Content-Encoding'] = 'gzip';
  return pack(bytes);
}

/** Of every answer that this request gets, whoever writes it. */
export function setHeaders({ raw }: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) raw.setHeader(name, value);
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
