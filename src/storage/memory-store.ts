/**
 * Key-value storage that forgets: `--registry=in_memory`, tests and the simulation. It answers as
 * late as a disk would, through `schedule`, so that code which relies on an early answer is found
 * out. The simulation keeps the `contents` map over a crash and makes a new store on it; writes
 * whose round had not come yet are lost, as on a real disk.
 */
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

/** Runs `action` later, never at once. */
export type Schedule = (action: () => void) => void;

const nextTurn: Schedule = (action) => void setImmediate(action);

export class MemoryStore implements KeyValueStore {
  readonly contents: Map<string, Uint8Array>;
  readonly #schedule: Schedule;
  #waiting: (() => void)[] = [];
  #isClosed = false;
  #hasCrashed = false;

  constructor(contents = new Map<string, Uint8Array>(), schedule: Schedule = nextTurn) {
    this.contents = contents;
    this.#schedule = schedule;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    this.#enqueue(() => {
      for (const operation of batch) this.#apply(operation);
      return ok(undefined);
    }, done);
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    this.#enqueue(() => {
      const keys = [...this.contents.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys.toSorted(compareBytes)) visit(key, this.contents.get(key)!);
      return ok(undefined);
    }, done);
  }

  close(done: Done): void {
    this.#enqueue(() => ok(undefined), done);
    this.#isClosed = true;
  }

  /** The process dies: what has not been committed is gone and no callback comes any more. */
  crash(): void {
    this.#hasCrashed = true;
    this.#waiting = [];
  }

  #apply(operation: WriteOperation): void {
    if (operation.kind === 'delete') this.contents.delete(operation.key);
    else this.contents.set(operation.key, operation.value.slice());
  }

  #enqueue(action: () => Result<void>, done: Done): void {
    const isRefused = this.#isClosed;
    this.#waiting.push(() => done(isRefused ? failure('The store is closed') : action()));
    if (this.#waiting.length === 1) this.#schedule(() => this.#commit());
  }

  #commit(): void {
    const round = this.#waiting;
    this.#waiting = [];
    for (const step of round) if (!this.#hasCrashed) step();
  }
}

/** The order of UTF-8 bytes, which is that of code points; JavaScript compares UTF-16 units. */
function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
