/**
 * Cuts resources to what may be given. Scalars are cut exactly; whole disks (MOUNT, BLOCK) are given as
 * they are or not at all, and which of several things of one name are given is left to chance, so
 * that no agent's order decides it.
 */
import { shuffle } from '../foundation/random.ts';
import type { Random } from '../foundation/random.ts';
import { Entry } from '../resources/entry.ts';
import { Resources } from '../resources/resources.ts';
import type { ScalarTotals } from './scalar-totals.ts';

/** How much may be given of the scalar with this index; Infinity = any amount. */
export type Budget = (index: number) => number;

export function isWithin(resources: Resources, budget: Budget, scalars: ScalarTotals): boolean {
  for (const [name, thousandths] of resources.quantities()) {
    if (thousandths > budget(scalars.indexOf(name))) return false;
  }
  return true;
}

/** `resources` are scalars that were never reserved. */
export function chop(
  resources: Resources,
  budget: Budget,
  { scalars, random }: { scalars: ScalarTotals; random: Random },
): Resources {
  if (isWithin(resources, budget, scalars)) return resources;
  const order = resources.entries.map((_, place) => place);
  if (resources.names().length < order.length) shuffle(order, random);
  const left = new Map<number, number>();
  const given: (Entry | undefined)[] = [];
  for (const place of order) {
    const entry = resources.entries[place]!;
    const index = scalars.indexOf(entry.kind.name);
    const most = left.get(index) ?? budget(index);
    const cut = cutTo(entry, most);
    if (cut === undefined) continue;
    given[place] = cut;
    left.set(index, most - cut.thousandths);
  }
  return Resources.fromEntries(given.filter((entry) => entry !== undefined));
}

function cutTo(entry: Entry, most: number): Entry | undefined {
  if (entry.thousandths <= most) return entry;
  return entry.kind.isSummable && most > 0 ? new Entry(entry.kind, most) : undefined;
}
