/**
 * What is broken in each round. A plan is a function of its seed alone; which process is the leader
 * when its turn comes is up to the cluster.
 */
import { SeededRandom } from '../../src/foundation/random.ts';

export const kinds = [
  'kill the leader',
  'kill a follower',
  'stop the leader',
  'stop a follower',
  'kill a ZooKeeper follower',
  'kill the ZooKeeper leader',
  'stop the ZooKeeper leader',
  'kill all ZooKeepers',
  'kill an agent',
  'stop an agent',
  'kill a framework',
  'stop a framework',
  'kill all masters',
] as const;

export type Kind = (typeof kinds)[number];

export interface Blow {
  readonly kind: Kind;
  /** Which of several. */
  readonly index: number;
  /** Since the beginning of the round. */
  readonly afterMs: number;
  /** How long it stays dead or stopped. */
  readonly lastsMs: number;
}

/** Of what comes back this late, all have noticed that it was gone: sessions last two seconds. */
const longestMs = 8_000;
const shortestMs = 50;
const longestDelayMs = 1_500;

export class Plan {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** One blow, or several at once, or everything. */
  nextRound(): Blow[] {
    const chance = this.#random.next();
    if (chance < 0.05) return kinds.map((kind) => this.#blow(kind));
    const count = chance < 0.6 ? 1 : chance < 0.85 ? 2 : 3;
    return Array.from({ length: count }, () => this.#blow(kinds[this.#below(kinds.length)]!));
  }

  #blow(kind: Kind): Blow {
    // As many short ones as long ones, measured by order of magnitude.
    const lastsMs = Math.round(shortestMs * (longestMs / shortestMs) ** this.#random.next());
    return { kind, index: this.#below(6), afterMs: this.#below(longestDelayMs), lastsMs };
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }
}

export const textOf = ({ kind, index, afterMs, lastsMs }: Blow): string =>
  `${kind} (${index}) after ${afterMs} ms for ${lastsMs} ms`;
