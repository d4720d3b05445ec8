/**
 * How updates get to a framework for sure, whatever they are about: here tasks (task-streams.ts); the
 * updates of operations can go the same way as they are. The updates of one subject are a stream:
 * each is written down (when there is a file for it), then the first one that is not acknowledged is
 * forwarded, again and again with growing pauses, until its acknowledgement comes; then the next.
 *
 * Invariants: nothing is forwarded or told to be safe before it is durable; one update of a subject
 * is on its way; acknowledgements of anything but that one change nothing; nothing follows the last.
 * An update follows only when the acknowledgement of the one before is durable: an agent that dies in
 * between would tell the older one after the newer.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import { uuidText } from '../../../foundation/random.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';

/** @compat Mesos' pauses between two attempts. */
const firstRetryMs = 10_000;
const longestRetryMs = 600_000;

/** One line of a stream's file: an update came, or the acknowledgement of one. */
export type StreamRecord<Update> =
  | { readonly type: 'UPDATE'; readonly update: Update }
  | { readonly type: 'ACK'; readonly uuid: Uint8Array };

/** What streams have to know of the updates in them. `Key`: whom or what an update is about. */
export interface UpdateKind<Key, Update> {
  readonly keyOf: (update: Update) => Key;
  /** Different for different keys. */
  readonly textOf: (key: Key) => string;
  readonly uuidOf: (update: Update) => Uint8Array;
  /** Nothing may follow it. */
  readonly isLast: (update: Update) => boolean;
  /** "TASK_FAILED of task t of framework F", for the log. */
  readonly describe: (update: Update) => string;
  /** The message that is written down. */
  readonly encode: (record: StreamRecord<Update>) => Uint8Array;
}

export interface UpdateStreamsOptions<Update> {
  readonly clock: Clock;
  readonly log: Log;
  readonly checkpoints: Pick<Checkpoints, 'appendRecord' | 'whenDurable'>;
  readonly forward: (update: Update) => void;
}

export type Acknowledgement<Update> =
  | { readonly kind: 'unexpected'; readonly why: string }
  | { readonly kind: 'accepted'; readonly update: Update; readonly isLast: boolean };

/** What a file said of a stream. */
export interface RecoveredStream {
  /** The last update came. */
  readonly isTerminated: boolean;
  /** And was acknowledged: the stream is over. */
  readonly isSettled: boolean;
}

/**
 * The updates of one subject, in the order in which they came. Only the first of `pending` is on its
 * way to the framework; it is sent again until it is acknowledged.
 */
interface Stream<Key, Update> {
  readonly key: Key;
  /** Undefined: nothing is written down. */
  readonly checkpointPath: string | undefined;
  readonly pending: Update[];
  /** uuids (hex) that came, for recognising doubles. */
  readonly received: Set<string>;
  /** uuids (hex) whose acknowledgement came. */
  readonly acknowledged: Set<string>;
  /** Acknowledgements that are being written: until then nothing is forwarded. */
  unsafeAcknowledgements: number;
  /** The last update is in the stream: nothing may follow. */
  isTerminated: boolean;
  timer: Timer | undefined;
}

export class UpdateStreams<Key, Update> {
  readonly #kind: UpdateKind<Key, Update>;
  readonly #options: UpdateStreamsOptions<Update>;
  readonly #streams = new Map<string, Stream<Key, Update>>();
  /** No master to send to: updates wait. */
  #isPaused = true;

  constructor(kind: UpdateKind<Key, Update>, options: UpdateStreamsOptions<Update>) {
    this.#kind = kind;
    this.#options = options;
  }

  has(key: Key): boolean {
    return this.#find(key) !== undefined;
  }

