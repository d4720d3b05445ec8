/** For tests: an election whose course the test decides. */
import type { MasterInfo } from '../protocol/generated/mesos.ts';
import type {
  CandidacyWatcher,
  Contender,
  DetectionWatcher,
  Detector,
  Election,
} from './core/election.ts';
import { masterInfoOf } from './core/master-info.ts';

export class RiggedElection implements Election {
  readonly candidates: MasterInfo[] = [];
  isClosed = false;
  #candidacy: CandidacyWatcher | undefined;
  #detection: DetectionWatcher | undefined;

  readonly contender: Contender = {
    contend: (candidate, watcher) => {
      this.candidates.push(candidate);
      this.#candidacy = watcher;
    },
    close: () => (this.isClosed = true),
  };

  readonly detector: Detector = {
    watch: (watcher) => (this.#detection = watcher),
    doubt: () => undefined,
    close: () => (this.isClosed = true),
  };

  elect(leader: MasterInfo | undefined): void {
    this.#detection!.changed(leader);
  }

  /** The one who contended. */
  electCandidate(): void {
    this.elect(this.candidates.at(-1));
  }

  loseCandidacy(): void {
    this.#candidacy!.lost();
  }

  failToContend(why: string): void {
    this.#candidacy!.failed(why);
  }

  failToDetect(why: string): void {
    this.#detection!.failed(why);
  }
}

export const otherMaster = masterInfoOf({ ip: '10.0.0.2', port: 5052, hostname: 'other' }, 'M-2');
