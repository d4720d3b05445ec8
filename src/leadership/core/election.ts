/**
 * What master, agent and frameworks know of elections: one who stands for election, and one who says
 * who leads. Whether ZooKeeper counts the votes, a flag names the winner or a test appoints it, is
 * for those who implement these two.
 *
 * Both talk in callbacks, never in promises, so that the simulation decides when they come.
 */
import type { MasterInfo } from '../../protocol/generated/mesos.ts';

export interface CandidacyWatcher {
  /**
   * The candidacy is over, although nobody closed it: its session expired. Whoever leads by it leads
   * no longer, before anybody else is told so; whoever does not may stand again. Never called before
   * `contend` has returned.
   */
  lost(): void;
  /** There can be no candidacy, now or later. Nothing more is heard. */
  failed(why: string): void;
}

/** Stands for election. Who wins is for a `Detector` to say, to the winner too. */
export interface Contender {
  /** Once at first, and again after each `lost`; waits by itself until there is somebody to ask. */
  contend(candidate: MasterInfo, watcher: CandidacyWatcher): void;
  /** Withdraws: the watcher hears nothing more. */
  close(): void;
}

export interface DetectionWatcher {
  /**
   * Who leads; undefined: nobody. Called once as soon as that is known, perhaps before `watch` has
   * returned, and again at every change. Told twice of the same one: it was elected again.
   */
  changed(leader: MasterInfo | undefined): void;
  /** All masters that stand for election, as far as each says who it is; at every change. */
  group?(masters: readonly MasterInfo[]): void;
  /** It will never be known. Nothing more is heard. */
  failed(why: string): void;
}

/** Says who leads. */
export interface Detector {
  /** Called once. */
  watch(watcher: DetectionWatcher): void;
  /**
   * The watcher cannot reach the one it was told of. A detector that is not told of changes by
   * itself looks again; the watcher hears only if it is somebody else. May come at any time.
   */
  doubt(): void;
  /** The watcher hears nothing more. */
  close(): void;
}

/** Everything that a master needs to become the leader. */
export interface Election {
  readonly contender: Contender;
  readonly detector: Detector;
}
