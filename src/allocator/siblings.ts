/**
 * Those who compete at one level: the roles below one parent, or the frameworks of one role. Who
 * comes first is asked once for each agent in an allocation run, thousands of times, while each
 * grant moves only a few of them; so the order is kept, and only those that changed are moved.
 *
 * Every competitor remembers the key (share, count) under which it stands. The key changes only in
 * `settle`, so that a binary search always finds it, and so that nobody moves while one agent's
 * resources are being handed out.
 */
import { randomInteger } from '../foundation/random.ts';
import type { Random } from '../foundation/random.ts';
import type { SorterPolicy } from './options.ts';
import type { Amounts, ScalarTotals } from './scalar-totals.ts';

/** One who competes: a role, or a framework in a role. */
export class Competitor {
  readonly name: string;
  weight = 1;
  /** Everything offered to it or used by it, of the whole subtree. */
  readonly allocated: Amounts;
  /** How often it was given something; never goes down. The one given less often goes first. */
  allocationCount = 0;
  placedShare = 0;
  placedCount = 0;
  isPlaced = false;
  isStale = false;

  constructor(name: string, allocated: Amounts = []) {
    this.name = name;
    this.allocated = allocated;
  }
}

/** With more than this part of them changed, sorting anew is cheaper than moving each. */
const resortFraction = 1 / 8;

export class Siblings<T extends Competitor> {
  readonly #policy: SorterPolicy;
  readonly #scalars: ScalarTotals;
  readonly #random: Random;
  readonly #placed: T[] = [];
  readonly #stale: T[] = [];
  #version = -1;
  /** Whether anyone here ever had a weight other than 1: if not, all draws are even. */
  #hasWeights = false;

  constructor(policy: SorterPolicy, scalars: ScalarTotals, random: Random) {
    this.#policy = policy;
    this.#scalars = scalars;
    this.#random = random;
  }

  get size(): number {
    return this.#placed.length;
  }

  insert(node: T): void {
    if (node.isPlaced) return;
    node.isPlaced = true;
    this.#hasWeights ||= node.weight !== 1;
    this.#place(node);
  }

  remove(node: T): void {
    if (!node.isPlaced) return;
    this.#placed.splice(this.#findPlace(node), 1);
    node.isPlaced = false;
  }

  /** Its share, count or weight changed. */
  touch(node: T): void {
    if (!node.isPlaced || node.isStale) return;
    this.#hasWeights ||= node.weight !== 1;
    node.isStale = true;
    this.#stale.push(node);
  }

  /** Brings everybody to where they belong. */
  settle(): void {
    if (this.#version === this.#scalars.version && this.#stale.length === 0) return;
    if (this.#policy === 'drf') {
      const isFewChanged = this.#stale.length <= this.#placed.length * resortFraction;
      if (this.#version === this.#scalars.version && isFewChanged) this.#moveStale();
      else this.#sortAnew();
    }
    for (const node of this.#stale) node.isStale = false;
    this.#stale.length = 0;
    this.#version = this.#scalars.version;
  }

  /**
   * The one whose turn is `turn` (0, 1, 2, … until undefined). The random policy draws it from
   * those not yet drawn, in proportion to their weights: a shuffle that only goes as far as asked.
   */
  pick(turn: number): T | undefined {
    if (this.#policy === 'random' && turn < this.#placed.length - 1) {
      const drawn = this.#draw(turn);
      const node = this.#placed[drawn]!;
      this.#placed[drawn] = this.#placed[turn]!;
      this.#placed[turn] = node;
    }
    return this.#placed[turn];
  }

  share(node: T): number {
    return this.#scalars.dominantShare(node.allocated) / node.weight;
  }

  #draw(from: number): number {
    const last = this.#placed.length - 1;
    if (!this.#hasWeights) return from + randomInteger(this.#random, last + 1 - from);
    let sum = 0;
    for (let i = from; i <= last; i++) sum += this.#placed[i]!.weight;
    let point = this.#random.next() * sum;
    for (let i = from; i < last; i++) {
      point -= this.#placed[i]!.weight;
      if (point < 0) return i;
    }
    return last;
  }

  #place(node: T): void {
    node.placedShare = this.share(node);
    node.placedCount = node.allocationCount;
    const index = this.#policy === 'drf' ? this.#findPlace(node) : this.#placed.length;
    this.#placed.splice(index, 0, node);
  }

  #moveStale(): void {
    for (const node of this.#stale) {
      if (!node.isPlaced) continue;
      this.#placed.splice(this.#findPlace(node), 1);
      this.#place(node);
    }
  }

  #sortAnew(): void {
    for (const node of this.#placed) {
      node.placedShare = this.share(node);
      node.placedCount = node.allocationCount;
    }
    this.#placed.sort(compareCompetitors);
  }

  /** Where it stands, or would stand. */
  #findPlace(node: T): number {
    if (this.#policy === 'random') return this.#placed.indexOf(node);
    let low = 0;
    let high = this.#placed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareCompetitors(this.#placed[middle]!, node) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Smaller share, then given less often, then by name. */
function compareCompetitors(left: Competitor, right: Competitor): number {
  if (left.placedShare !== right.placedShare) return left.placedShare - right.placedShare;
  if (left.placedCount !== right.placedCount) return left.placedCount - right.placedCount;
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
