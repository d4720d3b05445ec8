/**
 * Who leads when --master names several masters: the one that they name. They are asked one after
 * the other until one says who leads. That stands until the watcher doubts it; then they are asked
 * again, and nobody asks anybody in between. What held is not taken back for want of an answer: the
 * watcher itself goes on trying the one that it knows.
 */
import type { Timer } from '../../foundation/clock.ts';
import type { Result } from '../../foundation/result.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import { retryIntervalMs, type AddressDetectorParts } from './address-detector.ts';
import type { DetectionWatcher, Detector } from './election.ts';
import { addressText, type MasterAddress } from './master-address.ts';

/** Asks a master who leads. `done` is called once, later; the error says why there is no answer. */
export type AskLeader = (
  asked: MasterAddress,
  done: (leader: Result<MasterAddress>) => void,
) => void;

export class ListDetector implements Detector {
  readonly #addresses: readonly MasterAddress[];
  readonly #parts: AddressDetectorParts & { readonly ask: AskLeader };
  #watcher: DetectionWatcher | undefined;
  #toldPid: string | undefined;
  #isAsking = false;
  #timer: Timer | undefined;
  #isClosed = false;

  /** At least one address. */
  constructor(
    addresses: readonly MasterAddress[],
    parts: AddressDetectorParts & { readonly ask: AskLeader },
  ) {
    this.#addresses = addresses;
    this.#parts = parts;
  }

  watch(watcher: DetectionWatcher): void {
    this.#watcher = watcher;
    this.#ask(0);
  }

  doubt(): void {
    if (this.#watcher !== undefined && !this.#isAsking && !this.#isClosed) this.#ask(0);
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  /** Asks the address with this index and those behind it. */
  #ask(index: number): void {
    this.#isAsking = true;
    const address = this.#addresses[index];
    if (address === undefined) return this.#askAgainLater('none of them says who leads');
    this.#parts.ask(address, (leader) => {
      if (this.#isClosed) return;
      if (leader.ok) return this.#locate(leader.value, index);
      this.#parts.log.verbose(1, `Master ${addressText(address)} names no leader: ${leader.error}`);
      this.#ask(index + 1);
    });
  }

  /** A master may name one that only it finds; then the next is asked. */
  #locate(leader: MasterAddress, index: number): void {
    this.#parts.locate(leader, (found) => {
      if (this.#isClosed) return;
      if (found.ok) return this.#tell(found.value);
      this.#parts.log.warning(
        `Cannot find master ${addressText(leader)}, which is said to lead: ${found.error}`,
      );
      this.#ask(index + 1);
    });
  }

  #askAgainLater(why: string): void {
    const { clock, log } = this.#parts;
    const list = this.#addresses.map(addressText).join(',');
    log.warning(`Cannot find the leading master of ${list}: ${why}; asking again`);
    this.#timer = clock.after(retryIntervalMs, () => this.#ask(0));
  }

  #tell(leader: MasterInfo): void {
    this.#isAsking = false;
    if (leader.pid === this.#toldPid) return;
    this.#toldPid = leader.pid;
    this.#watcher?.changed(leader);
  }
}
