/**
 * One accepted connection while it carries libprocess messages. Each message is answered at once
 * (202, or 404 for an unknown process); the answers to one chunk of input leave in one write. A
 * peer that does not read its answers is not read from either.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ByteBudget } from '../foundation/byte-budget.ts';
import { notePassedBytes } from '../foundation/memory-relief.ts';
import { httpDate, type Unread, type UnreadBudget } from '../foundation/http/index.ts';
import * as limits from './limits.ts';
import type { MessageHandler } from './message-handler.ts';
import type { MessageHead } from './message-head.ts';
import { MessageParser, type MessageSink } from './message-parser.ts';
import type { Upid } from './upid.ts';

export interface InboundOwner {
  readonly maxBodyBytes: number;
  /** For the parts of messages of all connections. */
  readonly together: ByteBudget;
  readonly onMessage: MessageHandler;
  /** Why this sender is not believed; undefined if it is. */
  findSenderFault(from: Upid, socket: Socket): string | undefined;
  /** Unread answers of all connections. */
  readonly unread: UnreadBudget;
  /** Bytes have come; `isNew`: the message that is not complete now began with them. */
  onActive(connection: InboundConnection, isNew: boolean): void;
  /** Is there a connection to this sender, for whose sake this one must stay? */
  isLinked(from: Upid): boolean;
  /** The connection is HTTP from here on; its unread bytes are back in the socket. */
  onHttp(socket: Socket): void;
  /** The socket is closed or handed over. */
  onDone(): void;
}

export class InboundConnection implements MessageSink, Unread {
  readonly #socket: Socket;
  readonly #owner: InboundOwner;
  readonly #parser: MessageParser;
  #answers = '';
  #closes = false;
  #rest: Buffer | undefined;
  #lastFrom: Upid | undefined;
  #hasDelivered = false;
  #unreadBytes = 0;
  #headTimer: NodeJS.Timeout | undefined;

