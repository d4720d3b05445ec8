/**
 * What was made of resources (their text, say), kept for others that are the same in all that can be
 * seen. Thousands of agents have the same, as many tasks want the same, and each is shown several
 * times over. A table has a fixed number of places; what comes to a place is kept instead of what was
 * there, so that strangers who name ever new amounts only make it as slow as it was without.
 */
import type { Entry } from './entry.ts';
import type { Resources } from './resources.ts';

/** A power of two. */
const placeCount = 1_024;
/** What has more is seldom alike, and would take long to compare. */
const mostEntries = 16;
const mostNumbers = 64;

interface Place<T> {
  readonly entries: readonly Entry[];
  readonly made: T;
}

export class Alike<T> {
  readonly #make: (resources: Resources) => T;
  readonly #places: (Place<T> | undefined)[] = Array.from({ length: placeCount }, () => undefined);

  /** What `make` gives must not be changed, and must depend on the entries alone. */
  constructor(make: (resources: Resources) => T) {
    this.#make = make;
  }

  of(resources: Resources): T {
    const { entries } = resources;
    if (!isSmall(entries)) return this.#make(resources);
    const at = hashOf(entries) & (placeCount - 1);
    const kept = this.#places[at];
    if (kept !== undefined && areAlike(kept.entries, entries)) return kept.made;
    const made = this.#make(resources);
    this.#places[at] = { entries, made };
    return made;
  }
}

function isSmall(entries: readonly Entry[]): boolean {
  if (entries.length > mostEntries) return false;
  for (const { ranges, items } of entries) {
    if (ranges.length + items.length > mostNumbers) return false;
  }
  return true;
}

function hashOf(entries: readonly Entry[]): number {
  let hash = 0;
  for (const { kind, thousandths, ranges } of entries) {
    hash = Math.imul(hash ^ kind.hash, 0x01000193) ^ (thousandths | 0);
    for (const bound of ranges) hash = Math.imul(hash, 31) + bound;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** Kinds that are equal but not the same may be shown otherwise (how a volume is mounted). */
function areAlike(left: readonly Entry[], right: readonly Entry[]): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    const one = left[i]!;
    const other = right[i]!;
    if (one.kind !== other.kind || one.shareCount !== other.shareCount) return false;
    if (!one.hasSameAmount(other)) return false;
  }
  return true;
}

const kept = new Alike((resources) => resources);

/**
 * The same in all that can be seen, and for many owners one and the same: what it is asked is then asked of one
 * place in memory, and most comparisons are over before they begin.
 */
export function shareAlike(resources: Resources): Resources {
  return kept.of(resources);
}
