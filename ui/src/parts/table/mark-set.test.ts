import { describe, expect, it } from 'vitest';
import {
  headState,
  mostMarks,
  noMarks,
  onlyKeys,
  toggled,
  withKeys,
  withoutKeys,
} from './mark-set.ts';

const of = (...keys: string[]): ReadonlySet<string> => new Set(keys);

describe('marks', () => {
  it('come and go one by one, and in numbers', () => {
    expect(toggled(noMarks, 'a')).toEqual(of('a'));
    expect(toggled(of('a', 'b'), 'a')).toEqual(of('b'));
    expect(withKeys(of('a'), ['b', 'a'])).toEqual(of('a', 'b'));
    expect(withoutKeys(of('a', 'b'), ['b', 'c'])).toEqual(of('a'));
  });

  it('are lost with their rows', () => {
    expect(onlyKeys(of('a', 'b'), ['b', 'c'])).toEqual(of('b'));
    const marks = of('a');
    expect(onlyKeys(marks, ['a', 'z'])).toBe(marks);
  });

  it('are bounded', () => {
    const many = Array.from({ length: mostMarks + 5 }, (_, i) => String(i));
    const full = withKeys(noMarks, many);
    expect(full.size).toBe(mostMarks);
    expect(toggled(full, 'one more').size).toBe(mostMarks);
    expect(toggled(full, '0').size).toBe(mostMarks - 1);
  });

  it('are told by the box above what is seen', () => {
    expect(headState(noMarks, ['a'])).toBe('none');
    expect(headState(of('a'), ['a', 'b'])).toBe('some');
    expect(headState(of('z'), [])).toBe('some');
    expect(headState(of('a', 'b', 'c'), ['a', 'b'])).toBe('all');
  });
});
