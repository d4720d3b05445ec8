/**
 * What a container says, on its way to one client: ProcessIO records and heartbeats. A client that
 * paces the container makes it wait while too much is unread; any other is cut.
 */
import type { OutputAttachment, OutputName, OutputReader } from '../../containers/io/io.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { msToNanoseconds } from '../../foundation/units/duration.ts';
import { events, type EventStream, type HttpResponse } from '../../foundation/http/index.ts';
import { type CallRequest, jsonType, recordStreamHead } from '../../operator-api/index.ts';
import { toLong } from '../../protocol/codec/long.ts';
import { ProcessIO } from '../../protocol/generated/agent.ts';
import { frameRecord } from '../../protocol/recordio.ts';

/** Of a reader that the container does not wait for. */
const mostQueuedBytes = 8 * 1024 * 1024;
/** Of one that it waits for; and what may come before its connection is open. */
const pacedBytes = 256 * 1024;

export interface OutputStreamOptions {
  readonly clock: Clock;
  /** --http_heartbeat_interval: clients and what is in between know by beats that the connection lives. */
  readonly heartbeatIntervalMs: number;
  /** The container waits for this client. */
  readonly paces: boolean;
}

function heartbeatOf(intervalMs: number): ProcessIO {
  const nanoseconds = toLong(msToNanoseconds(intervalMs));
  return {
    type: 'CONTROL',
    control: { type: 'HEARTBEAT', heartbeat: { interval: { nanoseconds } } },
  };
}

export class OutputStream implements OutputReader {
  readonly #request: CallRequest;
  readonly #options: OutputStreamOptions;
  #attachment: OutputAttachment | undefined;
  #stream: EventStream | undefined;
  #early: Buffer[] = [];
  #earlyBytes = 0;
  #isHolding = false;
  #isOver = false;
  #isClosed = false;
  #onClosed: () => void = () => undefined;
  #heartbeat: Timer | undefined;

  constructor(request: CallRequest, options: OutputStreamOptions) {
    this.#request = request;
    this.#options = options;
    request.http.onAborted(() => this.#close());
  }

  /** All of the output is on its way to the client. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The answer, of which the stream is the body. `onClosed`: the client has gone, or all is said. */
  answer(attachment: OutputAttachment, onClosed: () => void): HttpResponse {
    const { contentType, headers } = recordStreamHead(this.#request.http);
    this.#attachment = attachment;
    this.#onClosed = onClosed;
    // The client may have gone while it was being attached.
    if (this.#isClosed) this.#letGo();
    const open = (stream: EventStream): void => {
      stream.onClosed(() => this.#close());
      this.#open(stream);
    };
    return events(contentType, open, { headers, maxQueuedBytes: mostQueuedBytes });
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#heartbeat?.cancel();
    if (this.#attachment !== undefined) this.#letGo();
  }

  #letGo(): void {
    this.#attachment?.close();
    this.#onClosed();
  }

  #open(stream: EventStream): void {
    this.#stream = stream;
    stream.onDrained(() => this.#release());
    for (const record of this.#early.splice(0)) stream.write(record);
    if (this.#isOver) return stream.end();
    this.#beat();
    this.#release();
  }

  #beat(): void {
    const { clock, heartbeatIntervalMs } = this.#options;
    this.#heartbeat = clock.after(heartbeatIntervalMs, () => {
      this.#stream?.write(this.#recordOf(heartbeatOf(heartbeatIntervalMs)));
      this.#beat();
    });
  }

  #recordOf(message: ProcessIO): Buffer {
    const isJson = this.#request.mediaType === jsonType;
    return frameRecord(isJson ? ProcessIO.toJson(message) : ProcessIO.encode(message));
  }

  write(name: OutputName, data: Uint8Array): void {
    if (this.#isClosed) return;
    const type = name === 'stdout' ? 'STDOUT' : 'STDERR';
    const record = this.#recordOf({ type: 'DATA', data: { type, data } });
    if (this.#stream === undefined) {
      this.#early.push(record);
      this.#earlyBytes += record.length;
      if (this.#earlyBytes > pacedBytes) this.#hold();
    } else {
      this.#stream.write(record);
      if (this.#options.paces && this.#stream.backlogBytes > pacedBytes) this.#hold();
    }
  }

  #hold(): void {
    if (this.#attachment === undefined) return;
    this.#isHolding = true;
    this.#attachment.hold();
  }

  #release(): void {
    if (this.#isHolding) this.#attachment?.release();
    this.#isHolding = false;
  }

  end(): void {
    this.#isOver = true;
    this.#stream?.end();
  }
}
