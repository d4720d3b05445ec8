/**
 * One log for many event streams: every record is kept once, whatever the number of readers, and
 * each reader has only its place in it. What the slowest has not read yet is what the log costs; a
 * reader that falls back too far is cut by its stream, and what nobody needs any more is dropped.
 *
 * Records are handed out in rounds. What came since the last round is one batch, one buffer that is
 * written to everybody as it is; after a round the log rests at least as long as it took, so that a
 * crowd of readers costs half of the processor at most, and batches grow instead of queues.
 *
 * Whoever closes a cursor has finished with the batch that it stands at, or its connection is cut:
 * the memory is used again.
 */
import { chunkEnd, chunkHead } from './chunk.ts';
import { type QueuedReader, SendQueueWatch } from './send-queues.ts';
import { type Segment, SegmentStore, nothing } from './segments.ts';
import type { UnreadBudget } from './unread.ts';

/** Handing out takes so much of a turn; other work comes between. */
const sliceMs = 6;
/** A millisecond's work. On a busy machine a slice may pass with nothing done, and a round not end. */
const leastPerSlice = 128;
/** Between two rounds: fewer and larger writes. Nobody sees it, and the first event never waits. */
const leastRestMs = 15;

export interface LogFollower {
  /** There is more to read. */
  onMore(): void;
  /** The connection behind it; see send-queues.ts. */
  readonly reader?: QueuedReader;
}

interface Batch {
  readonly bytes: Buffer;
  readonly segment: Segment;
  /** Of everything before it, since the log began. */
  readonly offset: number;
  next: Batch | undefined;
  /** Cursors whose next batch comes behind this one. */
  cursors: number;
}

export class SharedLog {
  readonly #segments: SegmentStore;
  readonly #queues: SendQueueWatch;
  /** Batches from the one that the slowest cursor stands at; the last one is the newest. */
  #oldest: Batch;
  #newest: Batch;
  readonly #cursors = new Set<LogCursor>();
  /** Being filled, and how far it is handed out already. */
  #segment: Segment;
  #sealedBytes = 0;
  #isRoundDue = false;
  #restUntilMs = 0;

  constructor(budget?: UnreadBudget, queues = new SendQueueWatch()) {
    this.#queues = queues;
    this.#segments = new SegmentStore(budget);
    this.#segment = nothing;
    const bytes = nothing.bytes;
    this.#oldest = { bytes, segment: nothing, offset: 0, next: undefined, cursors: 0 };
    this.#newest = this.#oldest;
  }

  /** Nobody reads: what is appended is lost, so it need not be made. */
  get isFollowed(): boolean {
    return this.#cursors.size > 0;
  }

  /** What it takes of memory, buffers and all. */
  get keptBytes(): number {
    return this.#segments.heldBytes;
  }

  append(record: Uint8Array): void {
    if (!this.isFollowed || record.length === 0) return;
    const head = chunkHead(record.length);
    const bytes = head.length + record.length + chunkEnd.length;
    if (this.#segment.filledBytes + bytes > this.#segment.bytes.length) this.#openSegment(bytes);
    const segment = this.#segment;
    let at = segment.filledBytes;
    at += segment.bytes.write(head, at, 'latin1');
    segment.bytes.set(record, at);
    at += record.length;
    at += segment.bytes.write(chunkEnd, at, 'latin1');
    segment.filledBytes = at;
    this.#scheduleRound();
  }

  /** Reads everything that is appended from now on. */
  follow(follower: LogFollower): LogCursor {
    // So that nothing from before is in the first batch.
    this.#seal();
    const newest = this.#newest;
    newest.cursors++;
    const cursor: LogCursor = new LogCursor(follower, newest, {
      moved: (batch) => this.#leave(batch),
      closed: () => this.#cursors.delete(cursor),
      endOffset: () => this.#newest.offset + this.#newest.bytes.length,
    });
    this.#cursors.add(cursor);
    return cursor;
  }

  #openSegment(leastBytes: number): void {
    this.#seal();
    this.#segments.release(this.#segment);
    this.#segment = this.#segments.take(leastBytes);
    this.#sealedBytes = 0;
  }

