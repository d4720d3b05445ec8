/**
 * A store that notices what its disk lost. LevelDB reads over damage: a flipped byte in its log takes
 * entries away and nobody is told. So each value is kept with the digest of its entry, and one entry
 * more, the seal, is written with every batch: for each group of entries (their keys up to the last
 * slash) how many there are and the sum of their digests, and the number of the batch.
 *
 *   a changed entry                        does not fit its digest
 *   an entry that is gone, back, or old    its group does not fit the seal
 *   the last batches gone, seal and all    the witness outside knows of a later one
 *
 * The first read, before any write, checks everything; a fault fails it and names what was found.
 * Entries of a time before there were seals are taken as they are, and sealed with the first write.
 */
import { assert, failure, ok, type Result } from '../foundation/result.ts';
import type { CommitWitness } from './commit-witness.ts';
import { damageText } from './damage.ts';
import { digestBytes, digestLimit, digestOf } from './digest.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

export interface CheckedParts {
  readonly store: KeyValueStore;
  readonly witness: CommitWitness;
  /** For what is said about damage. */
  readonly place: string;
}

export function checkedStore(parts: CheckedParts): KeyValueStore {
  return new CheckedStore(parts);
}

const sealKey = 'seal';

class CheckedStore implements KeyValueStore {
  readonly #store: KeyValueStore;
  readonly #witness: CommitWitness;
  readonly #place: string;
  /** Undefined until all was read. */
  #tally: Tally | undefined;
  #commit = 0;
  /** Entries without digests, to be written with them; empty soon. */
  #unsealed: readonly WriteOperation[] = [];

