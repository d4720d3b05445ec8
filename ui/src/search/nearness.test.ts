import { describe, expect, it } from 'vitest';
import { nearest, nearness } from './nearness.ts';

const inOrder = (typed: string, ...names: string[]): string[] =>
  nearest(names, (name) => nearness(typed, name), 10).map(({ one }) => one);

describe('nearness', () => {
  it('wants all letters, in their order', () => {
    expect(nearness('wsh', 'web.shop')).toBeGreaterThan(0);
    expect(nearness('hsw', 'web.shop')).toBe(0);
    expect(nearness('webb', 'web')).toBe(0);
  });

  it('has in front what stands together, and what begins a word', () => {
    expect(inOrder('web', 'w-e-b-x', 'cobweb1', 'my-web1')).toEqual([
      'my-web1',
      'cobweb1',
      'w-e-b-x',
    ]);
    expect(inOrder('ab', 'xab-y-ab', 'xabxx')).toEqual(['xab-y-ab', 'xabxx']);
  });

  it('keeps the nearest, and those that come first of what is alike', () => {
    const names = Array.from({ length: 100 }, (_, i) => `agent-${String(i).padStart(3, '0')}`);
    const found = nearest(names, (name) => nearness('agent', name), 3);
    expect(found.map(({ one }) => one)).toEqual(names.slice(0, 3));
    expect(nearest(names, () => 0, 3)).toEqual([]);
  });
});
