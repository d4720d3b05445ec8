/**
 * The registry: what was decided and must not be forgotten. Whoever decides something writes it
 * here first, and acts and answers in the callback: a master that restarts knows all that anybody
 * was told. A write touches the entries that it is about, however large the cluster is, and all
 * writes of one turn share a flush.
 *
 * Invariant: `done` of a write means durable. A write that fails never calls back, so nothing can
 * come of it; the guard around the store (storage/guarded-store.ts) ends the process.
 *
 * Versions may lead in turn. What a newer one wrote beside what this one knows stays in the entries,
 * and in an agent's information wherever that is written; and what a master must be capable of, to know
 * what was decided, is written in the entry of the leader, so that one that is not says so and ends.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import { type UnknownFields, withUnknownFields } from '../../protocol/codec/unknown-fields.ts';
import { announcedCapabilities } from './capabilities.ts';
import {
  type Registry,
  emptyRegistry,
  findKind,
  findOtherPlace,
  leadingMaster,
  put,
  takeIn,
} from './registry-kinds.ts';

const wayOut =
  'start the version that wrote it, or move the registry away (docs/operating/recovery.md says what is forgotten then)';

/** Of an entry beside its key and value, where each goes to the store in a message of its own. */
const entryOverheadBytes = 96;

export class Registrar {
  readonly #store: KeyValueStore;
  readonly #mostWriteBytes: number;
  /** By key: what a newer version wrote beside what we know; kept as long as the entry is. */
  readonly #unknownFields = new Map<string, UnknownFields>();
  /** By capability: keys of the entries that need it. */
  readonly #needs = new Map<string, Set<string>>();
  #leader: MasterInfo | undefined;
  /** Writes asked for and not yet durable; shown as a metric. */
  queuedOperations = 0;

  /** `mostWriteBytes`: what the store takes at once; a write beyond it would end the process. */
  constructor(store: KeyValueStore, mostWriteBytes = Infinity) {
    this.#store = store;
    this.#mostWriteBytes = mostWriteBytes;
  }

  /** Why these changes cannot be written together. Whoever lets others decide their size asks first. */
  findSizeError(changes: readonly WriteOperation[]): string | undefined {
    const bytes = changes.reduce((sum, change) => sum + bytesOf(change), 0);
    if (bytes <= this.#mostWriteBytes) return undefined;
    return `it takes ${bytes} bytes in the registry, which takes at most ${this.#mostWriteBytes} at once`;
  }

  /** Reads everything. Called before the first write. */
  recover(done: (result: Result<Registry>) => void): void {
    const registry = emptyRegistry();
    let fault: string | undefined;
    const visit = (key: string, value: Uint8Array): void => {
      const taken = takeIn(registry, key, value);
      this.#noteNeed('put', key);
      if (!taken.ok) fault ??= taken.error;
      else if (taken.value !== undefined) this.#unknownFields.set(key, taken.value);
    };
    this.#store.readAll('', visit, (read) => {
      if (!read.ok) return done(read);
      // What it cannot be read for may be just what is missing.
      const why = findMissingCapabilities(registry) ?? fault;
      done(why === undefined ? ok(registry) : failure(`${why}; ${wayOut}`));
    });
  }

  /** `changes` come from `put` and `drop`; they become durable together. */
  write(changes: readonly WriteOperation[], done: () => void): void {
    this.queuedOperations++;
    for (const change of changes) this.#carryOver(change, changes);
    const whole = [...changes, ...this.#needsChange(changes)].map((change) =>
      this.#withUnknownFields(change),
    );
    this.#store.write(whole, (result) => {
      this.queuedOperations--;
      if (result.ok) done();
    });
  }

  /** To be written by who leads now, before anything else. */
  leadershipChange(info: MasterInfo): WriteOperation {
    this.#leader = info;
    const needs = [...this.#needs.keys()].toSorted();
    return put(leadingMaster, {
      info,
      ...(needs.length === 0 ? {} : { minimum_capabilities: needs }),
    });
  }

  /** The leader's entry anew, when these are the first that need something, or the last. */
  #needsChange(changes: readonly WriteOperation[]): WriteOperation[] {
    let isOther = false;
    for (const { kind, key } of changes) isOther = this.#noteNeed(kind, key) || isOther;
    return isOther && this.#leader !== undefined ? [this.leadershipChange(this.#leader)] : [];
  }

  /** Whether what is needed is another than before. */
  #noteNeed(change: 'put' | 'delete', key: string): boolean {
    const need = findKind(key)?.needs;
    if (need === undefined) return false;
    const keys = this.#needs.get(need) ?? new Set();
    if (change === 'put') {
      this.#needs.set(need, keys.add(key));
      return keys.size === 1;
    }
    return keys.delete(key) && keys.size === 0 && this.#needs.delete(need);
  }

  /** An agent that is given up, or comes back, has another entry with the same information. */
  #carryOver({ kind, key }: WriteOperation, changes: readonly WriteOperation[]): void {
    const inside = kind === 'delete' && this.#unknownFields.get(key)?.inside;
    if (!inside) return;
    const there = findOtherPlace(key);
    if (there === undefined || this.#unknownFields.has(there)) return;
    const isMoved = changes.some((other) => other.kind === 'put' && other.key === there);
    if (isMoved) this.#unknownFields.set(there, { own: Buffer.alloc(0), inside });
  }

  #withUnknownFields(change: WriteOperation): WriteOperation {
    const unknown = this.#unknownFields.get(change.key);
    if (unknown === undefined) return change;
    if (change.kind === 'put') {
      const { type } = findKind(change.key)!;
      return { ...change, value: withUnknownFields(type, change.value, unknown) };
    }
    this.#unknownFields.delete(change.key);
    return change;
  }
}

/** @compat Begins as Mesos' sentence does. */
function findMissingCapabilities({ minimumCapabilities }: Registry): string | undefined {
  const own = new Set<string>(announcedCapabilities);
  const missing = [...minimumCapabilities].filter((name) => !own.has(name)).toSorted();
  if (missing.length === 0) return undefined;
  return `Master is missing the following minimum capabilities, which the registry needs: ${missing.join(', ')}`;
}

/** Keys may be escaped on their way. */
function bytesOf(change: WriteOperation): number {
  const valueBytes = change.kind === 'put' ? change.value.length : 0;
  return entryOverheadBytes + change.key.length * 3 + valueBytes;
}
