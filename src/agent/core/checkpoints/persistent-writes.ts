/**
 * Writes that must not be lost: status updates, acknowledgements, the agent's own identity. When the
 * disk refuses one (it is full, or fails), it waits here and is tried again, in order, with growing
 * pauses and before anything else that is written, until the disk takes it. What depends on it, the
 * forwarding of an update above all, waits with it; the agent stays up and its tasks run on.
 *
 * Invariant: these writes reach the disk in the order in which they were asked for.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import type { Result } from '../../../foundation/result.ts';

const firstRetryMs = 1000;
/** So long after the disk has room again something may still wait for it. */
export const longestRetryMs = 30_000;
/** Each holds a status update, a kilobyte or so. With more waiting the agent gives up and exits. */
export const mostUnwritten = 10_000;

export type Write = (done: (result: Result<void>) => void) => void;

interface Unwritten {
  readonly write: Write;
  readonly done: (() => void) | undefined;
}

export interface PersistentWritesOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Too many wait: the process has to end. */
  readonly onGiveUp: (why: string) => void;
}

export class PersistentWrites {
  readonly #options: PersistentWritesOptions;
  #unwritten: Unwritten[] = [];
  #retryMs = firstRetryMs;
  #timer: Timer | undefined;
  #isInTrouble = false;

  constructor(options: PersistentWritesOptions) {
    this.#options = options;
  }

  /** `done` is called once it is durable, however long that takes. */
  add(write: Write, done?: () => void): void {
    // Behind those that wait; each new one is no reason to ask for all of them again.
    if (this.#unwritten.length > 0) this.#wait({ write, done });
    else this.#try({ write, done });
  }

  /** Asks anew for what waits; everything else that is asked for afterwards comes behind it. */
  retryNow(): void {
    const waiting = this.#unwritten;
    this.#unwritten = [];
    for (const one of waiting) this.#try(one);
  }

  close(): void {
    this.#timer?.cancel();
  }

  #try(one: Unwritten): void {
    one.write((result) => {
      if (!result.ok) return this.#keep(one, result.error);
      this.#noteSuccess();
      one.done?.();
    });
  }

  #keep(one: Unwritten, why: string): void {
    if (!this.#isInTrouble) {
      this.#isInTrouble = true;
      this.#options.log.error(
        `${why}; trying again until it works. Status updates wait for it, new tasks are refused`,
      );
    }
    this.#wait(one);
  }

  #wait(one: Unwritten): void {
    this.#unwritten.push(one);
    if (this.#unwritten.length > mostUnwritten) {
      const why = `The disk takes no checkpoints, and more than ${mostUnwritten} wait for it`;
      return this.#options.onGiveUp(why);
    }
    this.#timer ??= this.#options.clock.after(this.#retryMs, () => {
      this.#timer = undefined;
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      this.retryNow();
    });
  }

  #noteSuccess(): void {
    if (!this.#isInTrouble || this.#unwritten.length > 0) return;
    this.#isInTrouble = false;
    this.#retryMs = firstRetryMs;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#options.log.info('Checkpoints can be written again');
  }
}
