/**
 * The scalars of the whole cluster, by dense index: cpus is 0, mem 1, and so on in the order in
 * which names were first seen. Sums of allocations are plain arrays of thousandths in that order,
 * so that a share is a short loop over numbers.
 */
import { isReserved } from '../resources/kind.ts';
import type { Kind } from '../resources/kind.ts';
import type { Resources } from '../resources/resources.ts';

/** Thousandths by scalar index; may be shorter than there are names (the rest is 0). */
export type Amounts = number[];

/**
 * None yet. Sums over a cluster do not fit into small integers; an array that has had a fraction in it
 * holds its numbers itself from then on, and adding to one makes no object for the sum.
 */
export function noAmounts(): Amounts {
  const amounts = [0.5];
  amounts.pop();
  return amounts;
}

/** What quota sees in another way than what is unreserved and stays: most agents have none of it. */
export function isPlain({ type, isRevocable, reservations }: Kind): boolean {
  return type === 'SCALAR' && !isRevocable && reservations.length === 0;
}

/** Scalars of some resources by index; one kind of which there are two entries is there twice. */
export interface ScalarParts {
  readonly indexes: number[];
  readonly thousandths: number[];
  count: number;
}

export class ScalarTotals {
  readonly #parts: ScalarParts = { indexes: [], thousandths: noAmounts(), count: 0 };
  readonly #excludedNames: ReadonlySet<string>;
  readonly #indexByName = new Map<string, number>();
  readonly totals: Amounts = noAmounts();
  /** What is reserved or revocable of them. */
  readonly specialTotals: Amounts = noAmounts();
  readonly isExcluded: boolean[] = [];
  /** Goes up whenever a total changes, and with it everybody's share. */
  version = 0;

  constructor(excludedNames: ReadonlySet<string>) {
    this.#excludedNames = excludedNames;
  }

  /**
   * The scalars of `resources`, for `accumulateParts`: who counts in several places looks them up once.
   * Good until it is asked for others.
   */
  partsOf(resources: Resources): ScalarParts {
    const parts = this.#parts;
    let count = 0;
    for (const { kind, thousandths } of resources.entries) {
      if (kind.type !== 'SCALAR') continue;
      parts.indexes[count] = this.indexOf(kind.name);
      parts.thousandths[count++] = thousandths;
    }
    parts.count = count;
    return parts;
  }

  /** Adds `sign` times the parts to `amounts`. */
  accumulateParts(amounts: Amounts, parts: ScalarParts, sign: 1 | -1): void {
    const { indexes, thousandths, count } = parts;
    for (let i = 0; i < count; i++) {
      const index = indexes[i]!;
      while (amounts.length <= index) amounts.push(0);
      amounts[index]! += sign * thousandths[i]!;
    }
  }

  /** Adds `sign` times the scalars of `resources` to `amounts`. */
  accumulate(amounts: Amounts, resources: Resources, sign: 1 | -1): void {
    for (const { kind, thousandths } of resources.entries) {
      if (kind.type === 'SCALAR') this.#add(amounts, kind, sign * thousandths);
    }
  }

  /** Only what is reserved or revocable. */
  accumulateSpecial(amounts: Amounts, resources: Resources, sign: 1 | -1): void {
    if (!resources.hasReserved() && !resources.hasSpecial()) return;
    for (const { kind, thousandths } of resources.entries) {
      const isSpecial = kind.isRevocable || isReserved(kind);
      if (kind.type === 'SCALAR' && isSpecial) this.#add(amounts, kind, sign * thousandths);
    }
  }

  /** An agent came, went (`after` or `before` empty) or has other resources than before. */
  replaceTotal(before: Resources, after: Resources): void {
    for (const [resources, sign] of [[before, -1] as const, [after, 1] as const]) {
      this.accumulate(this.totals, resources, sign);
      this.accumulateSpecial(this.specialTotals, resources, sign);
    }
    if (!haveSameQuantities(before, after)) this.version++;
  }

  /** The largest part that `amounts` are of any total. */
  dominantShare(amounts: Amounts): number {
    let share = 0;
    for (let i = 0; i < amounts.length; i++) {
      const total = this.totals[i]!;
      if (total <= 0 || this.isExcluded[i]!) continue;
      const part = amounts[i]! / total;
      if (part > share) share = part;
    }
    return share;
  }

  /** In thousandths; for metrics. */
  namedAmounts(amounts: Amounts): Map<string, number> {
    const named = new Map<string, number>();
    for (const [name, index] of this.#indexByName) named.set(name, amounts[index] ?? 0);
    return named;
  }

  names(): Iterable<readonly [string, number]> {
    return this.#indexByName;
  }

  indexOf(name: string): number {
    let index = this.#indexByName.get(name);
    if (index === undefined) {
      index = this.totals.length;
      this.#indexByName.set(name, index);
      this.totals.push(0);
      this.isExcluded.push(this.#excludedNames.has(name));
    }
    return index;
  }

  #add(amounts: Amounts, kind: Kind, thousandths: number): void {
    const index = this.indexOf(kind.name);
    while (amounts.length <= index) amounts.push(0);
    amounts[index]! += thousandths;
  }
}

function haveSameQuantities(left: Resources, right: Resources): boolean {
  const [amounts, others] = [left.quantities(), right.quantities()];
  if (amounts.size !== others.size) return false;
  for (const [name, amount] of amounts) if (others.get(name) !== amount) return false;
  return true;
}
