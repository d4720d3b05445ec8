/**
 * What is struck in each round, and what the framework does meanwhile. A plan is a function of its seed
 * alone; which container is meant when its turn comes is up to what there is.
 */
import { SeededRandom } from '../../../src/foundation/random.ts';

export const blowKinds = [
  'kill the agent',
  'stop the agent',
  'kill a conmon',
  'kill a runtime',
  'kill a first process',
  'kill a plugin',
  'kill the agent during a start',
  'kill the agent during an end',
  'kill the agent and a conmon',
  'kill the agent and a first process',
  'kill the agent as it starts',
] as const;

export type BlowKind = (typeof blowKinds)[number];

export interface Blow {
  readonly kind: BlowKind;
  /** Which of several. */
  readonly index: number;
  /** Since the beginning of the round, or since what it waits for is seen. */
  readonly afterMs: number;
  /** How long an agent stays dead or stopped. */
  readonly lastsMs: number;
}

export const taskKinds = ['waits', 'networked', 'brief', 'volume', 'pod'] as const;

export type TaskKind = (typeof taskKinds)[number];

export interface Round {
  readonly blows: readonly Blow[];
  readonly launches: readonly TaskKind[];
  /** How many of those that wait are let end, and killed by their framework. */
  readonly released: number;
  readonly killed: number;
  readonly index: number;
}

const longestDelayMs = 900;
const longestLastsMs = 2500;
const mostLaunches = 4;

export class Plan {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** `most`: no more blows than that. */
  nextRound(most: number): Round {
    const count = Math.min(1 + this.#below(3), most);
    return {
      blows: Array.from({ length: count }, () => this.#blow()),
      launches: Array.from({ length: 1 + this.#below(mostLaunches) }, () => this.#pick(taskKinds)),
      released: this.#below(3),
      killed: this.#below(2),
      index: this.#below(1000),
    };
  }

  #blow(): Blow {
    return {
      kind: this.#pick(blowKinds),
      index: this.#below(1000),
      afterMs: this.#magnitude(longestDelayMs),
      lastsMs: this.#magnitude(longestLastsMs),
    };
  }

  /** As many short ones as long ones, measured by order of magnitude. */
  #magnitude(longest: number): number {
    return Math.round(longest ** this.#random.next());
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }
}

export function textOf({ blows, launches, released, killed }: Round): string {
  const strokes = blows.map(
    ({ kind, index, afterMs, lastsMs }) =>
      `${kind} (${index}) after ${afterMs} ms for ${lastsMs} ms`,
  );
  return `${strokes.join('; ')}; launches ${launches.join(', ')}; lets ${released} end, kills ${killed}`;
}
