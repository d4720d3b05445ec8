/** The election of a master that is alone: it wins at once and for good. */
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { Contender, DetectionWatcher, Detector, Election } from './election.ts';

/** A candidacy that nothing ends. */
class StandaloneContender implements Contender {
  contend(): void {}

  close(): void {}
}

/** Says that `leader` leads, as somebody decided who knows. */
class AppointingDetector implements Detector {
  readonly #leader: MasterInfo;

  constructor(leader: MasterInfo) {
    this.#leader = leader;
  }

  watch(watcher: DetectionWatcher): void {
    watcher.changed(this.#leader);
  }

  doubt(): void {}

  close(): void {}
}

export function standaloneElection(master: MasterInfo): Election {
  return { contender: new StandaloneContender(), detector: new AppointingDetector(master) };
}
