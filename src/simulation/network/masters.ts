/**
 * The masters of a simulated cluster, as schedulers, operators and watchers see them: one machine at
 * a time (master-node.ts), or three of which ZooKeeper elects one (three-masters/).
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Detector } from '../../leadership/core/election.ts';
import type { Master } from '../../master/core/master.ts';
import type { AgentId, Pid } from '../../protocol/ids.ts';

/** What somebody meets who connects to a host. */
export type Meeting =
  | { readonly kind: 'nobody listens' }
  /** `leader`: its address, if there is one as far as is known there. */
  | { readonly kind: 'stands by'; readonly leader: string | undefined }
  | { readonly kind: 'recovers' }
  | { readonly kind: 'serves'; readonly master: Master };

export interface Masters {
  /** Who leads and serves; with several who believe that, the one who owns the registry. */
  readonly master: Master | undefined;
  readonly isRunning: boolean;
  /** Of the leader, or of who led last. */
  readonly pid: Pid;
  /** What the next leader would find. */
  readonly admittedOnDisk: readonly AgentId[];
  isAdmittedOnDisk(agentId: AgentId): boolean;
  /** Does it serve, as far as it knows? */
  serves(master: Master): boolean;
  /** Is it the one whose word counts? */
  ownsRegistry(who: Master | Pid): boolean;
  /** Meets whoever is at `host` as soon as that process does anything; at once if there is none. */
  meet(host: string, met: (meeting: Meeting) => void): void;
  /** Calls back once when the process at `host` dies: open streams break then. */
  onDown(host: string, callback: () => void): void;
  /** Something is asked of the leader, by somebody who is not part of it. */
  ask(act: (master: Master) => void): void;
}

/** Tells a process who leads; it dies with the clock of the process. */
export interface LeaderSource {
  detectorFor(clock: Clock, process: string): Detector;
}
