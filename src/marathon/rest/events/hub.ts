/**
 * Those who follow GET /v2/events. Each has a queue of bounded length: one that does not read is cut
 * off, so that it costs nobody anything.
 */
import type { ServerResponse } from 'node:http';
import type { MarathonEvent } from '../../core/events.ts';
import type { Clock } from '../../../foundation/clock.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { renderEvent } from './render.ts';

/** @compat A blank line now and then tells clients that the stream lives. */
const heartbeatMs = 10_000;
const mostStreams = 1000;

interface Follower {
  readonly response: ServerResponse;
  readonly address: string;
  /** Undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
  /** Frames that the socket has not taken yet. */
  waiting: string[];
  isBlocked: boolean;
}

export class EventHub {
  readonly #clock: Clock;
  readonly #mostWaiting: number;
  readonly #sent: (bytes: number) => void;
  readonly #followers = new Set<Follower>();

  constructor(clock: Clock, mostWaiting: number, sent: (bytes: number) => void) {
    this.#clock = clock;
    this.#mostWaiting = mostWaiting;
    this.#sent = sent;
    const beat = (): void => {
      for (const follower of this.#followers) this.#write(follower, '\r\n');
      clock.after(heartbeatMs, beat);
    };
    clock.after(heartbeatMs, beat);
  }

  get isFull(): boolean {
    return this.#followers.size >= mostStreams;
  }

  get count(): number {
    return this.#followers.size;
  }

  publish(event: MarathonEvent): void {
    if (this.#followers.size === 0) return;
    this.#send(event.type, renderEvent(event, this.#clock.timestamp()));
  }

  /** The head of the answer is written here. */
  follow(response: ServerResponse, address: string, types: readonly string[]): void {
    const wanted = types.length === 0 ? undefined : new Set(types);
    const follower: Follower = { response, address, types: wanted, waiting: [], isBlocked: false };
    response.on('drain', () => this.#drain(follower));
    response.on('close', () => this.#leave(follower));
    this.#followers.add(follower);
    response.flushHeaders();
    this.#tell('event_stream_attached', address);
  }

  close(): void {
    for (const { response } of this.#followers) response.end();
    this.#followers.clear();
  }

  #leave(follower: Follower): void {
    if (this.#followers.delete(follower)) this.#tell('event_stream_detached', follower.address);
  }

  #tell(eventType: string, remoteAddress: string): void {
    const timestamp = renderTimestamp(this.#clock.timestamp());
    this.#send(eventType, { remoteAddress, eventType, timestamp });
  }

  #send(type: string, json: unknown): void {
    const frame = `event: ${type}\r\ndata: ${JSON.stringify(json)}\r\n\r\n`;
    for (const follower of this.#followers) {
      if (follower.types?.has(type) ?? true) this.#write(follower, frame);
    }
  }

  #write(follower: Follower, frame: string): void {
    this.#sent(Buffer.byteLength(frame));
    if (!follower.isBlocked) {
      follower.isBlocked = !follower.response.write(frame);
      return;
    }
    follower.waiting.push(frame);
    if (follower.waiting.length <= this.#mostWaiting) return;
    this.#followers.delete(follower);
    follower.response.destroy();
  }

  #drain(follower: Follower): void {
    const { waiting } = follower;
    follower.waiting = [];
    follower.isBlocked = false;
    if (waiting.length > 0) follower.isBlocked = !follower.response.write(waiting.join(''));
  }
}
