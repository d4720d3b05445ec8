import { describe, expect, it } from 'vitest';
import type { Square } from '../../live/topology.ts';
import { findBox, layOut } from './topology-layout.ts';

const squares = (count: number, place = 'here'): Square[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${place}-${i}`, hostname: '', state: 'active' as const, place },
    ...{ load: 0, tasks: 0, found: 0 },
  }));

describe('the picture of all agents', () => {
  it('has names when they are few, and small squares when they are many', () => {
    expect(layOut(squares(199), 1_000).hasNames).toBe(true);
    expect(layOut(squares(200), 1_000).hasNames).toBe(false);
    expect(layOut(squares(10_000), 1_000).sizePx).toBe(8);
  });

  it('begins a row, below a title, with each place', () => {
    const { titles, boxes, heightPx } = layOut([...squares(2, 'one'), ...squares(1, 'two')], 1_000);
    expect(titles.map(({ place }) => place)).toEqual(['one', 'two']);
    const [first, second, third] = boxes;
    expect(second!.y).toBe(first!.y);
    expect(third!.x).toBe(first!.x);
    expect(third!.y).toBeGreaterThan(titles[1]!.y);
    expect(heightPx).toBeGreaterThan(third!.y);
  });

  it.each([1, 300, 10_000])('lays no square of %i over another, nor outside', (count) => {
    const layout = layOut(squares(count), 700);
    expect(new Set(layout.boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(count);
    for (const box of layout.boxes.slice(-100)) {
      expect(box.x + layout.sizePx).toBeLessThanOrEqual(700);
      expect(findBox(layout, box.x + 1, box.y + 1)).toBe(box);
    }
    expect(findBox(layout, 0, 0)).toBeUndefined();
  });
});
