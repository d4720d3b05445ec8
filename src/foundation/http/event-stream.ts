/**
 * A response that stays open: the subscriber's end of an event stream. Each `write` becomes one
 * chunk on the wire. What the reader has not taken yet is queued, up to a bound; a reader that
 * lags further behind is cut, so that it can cost us memory but never the other subscribers.
 */
import type { ServerResponse } from 'node:http';
import { mostQueuedStreamBytes } from './limits.ts';

export type StreamEnd = 'client closed' | 'reader too slow' | 'ended by us';

export class EventStream {
  readonly #response: ServerResponse;
  readonly #maxQueuedBytes: number;
  readonly #closedCallbacks: ((why: StreamEnd) => void)[] = [];
  #end: StreamEnd | undefined;
  readonly #onReaderEnd = (): void => this.#cut('client closed');

  constructor(response: ServerResponse, maxQueuedBytes = mostQueuedStreamBytes) {
    this.#response = response;
    this.#maxQueuedBytes = maxQueuedBytes;
    response.once('close', () => this.#finish('client closed'));
    response.on('error', () => this.#finish('client closed'));
    // A reader that closes its side is gone, though TCP would let it read on.
    if (response.req.socket.readableEnded) this.#cut('client closed');
    response.socket?.once('end', this.#onReaderEnd);
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /**
   * False when the stream is closed. The bound counts what was queued before: one record always
   * fits, however large (a first snapshot may be).
   */
  write(record: Uint8Array | string): boolean {
    if (this.#end !== undefined) return false;
    if (this.#response.writableLength > this.#maxQueuedBytes) {
      this.#cut('reader too slow');
      return false;
    }
    this.#response.write(record);
    return true;
  }

  /** What was written still reaches the reader, then the stream ends. */
  end(): void {
    if (this.#end !== undefined) return;
    this.#response.socket?.off('end', this.#onReaderEnd);
    this.#response.end();
    this.#finish('ended by us');
  }

  /** Called once, never from within `write` or `end`. */
  onClosed(callback: (why: StreamEnd) => void): void {
    const end = this.#end;
    if (end === undefined) this.#closedCallbacks.push(callback);
    else process.nextTick(() => callback(end));
  }

  #cut(why: StreamEnd): void {
    this.#response.socket?.destroy();
    this.#finish(why);
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
