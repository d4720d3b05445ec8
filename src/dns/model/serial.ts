/**
 * The serial number of the zone: the time of its last change, in seconds, and one more than before
 * when it changed within a second. It is worked out when somebody asks, so that a thousand changes
 * that nobody looked at in between count once.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Zone } from './zone.ts';

export class Serial {
  readonly #clock: Clock;
  readonly #zone: Zone;
  #changes = -1;
  #value = 0;

  constructor(clock: Clock, zone: Zone) {
    this.#clock = clock;
    this.#zone = zone;
  }

  get value(): number {
    if (this.#changes !== this.#zone.changes) {
      this.#changes = this.#zone.changes;
      const seconds = Math.floor(this.#clock.timestamp() / 1000);
      this.#value = Math.max(this.#value + 1, seconds) >>> 0;
    }
    return this.#value;
  }
}
