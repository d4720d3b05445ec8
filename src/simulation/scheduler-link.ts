/**
 * The HTTP between a framework and the master, simulated: calls and events take time, keep their
 * order, pass through the real codec, and are gone when the connection breaks.
 */
import type { Clock } from '../foundation/clock.ts';
import { type Random, uuidText } from '../foundation/random.ts';
import { findCallError, schedulerCalls } from '../master/calls/scheduler/index.ts';
import type { FrameworkRecord } from '../master/core/state.ts';
import type { Master } from '../master/core/master.ts';
import { Call, Event } from '../protocol/generated/scheduler.ts';
import type { MasterNode } from './master-node.ts';

export interface LinkParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly node: MasterNode;
  readonly maxDelayMs: number;
  readonly onEvent: (event: Event) => void;
  readonly onBroken: () => void;
}

export class SchedulerLink {
  readonly #parts: LinkParts;
  readonly #streamId: string;
  #framework: FrameworkRecord | undefined;
  #master: Master | undefined;
  #isBroken = false;
  #lastCallMs = 0;
  #lastEventMs = 0;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#streamId = uuidText(parts.random.uuidBytes());
  }

  /** Opens the stream. A master that is down refuses, which breaks the link. */
  subscribe(call: Call): void {
    this.#toMaster(call, (master, decoded) => {
      const sink = {
        send: (event: Event) => this.#toFramework(Event.encode(event)),
        close: () => this.break(),
      };
      this.#master = master;
      this.#parts.node.onDown(() => this.break());
      this.#framework = master.subscribe({
        call: decoded.subscribe!,
        sink,
        streamId: this.#streamId,
      });
    });
  }

  call(call: Call): void {
    this.#toMaster(call, (master, decoded) => {
      const framework = this.#framework;
      // What a real master answers with 400 or 403 the framework has to live with.
      if (framework === undefined || framework.streamId !== this.#streamId) return;
      schedulerCalls.get(decoded.type!)?.apply(master.core, framework, decoded);
    });
  }

  /** The connection is gone; both ends learn of it. */
  break(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    const { clock, node, onBroken } = this.#parts;
    clock.after(1, () => {
      const framework = this.#framework;
      if (framework !== undefined && node.master === this.#master) {
        this.#master?.streamClosed(framework, this.#streamId);
      }
    });
    clock.after(1, onBroken);
  }

  #toMaster(call: Call, apply: (master: Master, call: Call) => void): void {
    const bytes = Call.encode(call);
    this.#lastCallMs = this.#later(this.#lastCallMs, () => {
      const { master } = this.#parts.node;
      if (master === undefined || (this.#master !== undefined && master !== this.#master)) {
        this.break();
        return;
      }
      const decoded = Call.decode(bytes);
      const error = findCallError(decoded);
      if (error !== undefined) throw new Error(`The framework made a bad call: ${error}`);
      apply(master, decoded);
    });
  }

  #toFramework(bytes: Uint8Array): void {
    this.#lastEventMs = this.#later(this.#lastEventMs, () =>
      this.#parts.onEvent(Event.decode(bytes)),
    );
  }

  #later(notBeforeMs: number, action: () => void): number {
    const { clock, random, maxDelayMs } = this.#parts;
    const now = clock.now();
    const atMs = Math.max(now + 0.1 + random.next() * maxDelayMs, notBeforeMs + 0.001);
    clock.after(atMs - now, () => {
      if (!this.#isBroken) action();
    });
    return atMs;
  }
}
