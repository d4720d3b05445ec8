/**
 * The pretend ZooKeeper of a simulated cluster, and what each process has of it: real clients on
 * pretend wires, which can be cut off from the ensemble without anybody being told.
 */
import type { Clock } from '../../foundation/clock.ts';
import { SeededRandom } from '../../foundation/random.ts';
import type { Detector } from '../../leadership/core/election.ts';
import { ZooKeeperClient } from '../../zookeeper/core/client.ts';
import type { GroupParts } from '../../zookeeper/core/election/contender.ts';
import { ZooKeeperDetector } from '../../zookeeper/core/election/detector.ts';
import type { LeaderSource } from '../network/masters.ts';
import type { Trace } from '../trace.ts';
import { PretendWire } from '../../zookeeper/pretend/pretend-wire.ts';
import { PretendZooKeeper } from '../../zookeeper/pretend/service.ts';

export interface EnsembleParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly trace: Trace;
}

export const groupPath = '/mesos';
const url = 'zk://zk1:2181,zk2:2181,zk3:2181/mesos';
const servers = [1, 2, 3].map((number) => ({ host: `zk${number}`, port: 2181 }));
/** The default of --zk_session_timeout. */
export const sessionTimeoutMs = 10_000;
const longestDelayMs = 10;

/** Everything that one process has of the ensemble. */
interface Access {
  readonly wires: Set<PretendWire>;
  isCut: boolean;
}

export class Ensemble implements LeaderSource {
  readonly service: PretendZooKeeper;
  readonly #parts: EnsembleParts;
  readonly #accesses = new Map<string, Access>();
  /** Its own: what the ensemble does changes nothing of what else happens by chance. */
  readonly #random: SeededRandom;

  constructor(parts: EnsembleParts) {
    this.#parts = parts;
    this.service = new PretendZooKeeper(parts.clock);
    this.#random = new SeededRandom(parts.seed);
  }

  /** What of an election is the same for all who take part in it; `run` is how messages get in. */
  groupParts(process: string, clock: Clock, run: (act: () => void) => void): GroupParts {
    const log = this.#parts.trace.logOf(process);
    const connect = (): ZooKeeperClient => this.#connect(process, clock, run);
    return { connect, path: groupPath, hasCredentials: false, url, log };
  }

  detectorFor(clock: Clock, process: string): Detector {
    // Timers die with the process, and with them what is handed in.
    const run = (act: () => void): void => void clock.after(0, act);
    return new ZooKeeperDetector({ ...this.groupParts(process, clock, run), clock });
  }

  /** Nothing passes between it and the ensemble, and nobody is told. */
  cutOff(process: string): void {
    const access = this.#accessOf(process);
    access.isCut = true;
    for (const wire of access.wires) wire.isBlackHole = true;
  }

  /** Of several connections of a process one hangs, to a server that nobody else reaches either. */
  hangOldest(process: string): void {
    const [wire] = this.#accessOf(process).wires;
    if (wire !== undefined) wire.isBlackHole = true;
  }

  heal(process: string): void {
    const access = this.#accessOf(process);
    access.isCut = false;
    for (const wire of access.wires) {
      wire.isBlackHole = false;
      // Some of what was said is gone, so the link is.
      wire.cut();
    }
  }

  /** The links break, and both ends hear of it. */
  breakLinks(process: string): void {
    for (const wire of this.#accessOf(process).wires) wire.cut();
  }

  /** The process ended: its wires are of no use to the next one of that name. */
  forget(process: string): void {
    this.#accessOf(process).wires.clear();
  }

  #accessOf(process: string): Access {
    let access = this.#accesses.get(process);
    if (access === undefined) {
      access = { wires: new Set(), isCut: false };
      this.#accesses.set(process, access);
    }
    return access;
  }

  #connect(process: string, clock: Clock, run: (act: () => void) => void): ZooKeeperClient {
    const access = this.#accessOf(process);
    const { service } = this;
    const random = this.#random;
    const log = this.#parts.trace.logOf(process);
    const wire = new PretendWire({
      clock: this.#parts.clock,
      random,
      service,
      longestDelayMs,
      run,
    });
    wire.isBlackHole = access.isCut;
    access.wires.add(wire);
    const options = { servers, chroot: '', timeoutMs: sessionTimeoutMs, credentials: [] };
    const client = new ZooKeeperClient({ clock, random, log, wire, ...options });
    client.onState((state) => {
      if (state === 'expired' || state === 'closed') access.wires.delete(wire);
    });
    wire.serve(client.session);
    client.session.start();
    return client;
  }
}
