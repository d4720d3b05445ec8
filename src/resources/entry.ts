/**
 * One entry of a `Resources`: so much of one kind. The amount is a scalar in whole thousandths
 * (Mesos' own precision; 0.1 + 0.2 is exactly 0.3 here), ranges, or a set of words.
 *
 * Entries are never changed, so the wire message is made once and kept: sending the same offer or
 * writing the same state again costs nothing.
 */
import type { Resource } from '../protocol/generated/mesos.ts';
import { kindOfMessage } from './kind.ts';
import type { Kind } from './kind.ts';
import {
  addRanges,
  containsRanges,
  emptyRanges,
  equalRanges,
  normalizeRanges,
  subtractRanges,
  uniteRanges,
} from './ranges.ts';
import type { Ranges } from './ranges.ts';

/** Scalars are kept to three decimals. */
const thousandthsPerUnit = 1_000;

export function toThousandths(value: number): number {
  return Math.round(value * thousandthsPerUnit);
}

export function fromThousandths(thousandths: number): number {
  return thousandths / thousandthsPerUnit;
}

const noItems: readonly string[] = [];

export class Entry {
  readonly kind: Kind;
  readonly thousandths: number;
  readonly ranges: Ranges;
  /** Sorted, without duplicates. */
  readonly items: readonly string[];
  /** How many times a shared resource is held; 1 for all others. */
  readonly shareCount: number;
  #message: Resource | undefined;

  constructor(
    kind: Kind,
    thousandths: number,
    ranges: Ranges = emptyRanges,
    items: readonly string[] = noItems,
    shareCount = 1,
  ) {
    this.kind = kind;
    this.thousandths = thousandths;
    this.ranges = ranges;
    this.items = items;
    this.shareCount = shareCount;
    this.#message = undefined;
  }

  static fromMessage(resource: Resource): Entry {
    const kind = kindOfMessage(resource);
    switch (kind.type) {
      case 'SCALAR':
        return new Entry(kind, toThousandths(resource.scalar?.value ?? 0));
      case 'RANGES': {
        const pairs: number[] = [];
        for (const range of resource.ranges?.range ?? []) {
          pairs.push(Number(range.begin), Number(range.end));
        }
        return new Entry(kind, 0, normalizeRanges(pairs));
      }
      case 'SET':
        return new Entry(kind, 0, emptyRanges, [...new Set(resource.set?.item)].sort());
    }
  }

  withKind(kind: Kind): Entry {
    if (kind === this.kind) return this;
    return new Entry(kind, this.thousandths, this.ranges, this.items, this.shareCount);
  }

  isEmpty(): boolean {
    switch (this.kind.type) {
      case 'SCALAR':
        return this.thousandths <= 0;
      case 'RANGES':
        return this.ranges.length === 0;
      case 'SET':
        return this.items.length === 0;
    }
  }

  /** The sum with an entry of the same kind. */
  plus(other: Entry): Entry {
    if (this.kind.isShared) return this.withShareCount(this.shareCount + other.shareCount);
    switch (this.kind.type) {
      case 'SCALAR':
        return new Entry(this.kind, this.thousandths + other.thousandths);
      case 'RANGES':
        return new Entry(this.kind, 0, addRanges(this.ranges, other.ranges));
      case 'SET':
        return new Entry(this.kind, 0, emptyRanges, addItems([this, other]));
    }
  }

  /** The sum with any number of entries of the same kind. */
  plusAll(others: readonly Entry[]): Entry {
    if (this.kind.isShared || this.kind.type === 'SCALAR') {
      return others.reduce<Entry>((sum, other) => sum.plus(other), this);
    }
    const all = [this, ...others];
    return this.kind.type === 'SET'
      ? new Entry(this.kind, 0, emptyRanges, addItems(all))
      : new Entry(this.kind, 0, uniteRanges(all.map(({ ranges }) => ranges)));
  }

  /** What is left without an entry of the same kind; undefined when nothing is. */
  minus(other: Entry): Entry | undefined {
    if (this.kind.isShared) {
      const left = this.shareCount - other.shareCount;
      return left > 0 ? this.withShareCount(left) : undefined;
    }
    let rest: Entry;
    switch (this.kind.type) {
      case 'SCALAR':
        rest = new Entry(this.kind, this.thousandths - other.thousandths);
        break;
      case 'RANGES':
        rest = new Entry(this.kind, 0, subtractRanges(this.ranges, other.ranges));
        break;
      case 'SET': {
        const taken = new Set(other.items);
        const items = this.items.filter((item) => !taken.has(item));
        rest = new Entry(this.kind, 0, emptyRanges, items);
        break;
      }
    }
    return rest.isEmpty() ? undefined : rest;
  }

  /** Whether the amount of an entry of the same kind is within this one. */
  covers(other: Entry): boolean {
    if (this.kind.isShared) {
      return this.shareCount >= other.shareCount && this.hasSameAmount(other);
    }
    switch (this.kind.type) {
      case 'SCALAR':
        return this.thousandths >= other.thousandths;
      case 'RANGES':
        return containsRanges(this.ranges, other.ranges);
      case 'SET':
        return containsItems(this.items, other.items);
    }
  }

  /** Equal amounts, however often it is shared. */
  hasSameAmount(other: Entry): boolean {
    return (
      this.thousandths === other.thousandths &&
      equalRanges(this.ranges, other.ranges) &&
      this.items.length === other.items.length &&
      this.items.every((item, i) => item === other.items[i])
    );
  }

  /** The wire message with `reservations` (post-refinement); made once. Not to be changed. */
  toMessage(): Resource {
    return (this.#message ??= messageOf(this));
  }

  withShareCount(shareCount: number): Entry {
    if (shareCount === this.shareCount) return this;
    return new Entry(this.kind, this.thousandths, this.ranges, this.items, shareCount);
  }
}

function addItems(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap(({ items }) => items))].sort();
}

/** Both are sorted. */
function containsItems(all: readonly string[], some: readonly string[]): boolean {
  let at = 0;
  return some.every((item) => {
    while (at < all.length && all[at]! < item) at++;
    return all[at] === item;
  });
}

function messageOf(entry: Entry): Resource {
  const { kind } = entry;
  const message: Resource = { name: kind.name, type: kind.type };
  switch (kind.type) {
    case 'SCALAR':
      message.scalar = { value: fromThousandths(entry.thousandths) };
      break;
    case 'RANGES': {
      const range: { begin: number; end: number }[] = [];
      for (let i = 0; i < entry.ranges.length; i += 2) {
        range.push({ begin: entry.ranges[i]!, end: entry.ranges[i + 1]! });
      }
      message.ranges = { range };
      break;
    }
    case 'SET':
      message.set = { item: [...entry.items] };
      break;
  }
  if (kind.disk !== undefined) message.disk = kind.disk;
  if (kind.isRevocable) message.revocable = {};
  if (kind.isShared) message.shared = {};
  if (kind.allocationRole !== undefined) message.allocation_info = { role: kind.allocationRole };
  if (kind.providerId !== undefined) message.provider_id = { value: kind.providerId };
  if (kind.reservations.length > 0) message.reservations = [...kind.reservations];
  return message;
}
