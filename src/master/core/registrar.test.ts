import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../storage/memory-store.ts';
import { Registrar } from './registrar.ts';
import { drop, put, roleWeight, unreachable, type Registry } from './registry-kinds.ts';
import type { Result } from '../../foundation/result.ts';

const weight = put(roleWeight, { info: { role: 'a', weight: 2 } });

function aRegistrar(disk = new Map<string, Uint8Array>()): {
  registrar: Registrar;
  store: MemoryStore;
  turn: () => void;
} {
  const turns: (() => void)[] = [];
  const store = new MemoryStore(disk, (act) => turns.push(act));
  return { registrar: new Registrar(store), store, turn: () => turns.shift()?.() };
}

function recover(disk: Map<string, Uint8Array>): Result<Registry> | undefined {
  const { registrar, turn } = aRegistrar(disk);
  let recovered: Result<Registry> | undefined;
  registrar.recover((result) => (recovered = result));
  turn();
  return recovered;
}

describe('the registrar', () => {
  it('calls back when the write is durable, and counts what is on the way', () => {
    const { registrar, turn } = aRegistrar();
    let isDone = false;
    registrar.write([weight], () => (isDone = true));
    expect([isDone, registrar.queuedOperations]).toEqual([false, 1]);
    turn();
    expect([isDone, registrar.queuedOperations]).toEqual([true, 0]);
  });

  it('never calls back for a write that fails', () => {
    const { registrar, store, turn } = aRegistrar();
    store.close(() => undefined);
    let isDone = false;
    registrar.write([weight], () => (isDone = true));
    turn();
    expect([isDone, registrar.queuedOperations]).toEqual([false, 0]);
  });

  it('says what is more than the store takes at once', () => {
    const store = new MemoryStore(new Map(), () => undefined);
    const info = { hostname: 'h'.repeat(500), id: { value: 'A' } };
    const large = put(unreachable, { info, since_ms: 5 });
    expect(new Registrar(store, 1000).findSizeError([large])).toBeUndefined();
    expect(new Registrar(store, 1000).findSizeError([large, large])).toMatch(
      /^it takes 1\d+ bytes in the registry, which takes at most 1000 at once$/,
    );
    expect(new Registrar(store).findSizeError(Array(10_000).fill(large))).toBeUndefined();
  });

  it('takes back what was dropped', () => {
    const disk = new Map<string, Uint8Array>();
    const { registrar, turn } = aRegistrar(disk);
    const info = { hostname: 'h', id: { value: 'A' } };
    registrar.write([weight, put(unreachable, { info, since_ms: 5 })], () => undefined);
    registrar.write([drop(unreachable, 'A')], () => undefined);
    turn();
    expect(recover(disk)).toMatchObject({
      ok: true,
      value: { weights: new Map([['a', 2]]), unreachable: new Map() },
    });
  });

  it('keeps what a newer version wrote beside what it knows, until the entry goes', () => {
    // Fields 9 (a number) and 10 (a text) are of a version to come.
    const known = weight.kind === 'put' ? weight.value : new Uint8Array();
    const unknown = Buffer.from([9 << 3, 5, (10 << 3) | 2, 1, 0x61]);
    const disk = new Map([['weights/a', Buffer.concat([unknown, known]) as Uint8Array]]);
    const { registrar, turn } = aRegistrar(disk);
    registrar.recover(() => undefined);
    turn();
    const heavier = put(roleWeight, { info: { role: 'a', weight: 3 } });
    const rewrite = (): void => {
      registrar.write([heavier], () => undefined);
      turn();
    };
    rewrite();
    expect(recover(disk)).toMatchObject({ value: { weights: new Map([['a', 3]]) } });
    expect(Buffer.from(disk.get('weights/a')!).includes(unknown)).toBe(true);
    registrar.write([drop(roleWeight, 'a')], () => undefined);
    turn();
    rewrite();
    expect(Buffer.from(disk.get('weights/a')!).includes(unknown)).toBe(false);
  });

  it.each([
    ['cannot be read', 'weights/a', new Uint8Array([0xff])],
    ['is about something else', 'weights/b', weight.kind === 'put' ? weight.value : undefined],
    ['is of a kind that this version does not know', 'moons/1', new Uint8Array()],
  ])('names an entry that %s', (why, key, value) => {
    const recovered = recover(new Map([[key, value!]]));
    expect(recovered).toMatchObject({ ok: false });
    expect(recovered?.ok === false && recovered.error).toContain(`'${key}' ${why}`);
  });
});
