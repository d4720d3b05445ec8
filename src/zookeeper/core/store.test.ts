import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { WriteOperation } from '../../storage/key-value-store.ts';
import { openToAll } from './operations.ts';
import { ZooKeeperStore, mostBatchBytes } from './store.ts';
import { type PretendClient, PretendEnsemble } from './test-support.ts';

const root = '/mesos/altiplano';

function put(key: string, text: string): WriteOperation {
  return { kind: 'put', key, value: Buffer.from(text) };
}

/** Two of them are worth a transaction. */
const half = 'x'.repeat(50_000);

class Owner {
  readonly store: ZooKeeperStore;
  readonly pretend: PretendClient;
  readonly world: PretendEnsemble;

  constructor(world: PretendEnsemble, owner: string) {
    this.world = world;
    this.pretend = world.client();
    const { client } = this.pretend;
    const { clock } = world;
    this.store = new ZooKeeperStore({
      connect: () => client,
      root,
      acl: openToAll,
      owner,
      clock,
      log: silentLog,
    });
  }

  read(prefix = ''): Record<string, string> {
    const found: Record<string, string> = {};
    let end: Result<void> | undefined;
    this.store.readAll(
      prefix,
      (key, value) => (found[key] = Buffer.from(value).toString()),
      (result) => (end = result),
    );
    this.world.pass(3000);
    if (end?.ok !== true) throw new Error(end?.error ?? 'no answer');
    return found;
  }

  write(...operations: WriteOperation[]): { result: Result<void> | undefined } {
    const written: { result: Result<void> | undefined } = { result: undefined };
    this.store.write(operations, (result) => (written.result = result));
    return written;
  }
}

