/**
 * Who leads in the simulated cluster: whoever was elected last. Agents and frameworks hear of it
 * through the interface that they have in a real one, each at its own time, and so the old leader may
 * be dead for a while before the new one is known. A master that died still counts as the leader
 * until there is another one, as for those who ask a list of masters.
 */
import type { Clock } from '../../foundation/clock.ts';
import { SeededRandom } from '../../foundation/random.ts';
import type { DetectionWatcher, Detector } from '../../leadership/core/election.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { LeaderSource } from './masters.ts';

/** What is known already is told so late, so that nobody hears it before `watch` has returned. */
const firstWordMs = 0.1;
/** Until the last one has heard of an election. */
const longestDelayMs = 2000;

export class VirtualElection implements LeaderSource {
  #leader: MasterInfo | undefined;
  readonly #tell = new Set<(leader: MasterInfo, delayMs: number) => void>();
  /** Its own: an election changes nothing of what else happens by chance. */
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  elect(leader: MasterInfo): void {
    const isMove = leader.pid !== this.#leader?.pid;
    const isFirst = this.#leader === undefined;
    this.#leader = leader;
    if (!isMove) return;
    for (const tell of this.#tell) {
      tell(leader, isFirst ? firstWordMs : this.#random.next() * longestDelayMs);
    }
  }

  /** For one process, whose clock it gets: with that it dies. */
  detectorFor(clock: Clock): Detector {
    let tell: ((leader: MasterInfo, delayMs: number) => void) | undefined;
    return {
      watch: (watcher: DetectionWatcher) => {
        tell = (leader, delayMs) =>
          void clock.after(delayMs, () => {
            // The latest word only: two elections may be told in the wrong order.
            if (tell !== undefined && leader === this.#leader) watcher.changed(leader);
          });
        this.#tell.add(tell);
        if (this.#leader !== undefined) tell(this.#leader, firstWordMs);
      },
      doubt: () => undefined,
      close: () => {
        if (tell !== undefined) this.#tell.delete(tell);
        tell = undefined;
      },
    };
  }
}