  constructor({ store, witness, place }: CheckedParts) {
    this.#store = store;
    this.#witness = witness;
    this.#place = place;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    assert(this.#tally !== undefined, 'everything is read before the first write');
    const tally = this.#tally;
    const sealed = [...this.#unsealed, ...batch].map((one) => tally.note(one));
    this.#unsealed = [];
    const commit = ++this.#commit;
    const seal = wrap(sealKey, tally.sealText(commit));
    this.#store.write([...sealed, { kind: 'put', key: sealKey, value: seal.value }], (result) => {
      if (result.ok) this.#witness.note(commit);
      done(result);
    });
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    const reading = new Reading();
    const visitEach = (key: string, value: Uint8Array): void => {
      const plain = reading.take(key, value);
      if (plain !== undefined && key.startsWith(prefix)) visit(key, plain);
    };
    this.#store.readAll('', visitEach, (result) => {
      if (!result.ok) return done(result);
      const checked = reading.check(this.#witness.lastCommit);
      if (!checked.ok) return done(failure(damageText(this.#place, checked.error)));
      if (this.#tally !== undefined) return done(ok(undefined));
      this.#tally = reading.tally;
      this.#commit = checked.value;
      this.#unsealed = reading.unsealed;
      if (this.#witness.lastCommit === undefined) this.#witness.create(done);
      else done(ok(undefined));
    });
  }

  close(done: Done): void {
    this.#store.close((result) => this.#witness.close(() => done(result)));
  }
}

interface Group {
  count: number;
  /** Of the entries' digests, below `digestLimit`. */
  sum: number;
}

/** What there must be. */
class Tally {
  readonly #digests = new Map<string, number>();
  readonly #groups = new Map<string, Group>();

  /** Takes a change in; gives it as it is to be stored. */
  note(change: WriteOperation): WriteOperation {
    this.#remove(change.key);
    if (change.kind === 'delete') return change;
    const { digest, value } = wrap(change.key, change.value);
    this.add(change.key, digest);
    return { kind: 'put', key: change.key, value };
  }

  add(key: string, digest: number): void {
    const name = groupOf(key);
    const group = this.#groups.get(name) ?? { count: 0, sum: 0 };
    this.#groups.set(name, group);
    this.#digests.set(key, digest);
    group.count++;
    group.sum = (group.sum + digest) % digestLimit;
  }

  #remove(key: string): void {
    const digest = this.#digests.get(key);
    if (digest === undefined) return;
    this.#digests.delete(key);
    const group = this.#groups.get(groupOf(key))!;
    group.count--;
    group.sum = (group.sum + digestLimit - digest) % digestLimit;
    if (group.count === 0) this.#groups.delete(groupOf(key));
  }

  sealText(commit: number): Uint8Array {
    const groups = [...this.#groups].map(([name, { count, sum }]) => [name, count, sum]);
    return Buffer.from(JSON.stringify({ commit, groups }));
  }

  /** Undefined when it is as the seal says. */
  findFault({ groups }: Seal): string | undefined {
    const written = new Map(groups.map(([name, count, sum]) => [name, { count, sum }]));
    for (const name of new Set([...written.keys(), ...this.#groups.keys()])) {
      const there = this.#groups.get(name) ?? { count: 0, sum: 0 };
      const due = written.get(name) ?? { count: 0, sum: 0 };
      if (there.count !== due.count) {
        return `'${name}' holds ${there.count} entries where ${due.count} were written`;
      }
      if (there.sum !== due.sum) return `'${name}' holds an entry older than the last one written`;
    }
    return undefined;
  }
}

interface Seal {
  readonly commit: number;
  readonly groups: readonly (readonly [name: string, count: number, sum: number])[];
}

/** One pass over everything that is stored. */
class Reading {
  readonly tally = new Tally();
  readonly unsealed: WriteOperation[] = [];
  #seal: Seal | undefined;
  #sealedCount = 0;
  #firstPlain: string | undefined;
  #fault: string | undefined;

  /** The value without its digest; undefined for what is none of the owner's, or damaged. */
  take(key: string, stored: Uint8Array): Uint8Array | undefined {
    if (stored[0] !== form) return this.#takePlain(key, stored);
    const value = stored.subarray(1 + digestBytes);
    const { digest, value: due } = wrap(key, value);
    if (Buffer.compare(due, stored) !== 0) {
      this.#fault ??= `its entry '${key}' does not fit its checksum`;
      return undefined;
    }
    this.#sealedCount++;
    if (key === sealKey) {
      this.#seal = JSON.parse(Buffer.from(value).toString()) as Seal;
      return undefined;
    }
    this.tally.add(key, digest);
    return value;
  }

  /** An entry from before there were digests, or one whose first byte was changed. */
  #takePlain(key: string, value: Uint8Array): Uint8Array {
    this.#firstPlain ??= key;
    this.unsealed.push({ kind: 'put', key, value: value.slice() });
    this.tally.add(key, digestOf(key, value));
    return value;
  }

  /** The number of the last commit, or what is wrong. */
  check(witnessed: number | undefined): Result<number> {
    if (this.#fault !== undefined) return failure(this.#fault);
    const seal = this.#seal;
    if (seal === undefined) {
      const isBefore = this.#sealedCount === 0 && (witnessed ?? 0) === 0;
      if (isBefore) return ok(0);
      const isEmpty = this.#sealedCount === 0 && this.#firstPlain === undefined;
      return failure(
        isEmpty
          ? `nothing of the ${witnessed} writes that were durable is there`
          : 'its seal, which says what must be there, is gone',
      );
    }
    if (this.#firstPlain !== undefined) {
      return failure(`its entry '${this.#firstPlain}' has no checksum`);
    }
    if (witnessed === undefined) {
      return failure('the note of its last write (the file committed) is gone');
    }
    if (seal.commit < witnessed) {
      return failure(`its last ${witnessed - seal.commit} writes are gone`);
    }
    const fault = this.tally.findFault(seal);
    return fault === undefined ? ok(seal.commit) : failure(fault);
  }
}

/** First byte of a value with a digest; no protobuf message begins so. */
const form = 1;

function wrap(key: string, value: Uint8Array): { digest: number; value: Uint8Array } {
  const digest = digestOf(key, value);
  const stored = Buffer.allocUnsafe(1 + digestBytes + value.length);
  stored[0] = form;
  stored.writeUIntBE(digest, 1, digestBytes);
  stored.set(value, 1 + digestBytes);
  return { digest, value: stored };
}

function groupOf(key: string): string {
  return key.slice(0, Math.max(key.lastIndexOf('/'), 0));
}
