import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../foundation/result.ts';
import { failure } from '../foundation/result.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';
import { LargeWrites } from './large-writes.ts';
import { MemoryStore } from './memory-store.ts';

const mostBytes = 2_000;
const put = (key: string, text: string): WriteOperation => ({
  kind: 'put',
  key,
  value: Buffer.from(text),
});

/** Takes so much at once, and dies after so many batches. */
class SmallStore implements KeyValueStore {
  readonly #store: MemoryStore;
  #left: number;
  largest = 0;

  constructor(contents: Map<string, Uint8Array>, mostBatches = Infinity) {
    this.#store = new MemoryStore(contents, (action) => queueMicrotask(action));
    this.#left = mostBatches;
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    if (this.#left-- <= 0) return queueMicrotask(() => done(failure('dead')));
    const bytes = batch.reduce(
      (sum, one) => sum + one.key.length + (one.kind === 'put' ? one.value.length : 0),
      0,
    );
    this.largest = Math.max(this.largest, bytes);
    this.#store.write(batch, done);
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    this.#store.readAll(prefix, visit, done);
  }

  close(done: Done): void {
    this.#store.close(done);
  }
}

const written = (store: KeyValueStore, batch: readonly WriteOperation[]): Promise<Result<void>> =>
  new Promise((resolve) => store.write(batch, resolve));

async function entriesOf(store: KeyValueStore): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  const visit = (key: string, value: Uint8Array): void => {
    entries[key] = Buffer.from(value).toString();
  };
  unwrap(await new Promise<Result<void>>((resolve) => store.readAll('', visit, resolve)));
  return entries;
}

const before = { a: 'old', gone: 'old' };
const large = [
  ...Array.from({ length: 40 }, (_, index) => put(`kéy-${index}`, 'ü'.repeat(100))),
  put('none', ''),
  put('a', 'new'),
  { kind: 'delete', key: 'gone' } as const,
];
const after = Object.fromEntries(
  large.flatMap((one) =>
    one.kind === 'put' ? [[one.key, Buffer.from(one.value).toString()]] : [],
  ),
);

describe('large writes', () => {
  it('are one write for whoever reads, and never more at once than the store takes', async () => {
    const contents = new Map<string, Uint8Array>();
    const small = new SmallStore(contents);
    const store = new LargeWrites(small, mostBytes);
    await entriesOf(store);
    unwrap(await written(store, [put('a', 'old'), put('gone', 'old')]));
    unwrap(await written(store, large));
    unwrap(await written(store, [put('later', 'one')]));
    expect(await entriesOf(store)).toEqual({ ...after, later: 'one' });
    expect(small.largest).toBeLessThan(mostBytes);
  });

  it('are whole or not there, wherever they are cut, and there once it was said', async () => {
    const seen = new Set<string>();
    for (let batches = 0; ; batches++) {
      const contents = new Map(
        Object.entries(before).map(([k, v]) => [k, Buffer.from(v)] as const),
      );
      const store = new LargeWrites(new SmallStore(contents, batches), mostBytes);
      await entriesOf(store);
      const said = await written(store, large);
      const isDone = (await written(store, [put('later', 'one')])).ok;
      const found = await entriesOf(new LargeWrites(new SmallStore(contents), mostBytes));
      const { later, ...others } = found;
      expect([before, after]).toContainEqual(others);
      if (said.ok) expect(others).toEqual(after);
      expect(later).toBe(isDone ? 'one' : undefined);
      expect([...contents.keys()].filter((key) => key.startsWith('large-write'))).toEqual([]);
      seen.add(`${said.ok} ${others['a']}`);
      if (isDone) break;
    }
    expect([...seen].sort()).toEqual(['false old', 'true new']);
  });

  it('that are cut while they are ended are ended by the next one', async () => {
    for (let batches = 8; batches < 16; batches++) {
      const contents = new Map<string, Uint8Array>();
      const first = new LargeWrites(new SmallStore(contents, batches), mostBytes);
      await entriesOf(first);
      const said = await written(first, large);
      for (let cut = 0; cut < 4; cut++) {
        const next = new LargeWrites(new SmallStore(contents, cut), mostBytes);
        await new Promise<Result<void>>((resolve) => next.readAll('', () => undefined, resolve));
      }
      const found = await entriesOf(new LargeWrites(new SmallStore(contents), mostBytes));
      expect(found).toEqual(said.ok ? after : {});
    }
  });

  it('that an earlier program was cut in are ended, too', async () => {
    const part = JSON.stringify([
      ['a', Buffer.from('new').toString('base64')],
      ['gone', null],
    ]);
    const contents = new Map([
      ...Object.entries(before).map(([k, v]) => [k, Buffer.from(v)] as const),
      ['large-write:00000000', Buffer.from(part)] as const,
      ['large-write:mark', Buffer.from('')] as const,
    ]);
    const found = await entriesOf(new LargeWrites(new SmallStore(contents), mostBytes));
    expect(found).toEqual({ a: 'new' });
  });
});
