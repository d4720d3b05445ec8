/**
 * A response that stays open: the subscriber's end of an event stream. Each `write` becomes one
 * chunk on the wire; what is written in one turn leaves together. One buffer at a time is handed to
 * the connection, and the next when that one is taken: what waits is kept here, where its real cost
 * is known, and not in a queue of small buffers. A reader that lags behind by more than its bound,
 * or that is the slowest when all together have too much, is cut.
 *
 * A stream has records of its own, and may follow a log that it shares with others. Its own come
 * first; the log is read when nothing else waits.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ByteAccumulator } from '../byte-accumulator.ts';
import { appendChunk, chunkEnd, chunkHead } from './chunk.ts';
import { defaultHttpLimits, mostQueuedStreamBytes } from './limits.ts';
import type { QueuedReader } from './send-queues.ts';
import type { LogCursor, SharedLog } from './shared-log.ts';
import { type Unread, UnreadBudget } from './unread.ts';

export type StreamEnd = 'client closed' | 'reader too slow' | 'ended by us';

export interface EventStreamOptions {
  readonly maxQueuedBytes?: number;
  /** Shared by all streams of a server. */
  readonly budget?: UnreadBudget;
  /** How long a reader may take nothing once the stream has ended. */
  readonly stallTimeoutMs?: number;
}

/** A large record, in several buffers that belong to somebody else. */
export interface LargeRecord {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
  /** Called once, when the pieces are not needed any more. */
  release(): void;
}

/** What a small buffer costs beyond its bytes: its objects in the runtime. */
const bufferCostBytes = 512;

/**
 * A reader that has taken nothing for so long has stopped, and may only have this part of its bound.
 * One that reads on may be far behind: a snapshot takes a while on a slow line.
 */
const stoppedAfterMs = 5_000;
const shareOfStopped = 1 / 8;

/** Handed to the connection at a time, so that a slow reader is seen to read. */
const pieceBytes = 1024 * 1024;

