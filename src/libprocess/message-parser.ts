/**
 * The incremental parser of a connection that carries libprocess messages, pipelined, split
 * anywhere. The common case costs two scans and no copy: a message that lies whole in one chunk is
 * handed over as a view into it. Only what is split is gathered in an accumulator.
 *
 * The parser stops by itself: at the first request that is not a message (`onOther`, with all
 * bytes from that request on) or when a body breaks the rules (`onViolation`). It never calls a
 * sink again after either, except that the messages before were delivered in order.
 */
import { ByteAccumulator } from '../foundation/byte-accumulator.ts';
import { ByteBudget } from '../foundation/byte-budget.ts';
import { notePassedBytes } from '../foundation/memory-relief.ts';
import * as limits from './limits.ts';
import { MessageHeadParser, type MessageHead } from './message-head.ts';

export interface MessageSink {
  onMessage(head: MessageHead, body: Uint8Array): void;
  /** From `rest` on the connection is plain HTTP. */
  onOther(rest: Buffer): void;
  onViolation(status: 400 | 413 | 503, why: string): void;
}

type State = 'head' | 'body' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailer' | 'stopped';

const endOfHead = Buffer.from('\r\n\r\n');
/** Much larger than any message that is sent often. */
const largeBodyBytes = 4 * 1024 * 1024;
const carriageReturn = 13;
const lineFeed = 10;

export class MessageParser {
  readonly #sink: MessageSink;
  readonly #maxBodyBytes: number;
  readonly #heads = new MessageHeadParser();
  #state: State = 'head';
  #head: MessageHead | undefined;
  /** Bytes of the body or of the current chunk that are still to come. */
  #missingBytes = 0;
  /** A head or line that began in an earlier chunk. */
  #partial = new ByteAccumulator();
  /** A body that began in an earlier chunk, or the chunks of a chunked one. */
  #body = new ByteAccumulator();
  #trailerLines = 0;
  readonly #together: ByteBudget;

  /** `together` is shared by all connections. */
  constructor(
    sink: MessageSink,
    maxBodyBytes = limits.longestMessageBodyBytes,
    together = new ByteBudget(limits.mostPartialBytesTogether),
  ) {
    this.#sink = sink;
    this.#maxBodyBytes = maxBodyBytes;
    this.#together = together;
  }

  /** True in the middle of a message. */
  get isPartial(): boolean {
    return this.#state !== 'stopped' && (this.#state !== 'head' || this.#partial.length > 0);
  }

  /** What a head that is not complete, or whose body is not, takes of memory. */
  get headBytes(): number {
    return this.#partial.capacity + (this.#head?.keptBytes ?? 0);
  }

  get bodyBytes(): number {
    return this.#body.capacity;
  }

  /** True while a request line and its headers arrive in pieces. */
  get isInHead(): boolean {
    return this.#state === 'head' && this.#partial.length > 0;
  }

  /** Nothing more is delivered, not even of the chunk being parsed. */
  stop(): void {
    this.#state = 'stopped';
    this.#partial.take();
    this.#head = undefined;
    notePassedBytes(this.#takeBody().length);
  }

  push(data: Buffer): void {
    let at = 0;
    while (at < data.length && this.#state !== 'stopped') at = this.#step(data, at);
  }

  /** Consumes some bytes from `at` on and returns where the next step begins. */
  #step(data: Buffer, at: number): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(data, at);
      case 'body':
      case 'chunk-data':
        return this.#readBody(data, at);
      case 'chunk-size':
      case 'chunk-end':
      case 'trailer':
        return this.#readLine(data, at);
      case 'stopped':
        return data.length;
    }
  }

  #readHead(data: Buffer, at: number): number {
    if (this.#partial.length > 0) return this.#readSplitHead(data, at);
    const end = data.indexOf(endOfHead, at);
    if (end >= 0 && end - at <= limits.longestMessageHeadBytes) {
      const head = this.#heads.parse(data.toString('latin1', at, end));
      if (head === undefined) return this.#leaveToHttp(data.subarray(at));
      return this.#begin(head, data, end + endOfHead.length);
    }
    if (end >= 0 || !mayBeMessage(data, at) || data.length - at > limits.longestMessageHeadBytes) {
      return this.#leaveToHttp(data.subarray(at));
    }
    this.#partial.append(data.subarray(at));
    return data.length;
  }

