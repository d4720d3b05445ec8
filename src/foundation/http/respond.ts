/**
 * Answers become bytes here, with headers in the order in which Mesos writes them: `Date` first,
 * then for JSON of older endpoints length before type, for everything else type before length.
 * Connection headers stay unsaid, as Mesos does.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { httpDate } from './date.ts';
import { EventStream } from './event-stream.ts';
import { smallestGzipBytes } from './limits.ts';
import { acceptsGzip } from './negotiation.ts';
import type { Headers, HttpResponse } from './response.ts';
import { AnswerReader } from './answer-reader.ts';
import type { UnreadBudget } from './unread.ts';
import { assertNever } from '../result.ts';

const gzipAsync = promisify(gzip);

export interface Manner {
  readonly answerStallTimeoutMs: number;
  /** What is written and not read, of all streams and of all other answers. */
  readonly unreadStreams: UnreadBudget;
  readonly unreadAnswers: UnreadBudget;
  /** No other answer is owed on the connection behind this one. */
  readonly isLast: () => boolean;
}

export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HttpResponse,
  manner: Manner,
): Promise<void> {
  // Runs while nothing moves on the connection; Node sets it anew when the answer is complete.
  request.socket.setTimeout(answer.kind === 'events' ? 0 : manner.answerStallTimeoutMs);
  response.sendDate = false;
  response.removeHeader('Connection');
  switch (answer.kind) {
    case 'empty':
      writeHead(response, manner, answer.status, [
        ...answer.headers,
        ...emptyLength(answer.status),
      ]);
      response.end();
      return;
    case 'text': {
      const type = ['Content-Type', 'text/plain; charset=utf-8'] as const;
      const headers = [...answer.headers, type];
      return writeWhole(request, response, manner, { ...answer, headers, body: answer.text });
    }
    case 'json':
      return writeWhole(request, response, manner, jsonBody(answer));
    case 'bytes': {
      const headers = [...answer.headers, ['Content-Type', answer.contentType] as const];
      return writeWhole(request, response, manner, { ...answer, headers });
    }
    case 'source':
      return writeSource(response, answer, manner);
    case 'events':
      openEvents(response, answer, manner);
      return;
    default:
      assertNever(answer);
  }
}

/** There is none in 204; in 304 it would be that of the answer which is not sent. */
function emptyLength(status: number): Headers {
  return status === 204 || status === 304 ? [] : [['Content-Length', '0']];
}

function writeHead(
  response: ServerResponse,
  { isLast }: Manner,
  status: number,
  headers: Headers,
): void {
  // The client has shut down its side: nothing follows, and without a `Connection` header to
  // write Node forgets to close.
  if (isLast() && response.req.socket.readableEnded) response.shouldKeepAlive = false;
  const flat = ['Date', httpDate()];
  for (const [name, value] of headers) flat.push(name, value);
  response.writeHead(status, STATUS_CODES[status] ?? 'Unknown', flat);
}

interface WholeBody {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array;
  /** `Content-Length` before the type, as in JSON of older endpoints. */
  readonly lengthFirst?: boolean;
}

function jsonBody(answer: HttpResponse & { kind: 'json' }): WholeBody {
  const headers = [['Content-Type', 'application/json'] as const];
  return { ...answer, headers, lengthFirst: true };
}

async function writeWhole(
  request: IncomingMessage,
  response: ServerResponse,
  manner: Manner,
  answer: WholeBody,
): Promise<void> {
  let body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  let headers = answer.headers;
  let lengthFirst = answer.lengthFirst === true;
  if (body.length >= smallestGzipBytes && acceptsGzip(acceptEncodingOf(request))) {
    body = await gzipAsync(body);
    headers = [['Content-Encoding', 'gzip'], ...headers];
    lengthFirst = false;
  }
  const length = ['Content-Length', String(body.length)] as const;
  writeHead(
    response,
    manner,
    answer.status,
    lengthFirst ? [length, ...headers] : [...headers, length],
  );
  response.end(body);
  // Most answers are with the kernel by now.
  if (response.socket?.writableLength === 0) return;
  new AnswerReader(response, manner.unreadAnswers).hold(body);
}

function acceptEncodingOf(request: IncomingMessage): string | undefined {
  const header = request.headers['accept-encoding'];
  return Array.isArray(header) ? header.join(', ') : header;
}

async function writeSource(
  response: ServerResponse,
  answer: HttpResponse & { kind: 'source' },
  manner: Manner,
): Promise<void> {
  const { answerStallTimeoutMs } = manner;
  const { socket } = response.req;
  // The source may take its time; only a reader that does must not.
  socket.setTimeout(0);
  const framing =
    answer.contentLength === undefined
      ? (['Transfer-Encoding', 'chunked'] as const)
      : (['Content-Length', String(answer.contentLength)] as const);
  const headers = [framing, ...answer.headers, ['Content-Type', answer.contentType] as const];
  if (answer.onDone !== undefined) response.once('close', answer.onDone);
  writeHead(response, manner, answer.status, headers);
  const reader = new AnswerReader(response, manner.unreadAnswers);
  if (answer.holds !== undefined) reader.hold(answer.holds);
  // When the source breaks the head is out already: the caller cuts the connection, so that the
  // body visibly has no end.
  for await (const chunk of answer.chunks) {
    if (response.destroyed || response.closed) return;
    if (!response.write(chunk)) {
      socket.setTimeout(answerStallTimeoutMs);
      await drained(response);
      socket.setTimeout(0);
    }
    reader.noteTaken(chunk.length);
  }
  socket.setTimeout(answerStallTimeoutMs);
  response.end();
}

/** Resolves when the reader has taken what was written, or is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const stop = new AbortController();
  const settled = { signal: stop.signal };
  const either = [once(response, 'drain', settled), once(response, 'close', settled)];
  await Promise.race(either.map((wait) => wait.catch(() => undefined)));
  stop.abort();
}

function openEvents(
  response: ServerResponse,
  answer: HttpResponse & { kind: 'events' },
  manner: Manner,
): void {
  const chunked = ['Transfer-Encoding', 'chunked'] as const;
  const contentType = ['Content-Type', answer.contentType] as const;
  writeHead(response, manner, 200, [chunked, ...answer.headers, contentType]);
  // What it begins with goes out with its head: one call of the kernel, and one wake-up of the reader.
  const { socket } = response;
  socket?.cork();
  response.flushHeaders();
  const { maxQueuedBytes } = answer;
  const stream = new EventStream(response, {
    ...(maxQueuedBytes === undefined ? {} : { maxQueuedBytes }),
    budget: manner.unreadStreams,
    stallTimeoutMs: manner.answerStallTimeoutMs,
  });
  answer.open(stream);
  // Behind the stream's own, which then writes what was said in this turn.
  setImmediate(() => socket?.uncork());
}
