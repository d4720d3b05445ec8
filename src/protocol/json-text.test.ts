import fc from 'fast-check';
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

  it.each([
    ['', 'syntax error at line 1 near: '],
    ['{"a": 1', 'syntax error at line 1 near: '],
    ['{"a": 1,}', 'syntax error at line 1 near: }'],
    ['{"a" 1}', 'syntax error at line 1 near: 1}'],
    ['[1 2]', 'syntax error at line 1 near: 2]'],
    ['["\\x"]', 'syntax error at line 1 near: \\x"]'],
    ['["a\nb"]', 'syntax error at line 1 near: '],
    ['[01]', 'syntax error at line 1 near: 1]'],
    ['{"a": 1} {"b": 2}', 'Parsed JSON included non-whitespace trailing characters:  {"b": 2}'],
  ])('says what is wrong with %j', (text, error) => {
    expect(parseJson(text)).toEqual({ ok: false, error });
  });

  it('reads with long integers what the runtime reads without them', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, isPretty) => {
        fc.pre(!/\d{16}/.test(text)); // exact here, rounded there
        const shown = isPretty ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
        const parsed = parseJson(`[12345678901234567890, ${shown}]`);
        expect(parsed).toEqual({ ok: true, value: [12345678901234567890n, JSON.parse(shown)] });
      }),
    );
  });

  it('refuses exactly what the runtime refuses', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', '\\', '0', '\t'),
        cut,
      ),
    );
    function cut(text: string, seed: number, inserted: string): void {
      const at = seed % (text.length + 1);
      const changed = text.slice(0, at) + inserted + text.slice(at + 1);
      let isJson = true;
      try {
        JSON.parse(changed);
      } catch {
        isJson = false;
      }
      expect(parseJson(changed).ok).toBe(isJson);
      expect(parseJson(`[1234567890123456789,${changed}]`).ok).toBe(isWhole(`[0,${changed}]`));
    }
    function isWhole(text: string): boolean {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    }
  });

  it('makes no prototype of what is called like one', () => {
    const parsed = parseJson('{"__proto__": {"a": 1}, "b": 1234567890123456789}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['__proto__', 'b']);
    expect(parsed.ok && (parsed.value as { a?: number }).a).toBeUndefined();
  });

  it('does not fall over a hundred thousand brackets', () => {
    const why = 'it nests too deep, expecting at most 1000 levels';
    expect(parseJson('['.repeat(100_000))).toEqual({ ok: false, error: why });
    expect(parseJson('{"a":'.repeat(100_000))).toEqual({ ok: false, error: why });
    expect(parseJson('['.repeat(30_000) + ']'.repeat(30_000)).ok).toBe(true);
    expect(parseJson(`["${'['.repeat(100_000)}\\"${'['.repeat(9)}"]`).ok).toBe(true);
    expect(parseJson(`["${'['.repeat(100_000)}"]`).ok).toBe(true);
  });

  it('does not search a large text for its fault', () => {
    const parsed = parseJson(`[${'1,'.repeat(600_000)}x]`);
    expect(parsed.ok ? '' : parsed.error).toMatch(/^syntax error: .*x/);
  });

  it('is done with a number of a million digits at once', () => {
    expect(parseJson('1'.repeat(1_000_000))).toEqual({ ok: true, value: Infinity });
  });
});
