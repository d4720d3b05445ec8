/**
 * A bundle of resources: what an agent has, what an offer gives, what a task takes. The arithmetic
 * of the whole cluster is adding and subtracting these.
 *
 * A `Resources` never changes; operations return another, sharing entries that are the same. All of
 * them take time linear in the entries (entry-list.ts): some agents have thousands, and strangers say
 * that they have. Invariants: no entry is empty; at most one entry per summable kind. Entries keep
 * the order in which they came in, because that order is what clients see.
 */
import { convertToPreRefinement } from './refinement.ts';
import { assert } from '../foundation/result.ts';
import type { Resource } from '../protocol/generated/mesos.ts';
import type { RoleName } from '../protocol/ids.ts';
import {
  EntryList,
  addToFew,
  findAmongFew,
  mostFew,
  placesOf,
  subtractFromFew,
} from './entry-list.ts';
import type { Places } from './entry-list.ts';
import { Entry, fromThousandths } from './entry.ts';
import { allocatedKind, isAllocatableTo, isPersistentVolume, isReserved, kindOf } from './kind.ts';
import type { Kind } from './kind.ts';
import { entryText } from './text.ts';

export type Quantities = ReadonlyMap<string, number>;

export class Resources {
  // `this` and not the name: the compiler's output cannot name a class in its own initializer.
  static readonly empty: Resources = new this([]);

  readonly entries: readonly Entry[];
  #messages: Resource[] | undefined;
  #oldMessages: Resource[] | undefined;
  #quantities: Quantities | undefined;
  #hasReserved: boolean | undefined;
  #hasSpecial: boolean | undefined;
  /** What this was before it was allocated. */
  #unallocated: Resources | undefined;
  /** The latest that was made of this by allocating it: offers come back, and are made again. */
  #lastAllocated: Resources | undefined;
  #lastRole: string | undefined;
  #places: Places | undefined;
  /** The alternatives that `meets` was asked about last: those of the master, nearly always. */
  #lastAlternatives: readonly Quantities[] | undefined;
  #meetsLast: boolean;

  private constructor(entries: readonly Entry[]) {
    this.entries = entries;
    this.#messages = undefined;
    this.#oldMessages = undefined;
    this.#quantities = undefined;
    this.#hasReserved = undefined;
    this.#hasSpecial = undefined;
    this.#unallocated = undefined;
    this.#lastAllocated = undefined;
    this.#lastRole = undefined;
    this.#places = undefined;
    this.#lastAlternatives = undefined;
    this.#meetsLast = false;
  }

  /** Entries that already keep the invariants (a subset of another's, say). */
  private static ofNormal(entries: readonly Entry[]): Resources {
    return entries.length === 0 ? Resources.empty : new Resources(entries);
  }

  /** Sums up any entries. */
  static fromEntries(entries: readonly Entry[]): Resources {
    if (entries.length <= mostFew) {
      const few: Entry[] = [];
      for (const entry of entries) addToFew(few, entry);
      return Resources.ofNormal(few);
    }
    const sum = new EntryList([], 'many');
    for (const entry of entries) sum.add(entry);
    return Resources.ofNormal(sum.take());
  }

  /** Of wire messages in any reservation format. They are taken as valid: see validate.ts. */
  static fromMessages(messages: readonly Resource[] | undefined): Resources {
    if (messages === undefined || messages.length === 0) return Resources.empty;
    return Resources.fromEntries(messages.map((message) => Entry.fromMessage(message)));
  }

  /**
   * Sums up many; cheaper than adding one by one. What two of them have of the same ports or words
   * is there once: see disjoint.ts for owners that must not have the same.
   */
  static sum(all: Iterable<Resources>): Resources {
    const entries: Entry[] = [];
    for (const each of all) for (const entry of each.entries) entries.push(entry);
    return Resources.fromEntries(entries);
  }

  isEmpty(): boolean {
    return this.entries.length === 0;
  }

  add(other: Resources): Resources {
    if (other.entries.length === 0) return this;
    if (this.entries.length === 0) return other;
    if (this.entries.length + other.entries.length <= mostFew) {
      const few = this.entries.slice();
      for (const entry of other.entries) addToFew(few, entry);
      return Resources.ofNormal(few);
    }
    const sum = new EntryList(this.entries, 'one');
    for (const entry of other.entries) sum.add(entry);
    return Resources.ofNormal(sum.take());
  }

  /**
   * Takes away `other`, all of which must be there: where books have to agree, a difference is a
   * bug and stops the process. For what strangers say there is `findRest`.
   */
  subtract(other: Resources): Resources {
    const rest = this.findRest(other);
    if (rest === undefined) assert(false, `${this} contains ${other}`);
    return rest;
  }

