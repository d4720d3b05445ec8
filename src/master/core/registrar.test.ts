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
