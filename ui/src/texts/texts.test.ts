import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('the catalogue', () => {
  it.each(Object.keys(en) as (keyof typeof en)[])('fills in the same in %s', (key) => {
    expect(blanks(zh[key])).toEqual(blanks(en[key]));
    expect(zh[key]).not.toBe('');
  });
});
