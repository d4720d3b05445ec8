/** Pages of a registry by themselves: what is read back is what was written, and they do not grow for ever. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { WriteOperation } from '../../storage/key-value-store.ts';
import { decodePage } from './store-page.ts';
import { PageBook } from './store-pages.ts';

const megabyte = 1024 * 1024;

/** A book and the nodes that come of it. */
class Registry {
  book = new PageBook();
  readonly nodes = new Map<number, Uint8Array>();
  writtenBytes = 0;

  change(...changes: WriteOperation[]): void {
    const { made, removed } = this.book.change(changes, megabyte / 2);
    for (const number of removed) expect(this.nodes.delete(number)).toBe(true);
    if (made === undefined) return;
    expect(this.nodes.has(made.number)).toBe(false);
    this.nodes.set(made.number, made.data);
    this.writtenBytes += made.data.length;
  }

  /** What another one finds, which goes on with it. */
  read(): Record<string, string> {
    this.book = new PageBook();
    const found = new Map<string, string>();
    for (const [number, data] of [...this.nodes].toSorted(([a], [b]) => a - b)) {
      const content = decodePage(data);
      this.book.add(number, data, content);
      for (const key of content.deleted) found.delete(key);
      for (const [key, value] of content.entries) found.set(key, Buffer.from(value).toString());
    }
    return Object.fromEntries(found);
  }

  get bytes(): number {
    return [...this.nodes.values()].reduce((sum, { length }) => sum + length, 0);
  }
}

const put = (key: string, text: string): WriteOperation => {
  return { kind: 'put', key, value: Buffer.from(text) };
};
const remove = (key: string): WriteOperation => ({ kind: 'delete', key });

describe('pages of a registry', () => {
  it('go when all that they say is overtaken', () => {
    const registry = new Registry();
    registry.change(put('a', '1'), put('b', '1'));
    registry.change(put('a', '2'));
    expect([...registry.nodes.keys()]).toEqual([1, 2]);
    registry.change(put('b', '2'));
    expect([...registry.nodes.keys()]).toEqual([2, 3]);
  });

  it('that say what is deleted stay as long as an older one may have it', () => {
    const registry = new Registry();
    registry.change(put('old', '1'), put('a', '1'));
    registry.change(remove('a'));
    registry.change(put('b', '1'));
    expect(registry.read()).toEqual({ old: '1', b: '1' });
    expect([...registry.nodes.keys()]).toEqual([1, 2, 3]);
    registry.change(put('old', '2'));
    expect([...registry.nodes.keys()]).toEqual([3, 4]);
    expect(registry.read()).toEqual({ old: '2', b: '1' });
  });

  it('are not made for what is not there', () => {
    const registry = new Registry();
    registry.change(remove('a'));
    expect(registry.nodes.size).toBe(0);
  });

  it('of many small writes are put together', () => {
    const registry = new Registry();
    for (let i = 0; i < 3000; i++) registry.change(put(`agent ${i}`, 'x'), put('seal', String(i)));
    expect(registry.nodes.size).toBeLessThan(300);
    expect(Object.keys(registry.read())).toHaveLength(3001);
  });

  it('take about twice of what is needed, however large what is overtaken was', () => {
    const registry = new Registry();
    const large = 'x'.repeat(20_000);
    for (let i = 0; i < 120; i++) registry.change(put(`agent ${i}`, 'x'), put('schedule', large));
    expect(registry.bytes).toBeLessThan(1.2 * megabyte);
    expect(Object.keys(registry.read())).toHaveLength(121);
  });

  it('are tidied without writing everything again all the time', () => {
    const registry = new Registry();
    const text = 'x'.repeat(1000);
    const count = 2000;
    for (let i = 0; i < count; i += 50) {
      registry.change(...Array.from({ length: 50 }, (_, k) => put(`agent ${i + k}`, text)));
    }
    registry.writtenBytes = 0;
    const changes = 4000;
    for (let i = 0; i < changes; i++) {
      registry.change(put(`agent ${(i * 7919) % 97}`, text), put('seal', String(i)));
    }
    expect(registry.bytes).toBeLessThan(2 * count * 1100 + 2 * megabyte);
    expect(registry.writtenBytes).toBeLessThan(changes * 1050 * 4);
    expect(Object.keys(registry.read())).toHaveLength(count + 1);
  });

  it('say the same to each that reads them, whatever was changed', () => {
    const change = fc.tuple(fc.nat(8), fc.constantFrom(-1, 0, 10, 60_000, 400_000));
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.array(change, { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant('read' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 150 }), (steps) => {
        const registry = new Registry();
        const model = new Map<string, string>();
        steps.forEach((changes, i) => {
          if (changes === 'read') return expect(registry.read()).toEqual(Object.fromEntries(model));
          const last = new Map<string, WriteOperation>();
          for (const [number, size] of changes) {
            const key = `key ${number}`;
            const text = `${i} ${'x'.repeat(Math.max(0, size))}`;
            if (size < 0) model.delete(key);
            else model.set(key, text);
            last.set(key, size < 0 ? remove(key) : put(key, text));
          }
          return registry.change(...last.values());
        });
        expect(registry.read()).toEqual(Object.fromEntries(model));
      }),
      { numRuns: 150 },
    );
  });
});
