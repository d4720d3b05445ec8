import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf, withoutTerm } from './terms.ts';

function parts(text: string): string[] {
  const terms = termsOf(text);
  if (!terms.ok) throw new Error(terms.kind);
  return terms.written.map(({ from, to }) => text.slice(from, to));
}

describe('the terms of a search', () => {
  it.each([
    ['web -db  "two words"', ['web', '-db', '"two words"']],
    ['-(a b),c state:x', ['-(a b),c', 'state:x']],
    ['job(1) /a b/', ['job(1)', '/a b/']],
    ['a,b c', ['a,b', 'c']],
  ])('%s', (text, expected) => expect(parts(text)).toEqual(expected));

  it('are taken out one by one', () => {
    const text = 'web  -(a b) cpus>1';
    const terms = termsOf(text);
    if (!terms.ok) throw new Error(terms.kind);
    expect(terms.written.map((each) => withoutTerm(text, each))).toEqual([
      '-(a b) cpus>1',
      'web cpus>1',
      'web  -(a b)',
    ]);
  });

  it('are found in whatever is typed, without end or throw, and hold all of it', () => {
    const typed = fc.string({ unit: fc.constantFrom(...Array.from('ab,-!()/" :=')) });
    fc.assert(
      fc.property(typed, (text) => {
        const terms = termsOf(text);
        if (!terms.ok) return;
        const rest = terms.written.reduceRight((left, each) => withoutTerm(left, each), text);
        expect(rest.trim()).toBe('');
      }),
    );
  });
});
