/**
 * At most so many launches at a time that Mesos has not confirmed (--launch_tokens): each takes a
 * token, each that runs gives it back, and all are there again after --launch_token_refresh_interval.
 */
import type { Clock } from '../../../foundation/clock.ts';

export class LaunchTokens {
  readonly #most: number;
  #left: number;

  constructor(clock: Clock, most: number, refreshIntervalMs: number, refreshed: () => void) {
    this.#most = most;
    this.#left = most;
    const refresh = (): void => {
      const wasEmpty = this.#left === 0;
      this.#left = most;
      if (wasEmpty) refreshed();
      clock.after(refreshIntervalMs, refresh);
    };
    clock.after(refreshIntervalMs, refresh);
  }

  get left(): number {
    return this.#left;
  }

  take(): void {
    this.#left--;
  }

  /** True: there was none, now there is one. */
  giveBack(): boolean {
    if (this.#left >= this.#most) return false;
    this.#left++;
    return this.#left === 1;
  }
}
