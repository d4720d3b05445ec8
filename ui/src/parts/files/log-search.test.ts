import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineRing } from '../../live/line-ring.ts';
import { lowerBound, marksOf, Matches, type Needle, needleOf } from './log-search.ts';

function needle(text: string): Needle {
  const made = needleOf(text);
  if (made === undefined || typeof made === 'string') throw new Error(`no needle: ${made}`);
  return made;
}

describe('what is looked for in lines', () => {
  it('is a part of them, whatever its letters', () => {
    expect(needle('a.b').spans('xA.B a.b aXb')).toEqual([
      [1, 4],
      [5, 8],
    ]);
  });

  it('or a pattern, of which a wrong one is said to be so', () => {
    expect(needle('/e\\d+/').spans('E42 e x e7')).toEqual([
      [0, 3],
      [8, 10],
    ]);
    expect(needle('/x*/').spans('aab')).toEqual([]);
    expect(needleOf('/(/')).toContain('(');
    expect(needleOf('')).toBeUndefined();
  });

  it('is found as if all lines had been looked at, whatever came and went', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), text: fc.stringMatching(/^[ab\n]{0,9}$/) }),
      fc.record({
        kind: fc.constant('prepend' as const),
        text: fc.stringMatching(/^[ab\n]{0,9}$/),
      }),
      fc.record({ kind: fc.constant('clear' as const), text: fc.constant('') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const ring = new LineRing();
        const matches = new Matches(needle('aa'));
        for (const { kind, text } of steps) {
          if (kind === 'clear') ring.clear();
          else if (kind === 'append') ring.append(text, 0);
          // A whole number of lines, as they are read.
          else ring.prepend(`${text}\n`, 0);
          matches.update(ring);
          const fresh = new Matches(needle('aa'));
          fresh.update(ring);
          expect(matches.numbers).toEqual(fresh.numbers);
        }
      }),
    );
  });

  it('is found beneath colours', () => {
    const ring = new LineRing();
    ring.append('wa\x1b[31mrn\x1b[0ming\nfine\n', 0);
    const matches = new Matches(needle('warning'));
    matches.update(ring);
    expect(matches.numbers).toEqual([0]);
  });
});

it('a scroll bar has as many marks as can be told apart', () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => i);
  expect(marksOf(numbers, 0, 10_000).length).toBe(200);
  expect(marksOf([50], 0, 100)).toEqual([0.5]);
  expect(lowerBound([1, 3, 5], 4)).toBe(2);
});
