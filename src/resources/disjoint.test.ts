import { describe, expect, it } from 'vitest';
import { disjointSum } from './disjoint.ts';
import { Resources } from './resources.ts';
import { resourcesOf } from './test-support.ts';

describe('a sum of what several owners hold', () => {
  it('is the plain sum when nobody holds what another holds', () => {
    const parts = ['cpus:1;ports:[1-2]', 'cpus:2;ports:[3-4];racks:{a}', 'racks:{b}'].map((text) =>
      resourcesOf(text),
    );
    expect(disjointSum(parts)).toEqual({ ok: true, value: Resources.sum(parts) });
  });

  it.each([
    [['ports:[1-5]', 'ports:[5-9]'], "5 of 'ports'"],
    [['ports:[1-9]', 'cpus:1', 'ports:[3-4]'], "3 of 'ports'"],
    [['racks:{a, b}', 'racks:{b, c}'], "'b' of 'racks'"],
    [['racks:{a}', 'racks:{a}'], "'a' of 'racks'"],
  ])('of %j names what two of them hold', (texts, what) => {
    expect(disjointSum(texts.map((text) => resourcesOf(text)))).toEqual({ ok: false, error: what });
  });

  it('is made of scalars however much they are', () => {
    expect(disjointSum([resourcesOf('cpus:1'), resourcesOf('cpus:1')]).ok).toBe(true);
  });
});

/** Long bundles are looked up by an index; what comes out must be what short ones give. */
describe('a bundle of many kinds', () => {
  const names = Array.from({ length: 40 }, (_, i) => `kind${i}`);
  const of = (amount: number, ports: string): Resources =>
    resourcesOf(names.map((name) => `${name}:${amount};p${name}:${ports}`).join(';'));

  it('adds up, kind by kind, in the order in which they came', () => {
    const sum = Resources.sum([of(1, '[1-2]'), of(2, '[5-6]'), of(3, '[2-5]')]);
    expect(sum.toString()).toBe(of(6, '[1-6]').toString());
    expect(of(1, '[1-2]').add(of(2, '[3-6]')).equals(of(3, '[1-6]'))).toBe(true);
  });

  it('gives back what was added, and holes close', () => {
    const all = of(3, '[1-9]');
    expect(all.subtract(of(1, '[4-6]')).toString()).toBe(of(2, '[1-3, 7-9]').toString());
    const some = resourcesOf('kind3:3;pkind3:[1-9]');
    const rest = all.subtract(some);
    expect(rest.entries.length).toBe(all.entries.length - 2);
    expect(rest.contains(some)).toBe(false);
    expect(rest.add(some).equals(all)).toBe(true);
  });

  it('is grouped by role in one go', () => {
    const all = of(1, '[1-1]').allocate('a').add(of(2, '[2-2]').allocate('b'));
    expect([...all.allocations().keys()]).toEqual(['a', 'b']);
    expect(all.allocations().get('b')!.equals(of(2, '[2-2]').allocate('b'))).toBe(true);
  });
});
