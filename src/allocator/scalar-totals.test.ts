import { expect, it } from 'vitest';
import { resourcesOf } from '../resources/test-support.ts';
import { ScalarTotals, noAmounts } from './scalar-totals.ts';

it('adds and takes the same, looked up once or each time', () => {
  const scalars = new ScalarTotals(new Set());
  const [looked, each] = [noAmounts(), noAmounts()];
  for (const text of [
    'cpus:2;mem:64;ports:[1-9]',
    'cpus(eng):1;cpus:3',
    'bananas:7',
    'ports:[1-2]',
  ]) {
    const resources = resourcesOf(text);
    scalars.accumulateParts(looked, scalars.partsOf(resources), 1);
    scalars.accumulate(each, resources, 1);
    expect(looked).toEqual(each);
  }
  expect([...scalars.namedAmounts(looked)]).toEqual([
    ['cpus', 6_000],
    ['mem', 64_000],
    ['bananas', 7_000],
  ]);
  scalars.accumulateParts(looked, scalars.partsOf(resourcesOf('cpus:1;bananas:7')), -1);
  expect(looked).toEqual([5_000, 64_000, 0]);
});

it('has no parts of what went before', () => {
  const scalars = new ScalarTotals(new Set());
  const amounts = noAmounts();
  scalars.partsOf(resourcesOf('cpus:1;mem:32'));
  scalars.accumulateParts(amounts, scalars.partsOf(resourcesOf('cpus:5')), 1);
  expect(amounts).toEqual([5_000]);
});

it('keeps sums beyond small integers exact', () => {
  const scalars = new ScalarTotals(new Set());
  const amounts = noAmounts();
  expect(amounts).toEqual([]);
  const parts = scalars.partsOf(resourcesOf('disk:4000000000'));
  for (let i = 0; i < 1_000; i++) scalars.accumulateParts(amounts, parts, 1);
  expect(amounts).toEqual([4_000_000_000_000_000]);
});