  #readSplitHead(data: Buffer, at: number): number {
    const before = this.#partial.length;
    this.#partial.append(data.subarray(at, at + limits.longestMessageHeadBytes + 4));
    const gathered = this.#partial.view();
    const end = gathered.indexOf(endOfHead, Math.max(0, before - 3));
    const tooLong = (end < 0 ? gathered.length : end) > limits.longestMessageHeadBytes;
    if (tooLong || !mayBeMessage(gathered, 0)) return this.#leaveSplitToHttp(before, data, at);
    if (end < 0) return data.length;
    const head = this.#heads.parse(gathered.toString('latin1', 0, end));
    if (head === undefined) return this.#leaveSplitToHttp(before, data, at);
    this.#partial.take();
    return this.#begin(head, data, at + end + endOfHead.length - before);
  }

  #leaveSplitToHttp(before: number, data: Buffer, at: number): number {
    const first = this.#partial.take().subarray(0, before);
    return this.#leaveToHttp(Buffer.concat([first, data.subarray(at)]));
  }

  #leaveToHttp(rest: Buffer): number {
    this.#state = 'stopped';
    this.#sink.onOther(rest);
    return Number.MAX_SAFE_INTEGER;
  }

  #begin(head: MessageHead, data: Buffer, at: number): number {
    this.#head = head;
    if (head.contentLength < 0) {
      this.#trailerLines = 0;
      this.#state = 'chunk-size';
      return at;
    }
    if (head.contentLength > this.#maxBodyBytes) return this.#refuseBody(head.contentLength);
    const end = at + head.contentLength;
    if (end <= data.length) {
      this.#deliver(data.subarray(at, end));
      return end;
    }
    this.#missingBytes = head.contentLength;
    this.#body.expect(head.contentLength);
    this.#state = 'body';
    return at;
  }

  #readBody(data: Buffer, at: number): number {
    const end = Math.min(at + this.#missingBytes, data.length);
    const piece = data.subarray(at, end);
    if (!this.#together.take(piece.length)) {
      return this.#violate(503, 'Too many large messages at once; try again later');
    }
    this.#missingBytes -= piece.length;
    this.#body.append(piece);
    if (this.#missingBytes > 0) return end;
    if (this.#state === 'chunk-data') this.#state = 'chunk-end';
    else this.#deliver(this.#takeBody());
    return end;
  }

  #readLine(data: Buffer, at: number): number {
    const feed = data.indexOf(lineFeed, at);
    const end = feed < 0 ? data.length : feed;
    if (end - at + this.#partial.length > limits.longestChunkLineBytes) {
      const rule = `expecting at most ${limits.longestChunkLineBytes} bytes`;
      return this.#violate(400, `Malformed chunked body: a line is too long, ${rule}`);
    }
    let line = data.subarray(at, end);
    if (feed < 0 || this.#partial.length > 0) {
      this.#partial.append(line);
      if (feed < 0) return data.length;
      line = this.#partial.take();
    }
    if (line.at(-1) !== carriageReturn) {
      return this.#violate(400, 'Malformed chunked body: expecting lines to end with CRLF');
    }
    return this.#onLine(line.toString('latin1', 0, line.length - 1), data, feed + 1);
  }

  #onLine(line: string, data: Buffer, next: number): number {
    if (this.#state === 'chunk-size') return this.#onChunkSize(line, data, next);
    if (this.#state === 'chunk-end') {
      if (line !== '') return this.#violate(400, 'Malformed chunked body: a chunk is too long');
      this.#state = 'chunk-size';
    } else if (line === '') {
      this.#deliver(this.#takeBody());
    } else if (++this.#trailerLines > limits.mostTrailerLines) {
      const rule = `expecting at most ${limits.mostTrailerLines}`;
      return this.#violate(400, `Malformed chunked body: too many trailers, ${rule}`);
    }
    return next;
  }

  #onChunkSize(line: string, data: Buffer, next: number): number {
    const match = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line);
    if (match === null) {
      const shown = JSON.stringify(line.slice(0, 40));
      return this.#violate(400, `Malformed chunked body: ${shown} is not a chunk size`);
    }
    const chunkBytes = parseInt(match[1]!, 16);
    const bodyBytes = this.#body.length + chunkBytes;
    if (bodyBytes > this.#maxBodyBytes) return this.#refuseBody(bodyBytes);
    if (chunkBytes === 0) {
      this.#state = 'trailer';
      return next;
    }
    if (this.#endsWithChunk(data, next + chunkBytes)) {
      this.#deliver(data.subarray(next, next + chunkBytes));
      return next + chunkBytes + 7;
    }
    this.#missingBytes = chunkBytes;
    this.#state = 'chunk-data';
    return next;
  }

  /** The usual message: one chunk, all of it here, and "\r\n0\r\n\r\n" behind it. */
  #endsWithChunk(data: Buffer, end: number): boolean {
    return (
      this.#body.length === 0 &&
      end + 7 <= data.length &&
      data[end] === carriageReturn &&
      data[end + 1] === lineFeed &&
      data[end + 2] === 0x30 &&
      data.readUInt32BE(end + 3) === 0x0d0a0d0a
    );
  }

  #takeBody(): Buffer {
    this.#together.giveBack(this.#body.length);
    return this.#body.take();
  }

  #deliver(body: Uint8Array): void {
    if (body.length >= largeBodyBytes) notePassedBytes(body.length);
    const head = this.#head!;
    this.#head = undefined;
    this.#state = 'head'; // before the sink, which may stop us
    this.#sink.onMessage(head, body);
  }

  #refuseBody(bytes: number): number {
    const rule = `expecting at most ${this.#maxBodyBytes}`;
    return this.#violate(413, `The message body of ${bytes} bytes is too large, ${rule}`);
  }

  #violate(status: 400 | 413 | 503, why: string): number {
    this.#state = 'stopped';
    this.#partial.take();
    notePassedBytes(this.#takeBody().length);
    this.#sink.onViolation(status, why);
    return Number.MAX_SAFE_INTEGER;
  }
}

/** False as soon as the bytes cannot become "POST /". */
function mayBeMessage(data: Buffer, at: number): boolean {
  const start = data.toString('latin1', at, at + 6);
  return 'POST /'.startsWith(start);
}
