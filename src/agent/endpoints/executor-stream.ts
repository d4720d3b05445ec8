/** The event stream of a custom executor: the agent's end of SUBSCRIBE. */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { EventStream } from '../../foundation/http/index.ts';
import type { Log } from '../../foundation/log.ts';
import { jsonType, type MessageMediaType } from '../../operator-api/index.ts';
import { tryEncode, tryJson } from '../../protocol/codec/try-encode.ts';
import { Event } from '../../protocol/generated/executor.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import type { ExecutorLink } from '../core/state.ts';

/** Only keeps idle connections known to firewalls; neither side times out on it. */
const heartbeatIntervalMs = 30 * 60_000;

export class ExecutorStream implements ExecutorLink {
  readonly #stream: EventStream;
  readonly #mediaType: MessageMediaType;
  readonly #clock: Clock;
  readonly #log: Log;
  #heartbeat: Timer;

  constructor(
    stream: EventStream,
    mediaType: MessageMediaType,
    { clock, log }: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#stream = stream;
    this.#mediaType = mediaType;
    this.#clock = clock;
    this.#log = log;
    this.#heartbeat = this.#scheduleHeartbeat();
  }

  send(event: Event): void {
    const encode = this.#mediaType === jsonType ? tryJson : tryEncode;
    const record = encode(Event, event);
    if (record.ok) this.#stream.write(frameRecord(record.value));
    else this.#log.error(`${record.error}; not sent to its executor`);
  }

  close(): void {
    this.#heartbeat.cancel();
    this.#stream.end();
  }

  #scheduleHeartbeat(): Timer {
    return this.#clock.after(heartbeatIntervalMs, () => {
      if (!this.#stream.isOpen) return;
      this.send({ type: 'HEARTBEAT' });
      this.#heartbeat = this.#scheduleHeartbeat();
    });
  }
}