describe('the registry in ZooKeeper', () => {
  it('is empty at first, and has what was written when another reads it', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    expect(first.read()).toEqual({});
    first.write(put('agents/a', '1'), put('weights/eng/backend', '2'), put('agents/b', '3'));
    first.write(put('agents/b', '4'), { kind: 'delete', key: 'agents/a' });
    world.pass(1000);
    const second = new Owner(world, 'second');
    expect(second.read()).toEqual({ 'agents/b': '4', 'weights/eng/backend': '2' });
    expect(second.read('weights/')).toEqual({ 'weights/eng/backend': '2' });
  });

  it('is read from ZooKeeper once, and later reads see what was asked for before them', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const reads = vi.spyOn(first.pretend.client, 'getData');
    for (let i = 0; i < 30; i++) first.write(put(`load/${i}`, half), put('load/n', String(i)));
    expect(first.read('load/n')).toEqual({ 'load/n': '29' });
    first.write({ kind: 'delete', key: 'load/n' }, put('load/0', 'new'), put('other', '1'));
    const found = first.read('load/');
    expect(Object.keys(found)).toHaveLength(30);
    expect(found['load/0']).toBe('new');
    expect(first.read()).toEqual(new Owner(world, 'second').read());
    expect(reads).not.toHaveBeenCalled();
  });

  it('fails a read behind a write that fails', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    new Owner(world, 'second').read();
    for (let i = 0; i < 12; i++) first.write(put(`late ${i}`, half));
    expect(() => first.read()).toThrow('second has taken over the registry');
    expect(() => first.read()).toThrow('second has taken over the registry');
  });

  it('cannot be written by whoever was overtaken', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const second = new Owner(world, 'second');
    second.read();
    const late = first.write(put('agents/a', 'late'));
    world.pass(1000);
    expect(late.result).toEqual({
      ok: false,
      error: `second has taken over the registry ${root}`,
    });
    expect(second.read()).toEqual({});
    const later = first.write(put('agents/a', 'later'));
    world.pass(100);
    expect(later.result?.ok).toBe(false);
  });

  it('has some transactions under way, and gathers what comes meanwhile', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const multis = vi.spyOn(first.pretend.client, 'multi');
    const small = [1, 2, 3].map((number) => first.write(put(`small ${number}`, '')));
    expect(multis).toHaveBeenCalledTimes(1);
    const large = Array.from({ length: 40 }, (_, i) => first.write(put(`large ${i}`, half)));
    expect(multis).toHaveBeenCalledTimes(8);
    world.pass(1000);
    expect([...small, ...large].every(({ result }) => result?.ok === true)).toBe(true);
    expect(Object.keys(new Owner(world, 'second').read())).toHaveLength(43);
  });

  it('repeats what did not happen of several transactions, once each', () => {
    const world = new PretendEnsemble(7, 40);
    const first = new Owner(world, 'first');
    first.read();
    const answered: number[] = [];
    for (let i = 0; i < 30; i++) {
      first.store.write([put('n', String(i)), put(`load ${i}`, half)], (result) => {
        expect(result.ok).toBe(true);
        answered.push(i);
      });
      if (i % 5 === 4) {
        world.pass(20);
        first.pretend.wire.cut();
      }
    }
    world.pass(3000);
    expect(answered).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(new Owner(world, 'second').read()['n']).toBe('29');
  });

  it('writes nothing of several transactions when it was overtaken before the first', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const second = new Owner(world, 'second');
    second.read();
    const late = Array.from({ length: 12 }, (_, i) => first.write(put(`late ${i}`, half)));
    world.pass(1000);
    expect(late.some(({ result }) => result?.ok !== false)).toBe(false);
    expect(second.read()).toEqual({});
  });

  it('writes all that was asked for before it is closed', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const written = Array.from({ length: 30 }, (_, i) => first.write(put(`n ${i}`, half)));
    let isClosed = false;
    first.store.close(() => (isClosed = true));
    first.pretend.wire.cut();
    world.pass(3000);
    expect(isClosed).toBe(true);
    expect(written.every(({ result }) => result?.ok === true)).toBe(true);
  });

  it('fails for good when its session ends', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    first.pretend.wire.isBlackHole = true;
    const lost = first.write(put('a', '1'));
    world.pass(10_000);
    expect(lost.result).toEqual({ ok: false, error: 'the session with ZooKeeper is expired' });
  });

  it('refuses more than ZooKeeper takes at once', () => {
    const world = new PretendEnsemble();
    const first = new Owner(world, 'first');
    first.read();
    const large = first.write(put('a', 'x'.repeat(mostBatchBytes)));
    world.pass(100);
    expect(large.result).toMatchObject({ ok: false });
    expect(large.result?.ok === false && large.result.error).toContain('ZooKeeper takes at most');
  });

  it.each([
    ['is of a newer version', root, '{"format":3}', 'has format 3, this version knows 2'],
    ['is of an older version', root, '{"format":1}', 'has format 1, this version knows 2'],
    ['is none', root, 'hello', 'is no registry of ours'],
  ])('is left alone when it %s', (_, path, data, text) => {
    const world = new PretendEnsemble();
    new Owner(world, 'first').read();
    const { client } = world.client();
    world.ask((done) => client.setData(path, Buffer.from(data), -1, done));
    expect(() => new Owner(world, 'second').read()).toThrow(text);
  });

  it.each([
    ['a stranger', 'a b', ''],
    ['a page of somebody else', '0000000007', 'hello'],
    ['a page with more than there is in one', '0000000007', '\0\0\0\0\0\0\0\0.'],
  ])('is left alone when %s lies among its pages', (_, name, data) => {
    const world = new PretendEnsemble();
    new Owner(world, 'first').read();
    const { client } = world.client();
    const path = `${root}/pages/${name}`;
    world.ask<string>((done) => client.create(path, Buffer.from(data), {}, done));
    expect(() => new Owner(world, 'second').read()).toThrow(`node ${path} in ZooKeeper`);
  });

  it('is the same to whoever reads it, whatever was put and deleted before, by many owners', () => {
    const change = fc.record({
      key: fc.integer({ min: 0, max: 12 }).map((number) => `agents/${number}`),
      kind: fc.constantFrom('put', 'put', 'delete'),
      size: fc.constantFrom(0, 10, 40_000, 300_000),
    });
    const step = fc.oneof(
      { weight: 9, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant('overtake' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
        const world = new PretendEnsemble();
        const model = new Map<string, string>();
        let owner = new Owner(world, 'owner 0');
        owner.read();
        steps.forEach((changes, i) => {
          if (changes === 'overtake') {
            world.pass(1000);
            owner = new Owner(world, `owner ${i}`);
            return expect(owner.read()).toEqual(Object.fromEntries(model));
          }
          const operations = changes.map(({ key, kind, size }): WriteOperation => {
            const text = `${i} ${'x'.repeat(size)}`;
            if (kind === 'put') model.set(key, text);
            else model.delete(key);
            return kind === 'put' ? put(key, text) : { kind: 'delete', key };
          });
          owner.write(...operations);
          return world.pass(20);
        });
        world.pass(1000);
        expect(new Owner(world, 'reader').read()).toEqual(Object.fromEntries(model));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('has every write that was answered, in order, whatever happens to links and owners', () => {
    const faults = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 1, max: 400 }),
        kind: fc.constantFrom('cut', 'write', 'write', 'burst', 'burst', 'overtake', 'quorum'),
      }),
      { minLength: 5, maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), faults, (seed, steps) => {
        const world = new PretendEnsemble(seed, 30);
        let owner = new Owner(world, 'owner 0');
        owner.read();
        /** Of each key the numbers asked for and not answered since the last that was. */
        const last = { answered: 0, asked: 0 };
        const overtaken: Owner[] = [];
        for (const { afterMs, kind } of steps) {
          if (kind === 'cut') owner.pretend.wire.cut();
          if (kind === 'quorum') {
            world.service.loseQuorum();
            world.pass(50);
            world.service.regainQuorum();
          }
          if (kind === 'overtake') {
            overtaken.push(owner);
            owner = new Owner(world, `owner ${overtaken.length}`);
            const found = Number(owner.read()['n'] ?? 0);
            expect(found).toBeGreaterThanOrEqual(last.answered);
            expect(found).toBeLessThanOrEqual(last.asked);
            last.answered = found;
            for (const old of overtaken) {
              old.store.write([put('n', '-1')], ({ ok }) => expect(ok).toBe(false));
            }
          }
          const isBurst = kind === 'burst';
          const count = isBurst ? 6 : kind === 'write' ? 1 : 0;
          for (let i = 0; i < count; i++) {
            const number = ++last.asked;
            const load = isBurst ? [put(`load ${number % 3}`, half)] : [];
            owner.store.write([put('n', String(number)), ...load], ({ ok }) => {
              if (!ok) return;
              expect(number, 'answers come in order').toBeGreaterThan(last.answered);
              last.answered = number;
            });
          }
          world.pass(afterMs);
        }
        world.pass(3000);
        const found = Number(new Owner(world, 'reader').read()['n'] ?? 0);
        expect(found).toBeGreaterThanOrEqual(last.answered);
        expect(found).toBeLessThanOrEqual(last.asked);
      }),
      { numRuns: 100 },
    );
  });
});
