import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowElements } from './row-elements.ts';

const rows = (from: number, to: number, known = true) =>
  Array.from({ length: to - from }, (_, i) => ({
    index: from + i,
    id: known ? `row ${from + i}` : undefined,
  }));

describe('elements of rows', () => {
  it('are kept by rows that stay, wherever they are by then', () => {
    const elements = new RowElements(true);
    expect(elements.place(rows(0, 3))).toEqual([0, 1, 2]);
    const [first, second, third] = rows(0, 3);
    const moved = [
      { ...third!, index: 0 },
      { ...first!, index: 1 },
      { ...second!, index: 2 },
    ];
    expect(elements.place(moved)).toEqual([2, 0, 1]);
  });

  it('are left to rows that come below, and made anew above', () => {
    const elements = new RowElements(true);
    elements.place(rows(10, 14));
    expect(elements.place(rows(12, 16))).toEqual([2, 3, 0, 1]);
    expect(elements.place(rows(11, 15))).toEqual([4, 2, 3, 0]);
  });

  it('are all used again far away, and kept when what was on its way is there', () => {
    const elements = new RowElements(true);
    elements.place(rows(0, 3));
    expect(elements.place(rows(500, 503, false))).toEqual([0, 1, 2]);
    expect(elements.place(rows(500, 503))).toEqual([0, 1, 2]);
  });

  it('are not given to another row where cells keep something', () => {
    const elements = new RowElements(false);
    elements.place(rows(0, 3));
    expect(elements.place(rows(2, 5))).toEqual([2, 3, 4]);
  });

  it('are never shared, and never more than rows that were shown', () => {
    const view = fc.record({
      from: fc.nat(40),
      count: fc.nat(12),
      known: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(view, { maxLength: 20 }), (views) => {
        const elements = new RowElements(true);
        for (const { from, count, known } of views) {
          const placed = elements.place(rows(from, from + count, known));
          expect(placed).toHaveLength(count);
          expect(new Set(placed).size).toBe(count);
        }
      }),
    );
  });
});