  /** What is left without `other`; undefined when not all of it is there. */
  findRest(other: Resources): Resources | undefined {
    return this.#minus(other, 'all');
  }

  /** What is left without as much of `other` as is there; never below nothing. */
  subtractWhatIsThere(other: Resources): Resources {
    return this.#minus(other, 'some')!;
  }

  /** `needed`: how much of `other` has to be there. */
  #minus(other: Resources, needed: 'all' | 'some'): Resources | undefined {
    if (other.entries.length === 0) return this;
    if (this === other) return Resources.empty;
    const isStrict = needed === 'all';
    if (this.entries.length + other.entries.length <= mostFew) {
      const few = this.entries.slice();
      for (const entry of other.entries) {
        if (!subtractFromFew(few, entry) && isStrict) return undefined;
      }
      return Resources.ofNormal(few);
    }
    const rest = new EntryList(this.entries, 'one');
    for (const entry of other.entries) {
      if (!rest.subtract(entry) && isStrict) return undefined;
    }
    return Resources.ofNormal(rest.take());
  }

  contains(other: Resources): boolean {
    if (this === other) return true;
    for (const entry of other.entries) {
      if (!this.#containsEntry(entry, other)) return false;
    }
    return true;
  }

  #containsEntry(entry: Entry, other: Resources): boolean {
    if (entry.kind.isSummable || entry.kind.isShared) {
      const own = this.#find(entry.kind);
      return own !== undefined && own.covers(entry);
    }
    return countEqual(this.#all(entry.kind), entry) >= countEqual(other.#all(entry.kind), entry);
  }

  #find(kind: Kind): Entry | undefined {
    const { entries } = this;
    return entries.length > mostFew ? this.#all(kind)[0] : entries[findAmongFew(entries, kind)];
  }

  /** Several only of things that do not add up. */
  #all(kind: Kind): readonly Entry[] {
    const places = (this.#places ??= placesOf(this.entries)).get(kind.key) ?? [];
    return places.map((place) => this.entries[place]!);
  }

  equals(other: Resources): boolean {
    if (this === other) return true;
    return (
      this.entries.length === other.entries.length && this.contains(other) && other.contains(this)
    );
  }

  filter(keep: (kind: Kind, entry: Entry) => boolean): Resources {
    const kept = this.entries.filter((entry) => keep(entry.kind, entry));
    return kept.length === this.entries.length ? this : Resources.ofNormal(kept);
  }

  /** Whether any of it is reserved. */
  hasReserved(): boolean {
    return (this.#hasReserved ??= this.entries.some((entry) => isReserved(entry.kind)));
  }

  /** Whether any of it is given only to frameworks that say they can deal with it. */
  hasSpecial(): boolean {
    return (this.#hasSpecial ??= this.entries.some(
      ({ kind }) => kind.isRevocable || kind.isShared || kind.reservations.length > 1,
    ));
  }

  unreserved(): Resources {
    return this.filter((kind) => !isReserved(kind));
  }

  /** What is reserved, to `role` when given. */
  reserved(role?: RoleName): Resources {
    return this.filter(
      (kind) => isReserved(kind) && (role === undefined || kind.reservedTo === role),
    );
  }

  /** By the role that each part is reserved to. */
  reservations(): Map<string, Resources> {
    return this.#groupedBy((kind) => kind.reservedTo);
  }

  /** Unreserved, and reserved to `role` or one of its ancestors. */
  allocatableTo(role: RoleName): Resources {
    return this.hasReserved() ? this.filter((kind) => isAllocatableTo(kind, role)) : this;
  }

  revocable(): Resources {
    return this.filter((kind) => kind.isRevocable);
  }

  nonRevocable(): Resources {
    return this.filter((kind) => !kind.isRevocable);
  }

  shared(): Resources {
    return this.filter((kind) => kind.isShared);
  }

  nonShared(): Resources {
    return this.filter((kind) => !kind.isShared);
  }

  scalars(): Resources {
    return this.filter((kind) => kind.type === 'SCALAR');
  }

  persistentVolumes(): Resources {
    return this.filter(isPersistentVolume);
  }

  named(name: string): Resources {
    return this.filter((kind) => kind.name === name);
  }

  /** Marks all of it as allocated to `role`. */
  allocate(role: RoleName): Resources {
    return this.#allocated(role);
  }

  /** Takes the marks of allocation away; what was allocated to two roles adds up again. */
  unallocate(): Resources {
    return this.#allocated(undefined);
  }

  #allocated(role: RoleName | undefined): Resources {
    if (this.entries.length === 0) return this;
    const last = this.#lastAllocated;
    if (last !== undefined && this.#lastRole === role) return last;
    const before = this.entries[0]!.kind.allocationRole;
    const isUniform = this.entries.every((entry) => entry.kind.allocationRole === before);
    if (isUniform && before === role) return this;
    if (role === undefined && this.#unallocated !== undefined) return this.#unallocated;
    const entries = this.entries.map((entry) => entry.withKind(allocatedKind(entry.kind, role)));
    // Kinds that differed while allocated to one and the same role still differ.
    const allocated = isUniform ? Resources.ofNormal(entries) : Resources.fromEntries(entries);
    if (isUniform && before === undefined) {
      allocated.#unallocated = this;
      this.#lastAllocated = allocated;
      this.#lastRole = role;
    }
    return allocated;
  }

  /** By the role that each part is allocated to; what is allocated to none is left out. */
  allocations(): Map<string, Resources> {
    return this.#groupedBy((kind) => kind.allocationRole);
  }

  /** Entries of which `keyOf` says nothing are left out. */
  #groupedBy(keyOf: (kind: Kind) => string | undefined): Map<string, Resources> {
    const groups = new Map<string, Entry[]>();
    for (const entry of this.entries) {
      const key = keyOf(entry.kind);
      const group = key === undefined ? undefined : groups.get(key);
      if (group !== undefined) group.push(entry);
      else if (key !== undefined) groups.set(key, [entry]);
    }
    return new Map(Array.from(groups, ([key, entries]) => [key, Resources.ofNormal(entries)]));
  }

  /** The same without any reservation. */
  toUnreserved(): Resources {
    if (!this.hasReserved()) return this;
    return Resources.fromEntries(
      this.entries.map((entry) => entry.withKind(kindOf({ ...entry.kind, reservations: [] }))),
    );
  }

  /** Sums of the scalars by name, in thousandths. */
  quantities(): Quantities {
    if (this.#quantities === undefined) {
      const quantities = new Map<string, number>();
      for (const { kind, thousandths } of this.entries) {
        if (kind.type === 'SCALAR') {
          quantities.set(kind.name, (quantities.get(kind.name) ?? 0) + thousandths);
        }
      }
      this.#quantities = quantities;
    }
    return this.#quantities;
  }

  /** How much there is of a scalar over all kinds; 0 when there is none. */
  scalar(name: string): number {
    return fromThousandths(this.quantities().get(name) ?? 0);
  }

  /** Whether it holds at least one of the alternatives; with none given, anything does. */
  meets(alternatives: readonly Quantities[]): boolean {
    if (this.#lastAlternatives !== alternatives) {
      const held = this.quantities();
      this.#meetsLast =
        alternatives.length === 0 || alternatives.some((needed) => areWithin(needed, held));
      this.#lastAlternatives = alternatives;
    }
    return this.#meetsLast;
  }

  get cpus(): number {
    return this.scalar('cpus');
  }

  /** In megabytes, as Mesos counts memory. */
  get mem(): number {
    return this.scalar('mem');
  }

  get disk(): number {
    return this.scalar('disk');
  }

  get gpus(): number {
    return this.scalar('gpus');
  }

  names(): string[] {
    return [...new Set(this.entries.map((entry) => entry.kind.name))];
  }

  /** Wire messages with `reservations` (post-refinement); made once. Not to be changed. */
  toMessages(): Resource[] {
    if (this.#messages === undefined) {
      const messages: Resource[] = [];
      for (const entry of this.entries) {
        for (let i = 0; i < entry.shareCount; i++) messages.push(entry.toMessage());
      }
      this.#messages = messages;
    }
    return this.#messages;
  }

  /** The same with `role` and `reservation` where these can say it; made once. Not to be changed. */
  toPreRefinementMessages(): Resource[] {
    this.#oldMessages ??= this.toMessages().map(
      (resource) => convertToPreRefinement(resource) ?? resource,
    );
    return this.#oldMessages;
  }

  /** "cpus(allocated: r):0.1; mem(allocated: r):32", "{}" when empty: as Mesos writes it. */
  toString(): string {
    return this.entries.length === 0 ? '{}' : this.entries.map(entryText).join('; ');
  }
}

function areWithin(needed: Quantities, held: Quantities): boolean {
  for (const [name, thousandths] of needed) {
    if ((held.get(name) ?? 0) < thousandths) return false;
  }
  return true;
}

function countEqual(entries: readonly Entry[], entry: Entry): number {
  let count = 0;
  for (const own of entries) if (own.hasSameAmount(entry)) count++;
  return count;
}
