/**
 * Bytes to a program and back, as no decent client would send them: nothing here tidies up, follows
 * a rule of HTTP, or gives up because the peer did.
 */
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

/** Whoever is still silent then is shown as such by an answer that is empty. */
const longestTalkMs = 20_000;

export interface Answer {
  readonly text: string;
  /** Of all answers that came, in order. */
  readonly statuses: readonly number[];
  /** What the last one says. */
  readonly sentence: string;
}

/** Sends all pieces, closes our side, and resolves with everything that came until theirs closed. */
export function talk(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = open(port);
    let text = '';
    const limit = setTimeout(() => socket.destroy(), longestTalkMs);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('close', () => {
      clearTimeout(limit);
      resolve(readAnswer(text));
    });
    void send(socket, pieces).then(() => socket.end());
  });
}

export function open(port: number): Socket {
  return connect({ port, host: '127.0.0.1', noDelay: true }).on('error', () => undefined);
}

/** Waits for the peer to take each piece, or to go. */
export async function send(socket: Socket, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const isGone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  for (const piece of pieces) {
    if (socket.destroyed) return;
    const isTaken = new Promise<void>((resolve) => {
      socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece, () =>
        resolve(),
      );
    });
    await Promise.race([isTaken, isGone]);
  }
}

function readAnswer(text: string): Answer {
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
  return { text, statuses, sentence: text.slice(text.lastIndexOf('\r\n\r\n') + 4) };
}

export function get(target: string, headers = ''): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
}

export function post(
  target: string,
  body: string | Uint8Array,
  contentType = 'application/json',
): Buffer {
  const bytes = Buffer.from(body);
  const head = `POST ${target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nAccept: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** A libprocess message, from whom it likes to be. */
export function message(to: string, name: string, from: string, body: Uint8Array): Buffer {
  const head = `POST /${to}/${name} HTTP/1.1\r\nHost: localhost\r\nLibprocess-From: ${from}\r\nConnection: Keep-Alive\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** A body of that many MiB, in chunks or not, one MiB at a time. */
export function* largeBody(mebibytes: number, framing: 'sized' | 'chunked'): Generator<Uint8Array> {
  const piece = Buffer.alloc(1024 * 1024, 'x');
  for (let i = 0; i < mebibytes; i++) {
    if (framing === 'chunked') yield Buffer.from('100000\r\n');
    yield piece;
    if (framing === 'chunked') yield Buffer.from('\r\n');
  }
  if (framing === 'chunked') yield Buffer.from('0\r\n\r\n');
}

export function residentMebibytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
