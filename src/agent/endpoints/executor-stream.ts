/** The event stream of a custom executor: the agent's end of SUBSCRIBE. */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { EventStream } from '../../foundation/http/index.ts';
import { jsonType, type MessageMediaType } from '../../operator-api/index.ts';
import { Event } from '../../protocol/generated/executor.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import type { ExecutorLink } from '../core/state.ts';

/** Only keeps idle connections known to firewalls; neither side times out on it. */
const heartbeatIntervalMs = 30 * 60_000;

export class ExecutorStream implements ExecutorLink {
  readonly #stream: EventStream;
  readonly #mediaType: MessageMediaType;
  readonly #clock: Clock;
  #heartbeat: Timer;

  constructor(stream: EventStream, mediaType: MessageMediaType, clock: Clock) {
    this.#stream = stream;
    this.#mediaType = mediaType;
    this.#clock = clock;
    this.#heartbeat = this.#scheduleHeartbeat();
  }

  send(event: Event): void {
    const record = this.#mediaType === jsonType ? Event.toJson(event) : Event.encode(event);
    this.#stream.write(frameRecord(record));
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
