/**
 * A master that has just begun to lead does not answer for agents that are not back yet: what is asked
 * of their tasks right after the subscription, a kill or how they are, may be lost. So it is asked
 * again a few times, until the agents have had time to come.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Core } from '../environment.ts';
import type { Timestamp } from '../../model/ids.ts';

const againAfterMs = [5_000, 10_000, 30_000] as const;

export class AfterSubscription {
  readonly #core: Core;
  readonly #again: (subscribedAt: Timestamp) => void;
  #timer: Timer | undefined;

  /** `again`: of what was asked before that moment. */
  constructor(core: Core, again: (subscribedAt: Timestamp) => void) {
    this.#core = core;
    this.#again = again;
  }

  subscribed(): void {
    this.disconnected();
    this.#next(0, this.#core.clock.timestamp());
  }

  disconnected(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(index: number, subscribedAt: Timestamp): void {
    const delayMs = againAfterMs[index];
    if (delayMs === undefined) return;
    this.#timer = this.#core.clock.after(delayMs, () => {
      this.#again(subscribedAt);
      this.#next(index + 1, subscribedAt);
    });
  }
}
