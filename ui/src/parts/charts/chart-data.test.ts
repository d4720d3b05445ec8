import { describe, expect, it } from 'vitest';
import { type Sample, spansOf, summaryOf, topOf } from './chart-data.ts';

const every2s = (count: number, value: (i: number) => number): readonly Sample[] =>
  Array.from({ length: count }, (_, i) => ({ atMs: 1_000_000 + i * 2_000, values: [value(i)] }));

describe('spans', () => {
  it('of few samples are the samples', () => {
    const spans = spansOf(every2s(3, (i) => i));
    expect(spans.map(({ lines }) => lines[0])).toEqual(
      [0, 1, 2].map((value) => ({ mean: value, least: value, most: value })),
    );
  });

  it('of many keep a short peak, and are as many as can be drawn', () => {
    const spans = spansOf(every2s(900, (i) => (i === 450 ? 99 : 1)));
    expect(spans.length).toBeLessThanOrEqual(121);
    const peaks = spans.filter(({ lines }) => lines[0]!.most === 99);
    expect(peaks).toHaveLength(1);
    expect(peaks[0]!.lines[0]!.least).toBe(1);
    expect(peaks[0]!.lines[0]!.mean).toBeLessThan(20);
  });

  it('stay as they were when a sample comes', () => {
    const samples = every2s(400, (i) => i);
    const before = spansOf(samples);
    const now = spansOf([...samples, { atMs: 1_000_000 + 400 * 2_000, values: [7] }]);
    expect(now.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  });

  it('say nothing of what was not known', () => {
    const samples: readonly Sample[] = [
      { atMs: 0, values: [undefined, 1] },
      { atMs: 60_000, values: [2, 1] },
    ];
    expect(spansOf(samples).map(({ lines }) => lines[0]?.mean)).toEqual([undefined, 2]);
    expect(spansOf([])).toEqual([]);
  });
});

it('a summary tells beginning and end, least and most, and over how long', () => {
  const samples: readonly Sample[] = [
    { atMs: 0, values: [undefined] },
    { atMs: 5_000, values: [3] },
    { atMs: 10_000, values: [9] },
    { atMs: 15_000, values: [1] },
  ];
  expect(summaryOf(samples, 0)).toEqual({ first: 3, last: 1, least: 1, most: 9, overMs: 10_000 });
  expect(summaryOf(samples.slice(0, 1), 0)).toBeUndefined();
});

it('a drawing ends at its rule, or at what goes beyond it', () => {
  const spans = spansOf(every2s(3, () => 4));
  expect(topOf(spans, [10])).toBe(10);
  expect(topOf(spans, [2])).toBe(4);
  expect(topOf(spans, [])).toBe(4);
  expect(topOf([], [])).toBe(1);
});
