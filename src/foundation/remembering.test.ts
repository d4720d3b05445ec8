import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.ts';
import { TextCache } from './text-cache.ts';

describe('a function that remembers', () => {
  const asked: string[] = [];
  const lengthOf = remembering(100_000, (text) => {
    asked.push(text);
    return text === 'odd' ? undefined : text.length;
  });

  it('does the same work once', () => {
    for (const text of ['a', 'bb', 'a', 'bb']) expect(lengthOf(text)).toBe(text.length);
    expect(asked.splice(0)).toEqual(['a', 'bb']);
  });

  it('does not keep what it could not make', () => {
    expect([lengthOf('odd'), lengthOf('odd')]).toEqual([undefined, undefined]);
    expect(asked.splice(0)).toEqual(['odd', 'odd']);
  });

  it('does not keep a long text, nor what was made of it', () => {
    const long = 'x'.repeat(5_000);
    expect([lengthOf(long), lengthOf(long)]).toEqual([5_000, 5_000]);
    expect(asked.splice(0)).toEqual([long, long]);
  });
});

describe('TextCache', () => {
  it('never keeps more than its bytes, and begins anew instead', () => {
    const cache = new TextCache<number>(100_000);
    for (let i = 0; i < 10_000; i++) {
      cache.keep(`${i} ${'x'.repeat(i % 1_500)}`, i);
      expect(cache.bytes).toBeLessThanOrEqual(100_000);
    }
    cache.keep('last', 7);
    expect(cache.find('last')).toBe(7);
    expect(cache.find('0 ')).toBeUndefined();
  });
});
