/**
 * Entries that are being added up or taken from. The usual bundle has four entries, and looking
 * through those is cheapest; a longer one is indexed by kind, so that any number of entries is
 * worked through in linear time. Ranges and words that are added to one kind again and again are
 * gathered and united once, at the end.
 */
import type { Entry } from './entry.ts';
import { sameKind } from './kind.ts';
import type { Kind } from './kind.ts';

/** So many entries are few: looking through them is cheaper than an index. */
export const mostFew = 16;

/** Adds to entries that are few. */
export function addToFew(entries: Entry[], entry: Entry): void {
  if (entry.isEmpty()) return;
  const place = isOneOfAKind(entry) ? -1 : findAmongFew(entries, entry.kind);
  if (place === -1) entries.push(entry);
  else entries[place] = entries[place]!.plus(entry);
}

/** Takes from entries that are few; false when not all of it was there. */
export function subtractFromFew(entries: Entry[], entry: Entry): boolean {
  const isThing = isOneOfAKind(entry);
  const place = isThing
    ? entries.findIndex((own) => sameKind(own.kind, entry.kind) && own.hasSameAmount(entry))
    : findAmongFew(entries, entry.kind);
  if (place === -1) return false;
  const own = entries[place]!;
  const rest = isThing ? undefined : own.minus(entry);
  if (rest === undefined) entries.splice(place, 1);
  else entries[place] = rest;
  return isThing || own.covers(entry);
}

export function findAmongFew(entries: readonly Entry[], kind: Kind): number {
  for (let i = 0; i < entries.length; i++) if (sameKind(entries[i]!.kind, kind)) return i;
  return -1;
}

/** Where the entries of each kind stand; several only of things that do not add up. */
export type Places = Map<string, number[]>;

export function placesOf(entries: readonly (Entry | undefined)[]): Places {
  const places: Places = new Map();
  entries.forEach((entry, place) => {
    if (entry !== undefined) notePlace(places, entry.kind, place);
  });
  return places;
}

function notePlace(places: Places, kind: Kind, place: number): void {
  const known = places.get(kind.key);
  if (known === undefined) places.set(kind.key, [place]);
  else known.push(place);
}

/** For many entries. */
export class EntryList {
  /** Holes are where something was taken away completely. */
  readonly #entries: (Entry | undefined)[];
  #hasHoles = false;
  #places: Places | undefined;
  /** What is still to be united with the entry at a place, when many are added up. */
  readonly #pending: Map<number, Entry[]> | undefined;

  /** `addends`: how many entries of one kind will be added, at most one or any number. */
  constructor(entries: readonly Entry[], addends: 'one' | 'many') {
    this.#entries = entries.slice();
    this.#pending = addends === 'many' ? new Map<number, Entry[]>() : undefined;
  }

  add(entry: Entry): void {
    if (entry.isEmpty()) return;
    const place = isOneOfAKind(entry) ? -1 : this.#find(entry.kind);
    if (place === -1) this.#append(entry);
    else if (this.#pending === undefined || entry.kind.type === 'SCALAR') {
      this.#entries[place] = this.#entries[place]!.plus(entry);
    } else {
      addLater(this.#pending, place, entry);
    }
  }

  /** Only from a list to which nothing was added; false when not all of it was there. */
  subtract(entry: Entry): boolean {
    const isThing = isOneOfAKind(entry);
    const place = isThing ? this.#findEqual(entry) : this.#find(entry.kind);
    if (place === -1) return false;
    const own = this.#entries[place]!;
    const rest = isThing ? undefined : own.minus(entry);
    this.#entries[place] = rest;
    this.#hasHoles ||= rest === undefined;
    return isThing || own.covers(entry);
  }

  /** What it has become, in the order in which the kinds came. */
  take(): Entry[] {
    this.#pending?.forEach((more, place) => {
      this.#entries[place] = this.#entries[place]!.plusAll(more);
    });
    return this.#hasHoles
      ? this.#entries.filter((entry) => entry !== undefined)
      : (this.#entries as Entry[]);
  }

  #append(entry: Entry): void {
    this.#entries.push(entry);
    if (this.#places !== undefined) notePlace(this.#places, entry.kind, this.#entries.length - 1);
  }

  #find(kind: Kind): number {
    const [place] = this.#indexed().get(kind.key) ?? [];
    return place === undefined || this.#entries[place] === undefined ? -1 : place;
  }

  #findEqual(entry: Entry): number {
    const places = this.#indexed().get(entry.kind.key) ?? [];
    return places.find((place) => this.#entries[place]?.hasSameAmount(entry)) ?? -1;
  }

  #indexed(): Places {
    return (this.#places ??= placesOf(this.#entries));
  }
}

/** Two of them are two things, not one twice as large. */
function isOneOfAKind({ kind }: Entry): boolean {
  return !kind.isSummable && !kind.isShared;
}

function addLater(pending: Map<number, Entry[]>, place: number, entry: Entry): void {
  const more = pending.get(place);
  if (more === undefined) pending.set(place, [entry]);
  else more.push(entry);
}