  /** What was appended becomes a batch. */
  #seal(): void {
    const segment = this.#segment;
    if (segment.filledBytes === this.#sealedBytes) return;
    const bytes = segment.bytes.subarray(this.#sealedBytes, segment.filledBytes);
    this.#sealedBytes = segment.filledBytes;
    segment.users++;
    const last = this.#newest;
    const offset = last.offset + last.bytes.length;
    this.#newest = last.next = { bytes, segment, offset, next: undefined, cursors: 0 };
    this.#drop();
  }

  #leave(batch: Batch): void {
    batch.cursors--;
    this.#drop();
  }

  #drop(): void {
    while (this.#oldest.cursors === 0 && this.#oldest.next !== undefined) {
      this.#segments.release(this.#oldest.segment);
      this.#oldest = this.#oldest.next;
    }
  }

  #scheduleRound(): void {
    if (this.#isRoundDue) return;
    this.#isRoundDue = true;
    const restMs = this.#restUntilMs - performance.now();
    if (restMs <= 0) setImmediate(() => this.#beginRound());
    else setTimeout(() => this.#beginRound(), restMs);
  }

  #beginRound(): void {
    const before = this.#newest.offset + this.#newest.bytes.length;
    this.#seal();
    const { offset, bytes } = this.#newest;
    this.#handOut({ cursors: [...this.#cursors], bytesEach: offset + bytes.length - before }, 0, 0);
  }

  *#readers(): Iterable<QueuedReader> {
    for (const { reader } of this.#cursors) if (reader !== undefined) yield reader;
  }

  #handOut(round: Round, from: number, spentMs: number): void {
    const { cursors, bytesEach } = round;
    const startMs = performance.now();
    let at = from;
    while (at < cursors.length) {
      cursors[at++]!.tell();
      if ((at - from) % leastPerSlice === 0 && performance.now() - startMs > sliceMs) break;
    }
    this.#queues.noteGiven(bytesEach * (at - from), () => this.#readers());
    const endMs = performance.now();
    const roundMs = spentMs + endMs - startMs;
    if (at < cursors.length) {
      setImmediate(() => this.#handOut(round, at, roundMs));
      return;
    }
    this.#restUntilMs = endMs + Math.max(roundMs, leastRestMs);
    this.#isRoundDue = false;
    if (this.#segment.filledBytes > this.#sealedBytes) this.#scheduleRound();
  }
}

interface Round {
  readonly cursors: readonly LogCursor[];
  readonly bytesEach: number;
}

interface CursorOwner {
  /** The cursor stood at this batch and does not any more. */
  moved(batch: Batch): void;
  closed(): void;
  endOffset(): number;
}

/** A reader's place in the log. */
export class LogCursor {
  readonly #follower: LogFollower;
  readonly #owner: CursorOwner;
  #at: Batch | undefined;

  constructor(follower: LogFollower, at: Batch, owner: CursorOwner) {
    this.#follower = follower;
    this.#at = at;
    this.#owner = owner;
  }

  get reader(): QueuedReader | undefined {
    return this.#follower.reader;
  }

  /** What the log keeps behind this place. */
  get backlogBytes(): number {
    const at = this.#at;
    return at === undefined ? 0 : this.#owner.endOffset() - at.offset - at.bytes.length;
  }

  /** The next batch; not to be changed, for everybody reads it. It is kept until the one after. */
  next(): Buffer | undefined {
    const at = this.#at;
    const following = at?.next;
    if (at === undefined || following === undefined) return undefined;
    following.cursors++;
    this.#at = following;
    this.#owner.moved(at);
    return following.bytes;
  }

  close(): void {
    const at = this.#at;
    if (at === undefined) return;
    this.#at = undefined;
    this.#owner.closed();
    this.#owner.moved(at);
  }

  /** For the log only. */
  tell(): void {
    if (this.#at !== undefined) this.#follower.onMore();
  }
}
