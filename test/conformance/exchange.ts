/**
 * Raw HTTP: a recorded request goes to one of our programs byte for byte, what comes back is taken
 * apart the same way as what the real Mesos answered. A client library would correct what is wrong.
 */
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const recordings = fileURLToPath(new URL('recordings', import.meta.url));
const longestAnswerMs = 30_000;

export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export const recorded = (path: string): Buffer => readFileSync(join(recordings, path));

export const recordedIn = (folder: string): readonly string[] =>
  readdirSync(join(recordings, folder)).toSorted();

/** Undefined while the answer is not complete. */
export function parseAnswer(bytes: Buffer, isClosed: boolean): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const rest = bytes.subarray(end + 4);
  const status = Number(statusLine.split(' ')[1]);
  const body = readBody(headers, rest, isClosed);
  return body === undefined ? undefined : { status, headers, body };
}

function readBody(
  headers: Readonly<Record<string, string>>,
  rest: Buffer,
  isClosed: boolean,
): Buffer | undefined {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(rest, isClosed);
  const length = headers['content-length'];
  if (length === undefined) return isClosed ? rest : undefined;
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined;
}

function readChunks(bytes: Buffer, isClosed: boolean): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || bytes.length < lineEnd + 2 + size) break;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  // Recordings of streams end in the middle.
  return isClosed ? Buffer.concat(chunks) : undefined;
}

/** The answer; undefined when the connection was closed without one. */
export async function exchange(port: number, request: Buffer): Promise<Answer | undefined> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received: Buffer = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const finish = (answer: Answer | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(longestAnswerMs, () => {
      socket.destroy();
      reject(new Error(`No answer to ${request.toString('latin1').slice(0, 100)}`));
    });
    socket.on('error', () => finish(undefined));
    socket.on('close', () => finish(parseAnswer(received, true)));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const answer = parseAnswer(received, false);
      if (answer !== undefined) finish(answer);
    });
    socket.write(request);
  });
}

/** The body of a recorded request, changed, with the length that it has then. */
export function withBody(request: Buffer, change: (body: string) => string): Buffer {
  const end = request.indexOf('\r\n\r\n');
  const head = request.toString('latin1', 0, end);
  if (
    !/^content-length:/im.test(head) ||
    /protobuf/i.test(head.match(/^content-type:.*/im)?.[0] ?? '')
  ) {
    return request;
  }
  const body = Buffer.from(change(request.toString('utf8', end + 4)));
  const newHead = head.replace(/^(content-length:) *\d+/im, `$1 ${body.length}`);
  return Buffer.concat([Buffer.from(`${newHead}\r\n\r\n`, 'latin1'), body]);
}
