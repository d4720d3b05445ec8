/**
 * A store that takes writes of any size, on one that takes only so much at once (ZooKeeper). A large
 * write is laid down in parts beside the entries first; a mark says that all parts are there, and from then
 * on it counts. Then the entries are changed, and the parts go with the mark. The first read ends
 * what a crash left: with the mark it is done again, without it never was.
 *
 * Batches become durable in their order, so all of them are sent in one breath, and a later write
 * comes after the last of them.
 */
import { assert, type Result } from '../foundation/result.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

const partPrefix = 'large-write:';
const markKey = `${partPrefix}mark`;
const digits = 8;
/** Beside key and value, for each entry and part. */
const overheadBytes = 128;

export class LargeWrites implements KeyValueStore {
  readonly #store: KeyValueStore;
  readonly #mostBytes: number;
  #isRead = false;

  /** `mostBytes`: of one batch of `store`, with keys of three bytes a character and something for each entry. */
  constructor(store: KeyValueStore, mostBytes: number) {
    this.#store = store;
    this.#mostBytes = mostBytes;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    assert(this.#isRead, 'everything is read before the first write');
    const groups = groupsOf(batch, this.#mostBytes);
    if (groups.length <= 1) return this.#store.write(batch, done);
    // In base64 they are longer.
    const parts = groupsOf(batch, Math.floor(this.#mostBytes / 2));
    const keys = parts.map((_, index) => partKey(index));
    for (const [index, part] of parts.entries()) {
      this.#send([{ kind: 'put', key: keys[index]!, value: encodePart(part) }]);
    }
    // The first failure is that of all that follow.
    this.#store.write([{ kind: 'put', key: markKey, value: new Uint8Array() }], done);
    this.#apply(groups, keys);
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    const read = (): void => this.#store.readAll(prefix, visit, done);
    if (this.#isRead) return read();
    this.#finish((finished) => {
      if (!finished.ok) return done(finished);
      this.#isRead = true;
      read();
    });
  }

  close(done: Done): void {
    this.#store.close(done);
  }

  #finish(done: (result: Result<void>) => void): void {
    const found = new Map<string, Uint8Array>();
    this.#store.readAll(
      partPrefix,
      (key, value) => found.set(key, value),
      (read) => {
        if (!read.ok || found.size === 0) return done(read);
        const isWhole = found.delete(markKey);
        const groups = isWhole ? Array.from(found.values(), decodePart) : [];
        this.#apply(groups, [...found.keys()], done);
      },
    );
  }

  #apply(
    groups: readonly (readonly WriteOperation[])[],
    keys: readonly string[],
    done?: Done,
  ): void {
    for (const group of groups) this.#send(group);
    const removals = [markKey, ...keys].map((key): WriteOperation => ({ kind: 'delete', key }));
    this.#store.write(removals, done ?? ignored);
  }

  #send(batch: readonly WriteOperation[]): void {
    this.#store.write(batch, ignored);
  }
}

/** Whoever wrote hears of it by the mark, or by the next write. */
const ignored: Done = () => undefined;

function partKey(index: number): string {
  return `${partPrefix}${String(index).padStart(digits, '0')}`;
}

/** In their order; an entry that is too large alone is left to the store to refuse. */
function groupsOf(batch: readonly WriteOperation[], mostBytes: number): WriteOperation[][] {
  const groups: WriteOperation[][] = [];
  let bytes = Infinity;
  for (const one of batch) {
    const own = overheadBytes + one.key.length * 3 + (one.kind === 'put' ? one.value.length : 0);
    if (bytes + own > mostBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(one);
    bytes += own;
  }
  return groups;
}

type WrittenOperation = readonly [key: string, value: string | null];

function encodePart(part: readonly WriteOperation[]): Uint8Array {
  const written = part.map((one): WrittenOperation => [
    one.key,
    one.kind === 'put' ? Buffer.from(one.value).toString('base64') : null,
  ]);
  return Buffer.from(JSON.stringify(written));
}

function decodePart(value: Uint8Array): WriteOperation[] {
  const written = JSON.parse(Buffer.from(value).toString()) as WrittenOperation[];
  return written.map(([key, text]) =>
    text === null
      ? { kind: 'delete', key }
      : { kind: 'put', key, value: new Uint8Array(Buffer.from(text, 'base64')) },
  );
}
