import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.ts';

describe('a function that remembers', () => {
  const asked: string[] = [];
  const lengthOf = remembering(2, (text) => {
    asked.push(text);
    return text === 'odd' ? undefined : text.length;
  });

  it('does the same work once, until it knows too much', () => {
    for (const text of ['a', 'bb', 'a', 'bb']) expect(lengthOf(text)).toBe(text.length);
    expect(asked.splice(0)).toEqual(['a', 'bb']);
    for (const text of ['ccc', 'a']) expect(lengthOf(text)).toBe(text.length);
    expect(asked.splice(0)).toEqual(['ccc', 'a']);
  });

  it('does not keep what it could not make', () => {
    expect([lengthOf('odd'), lengthOf('odd')]).toEqual([undefined, undefined]);
    expect(asked).toEqual(['odd', 'odd']);
  });
});