  readonly #onData = (chunk: Buffer): void => this.#receive(chunk);
  readonly #onEnd = (): void => void this.#socket.end();
  readonly #onStalled = (): void => this.destroy();
  readonly #onDrain = (): void => void this.#socket.resume();
  readonly #onError = (): void => this.destroy();
  readonly #onAnswersTaken = (): void => this.#noteUnread();
  readonly #onClose = (): void => {
    this.#settleUnread(0);
    this.#watchHead(false);
    this.#parser.stop();
    this.#owner.onDone();
  };

  constructor(socket: Socket, owner: InboundOwner) {
    this.#socket = socket;
    this.#owner = owner;
    this.#parser = new MessageParser(this, owner.maxBodyBytes, owner.together);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('timeout', this.#onStalled);
    socket.on('drain', this.#onDrain);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
  }

  destroy(): void {
    this.#parser.stop();
    this.#socket.destroy();
  }

  /** A body is on its way, or an agent (or our master) speaks here. */
  get isInUse(): boolean {
    if (this.#parser.isPartial) return !this.#parser.isInHead;
    return this.#lastFrom !== undefined && this.#owner.isLinked(this.#lastFrom);
  }

  get headBytes(): number {
    return this.#parser.headBytes;
  }

  get bodyBytes(): number {
    return this.#parser.bodyBytes;
  }

  /** For the budget only. */
  get backlogBytes(): number {
    return this.#unreadBytes;
  }

  cut(): void {
    this.#settleUnread(0);
    this.destroy();
  }

  #noteUnread(): void {
    const takenBytes = this.#unreadBytes - this.#socket.writableLength;
    if (takenBytes > 0) this.#owner.unread.noteTaken(this, takenBytes);
    this.#settleUnread(this.#socket.writableLength);
  }

  #settleUnread(bytes: number): void {
    const before = this.#unreadBytes;
    if (bytes === before) return;
    this.#unreadBytes = bytes;
    const { unread } = this.#owner;
    if (bytes > 0) unread.begin(this);
    else unread.end(this);
    if (bytes > before) unread.hold(bytes - before);
    else unread.giveBack(before - bytes);
  }

  #receive(chunk: Buffer): void {
    this.#hasDelivered = false;
    this.#parser.push(chunk);
    this.#owner.onActive(this, this.#hasDelivered);
    const socket = this.#socket;
    if (this.#answers !== '') {
      socket.write(this.#answers, 'latin1', this.#onAnswersTaken);
      this.#answers = '';
      this.#noteUnread();
    }
    if (this.#rest !== undefined) {
      this.#handOver(this.#rest);
    } else if (this.#closes) {
      this.#linger();
    } else {
      this.#watchHead(this.#parser.isInHead);
      socket.setTimeout(this.#parser.isPartial ? limits.stalledMessageTimeoutMs : 0);
      if (socket.writableLength > limits.mostUnreadAnswerBytes) socket.pause();
    }
  }

  /** The first piece of a head starts the clock, later ones do not set it back. */
  #watchHead(isInHead: boolean): void {
    if (!isInHead) {
      clearTimeout(this.#headTimer);
      this.#headTimer = undefined;
    } else {
      this.#headTimer ??= setTimeout(this.#onStalled, limits.headTimeoutMs).unref();
    }
  }

  /** Ends our side; what the peer still sends is thrown away until it ends or stalls. */
  #linger(): void {
    this.#watchHead(false);
    this.#socket.off('data', this.#onData);
    this.#socket.on('data', (chunk: Buffer) => notePassedBytes(chunk.length));
    this.#socket.end();
    const cut = setTimeout(this.#onStalled, limits.lingerTimeoutMs).unref();
    this.#socket.once('close', () => clearTimeout(cut));
  }

  #handOver(rest: Buffer): void {
    const socket = this.#socket;
    this.#watchHead(false);
    this.#settleUnread(0);
    socket.off('data', this.#onData).off('end', this.#onEnd).off('timeout', this.#onStalled);
    socket.off('drain', this.#onDrain).off('error', this.#onError).off('close', this.#onClose);
    socket.setTimeout(0);
    socket.pause();
    socket.unshift(rest);
    this.#owner.onDone();
    this.#owner.onHttp(socket);
    socket.resume();
  }

  /** For the parser only. */
  onMessage(head: MessageHead, body: Uint8Array): void {
    this.#hasDelivered = true;
    this.#answers += this.#answerTo(head, body);
    if (!head.keepAlive) {
      this.#closes = true;
      this.#parser.stop();
    }
  }

  #answerTo({ from, toId, name }: MessageHead, body: Uint8Array): string {
    if (!from.ok) return plainAnswer('400 Bad Request', from.error);
    const fault = this.#owner.findSenderFault(from.value, this.#socket);
    if (fault !== undefined) return plainAnswer('400 Bad Request', fault);
    this.#lastFrom = from.value;
    const isKnown = this.#owner.onMessage(from.value, toId, name, body);
    return isKnown ? acceptedAnswer() : plainAnswer('404 Not Found', '404 Not Found.');
  }

  /** For the parser only. */
  onOther(rest: Buffer): void {
    this.#rest = rest;
  }

  /** For the parser only. */
  onViolation(status: 400 | 413 | 503, why: string): void {
    this.#answers += plainAnswer(`${status} ${STATUS_CODES[status]}`, why);
    this.#closes = true;
  }
}

let acceptedDate = '';
let acceptedText = '';

function acceptedAnswer(): string {
  const date = httpDate();
  if (date !== acceptedDate) {
    acceptedDate = date;
    acceptedText = `HTTP/1.1 202 Accepted\r\nDate: ${date}\r\nContent-Length: 0\r\n\r\n`;
  }
  return acceptedText;
}

function plainAnswer(status: string, why: string): string {
  const body = why.replace(/[^\x20-\x7e]/g, '?');
  const type = 'Content-Type: text/plain; charset=utf-8';
  const head = `HTTP/1.1 ${status}\r\nDate: ${httpDate()}\r\n${type}`;
  return `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
