/** Damage of every kind to a store on disk: it is refused by name, or nothing was lost. */
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Result, failure, ok, unwrap } from '../foundation/result.ts';
import { checkedStore } from './checked-store.ts';
import { FileWitness, MemoryWitness } from './commit-witness.ts';
import type { KeyValueStore, WriteOperation } from './key-value-store.ts';
import { LevelStore } from './level-store.ts';
import { MemoryStore } from './memory-store.ts';

let directory = '';
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'altiplano-checked-'))));
afterEach(() =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
);

const put = (key: string, text: string): WriteOperation => ({
  kind: 'put',
  key,
  value: Buffer.from(text),
});

const write = (store: KeyValueStore, ...batch: WriteOperation[]): Promise<Result<void>> =>
  new Promise((resolve) => store.write(batch, resolve));

const close = (store: KeyValueStore): Promise<Result<void>> =>
  new Promise((resolve) => store.close(resolve));

/** What is there, "key=value", or why it cannot be trusted. */
function read(store: KeyValueStore): Promise<Result<string[]>> {
  return new Promise((resolve) => {
    const found: string[] = [];
    store.readAll(
      '',
      (key, value) => found.push(`${key}=${Buffer.from(value).toString()}`),
      (result) => resolve(result.ok ? { ok: true, value: found } : result),
    );
  });
}

async function openPlain(place: string): Promise<Result<LevelStore>> {
  return new Promise((resolve) => LevelStore.open(place, resolve));
}

async function openChecked(place: string): Promise<Result<KeyValueStore>> {
  const witness = await FileWitness.open(join(place, 'committed'));
  if (!witness.ok) return witness;
  const store = await openPlain(place);
  if (store.ok) return ok(checkedStore({ store: store.value, witness: witness.value, place }));
  witness.value.close(() => undefined);
  return store;
}

/** As a master does at its start. */
async function openAndRead(place: string): Promise<Result<string[]>> {
  const opened = await openChecked(place);
  if (!opened.ok) return opened;
  const found = await read(opened.value);
  await close(opened.value);
  return found;
}

/** A life with two restarts: tables, a manifest with some edits, a log with several commits. */
async function live(place: string): Promise<string[]> {
  for (let start = 0; start < 3; start++) {
    const store = unwrap(await openChecked(place));
    unwrap(await read(store));
    for (let i = 0; i < 6; i++) {
      unwrap(await write(store, put(`agents/${start}-${i}`, `agent ${'x'.repeat(200)}`)));
      unwrap(await write(store, put('weights/a', `${start}.${i}`)));
    }
    unwrap(await write(store, { kind: 'delete', key: `agents/${start}-1` }));
    await close(store);
  }
  return unwrap(await openAndRead(copyOf(place, 'intact')));
}