/** Waits for the connection to take what is before it. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly costBytes: number;
  readonly release?: () => void;
}

export class EventStream implements Unread, QueuedReader {
  readonly #response: ServerResponse;
  readonly #socket: Socket;
  readonly #budget: UnreadBudget;
  readonly #maxQueuedBytes: number;
  readonly #stallTimeoutMs: number;
  readonly #closedCallbacks: ((why: StreamEnd) => void)[] = [];
  #end: StreamEnd | undefined;
  /** Records that wait, framed; `#tail` is behind all pieces. */
  readonly #pieces: Piece[] = [];
  readonly #tail = new ByteAccumulator();
  #tailCostBytes = 0;
  /** Of pieces and tail. */
  #waitingBytes = 0;
  /** Of these, what was written in this turn. */
  #newBytes = 0;
  /** With the connection; undefined when it has taken everything. */
  #written: Piece | undefined;
  #isFlushDue = false;
  #cursor: LogCursor | undefined;
  #readsLog = false;
  /** The kernel has more than enough for it. */
  #isHeld = false;
  #givenBytes = 0;
  /** When the reader was last offered something, having taken what was before it. */
  #offeredAtMs = 0;
  readonly #onReaderEnd = (): void => this.#cut('client closed');
  #onDrained: () => void = () => undefined;
  readonly #onTaken = (): void => this.#taken();

  constructor(response: ServerResponse, options: EventStreamOptions = {}) {
    this.#response = response;
    this.#socket = response.req.socket;
    this.#budget = options.budget ?? new UnreadBudget(Infinity);
    this.#maxQueuedBytes = options.maxQueuedBytes ?? mostQueuedStreamBytes;
    this.#stallTimeoutMs = options.stallTimeoutMs ?? defaultHttpLimits.answerStallTimeoutMs;
    response.once('close', () => this.#onClose());
    response.on('error', () => this.#finish('client closed'));
    // A reader that closes its side is gone, though TCP would let it read on.
    if (this.#socket.readableEnded) this.#cut('client closed');
    this.#socket.once('end', this.#onReaderEnd);
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /** What has not been read, its own and the log's. */
  get backlogBytes(): number {
    const writtenBytes = this.#written?.bytes.length ?? 0;
    return this.#waitingBytes + writtenBytes + (this.#cursor?.backlogBytes ?? 0);
  }

  /**
   * False when the stream is closed. The bound counts what was there before this turn: what comes
   * at once always fits, however large (a first snapshot, the answer to a reconciliation).
   */
  write(record: Uint8Array | string): boolean {
    if (this.#end !== undefined) return false;
    const bytes = typeof record === 'string' ? Buffer.from(record) : record;
    const before = this.#tail.length;
    appendChunk(this.#tail, bytes);
    this.#noteWaiting(this.#tail.length - before);
    this.#budget.begin(this);
    this.#holdTail();
    if (this.#tail.length >= pieceBytes) this.#closeTail();
    this.#scheduleFlush();
    return true;
  }

  #holdTail(): void {
    const costBytes = this.#tail.capacity + bufferCostBytes;
    const grownBytes = costBytes - this.#tailCostBytes;
    this.#tailCostBytes = costBytes;
    if (grownBytes > 0) this.#budget.hold(grownBytes);
  }

  /**
   * As `write`, one chunk of `head` and the record; its pieces stay where they are until the reader
   * has them. Several streams may be given the same.
   */
  writeLarge(head: string, record: LargeRecord): boolean {
    if (this.#end !== undefined) {
      record.release();
      return false;
    }
    this.#closeTail();
    this.#budget.begin(this);
    const before = chunkHead(Buffer.byteLength(head) + record.length) + head;
    this.#push({ bytes: Buffer.from(before), costBytes: 0 });
    for (const bytes of record.pieces) this.#push({ bytes, costBytes: 0 });
    this.#budget.holdShared(record);
    const release = (): void => {
      this.#budget.giveBackShared(record);
      record.release();
    };
    this.#push({ bytes: Buffer.from(chunkEnd, 'latin1'), costBytes: 0, release });
    this.#scheduleFlush();
    return true;
  }

  /** Its place in a log is kept from now on; it is read after `readLog`. */
  follow(log: SharedLog): void {
    this.#cursor?.close();
    const follower = { onMore: () => this.flush(), reader: this };
    this.#cursor = this.isOpen ? log.follow(follower) : undefined;
  }

  readLog(): void {
    this.#readsLog = true;
    this.#scheduleFlush();
  }

  /** What was written still reaches the reader, then the stream ends. */
  end(): void {
    if (this.#end !== undefined) return;
    this.#socket.off('end', this.#onReaderEnd);
    this.#readsLog = false;
    this.#finish('ended by us');
    this.#socket.setTimeout(this.#stallTimeoutMs);
    this.#pump();
  }

  /** Called once, never from within `write` or `end`. */
  onClosed(callback: (why: StreamEnd) => void): void {
    const end = this.#end;
    if (end === undefined) this.#closedCallbacks.push(callback);
    else process.nextTick(() => callback(end));
  }

  /** Called each time when the reader has taken all that was written, while the stream is open. */
  onDrained(callback: () => void): void {
    this.#onDrained = callback;
  }

  /** For the log only. */
  get ports(): Socket {
    return this.#socket;
  }

  get givenBytes(): number {
    return this.#givenBytes;
  }

  hold(isStalled: boolean): void {
    this.#isHeld = isStalled;
    if (isStalled) this.#budget.begin(this);
    else this.#pump();
  }

  /** For the budget only. */
  cut(): void {
    this.#cut('reader too slow');
  }

  #scheduleFlush(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    setImmediate(() => {
      this.#isFlushDue = false;
      this.flush();
    });
  }

  /** What was written goes out now, and not only when this turn is over. */
  flush(): void {
    if (this.#end !== undefined) return;
    if (this.#isTooFarBehind()) {
      this.#cut('reader too slow');
      return;
    }
    this.#newBytes = 0;
    this.#pump();
  }

  #isTooFarBehind(): boolean {
    const bytes = this.backlogBytes - this.#newBytes;
    if (bytes <= this.#maxQueuedBytes * shareOfStopped) return false;
    const isOffered = this.#written !== undefined || this.#isHeld;
    const hasStopped = isOffered && performance.now() - this.#offeredAtMs > stoppedAfterMs;
    return hasStopped || bytes > this.#maxQueuedBytes;
  }

  /** Hands over the next buffer, unless one is on its way. */
  #pump(): void {
    if (this.#written !== undefined || this.#response.destroyed) return;
    const piece = this.#next();
    if (piece === undefined) {
      if (!this.#isHeld) this.#budget.end(this);
      if (this.#end === 'ended by us') this.#close();
      else if (this.#end === undefined) this.#onDrained();
      return;
    }
    this.#written = piece;
    this.#offeredAtMs = performance.now();
    // Before that an answer is owed on this connection, and Node keeps ours until its turn comes.
    if (this.#response.socket !== null) this.#send(piece);
    else this.#response.once('socket', () => process.nextTick(() => this.#send(piece)));
  }

  #close(): void {
    this.#cursor?.close();
    this.#response.end();
  }

  #send(piece: Piece): void {
    if (piece !== this.#written) return;
    this.#socket.write(piece.bytes, this.#onTaken);
    // Most readers have room for it, and then nothing waits.
    if (this.#socket.writableLength > 0) this.#budget.begin(this);
  }

  #noteWaiting(bytes: number): void {
    this.#waitingBytes += bytes;
    this.#newBytes += bytes;
  }

  #next(): Piece | undefined {
    if (this.#pieces.length === 0) this.#closeTail();
    const own = this.#pieces.shift();
    if (own !== undefined) {
      this.#waitingBytes -= own.bytes.length;
      return own;
    }
    const shared = this.#readsLog && !this.#isHeld ? this.#cursor?.next() : undefined;
    return shared === undefined ? undefined : { bytes: shared, costBytes: 0 };
  }

  #closeTail(): void {
    if (this.#tail.length === 0) return;
    this.#pieces.push({ bytes: this.#tail.take(), costBytes: this.#tailCostBytes });
    this.#tailCostBytes = 0;
  }

  #push(piece: Piece): void {
    this.#pieces.push(piece);
    this.#noteWaiting(piece.bytes.length);
  }

  #taken(): void {
    const piece = this.#written;
    if (piece === undefined) return;
    this.#written = undefined;
    this.#givenBytes += piece.bytes.length;
    this.#giveBack(piece);
    this.#budget.noteTaken(this, piece.bytes.length);
    this.#pump();
  }

  #giveBack({ costBytes, release }: Piece): void {
    if (costBytes > 0) this.#budget.giveBack(costBytes);
    release?.();
  }

  #cut(why: StreamEnd): void {
    this.#socket.destroy();
    this.#drop();
    this.#finish(why);
  }

  #onClose(): void {
    this.#drop();
    this.#finish('client closed');
  }

  /** Nobody will read it. */
  #drop(): void {
    this.#budget.end(this);
    this.#cursor?.close();
    this.#closeTail();
    const waiting = this.#pieces.splice(0);
    if (this.#written !== undefined) waiting.unshift(this.#written);
    this.#written = undefined;
    this.#waitingBytes = 0;
    this.#newBytes = 0;
    for (const piece of waiting) this.#giveBack(piece);
  }

  #finish(why: StreamEnd): void {
    if (this.#end !== undefined) return;
    this.#end = why;
    const callbacks = this.#closedCallbacks.splice(0);
    process.nextTick(() => {
      for (const callback of callbacks) callback(why);
    });
  }
}
