/**
 * The registry: what was decided and must not be forgotten. Whoever decides something writes it
 * here first, and acts and answers in the callback: a master that restarts knows all that anybody
 * was told. A write touches the entries that it is about, however large the cluster is, and all
 * writes of one turn share a flush.
 *
 * Invariant: `done` of a write means durable. A write that fails never calls back, so nothing can
 * come of it; the guard around the store (storage/guarded-store.ts) ends the process.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';
import { type Registry, emptyRegistry, takeIn } from './registry-kinds.ts';

const wayOut =
  'start the version that wrote it, or move the registry away (docs/operating/recovery.md says what is forgotten then)';

/** Of an entry beside its key and value, where each goes to the store in a message of its own. */
const entryOverheadBytes = 96;

export class Registrar {
  readonly #store: KeyValueStore;
  readonly #mostWriteBytes: number;
  /** By key: what a newer version wrote beside what we know; kept as long as the entry is. */
  readonly #unknownFields = new Map<string, Buffer>();
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
      if (!taken.ok) fault ??= taken.error;
      else if (taken.value !== undefined) this.#unknownFields.set(key, taken.value);
    };
    this.#store.readAll('', visit, (read) => {
      if (!read.ok) done(read);
      else done(fault === undefined ? ok(registry) : failure(`${fault}; ${wayOut}`));
    });
  }

  /** `changes` come from `put` and `drop`; they become durable together. */
  write(changes: readonly WriteOperation[], done: () => void): void {
    this.queuedOperations++;
    const whole = changes.map((change) => this.#withUnknownFields(change));
    this.#store.write(whole, (result) => {
      this.queuedOperations--;
      if (result.ok) done();
    });
  }

  #withUnknownFields(change: WriteOperation): WriteOperation {
    const unknown = this.#unknownFields.get(change.key);
    if (unknown === undefined) return change;
    if (change.kind === 'put') return { ...change, value: Buffer.concat([change.value, unknown]) };
    this.#unknownFields.delete(change.key);
    return change;
  }
}

/** Keys may be escaped on their way. */
function bytesOf(change: WriteOperation): number {
  const valueBytes = change.kind === 'put' ? change.value.length : 0;
  return entryOverheadBytes + change.key.length * 3 + valueBytes;
}
