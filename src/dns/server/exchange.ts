/** One question to one resolver, and its answer or the end of patience. */
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import type { Place } from '../config/places.ts';
import { FrameReader, framed } from './tcp-frames.ts';
import { headerBytes } from './packet.ts';

export interface Exchange {
  close(): void;
}

export interface ExchangeOptions {
  readonly question: Buffer;
  readonly questionEnd: number;
  readonly timeoutMs: number;
  /** Once, later; undefined: there is none. */
  readonly done: (answer: Buffer | undefined) => void;
}

export function exchangeByUdp(resolver: Place, options: ExchangeOptions): Exchange {
  const socket = createSocket(isIPv6(resolver.host) ? 'udp6' : 'udp4');
  let isClosed = false;
  const settle = settleOnce(options, () => {
    isClosed = true;
    socket.close();
  });
  socket.on('error', () => settle(undefined));
  socket.on('message', (answer) => {
    if (answers(answer, options)) settle(answer);
  });
  socket.connect(resolver.port, resolver.host, () => {
    if (isClosed) return;
    socket.send(options.question, (error) => {
      if (error) settle(undefined);
    });
  });
  return { close: () => settle(undefined) };
}

export function exchangeByTcp(resolver: Place, options: ExchangeOptions): Exchange {
  const socket = connect(resolver.port, resolver.host);
  const settle = settleOnce(options, () => socket.destroy());
  const reader = new FrameReader();
  socket.on('error', () => settle(undefined));
  socket.on('close', () => settle(undefined));
  socket.on('data', (chunk: Buffer) => {
    reader.push(chunk);
    const answer = reader.take();
    if (answer === undefined) return;
    settle(answers(answer, options) ? Buffer.from(answer) : undefined);
  });
  socket.write(framed(options.question));
  return { close: () => settle(undefined) };
}

function settleOnce(
  { timeoutMs, done }: ExchangeOptions,
  end: () => void,
): (answer: Buffer | undefined) => void {
  let isSettled = false;
  const settle = (answer: Buffer | undefined): void => {
    if (isSettled) return;
    isSettled = true;
    clearTimeout(timer);
    end();
    done(answer);
  };
  const timer = setTimeout(settle, timeoutMs, undefined);
  return settle;
}

/** Is it the answer to this question, and not somebody's guess? */
function answers(answer: Buffer, { question, questionEnd }: ExchangeOptions): boolean {
  if (answer.length < headerBytes || (answer[2]! & 0x80) === 0) return false;
  if (answer[0] !== question[0] || answer[1] !== question[1]) return false;
  const isRefusal = (answer[3]! & 15) !== 0;
  if (answer.readUInt16BE(4) === 0) return isRefusal;
  const text = (bytes: Buffer): string =>
    bytes.toString('latin1', headerBytes, questionEnd).toLowerCase();
  return answer.readUInt16BE(4) === 1 && text(answer) === text(question);
}
