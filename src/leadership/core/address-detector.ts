/**
 * Who leads when --master names one master: that one, whoever it thinks leads. A name is looked up
 * until it is found.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { DetectionWatcher, Detector } from './election.ts';
import { addressText, type MasterAddress } from './master-address.ts';

/** Names may become known late when a whole cluster starts. */
export const retryIntervalMs = 1000;

/** Looks the host up. `done` is called once, later. */
export type Locate = (address: MasterAddress, done: (found: Result<MasterInfo>) => void) => void;

export interface AddressDetectorParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly locate: Locate;
}

export class AddressDetector implements Detector {
  readonly #address: MasterAddress;
  readonly #parts: AddressDetectorParts;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(address: MasterAddress, parts: AddressDetectorParts) {
    this.#address = address;
    this.#parts = parts;
  }

  watch(watcher: DetectionWatcher): void {
    this.#parts.locate(this.#address, (found) => {
      if (this.#isClosed) return;
      if (found.ok) return watcher.changed(found.value);
      const { clock, log } = this.#parts;
      log.warning(`Cannot find master ${addressText(this.#address)}: ${found.error}; trying again`);
      this.#timer = clock.after(retryIntervalMs, () => this.watch(watcher));
    });
  }

  doubt(): void {}

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }
}
