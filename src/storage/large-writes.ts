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
    const parts = groupsOf(batch, this.#mostBytes - 2 * overheadBytes);
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

const headBytes = 9;
const kinds = { delete: 0, put: 1 } as const;
/** Parts of earlier programs were JSON: lists. */
const jsonStart = '['.charCodeAt(0);

/** Of each entry: its kind, how long its key and its value are, and both. */
function encodePart(part: readonly WriteOperation[]): Uint8Array {
  const keys = part.map(({ key }) => Buffer.from(key));
  const lengths = part.map((one, index) => {
    return headBytes + keys[index]!.length + (one.kind === 'put' ? one.value.length : 0);
  });
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [index, one] of part.entries()) {
    const key = keys[index]!;
    at = bytes.writeUInt8(kinds[one.kind], at);
    at = bytes.writeUInt32BE(key.length, at);
    at = bytes.writeUInt32BE(one.kind === 'put' ? one.value.length : 0, at);
    at += key.copy(bytes, at);
    if (one.kind === 'put') bytes.set(one.value, at);
    at += one.kind === 'put' ? one.value.length : 0;
  }
  return bytes;
}

function decodePart(value: Uint8Array): WriteOperation[] {
  if (value[0] === jsonStart) return decodeJsonPart(value);
  const bytes = Buffer.from(value);
  const part: WriteOperation[] = [];
  for (let at = 0; at < bytes.length;) {
    const isPut = bytes.readUInt8(at) === kinds.put;
    const keyEnd = at + headBytes + bytes.readUInt32BE(at + 1);
    const end = keyEnd + bytes.readUInt32BE(at + 5);
    const key = bytes.toString('utf8', at + headBytes, keyEnd);
    if (isPut) part.push({ kind: 'put', key, value: new Uint8Array(bytes.subarray(keyEnd, end)) });
    else part.push({ kind: 'delete', key });
    at = end;
  }
  return part;
}

function decodeJsonPart(value: Uint8Array): WriteOperation[] {
  const written = JSON.parse(Buffer.from(value).toString()) as [string, string | null][];
  return written.map(([key, text]) =>
    text === null
      ? { kind: 'delete', key }
      : { kind: 'put', key, value: new Uint8Array(Buffer.from(text, 'base64')) },
  );
}
