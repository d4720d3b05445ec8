import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, parseBytes } from './bytes.ts';
import { formatDuration, msToNanoseconds, parseDuration } from './duration.ts';
import { formatRate, parseInteger, parseNumber, parseRate } from './number.ts';

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('durations', () => {
  it.each([
    ['15secs', 15_000],
    ['1mins', 60_000],
    ['500ms', 500],
    ['1.5hrs', 5_400_000],
    ['1weeks', 604_800_000],
    ['2days', 172_800_000],
    ['250us', 0.25],
    ['7ns', 0.000007],
    ['.5secs', 500],
    ['1.001secs', 1001],
  ])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toEqual({ ok: true, value: ms }));

  it.each([
    [600_000, '10mins'],
    [604_800_000, '1weeks'],
    [5_400_000, '90mins'],
    [1_209_600_000, '2weeks'],
    [1500, '1500ms'],
    [0, '0ns'],
    [0.000007, '7ns'],
  ])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('refuses short units and says which there are', () => {
    expect(parseDuration('10s')).toEqual({
      ok: false,
      error:
        "Unknown duration unit 's'; supported units are " +
        "'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'",
    });
  });

  it.each([
    ['bogus', "Failed to convert '' to number"],
    ['', "Invalid duration ''"],
    ['15', "Invalid duration '15'"],
    ['1.2.3secs', "Failed to convert '1.2.3' to number"],
    ['-5secs', "Failed to convert '' to number"],
    ['10 secs', "Unknown duration unit ' secs'"],
    ['99999weeks', 'out of range'],
  ])('refuses %j', (text, why) => {
    const result = parseDuration(text);
    expect(!result.ok && result.error).toContain(why);
  });

  it('come back from their text to the nanosecond (up to 13 days)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 50n }), (ns) => {
        const ms = Number(ns) / 1e6;
        expect(msToNanoseconds(valueOf(parseDuration(formatDuration(ms))))).toBe(
          msToNanoseconds(ms),
        );
      }),
    );
  });

  it('never throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const result = parseDuration(text);
        expect(result.ok ? Number.isFinite(result.value) : result.error.length > 0).toBe(true);
      }),
    );
  });
});

describe('bytes', () => {
  it.each([
    ['64MB', 64 * 1024 ** 2, '64MB'],
    ['4GB', 4 * 1024 ** 3, '4GB'],
    ['4096B', 4096, '4KB'],
    ['0TB', 0, '0B'],
    ['1025KB', 1025 * 1024, '1025KB'],
  ])('%s is %d and reads %s', (text, bytes, shown) => {
    expect(parseBytes(text)).toEqual({ ok: true, value: bytes });
    expect(formatBytes(bytes)).toBe(shown);
  });

  it.each([
    ['1.5GB', "Fractional bytes '1.5GB'"],
    ['12', "Invalid bytes '12'"],
    ['12mb', "Unknown bytes unit 'mb'"],
    ['MB', "Failed to convert '' to number"],
    ['9999999TB', 'out of range'],
  ])('refuses %s', (text, why) => {
    const result = parseBytes(text);
    expect(!result.ok && result.error).toContain(why);
  });

  it('come back from their text', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(4), (seed, exponent) => {
        const bytes = Math.floor(seed / 1024 ** exponent) * 1024 ** exponent;
        expect(parseBytes(formatBytes(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });
});

describe('numbers', () => {
  it.each(['', 'abc', '0x10', '1e999', ' 1', 'Infinity', 'NaN'])('refuse %j', (text) => {
    expect(parseNumber(text)).toEqual({
      ok: false,
      error: `Failed to convert '${text}' to number`,
    });
  });

  it('keep integers inside their bounds', () => {
    expect(parseInteger('65535', { min: 0, max: 65535 })).toEqual({ ok: true, value: 65535 });
    expect(parseInteger('65536', { min: 0, max: 65535 }).ok).toBe(false);
    expect(parseInteger('1.5', { min: 0, max: 9 }).ok).toBe(false);
  });

  it('make rates with a duration', () => {
    expect(parseRate('1/600secs')).toEqual({ ok: true, value: { count: 1, windowMs: 600_000 } });
    expect(formatRate({ count: 1, windowMs: 600_000 })).toBe('1/10mins');
    for (const text of ['1', '0/1mins', '1/2/3', '1/0secs', 'x/1mins']) {
      expect(parseRate(text).ok, text).toBe(false);
    }
  });
});
