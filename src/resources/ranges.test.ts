import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRanges,
  containsRanges,
  countRanges,
  equalRanges,
  normalizeRanges,
  rangesText,
  subtractRanges,
} from './ranges.ts';
import type { Ranges } from './ranges.ts';

const pairs = fc
  .array(fc.tuple(fc.nat(60), fc.nat(8)), { maxLength: 8 })
  .map((list) => list.flatMap(([begin, length]) => [begin, begin + length]));

function numbersOf(ranges: readonly number[]): Set<number> {
  const numbers = new Set<number>();
  for (let i = 0; i < ranges.length; i += 2) {
    for (let n = ranges[i]!; n <= ranges[i + 1]!; n++) numbers.add(n);
  }
  return numbers;
}

function expectNormal(ranges: Ranges): void {
  for (let i = 0; i < ranges.length; i++) {
    if (i % 2 === 1) expect(ranges[i]).toBeGreaterThanOrEqual(ranges[i - 1]!);
    else if (i > 0) expect(ranges[i]).toBeGreaterThan(ranges[i - 1]! + 1);
  }
}

describe('ranges behave as plain sets of numbers', () => {
  it('in their normal form', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const normal = normalizeRanges(list);
        expectNormal(normal);
        expect(numbersOf(normal)).toEqual(numbersOf(list));
        expect(countRanges(normal)).toBe(numbersOf(list).size);
      }),
    );
  });

  it('when added, subtracted, compared', () => {
    fc.assert(
      fc.property(pairs, pairs, (one, two) => {
        const left = normalizeRanges(one);
        const right = normalizeRanges(two);
        const a = numbersOf(left);
        const b = numbersOf(right);
        const sum = addRanges(left, right);
        const rest = subtractRanges(left, right);
        expectNormal(sum);
        expectNormal(rest);
        expect(numbersOf(sum)).toEqual(new Set([...a, ...b]));
        expect(numbersOf(rest)).toEqual(new Set([...a].filter((n) => !b.has(n))));
        expect(containsRanges(left, right)).toBe([...b].every((n) => a.has(n)));
        expect(containsRanges(sum, left)).toBe(true);
        expect(equalRanges(addRanges(rest, right), sum)).toBe(true);
      }),
    );
  });
});

it('ranges read as Mesos writes them', () => {
  expect(rangesText(normalizeRanges([5, 6, 1, 2, 3, 3]))).toBe('[1-3, 5-6]');
});
