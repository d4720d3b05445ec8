import { describe, expect, it } from 'vitest';
import { compileRe2 } from './re2.ts';

const maxMemBytes = 4096;

function compile(pattern: string): ReturnType<typeof compileRe2> {
  return compileRe2(pattern, maxMemBytes);
}

function matches(pattern: string, text: string): boolean {
  const compiled = compile(pattern);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value.matches(text);
}

describe('a pattern of RE2', () => {
  it('matches the whole text or nothing', () => {
    expect(matches('rack-[0-9]+', 'rack-17')).toBe(true);
    expect(matches('rack-[0-9]+', 'a rack-17')).toBe(false);
    expect(matches('rack-[0-9]+', 'rack-17 ')).toBe(false);
    expect(matches('a|ab', 'ab')).toBe(true);
    expect(matches('', '')).toBe(true);
    expect(matches('.', '\n')).toBe(false);
    expect(matches('.', '😀')).toBe(true);
  });

  it('gives the same answer when asked again, whatever was asked between', () => {
    const compiled = compile('h[0-9]*[02468]');
    if (!compiled.ok) throw new Error(compiled.error);
    const ask = (i: number): boolean => compiled.value.matches(`h${i}`);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 6000; i++) expect(ask(i)).toBe(i % 2 === 0);
    }
  });

  it('is not even read when it is very long', () => {
    expect(compile('a|'.repeat(2048)).ok).toBe(true);
    expect(compile('a|'.repeat(2049)).ok).toBe(false);
  });

  it('does not backtrack', () => {
    expect(matches('(a*)*b', 'a'.repeat(50_000))).toBe(false);
  });

  // What RE2 (2022-06-01) says of each.
  it.each([
    ['(', 'missing ): ('],
    ['[a', 'missing ]: [a'],
    ['a)b', 'unexpected ): a)b'],
    ['a**', 'bad repetition operator: **'],
    ['*', 'no argument for repetition operator: *'],
    ['a{1001}', 'invalid repetition size: {1001}'],
    ['[z-a]', 'invalid character class range: z-a'],
    ['\\8', 'invalid escape sequence: \\8'],
    ['(?=a)', 'invalid perl operator: (?='],
    ['(?P<n', 'invalid named capture group: (?P<n'],
    ['\\', 'trailing \\'],
    ['a{284}', 'pattern too large - compile failed'],
    ['\\pL', 'pattern too large - compile failed'],
    ['.{90}', 'pattern too large - compile failed'],
  ])('%s is refused as RE2 does it', (pattern, error) => {
    expect(compile(pattern)).toEqual({ ok: false, error });
  });

  // RE2::ProgramSize() of each.
  it.each([
    ['', 4],
    ['a', 5],
    ['a*', 5],
    ['a+', 6],
    ['a?b?', 8],
    ['.', 12],
    ['.*foo.*', 23],
    ['[abx0-9]', 7],
    ['\\w{20}', 64],
    ['(aa|bb|cc|dd|ee)', 16],
    ['(?i)rack', 11],
    ['^abc$', 4],
    ['\\bfoo\\b', 9],
    ['é{10}', 24],
    ['日本', 10],
    ['[\\x{800}-\\x{ffff}]', 9],
    ['\\p{Greek}', 66],
    ['node-[0-9]+\\.example\\.com', 23],
    ['(a+){30}', 124],
    ['a{283}', 287],
  ])('%s has the size that RE2 counts: %i', (pattern, size) => {
    const compiled = compile(pattern);
    expect(compiled.ok && compiled.value.programSize).toBe(size);
  });
});
