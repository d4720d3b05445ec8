import { describe, expect, it } from 'vitest';
import { parseJson } from './json-text.ts';

describe('JSON text', () => {
  it('keeps integers beyond 2^53 exact', () => {
    const parsed = parseJson('{"nanoseconds": 1700000000000000001, "small": 3, "half": 0.5}');
    expect(parsed).toEqual({
      ok: true,
      value: { nanoseconds: 1700000000000000001n, small: 3, half: 0.5 },
    });
  });

  it('says where a text is wrong as Mesos does', () => {
    expect(parseJson('zz')).toEqual({ ok: false, error: 'syntax error at line 1 near: zz' });
    expect(parseJson('{"a":\n 1,\n x}')).toEqual({
      ok: false,
      error: 'syntax error at line 3 near: x}',
    });
  });

  it('does not fall over a hundred thousand brackets', () => {
    expect(parseJson('['.repeat(100_000)).ok).toBe(false);
    expect(parseJson('['.repeat(100_000) + ']'.repeat(100_000)).ok).toBe(true);
  });
});
