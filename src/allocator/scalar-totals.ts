/**
 * The scalars of the whole cluster, by dense index: cpus is 0, mem 1, and so on in the order in
 * which names were first seen. Sums of allocations are plain arrays of thousandths in that order,
 * so that a share is a short loop over numbers.
 */
import type { Resources } from '../resources/resources.ts';

/** Thousandths by scalar index; may be shorter than there are names (the rest is 0). */
export type Amounts = number[];

export class ScalarTotals {
  readonly #excludedNames: ReadonlySet<string>;
  readonly #indexByName = new Map<string, number>();
  readonly totals: Amounts = [];
  readonly isExcluded: boolean[] = [];
  /** Goes up whenever a total changes, and with it everybody's share. */
  version = 0;

  constructor(excludedNames: ReadonlySet<string>) {
    this.#excludedNames = excludedNames;
  }

  /** Adds `sign` times the scalars of `resources` to `amounts`. */
  accumulate(amounts: Amounts, resources: Resources, sign: 1 | -1): void {
    for (const { kind, thousandths } of resources.entries) {
      if (kind.type !== 'SCALAR') continue;
      const index = this.#indexOf(kind.name);
      while (amounts.length <= index) amounts.push(0);
      amounts[index]! += sign * thousandths;
    }
  }

  changeTotals(resources: Resources, sign: 1 | -1): void {
    this.accumulate(this.totals, resources, sign);
    this.version++;
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

  #indexOf(name: string): number {
    let index = this.#indexByName.get(name);
    if (index === undefined) {
      index = this.totals.length;
      this.#indexByName.set(name, index);
      this.totals.push(0);
      this.isExcluded.push(this.#excludedNames.has(name));
    }
    return index;
  }
}
