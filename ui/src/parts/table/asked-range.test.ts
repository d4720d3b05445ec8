import { describe, expect, it } from 'vitest';
import { rangeFor } from './asked-range.ts';

describe('the rows that a table asks for', () => {
  it('stay as they are while they cover what is seen', () => {
    const asked = { from: 0, count: 60 };
    expect(rangeFor(0, 20, asked)).toBe(asked);
    expect(rangeFor(39, 59, asked)).toBe(asked);
  });

  it('are others, on both sides of what is seen, when they do not', () => {
    expect(rangeFor(40, 60, { from: 0, count: 60 })).toEqual({ from: 10, count: 80 });
    expect(rangeFor(5, 25, { from: 10, count: 80 })).toEqual({ from: 0, count: 55 });
  });

  it('become fewer when far more are asked for than are seen', () => {
    expect(rangeFor(100, 110, { from: 0, count: 1_000 })).toEqual({ from: 70, count: 70 });
  });
});