  /** Whether `add` would change anything: it is no double, and nothing came after which it may not come. */
  isNews(update: Update): boolean {
    const stream = this.#find(this.#kind.keyOf(update));
    if (stream === undefined) return true;
    return !stream.isTerminated && !stream.received.has(this.#uuidOf(update));
  }

  /**
   * Takes an update into its stream. `durable` is called when whoever it came from may be told that
   * it is safe: at once when nothing is written for it, also for one that came before.
   */
  add(update: Update, checkpointPath: string | undefined, durable: () => void): void {
    const stream = this.#open(this.#kind.keyOf(update), checkpointPath);
    const uuid = this.#uuidOf(update);
    if (stream.received.has(uuid)) return this.#afterCheckpoint(stream, durable);
    if (stream.isTerminated) {
      this.#options.log.warning(`Ignoring ${this.#kind.describe(update)}: it has already ended`);
      return this.#afterCheckpoint(stream, durable);
    }
    stream.received.add(uuid);
    stream.isTerminated = this.#kind.isLast(update);
    const isWritten = (): void => {
      this.#enqueue(stream, update);
      durable();
    };
    if (stream.checkpointPath === undefined) return isWritten();
    this.#write(stream.checkpointPath, { type: 'UPDATE', update }, isWritten);
  }

  acknowledge(key: Key, uuid: Uint8Array): Acknowledgement<Update> {
    const stream = this.#find(key);
    if (stream === undefined) return { kind: 'unexpected', why: 'nothing waits for it' };
    const update = stream.pending[0];
    const text = uuidText(uuid);
    if (update === undefined || this.#uuidOf(update) !== text) {
      const why = stream.acknowledged.has(text)
        ? 'it has been acknowledged before'
        : `update ${text} is not the one on its way`;
      return { kind: 'unexpected', why };
    }
    stream.acknowledged.add(text);
    stream.pending.shift();
    stream.timer?.cancel();
    const isLast = this.#kind.isLast(update);
    if (isLast) this.#streams.delete(this.#kind.textOf(key));
    this.#writeAcknowledgement(stream, uuid);
    return { kind: 'accepted', update, isLast };
  }

  pause(): void {
    this.#isPaused = true;
    for (const stream of this.#streams.values()) stream.timer?.cancel();
  }

  /** Forwards what waits in every stream, or in those of which `isMeant` says so. */
  resume(isMeant?: (key: Key) => boolean): void {
    if (isMeant === undefined) this.#isPaused = false;
    for (const stream of this.#streams.values()) {
      if (isMeant !== undefined && !isMeant(stream.key)) continue;
      stream.timer?.cancel();
      this.#forwardFirst(stream, firstRetryMs);
    }
  }

  /** Nobody waits for their updates any more. */
  remove(isMeant: (key: Key) => boolean): void {
    for (const [text, stream] of this.#streams) {
      if (!isMeant(stream.key)) continue;
      stream.timer?.cancel();
      this.#streams.delete(text);
    }
  }

  /** Puts back a stream that was read from disk, unless there is nothing more to do for it. */
  recover(
    key: Key,
    checkpointPath: string,
    records: readonly StreamRecord<Update>[],
  ): RecoveredStream {
    const stream = newStream<Key, Update>(key, checkpointPath);
    for (const record of records) this.#replay(stream, record);
    const { isTerminated } = stream;
    const isSettled = isTerminated && stream.pending.length === 0;
    if (records.length > 0 && !isSettled) this.#streams.set(this.#kind.textOf(key), stream);
    return { isTerminated, isSettled };
  }

  close(): void {
    this.pause();
    this.#streams.clear();
  }

  #replay(stream: Stream<Key, Update>, record: StreamRecord<Update>): void {
    switch (record.type) {
      case 'UPDATE':
        stream.pending.push(record.update);
        stream.received.add(this.#uuidOf(record.update));
        stream.isTerminated ||= this.#kind.isLast(record.update);
        break;
      case 'ACK':
        stream.acknowledged.add(uuidText(record.uuid));
        stream.pending.shift();
        break;
    }
  }

  #find(key: Key): Stream<Key, Update> | undefined {
    return this.#streams.get(this.#kind.textOf(key));
  }

  #open(key: Key, checkpointPath: string | undefined): Stream<Key, Update> {
    let stream = this.#find(key);
    if (stream === undefined) {
      stream = newStream<Key, Update>(key, checkpointPath);
      this.#streams.set(this.#kind.textOf(key), stream);
    }
    return stream;
  }

  #uuidOf(update: Update): string {
    return uuidText(this.#kind.uuidOf(update));
  }

  #write(path: string, record: StreamRecord<Update>, done?: () => void): void {
    this.#options.checkpoints.appendRecord(path, this.#kind.encode(record), done);
  }

  #writeAcknowledgement(stream: Stream<Key, Update>, uuid: Uint8Array): void {
    if (stream.checkpointPath === undefined) return this.#forwardFirst(stream, firstRetryMs);
    stream.unsafeAcknowledgements++;
    this.#write(stream.checkpointPath, { type: 'ACK', uuid }, () => {
      stream.unsafeAcknowledgements--;
      if (this.#find(stream.key) === stream) this.#forwardFirst(stream, firstRetryMs);
    });
  }

  #afterCheckpoint(stream: Stream<Key, Update>, then: () => void): void {
    if (stream.checkpointPath === undefined) return then();
    this.#options.checkpoints.whenDurable(then);
  }

  #enqueue(stream: Stream<Key, Update>, update: Update): void {
    // Its stream may have been removed while this update was being written.
    if (this.#find(stream.key) !== stream) return;
    stream.pending.push(update);
    if (stream.pending.length === 1) this.#forwardFirst(stream, firstRetryMs);
  }

  #forwardFirst(stream: Stream<Key, Update>, retryMs: number): void {
    const update = stream.pending[0];
    if (update === undefined || this.#isPaused || stream.unsafeAcknowledgements > 0) return;
    this.#options.forward(update);
    stream.timer = this.#options.clock.after(retryMs, () => {
      this.#forwardFirst(stream, Math.min(retryMs * 2, longestRetryMs));
    });
  }
}

function newStream<Key, Update>(key: Key, checkpointPath: string | undefined): Stream<Key, Update> {
  return {
    key,
    checkpointPath,
    pending: [],
    received: new Set(),
    acknowledged: new Set(),
    unsafeAcknowledgements: 0,
    isTerminated: false,
    timer: undefined,
  };
}
