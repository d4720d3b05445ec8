import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { frameRecord, RecordDecoder } from './recordio.ts';

function decode(pieces: readonly Uint8Array[], maxRecordBytes?: number) {
  const records: string[] = [];
  const decoder = new RecordDecoder(
    (record) => records.push(Buffer.from(record).toString('latin1')),
    maxRecordBytes,
  );
  let error: string | undefined;
  for (const piece of pieces) {
    const result = decoder.push(piece);
    if (!result.ok) error = result.error;
  }
  return { records, error, isAtBoundary: decoder.isAtBoundary };
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((p) => Math.floor(p * bytes.length)).sort((a, b) => a - b)];
  return at.map((start, i) => bytes.subarray(start, at[i + 1] ?? bytes.length));
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 10 });

describe('RecordIO', () => {
  it('frames a record with its length in bytes', () => {
    expect(frameRecord('{"type":"HEARTBEAT"}').toString()).toBe('20\n{"type":"HEARTBEAT"}');
    expect(frameRecord('é').toString()).toBe('2\né');
    expect(frameRecord(new Uint8Array(0)).toString()).toBe('0\n');
  });

  it('reads back what it framed, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), places, (records, cuts) => {
        const stream = Buffer.concat(records.map((record) => frameRecord(record)));
        const decoded = decode(cut(stream, cuts));
        const wanted = records.map((record) => Buffer.from(record).toString('latin1'));
        expect(decoded).toEqual({ records: wanted, error: undefined, isAtBoundary: true });
      }),
    );
  });

  it('knows when a stream was cut inside a record', () => {
    expect(decode([Buffer.from('2\nab3')]).isAtBoundary).toBe(false);
    expect(decode([Buffer.from('2\nab3\nab')]).isAtBoundary).toBe(false);
    expect(decode([Buffer.from('2\nab')]).isAtBoundary).toBe(true);
  });

  it.each(['\n', 'x', '-1\n', '1 \nx', ' 1\nx', '{"type":', '0x10\n', '1\r\nx'])(
    'stops for good at the length %j',
    (garbage) => {
      const stream = Buffer.from(`2\nab${garbage}2\ncd`);
      const { records, error } = decode([stream, Buffer.from('2\nef')]);
      expect(records).toEqual(['ab']);
      expect(error).toMatch(
        /^Failed to decode length: expecting decimal digits and a newline, not/,
      );
    },
  );

  it('refuses lengths beyond the bound before anything arrives', () => {
    expect(decode([Buffer.from('11\n')], 10).error).toMatch(/expecting at most 10$/);
    expect(decode([Buffer.from('9'.repeat(1000))], 10).error).toMatch(/expecting at most 10$/);
    expect(decode([Buffer.from('10\n0123456789')], 10).records).toEqual(['0123456789']);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), places, (junk, cuts) => {
        const whole = decode([junk], 1000);
        expect(decode(cut(Buffer.from(junk), cuts), 1000)).toEqual(whole);
      }),
    );
  });
});
