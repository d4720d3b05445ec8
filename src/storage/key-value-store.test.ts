/** What every key-value store promises, checked on LevelDB and on the one in memory. */
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Result } from '../foundation/result.ts';
import { checkedStore } from './checked-store.ts';
import { MemoryWitness } from './commit-witness.ts';
import type { KeyValueStore, WriteOperation } from './key-value-store.ts';
import { LevelStore } from './level-store.ts';
import { MemoryStore } from './memory-store.ts';

let directory = '';
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'altiplano-store-'))));
afterEach(() =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
);

const put = (key: string, text: string): WriteOperation => ({
  kind: 'put',
  key,
  value: new TextEncoder().encode(text),
});

const write = (store: KeyValueStore, batch: readonly WriteOperation[]): Promise<Result<void>> =>
  new Promise((resolve) => store.write(batch, resolve));

const close = (store: KeyValueStore): Promise<Result<void>> =>
  new Promise((resolve) => store.close(resolve));

const tryOpen = (path: string): Promise<Result<LevelStore>> =>
  new Promise((resolve) => LevelStore.open(path, resolve));

async function openLevel(path: string): Promise<LevelStore> {
  const opened = await tryOpen(path);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** It wants to be read before it is written. */
async function openChecked(): Promise<KeyValueStore> {
  const parts = { store: new MemoryStore(), witness: new MemoryWitness(), place: 'memory' };
  const store = checkedStore(parts);
  await readAll(store);
  return store;
}

function readAll(store: KeyValueStore, prefix = ''): Promise<(readonly [string, string])[]> {
  return new Promise((resolve, reject) => {
    const entries: (readonly [string, string])[] = [];
    store.readAll(
      prefix,
      (key, value) => entries.push([key, new TextDecoder().decode(value)]),
      (result) => (result.ok ? resolve(entries) : reject(new Error(result.error))),
    );
  });
}

const kinds: readonly (readonly [string, () => Promise<KeyValueStore>])[] = [
  ['LevelStore', () => openLevel(join(directory, 'a', 'b'))],
  ['MemoryStore', () => Promise.resolve(new MemoryStore())],
  ['a checked store', () => openChecked()],
];

describe.each(kinds)('%s', (_name, open) => {
  it('reads what was written before, in the order of keys, under the prefix asked for', async () => {
    const store = await open();
    store.write(
      [put('agent/2', 'two'), put('agent/1', 'one'), put('quota/x', 'q')],
      () => undefined,
    );
    store.write([{ kind: 'delete', key: 'agent/2' }, put('agent/3', 'three')], () => undefined);
    expect(await readAll(store, 'agent/')).toEqual([
      ['agent/1', 'one'],
      ['agent/3', 'three'],
    ]);
    await close(store);
  });

  it('calls back in order, never before write returns', async () => {
    const store = await open();
    const called: number[] = [];
    for (const n of [1, 2, 3]) store.write([put('k', `${n}`)], () => called.push(n));
    expect(called).toEqual([]);
    await write(store, []);
    expect(called).toEqual([1, 2, 3]);
    expect(await readAll(store)).toEqual([['k', '3']]);
    await close(store);
  });

  it('finishes on close what was asked for, and refuses more', async () => {
    const store = await open();
    const last = write(store, [put('k', 'v')]);
    expect((await close(store)).ok).toBe(true);
    expect((await last).ok).toBe(true);
    expect((await write(store, [put('k', 'w')])).ok).toBe(false);
  });

  it('behaves like a map, whatever the batches', async () => {
    const operation = fc.oneof(
      fc.tuple(fc.string({ maxLength: 3, unit: 'binary' }), fc.string()).map(([k, v]) => put(k, v)),
      fc.string({ maxLength: 3, unit: 'binary' }).map((key) => ({ kind: 'delete', key }) as const),
    );
    const batches = fc.array(fc.array(operation, { maxLength: 4 }), { maxLength: 8 });
    const store = await open();
    // LevelDB has no empty key.
    const usable = (one: WriteOperation): boolean => one.key !== '';
    await fc.assert(
      fc.asyncProperty(batches, async (generated) => {
        await write(
          store,
          (await readAll(store)).map(([key]) => ({ kind: 'delete', key })),
        );
        const model = new Map<string, string>();
        for (const batch of generated.map((each) => each.filter(usable))) {
          store.write(batch, () => undefined);
          for (const one of batch) {
            if (one.kind === 'delete') model.delete(one.key);
            else model.set(one.key, new TextDecoder().decode(one.value));
          }
        }
        const read = await readAll(store);
        expect(new Map(read)).toEqual(model);
        const keys = read.map(([key]) => Buffer.from(key));
        expect(keys).toEqual(keys.toSorted((left, right) => Buffer.compare(left, right)));
      }),
      { numRuns: 25 },
    );
    await close(store);
  });
});

describe('LevelStore on disk', () => {
  it('finds after opening again what was there', async () => {
    const first = await openLevel(directory);
    await write(first, [put('a', '1')]);
    await close(first);
    const second = await openLevel(directory);
    expect(await readAll(second)).toEqual([['a', '1']]);
    await close(second);
  });

  it('says which directory is locked, and what to do', async () => {
    const holder = await openLevel(directory);
    expect(await tryOpen(directory)).toEqual({
      ok: false,
      error:
        `Failed to open ${directory}: another process holds its lock; ` +
        `stop that process or use another --work_dir`,
    });
    await close(holder);
  });
});

describe('MemoryStore in a simulation', () => {
  it('loses in a crash what was not committed, keeps what was, and stays silent', () => {
    const turns: (() => void)[] = [];
    const store = new MemoryStore(new Map(), (action) => turns.push(action));
    const called: string[] = [];
    store.write([put('a', '1')], () => called.push('a'));
    turns.shift()?.();
    store.write([put('b', '2')], () => called.push('b'));
    store.crash();
    turns.shift()?.();
    expect(called).toEqual(['a']);
    expect([...store.contents.keys()]).toEqual(['a']);
  });
});

it('is closed to all others, also where an older one was not', async () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777;
  const path = join(directory, 'registry');
  for (const mode of [undefined, 0o755]) {
    if (mode !== undefined) chmodSync(path, mode);
    const store = await openLevel(path);
    expect(modeOf(path)).toBe(0o700);
    await close(store);
  }
});
