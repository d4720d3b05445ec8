/** What every checkpoint store promises, checked on a real directory and on the virtual disk. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Result } from '../foundation/result.ts';
import type { CheckpointStore, Found } from './checkpoint-store.ts';
import { DiskCheckpointStore } from './disk-checkpoint-store.ts';
import { MemoryCheckpointStore } from './memory-checkpoint-store.ts';
import { decodeRecordSequence, encodeRecord } from './records.ts';

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'altiplano-checkpoint-'))));
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function found<T>(look: (done: Found<T>) => void): Promise<T | undefined> {
  const result = await new Promise<Result<T | undefined>>((resolve) => look(resolve));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

async function text(store: CheckpointStore, path: string): Promise<string | undefined> {
  const file = await found<Uint8Array>((done) => store.read(path, done));
  return file === undefined ? undefined : new TextDecoder().decode(file);
}

const flush = (store: CheckpointStore): Promise<Result<void>> =>
  new Promise((resolve) => store.flush(resolve));

const kinds: readonly (readonly [string, () => CheckpointStore])[] = [
  ['DiskCheckpointStore', () => new DiskCheckpointStore()],
  ['MemoryCheckpointStore', () => new MemoryCheckpointStore()],
];

describe.each(kinds)('%s', (_name, make) => {
  it('makes parents, replaces, appends and marks, and reads all of it back', async () => {
    const store = make();
    store.put(`${root}/a/b/task.info`, bytes('old'));
    store.put(`${root}/a/b/task.info`, bytes('new'));
    store.append(`${root}/a/b/task.updates`, bytes('1'));
    store.append(`${root}/a/b/task.updates`, bytes('2'));
    store.touch(`${root}/a/b/http.marker`);
    store.touch(`${root}/a/b/task.updates`);
    store.makeDirectory(`${root}/a/runs`, 0o750);
    expect(await text(store, `${root}/a/b/task.info`)).toBe('new');
    expect(await text(store, `${root}/a/b/task.updates`)).toBe('12');
    expect(await text(store, `${root}/a/b/http.marker`)).toBe('');
    expect(await found((done) => store.list(`${root}/a`, done))).toEqual(['b', 'runs']);
  });

  it('finds nothing where nothing is', async () => {
    const store = make();
    store.touch(`${root}/file`);
    expect(await text(store, `${root}/absent`)).toBeUndefined();
    expect(await text(store, `${root}/file/below`)).toBeUndefined();
    expect(await found((done) => store.list(`${root}/absent`, done))).toBeUndefined();
    expect(await found((done) => store.readLink(`${root}/absent`, done))).toBeUndefined();
  });

  it('replaces a link', async () => {
    const store = make();
    store.symlink(`${root}/runs/1`, `${root}/runs/latest`);
    store.symlink(`${root}/runs/2`, `${root}/runs/latest`);
    expect(await found((done) => store.readLink(`${root}/runs/latest`, done))).toBe(
      `${root}/runs/2`,
    );
  });

  it('removes a tree and writes below it again, all in one turn', async () => {
    const store = make();
    store.put(`${root}/tree/x/1`, bytes('1'));
    store.remove(`${root}/tree`);
    store.remove(`${root}/never`);
    store.put(`${root}/tree/x/2`, bytes('2'));
    expect(await found((done) => store.list(`${root}/tree/x`, done))).toEqual(['2']);
  });

  it('appends to the new file after a replacement in the same turn', async () => {
    const store = make();
    store.append(`${root}/f`, bytes('old'));
    store.put(`${root}/f`, bytes('new'));
    store.append(`${root}/f`, bytes('+'));
    store.truncate(`${root}/f`, 2);
    store.append(`${root}/f`, bytes('!'));
    expect(await text(store, `${root}/f`)).toBe('ne!');
  });

  it('calls back in order, never at once', async () => {
    const store = make();
    const called: number[] = [];
    store.append(`${root}/f`, bytes('1'), () => called.push(1));
    store.put(`${root}/g`, bytes('2'), () => called.push(2));
    store.remove(`${root}/g`, () => called.push(3));
    store.touch(`${root}/h`, () => called.push(4));
    expect(called).toEqual([]);
    await flush(store);
    expect(called).toEqual([1, 2, 3, 4]);
  });
});

describe('DiskCheckpointStore', () => {
  it('gives files and directories the modes that Mesos gives them', async () => {
    const store = new DiskCheckpointStore();
    store.put(`${root}/info`, bytes('i'));
    store.append(`${root}/updates`, bytes('u'));
    store.touch(`${root}/marker`);
    store.makeDirectory(`${root}/run`, 0o750);
    store.symlink('/somewhere', `${root}/latest`);
    await flush(store);
    const mode = (name: string): number => statSync(join(root, name)).mode & 0o777;
    expect(mode('info')).toBe(0o600);
    expect([mode('updates'), mode('marker')]).toEqual([0o644, 0o644]);
    expect(mode('run')).toBe(0o750);
    expect(lstatSync(join(root, 'latest')).isSymbolicLink()).toBe(true);
  });

  it('does not show what a crash left of an unfinished replacement', async () => {
    writeFileSync(join(root, '.checkpoint-7.tmp'), 'half');
    writeFileSync(join(root, 'slave.info'), 'whole');
    const store = new DiskCheckpointStore();
    expect(await found((done) => store.list(root, done))).toEqual(['slave.info']);
  });

  it('removes trees without following links, on its own time, and after a crash too', async () => {
    const store = new DiskCheckpointStore();
    mkdirSync(`${root}/victim`);
    writeFileSync(`${root}/victim/kept`, '');
    mkdirSync(`${root}/runs/1/deep`, { recursive: true });
    symlinkSync(`${root}/victim`, `${root}/runs/1/deep/link`);
    mkdirSync(`${root}/runs/.removed-00000000-0000-0000-0000-000000000000.tmp/left`, {
      recursive: true,
    });
    const removed = await new Promise((done) => store.remove(`${root}/runs/1`, done));
    expect(removed).toEqual({ ok: true, value: undefined });
    expect(await found((done) => store.list(`${root}/runs`, done))).toEqual([]);
    while (readdirSync(`${root}/runs`).length > 0) await new Promise(setImmediate);
    expect(readdirSync(`${root}/victim`)).toEqual(['kept']);
  });

  it('goes on after a tree that cannot be removed', async () => {
    const store = new DiskCheckpointStore();
    const removed = await new Promise((done) => store.remove('/proc', done));
    expect(removed).toMatchObject({ ok: false, error: expect.stringContaining('/proc') });
    expect((await flush(store)).ok).toBe(true);
  });

  it('names the path of a failure; what waited fails with it, what comes after the news does not', async () => {
    const store = new DiskCheckpointStore();
    writeFileSync(join(root, 'file'), '');
    const results: Result<void>[] = [];
    const put = (path: string): Promise<void> =>
      new Promise((resolve) =>
        store.put(`${root}/${path}`, bytes('x'), (result) => resolve(void results.push(result))),
      );
    await Promise.all([put('other'), put('file/below'), put('third')]);
    const path = expect.stringContaining(`${root}/file/below`);
    expect(results).toEqual(Array(3).fill({ ok: false, error: path }));
    await put('later');
    expect(results.at(-1)).toEqual({ ok: true, value: undefined });
    expect(readdirSync(root)).toEqual(['file', 'later']);
  });

  it('takes back what a failed round has appended, so that it can be asked for again', async () => {
    const store = new DiskCheckpointStore();
    store.append(`${root}/updates`, bytes('one'));
    await flush(store);
    writeFileSync(join(root, 'file'), '');
    store.append(`${root}/updates`, bytes('two'));
    store.touch(`${root}/file/below`);
    expect((await flush(store)).ok).toBe(false);
    expect(await text(store, `${root}/updates`)).toBe('one');
    store.append(`${root}/updates`, bytes('two'));
    expect(await text(store, `${root}/updates`)).toBe('onetwo');
  });

  it('takes thousands of changes in one turn and leaves no descriptor open', async () => {
    const store = new DiskCheckpointStore();
    const openBefore = readdirSync('/proc/self/fd').length;
    for (let task = 0; task < 200; task++) {
      store.put(`${root}/tasks/${task}/task.info`, bytes(`${task}`));
      store.append(`${root}/tasks/${task}/task.updates`, bytes('update'));
    }
    expect((await flush(store)).ok).toBe(true);
    expect(readdirSync(`${root}/tasks`).length).toBe(200);
    expect(readdirSync('/proc/self/fd').length).toBe(openBefore);
    const reads = Array.from({ length: 200 }, (_, task) =>
      text(store, `${root}/tasks/${task}/task.info`),
    );
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 200 }, (_, task) => `${task}`));
  });
});

describe('both stores', () => {
  it('agree, whatever the operations', async () => {
    const path = fc.constantFrom('a/1', 'a/2', 'b/c/1').map((name) => `/${name}`);
    const step = fc.tuple(
      fc.constantFrom('put', 'append', 'touch', 'remove', 'flush'),
      path,
      fc.uint8Array({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        rmSync(`${root}/run`, { recursive: true, force: true });
        const stores = [new DiskCheckpointStore(), new MemoryCheckpointStore()];
        for (const [kind, name, content] of steps) {
          const at = `${root}/run${name}`;
          if (kind === 'flush') await Promise.all(stores.map(flush));
          else if (kind === 'put' || kind === 'append') stores.forEach((s) => s[kind](at, content));
          else if (kind === 'touch') stores.forEach((s) => s.touch(at));
          else stores.forEach((s) => s.remove(at));
        }
        for (const name of ['/a/1', '/a/2', '/b/c/1']) {
          const [onDisk, inMemory] = stores.map((s) => text(s, `${root}/run${name}`));
          expect(await onDisk).toBe(await inMemory);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a crash of the virtual disk', () => {
  it('keeps a prefix of the operations and tears at most the end of the next append', () => {
    const record = encodeRecord(bytes('update'));
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.nat({ max: record.length }), (kept, torn) => {
        const store = new MemoryCheckpointStore(new Map(), () => undefined);
        for (let n = 0; n < 4; n++) store.append('/w/task.updates', record);
        store.crash(kept, torn);
        const node = store.disk.get('/w/task.updates');
        const file = node?.kind === 'file' ? node.bytes : new Uint8Array();
        const { records, isTorn } = decodeRecordSequence(file);
        const isWhole = kept < 4 && torn === record.length;
        expect(records.length).toBe(kept + (isWhole ? 1 : 0));
        expect(isTorn).toBe(kept < 4 && torn > 0 && !isWhole);
      }),
    );
  });

  it('answers nobody after the crash', () => {
    const turns: (() => void)[] = [];
    const store = new MemoryCheckpointStore(new Map(), (action) => turns.push(action));
    let calls = 0;
    store.put('/w/a', bytes('x'), () => calls++);
    store.crash(1);
    for (const turn of turns) turn();
    expect(calls).toBe(0);
    expect(store.disk.has('/w/a')).toBe(true);
  });
});