function copyOf(place: string, name: string): string {
  const copy = join(directory, name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(place, copy, { recursive: true });
  return copy;
}

const filesOf = (place: string): string[] =>
  readdirSync(place).filter((name) => !/^(LOCK|LOG(\.old)?)$/.test(name));

/** Enough to meet heads, blocks and ends of each kind of file. */
const offsetsPerFile = 10;

function flip(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes[offset]! ^= 0x55;
  writeFileSync(path, bytes);
}

describe('a checked store on disk', () => {
  it('refuses every damage by name, or has lost nothing', async () => {
    const place = join(directory, 'registry');
    const whole = await live(place);
    expect(whole.length).toBe(16);
    const outcomes = { refused: 0, whole: 0 };
    const verdict = async (what: string, harm: (copy: string) => void): Promise<void> => {
      const copy = copyOf(place, 'harmed');
      harm(copy);
      const found = await openAndRead(copy);
      if (found.ok) {
        expect(found.value, what).toEqual(whole);
        outcomes.whole++;
        return;
      }
      expect(found.error, what).toMatch(/is damaged: .*; put an intact copy .* back, or move it/);
      outcomes.refused++;
      // Opening repairs and tidies; what is missing must not be forgotten by that.
      expect((await openAndRead(copy)).ok, `${what}, seen again`).toBe(false);
    };
    for (const name of filesOf(place)) {
      const { size } = statSync(join(place, name));
      await verdict(`${name} removed`, (copy) => rmSync(join(copy, name)));
      for (let i = 0; i < offsetsPerFile && size > 0; i++) {
        const offset = Math.floor((size * i) / offsetsPerFile);
        await verdict(`${name} flipped at ${offset}`, (copy) => flip(join(copy, name), offset));
        await verdict(`${name} cut at ${offset}`, (copy) => truncateSync(join(copy, name), offset));
      }
    }
    expect(outcomes.refused).toBeGreaterThan(30);
  }, 120_000);
});

/** What a store is told, one turn each; the disk and its witness stay. */
class Life {
  readonly disk = new Map<string, Uint8Array>();
  readonly witness = new MemoryWitness();

  open({ refusesWrites = false } = {}): KeyValueStore {
    const store: KeyValueStore = new MemoryStore(this.disk);
    if (refusesWrites) store.write = (_batch, done) => done(failure('no space'));
    return checkedStore({ store, witness: this.witness, place: 'the store' });
  }

  async write(...batch: WriteOperation[]): Promise<void> {
    const store = this.open();
    unwrap(await read(store));
    unwrap(await write(store, ...batch));
  }

  async find(): Promise<string> {
    const found = await read(this.open());
    return found.ok ? found.value.join() : found.error;
  }
}

describe('a checked store', () => {
  const entry = 'agents/admitted/A';
  const threeEntries = async (): Promise<Life> => {
    const life = new Life();
    await life.write(put(entry, 'a'), put('agents/admitted/B', 'b'), put('weights/w', '1'));
    return life;
  };

  it('that could not write holds nobody to it at the next start', async () => {
    const life = await threeEntries();
    const store = life.open({ refusesWrites: true });
    unwrap(await read(store));
    expect(await write(store, put(entry, 'new'))).toEqual(failure('no space'));
    expect(await life.find()).toBe('agents/admitted/A=a,agents/admitted/B=b,weights/w=1');
  });

  it('gives back what was written', async () => {
    const life = await threeEntries();
    await life.write({ kind: 'delete', key: 'agents/admitted/B' }, put('weights/w', '2'));
    expect(await life.find()).toBe('agents/admitted/A=a,weights/w=2');
  });

  it('is empty at first, and whole when everything was deleted', async () => {
    const life = new Life();
    expect(await life.find()).toBe('');
    await life.write(put(entry, 'a'));
    await life.write({ kind: 'delete', key: entry });
    expect(await life.find()).toBe('');
  });

  it.each<[string, (life: Life) => void | Promise<void>, string]>([
    [
      'a changed value',
      ({ disk }) => void (disk.get(entry)![7]! ^= 1),
      `its entry '${entry}' does not fit its checksum`,
    ],
    [
      'a value under another key',
      ({ disk }) => void disk.set(entry, disk.get('weights/w')!),
      `its entry '${entry}' does not fit its checksum`,
    ],
    [
      'an entry without a checksum',
      ({ disk }) => void disk.set(entry, Buffer.from('a')),
      `its entry '${entry}' has no checksum`,
    ],
    [
      'an entry cut to nothing',
      ({ disk }) => void disk.set(entry, new Uint8Array()),
      `its entry '${entry}' has no checksum`,
    ],
    [
      'an entry cut in its checksum',
      ({ disk }) => void disk.set(entry, disk.get(entry)!.slice(0, 4)),
      `its entry '${entry}' does not fit its checksum`,
    ],
    [
      'a missing entry',
      ({ disk }) => void disk.delete(entry),
      "'agents/admitted' holds 1 entries where 2 were written",
    ],
    [
      'a missing group',
      ({ disk }) => void disk.delete('weights/w'),
      "'weights' holds 0 entries where 1 were written",
    ],
    [
      'a missing seal',
      ({ disk }) => void disk.delete('seal'),
      'its seal, which says what must be there, is gone',
    ],
    [
      'an emptied disk',
      ({ disk }) => disk.clear(),
      'nothing of the 1 writes that were durable is there',
    ],
    [
      'a missing witness',
      ({ witness }) => void (witness.lastCommit = undefined),
      'the note of its last write (the file committed) is gone',
    ],
    [
      'an old value',
      async (life) => {
        const old = life.disk.get(entry)!;
        await life.write(put(entry, 'new'));
        life.disk.set(entry, old);
      },
      "'agents/admitted' holds an entry older than the last one written",
    ],
    [
      'an entry that is back',
      async (life) => {
        const old = life.disk.get(entry)!;
        await life.write({ kind: 'delete', key: entry });
        life.disk.set(entry, old);
      },
      "'agents/admitted' holds 2 entries where 1 were written",
    ],
    [
      'a last write that is gone',
      async (life) => {
        const old = new Map(life.disk);
        await life.write(put(entry, 'new'));
        for (const [key, value] of old) life.disk.set(key, value);
      },
      'its last 1 writes are gone',
    ],
  ])('names %s', async (_what, harm, why) => {
    const life = await threeEntries();
    await harm(life);
    expect(await life.find()).toContain(`the store is damaged: ${why}; put an intact copy`);
  });

  it('takes entries from before there were checksums, and seals them with the first write', async () => {
    const life = new Life();
    life.disk.set(entry, Buffer.from('old a')).set('agents/admitted/B', Buffer.from('old b'));
    expect(await life.find()).toBe('agents/admitted/A=old a,agents/admitted/B=old b');
    await life.write(put('agents/admitted/B', 'new'));
    expect(await life.find()).toBe('agents/admitted/A=old a,agents/admitted/B=new');
    life.disk.delete(entry);
    expect(await life.find()).toContain("'agents/admitted' holds 1 entries where 2 were written");
  });

  it('does not hold a crash between a write and the note of it against the disk', async () => {
    const life = await threeEntries();
    life.witness.note = () => undefined;
    await life.write(put('weights/w', '2'));
    expect(await life.find()).toContain('weights/w=2');
  });
});

describe('the witness in a file', () => {
  const path = (): string => join(directory, 'committed');
  const closed = (witness: FileWitness): Promise<void> =>
    new Promise((resolve) => witness.close(resolve));

  it('remembers the last number it was told, however many came at once', async () => {
    const witness = unwrap(await FileWitness.open(path()));
    expect(witness.lastCommit).toBeUndefined();
    unwrap(await new Promise<Result<void>>((resolve) => witness.create(resolve)));
    for (let commit = 1; commit <= 100; commit++) witness.note(commit);
    await closed(witness);
    const again = unwrap(await FileWitness.open(path()));
    expect(again.lastCommit).toBe(100);
    await closed(again);
  });

  it.each(['', 'x', '0000000000000005 000000000000\n'])('refuses %j', async (text) => {
    writeFileSync(path(), text);
    const opened = await FileWitness.open(path());
    expect(opened.ok ? '' : opened.error).toContain(`${path()} is damaged: `);
  });
});
