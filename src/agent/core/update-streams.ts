/**
 * How a status update gets to its framework for sure. The updates of a task are a stream: each is
 * written down (when the framework is checkpointed), then the first one that is not acknowledged is
 * forwarded, again and again with growing pauses, until its acknowledgement comes; then the next.
 *
 * Invariants: nothing is forwarded or acknowledged to the executor before it is durable; one update
 * per task is on its way; acknowledgements of anything but that one change nothing.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { uuidText } from '../../foundation/random.ts';
import type { StatusUpdate } from '../../protocol/generated/internal.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { UpdateStream } from './state.ts';

/** @compat Mesos' pauses between two attempts. */
const firstRetryMs = 10_000;
const longestRetryMs = 600_000;

export interface UpdateStreamsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly checkpoints: Checkpoints;
  readonly forward: (update: StatusUpdate) => void;
}

export type Acknowledgement =
  | { readonly kind: 'unexpected'; readonly why: string }
  | { readonly kind: 'accepted'; readonly update: StatusUpdate; readonly isLast: boolean };

export class UpdateStreams {
  readonly #options: UpdateStreamsOptions;
  readonly #streams = new Map<string, UpdateStream>();
  /** No master to send to: updates wait. */
  #isPaused = true;

  constructor(options: UpdateStreamsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#streams.size;
  }

  find(frameworkId: string, taskId: string): UpdateStream | undefined {
    return this.#streams.get(keyOf(frameworkId, taskId));
  }

  /** Whether `add` would change anything: it is no double, and the task has not ended. */
  isNews(update: StatusUpdate): boolean {
    const stream = this.find(update.framework_id.value, update.status.task_id.value);
    if (stream === undefined) return true;
    return !stream.isTerminated && !stream.received.has(uuidText(update.uuid!));
  }

  /**
   * Takes an update into the stream of its task. `durable` is called when it may be acknowledged to
   * the executor: at once when nothing is written for it, also for one that came before.
   */
  add(update: StatusUpdate, checkpointPath: string | undefined, durable: () => void): void {
    const stream = this.#open(update, checkpointPath);
    const uuid = uuidText(update.uuid!);
    if (stream.received.has(uuid)) return this.#afterCheckpoint(stream, durable);
    if (stream.isTerminated) {
      const task = `task ${stream.taskId} of framework ${stream.frameworkId}`;
      this.#options.log.warning(`Ignoring ${update.status.state} of ${task}: it has already ended`);
      return this.#afterCheckpoint(stream, durable);
    }
    stream.received.add(uuid);
    stream.isTerminated = isTerminalState(update.status.state);
    const isWritten = (): void => {
      this.#enqueue(stream, update);
      durable();
    };
    if (stream.checkpointPath === undefined) return isWritten();
    const record = { type: 'UPDATE' as const, update };
    this.#options.checkpoints.update(stream.checkpointPath, record, isWritten);
  }

  acknowledge(frameworkId: string, taskId: string, uuid: Uint8Array): Acknowledgement {
    const stream = this.find(frameworkId, taskId);
    if (stream === undefined) return { kind: 'unexpected', why: 'nothing waits for it' };
    const update = stream.pending[0];
    const text = uuidText(uuid);
    if (update === undefined || uuidText(update.uuid!) !== text) {
      const why = stream.acknowledged.has(text)
        ? 'it has been acknowledged before'
        : `update ${text} is not the one on its way`;
      return { kind: 'unexpected', why };
    }
    stream.acknowledged.add(text);
    if (stream.checkpointPath !== undefined) {
      this.#options.checkpoints.update(stream.checkpointPath, { type: 'ACK', uuid });
    }
    stream.pending.shift();
    stream.timer?.cancel();
    const isLast = isTerminalState(update.status.state);
    if (isLast) this.#streams.delete(keyOf(frameworkId, taskId));
    else this.#forwardFirst(stream, firstRetryMs);
    return { kind: 'accepted', update, isLast };
  }

  pause(): void {
    this.#isPaused = true;
    for (const stream of this.#streams.values()) stream.timer?.cancel();
  }

  /** Forwards what waits in every stream, or in those of one framework that has come back. */
  resume(frameworkId?: string): void {
    if (frameworkId === undefined) this.#isPaused = false;
    for (const stream of this.#streams.values()) {
      if (frameworkId !== undefined && stream.frameworkId !== frameworkId) continue;
      stream.timer?.cancel();
      this.#forwardFirst(stream, firstRetryMs);
    }
  }

  removeFramework(frameworkId: string): void {
    for (const [key, stream] of this.#streams) {
      if (stream.frameworkId !== frameworkId) continue;
      stream.timer?.cancel();
      this.#streams.delete(key);
    }
  }

  /** Puts back a stream that was read from disk. */
  recover(stream: UpdateStream): void {
    this.#streams.set(keyOf(stream.frameworkId, stream.taskId), stream);
  }

  close(): void {
    this.pause();
    this.#streams.clear();
  }

  #open(update: StatusUpdate, checkpointPath: string | undefined): UpdateStream {
    const frameworkId = update.framework_id.value;
    const taskId = update.status.task_id.value;
    const key = keyOf(frameworkId, taskId);
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = newStream(frameworkId, taskId, checkpointPath);
      this.#streams.set(key, stream);
    }
    return stream;
  }

  #afterCheckpoint(stream: UpdateStream, then: () => void): void {
    if (stream.checkpointPath === undefined) return then();
    this.#options.checkpoints.whenDurable(then);
  }

  #enqueue(stream: UpdateStream, update: StatusUpdate): void {
    // The framework may have been removed while this update was being written.
    if (this.find(stream.frameworkId, stream.taskId) !== stream) return;
    stream.pending.push(update);
    if (stream.pending.length === 1) this.#forwardFirst(stream, firstRetryMs);
  }

  #forwardFirst(stream: UpdateStream, retryMs: number): void {
    const update = stream.pending[0];
    if (update === undefined || this.#isPaused) return;
    this.#options.forward(update);
    stream.timer = this.#options.clock.after(retryMs, () => {
      this.#forwardFirst(stream, Math.min(retryMs * 2, longestRetryMs));
    });
  }
}

export function newStream(
  frameworkId: string,
  taskId: string,
  checkpointPath: string | undefined,
): UpdateStream {
  return {
    frameworkId,
    taskId,
    checkpointPath,
    pending: [],
    received: new Set(),
    acknowledged: new Set(),
    isTerminated: false,
    timer: undefined,
  };
}

/** Ids hold no NUL. */
function keyOf(frameworkId: string, taskId: string): string {
  return `${frameworkId}\0${taskId}`;
}
