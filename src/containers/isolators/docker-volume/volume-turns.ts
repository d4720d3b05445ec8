/** What is asked of drivers for one volume is asked in turn, in the order in which it came; volumes do not wait for each other. */
import { Slots } from '../../slots.ts';
import { volumeKey } from './volume-wishes.ts';
import type { DriverVolume } from './volume-wishes.ts';

/** Each is a process that waits for a driver; others wait until one of them has its answer. */
const concurrentCalls = 32;

export class VolumeTurns {
  readonly #slots = new Slots(concurrentCalls);
  /** The last that was asked for each volume; emptied by itself. */
  readonly #last = new Map<string, Promise<unknown>>();
  #beginning: Promise<void> = Promise.resolve();

  /** Nothing is asked before this is over. */
  begin(beginning: Promise<void>): void {
    this.#beginning = beginning;
  }

  /** `work` must not reject. */
  take<T>(volume: DriverVolume, work: () => Promise<T>): Promise<T> {
    const key = volumeKey(volume);
    const before = this.#last.get(key) ?? this.#beginning;
    const mine = before.then(() => this.#slots.run(work));
    this.#last.set(key, mine);
    void mine.then(() => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    });
    return mine;
  }
}
