/**
 * Those who compete at one level: the roles below one parent, or the frameworks of one role. Who
 * comes first is asked once for each agent in an allocation run, thousands of times, while each
 * grant moves only a few of them; so the order is kept, and only those that changed are moved.
 *
 * Every competitor remembers the key (share, count) under which it stands. The key changes only in
 * `settle`, so that a binary search always finds it, and so that nobody moves while one agent's
 * resources are being handed out. Whoever moves goes into a short list beside the long one, so that a
 * move takes no longer among thousands.
 */
import { randomInteger } from '../foundation/random.ts';
import type { Random } from '../foundation/random.ts';
import type { SorterPolicy } from './options.ts';
import { type Amounts, type ScalarTotals, noAmounts } from './scalar-totals.ts';

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
  /** It stands in the short list of its siblings. */
  isMoved = false;
  isStale = false;

  constructor(name: string, allocated: Amounts = noAmounts()) {
    this.name = name;
    this.allocated = allocated;
  }
}

/** With more than this part of them changed, sorting anew is cheaper than moving each. */
const resortFraction = 1 / 8;

/** So many may be out of place; each move costs as many steps, each merge as the long list has. */
const leastMoved = 32;

export class Siblings<T extends Competitor> {
  readonly #policy: SorterPolicy;
  readonly #scalars: ScalarTotals;
  readonly #random: Random;
  /** In order, with those who have been moved since still in their old places (`isMoved`). */
  readonly #placed: T[] = [];
  /** In order: who is not, or no longer, where it stands in `placed`. Merged into it now and then. */
  readonly #moved: T[] = [];
  readonly #stale: T[] = [];
  #version = -1;
  #size = 0;
  /** Marked in the long list since it was merged. */
  #holes = 0;
  /** Whether anyone here ever had a weight other than 1: if not, all draws are even. */
  #hasWeights = false;
  /** Where `next` goes on in the two lists. */
  #placedAt = 0;
  #movedAt = 0;

  constructor(policy: SorterPolicy, scalars: ScalarTotals, random: Random) {
    this.#policy = policy;
    this.#scalars = scalars;
    this.#random = random;
  }

  get size(): number {
    return this.#size;
  }

  insert(node: T): void {
    if (node.isPlaced) return;
    node.isPlaced = true;
    this.#size++;
    this.#hasWeights ||= node.weight !== 1;
    if (this.#policy === 'random') this.#placed.push(node);
    else this.#place(node);
  }

  remove(node: T): void {
    if (!node.isPlaced) return;
    if (this.#policy === 'random') this.#placed.splice(this.#placed.indexOf(node), 1);
    else this.#displace(node);
    node.isPlaced = false;
    this.#size--;
  }

  /** Its share, count or weight changed. */
  touch(node: T): void {
    if (!node.isPlaced || node.isStale) return;
    this.#hasWeights ||= node.weight !== 1;
    node.isStale = true;
    this.#stale.push(node);
  }

  /** Brings everybody to where they belong, and `next` to the first of them. */
  settle(): void {
    this.#placedAt = 0;
    this.#movedAt = 0;
    const isSameTotal = this.#version === this.#scalars.version;
    if (isSameTotal && this.#stale.length === 0) return;
    if (this.#policy === 'drf') {
      const isFewChanged = this.#stale.length <= this.#size * resortFraction;
      if (isSameTotal && isFewChanged) this.#moveStale();
      else this.#sortAnew();
    }
    for (const node of this.#stale) node.isStale = false;
    this.#stale.length = 0;
    this.#version = this.#scalars.version;
  }

  /**
   * Whose turn is next since `settle`; undefined when all had theirs. The random policy draws from
   * those not yet drawn, in proportion to their weights: a shuffle that only goes as far as asked.
   */
  next(): T | undefined {
    if (this.#policy === 'random') return this.#drawNext();
    const placed = this.#placed;
    while (this.#placedAt < placed.length && placed[this.#placedAt]!.isMoved) this.#placedAt++;
    const first = placed[this.#placedAt];
    const moved = this.#moved[this.#movedAt];
    if (moved === undefined || (first !== undefined && compareCompetitors(first, moved) < 0)) {
      this.#placedAt++;
      return first;
    }
    this.#movedAt++;
    return moved;
  }

  /** As they stand, in the order of their shares; with the random policy in no order. */
  ranked(): readonly T[] {
    this.settle();
    this.#merge();
    return this.#placed;
  }

  share(node: T): number {
    return this.#scalars.dominantShare(node.allocated) / node.weight;
  }

  #drawNext(): T | undefined {
    const turn = this.#placedAt++;
    const placed = this.#placed;
    if (turn < placed.length - 1) {
      const drawn = this.#draw(turn);
      const node = placed[drawn]!;
      placed[drawn] = placed[turn]!;
      placed[turn] = node;
    }
    return placed[turn];
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
    this.#setKey(node);
    node.isMoved = true;
    this.#moved.splice(findPlace(this.#moved, node), 0, node);
    if (this.#moved.length > this.#mostOut()) this.#merge();
  }

  /** Out of the short list, or marked in the long one. */
  #displace(node: T): void {
    if (node.isMoved) {
      this.#moved.splice(findPlace(this.#moved, node), 1);
      return;
    }
    node.isMoved = true;
    if (++this.#holes > this.#mostOut()) this.#merge();
  }

  #mostOut(): number {
    return Math.max(leastMoved, 2 * Math.sqrt(this.#size));
  }

  #moveStale(): void {
    for (const node of this.#stale) {
      if (!node.isPlaced) continue;
      this.#displace(node);
      this.#place(node);
    }
  }

  /** One list again, in its own memory, without those in it that stand elsewhere or nowhere. */
  #merge(): void {
    if (this.#policy === 'random') return;
    const placed = this.#placed;
    const moved = this.#moved;
    let size = 0;
    for (const node of placed) if (!node.isMoved) placed[size++] = node;
    let from = size - 1;
    size += moved.length;
    while (placed.length < size) placed.push(moved[0]!);
    while (placed.length > size) placed.pop();
    // From the end on, where there is room.
    for (let at = moved.length - 1; at >= 0;) {
      const isPlacedLast = from >= 0 && compareCompetitors(placed[from]!, moved[at]!) > 0;
      placed[--size] = isPlacedLast ? placed[from--]! : moved[at--]!;
    }
    for (const node of moved) node.isMoved = false;
    moved.length = 0;
    this.#holes = 0;
  }

  #sortAnew(): void {
    this.#merge();
    for (const node of this.#placed) this.#setKey(node);
    this.#placed.sort(compareCompetitors);
  }

  #setKey(node: T): void {
    node.placedShare = this.share(node);
    node.placedCount = node.allocationCount;
  }
}

/** Where it stands, or would stand. */
function findPlace<T extends Competitor>(placed: readonly T[], node: T): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareCompetitors(placed[middle]!, node) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Smaller share, then given less often, then by name. */
function compareCompetitors(left: Competitor, right: Competitor): number {
  if (left.placedShare !== right.placedShare) return left.placedShare - right.placedShare;
  if (left.placedCount !== right.placedCount) return left.placedCount - right.placedCount;
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
