/** The file formats of Mesos' work directories: round trips, and every way to tear a file. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeRecord, decodeRecordSequence, encodeRecord } from './records.ts';

const message = fc.uint8Array({ minLength: 1, maxLength: 40 });
const concat = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('record files', () => {
  it('puts a little-endian length of four bytes before the message', () => {
    expect([...encodeRecord(Uint8Array.of(7, 8, 9))]).toEqual([3, 0, 0, 0, 7, 8, 9]);
  });

  it('reads back what was written, the empty message too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeRecord(encodeRecord(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it('refuses a file that was cut anywhere, or that has more behind the record', () => {
    const record = encodeRecord(Uint8Array.of(1, 2, 3));
    for (let size = 0; size < record.length; size++) {
      expect(decodeRecord(record.subarray(0, size)).ok).toBe(false);
    }
    expect(decodeRecord(concat([record, Uint8Array.of(0)]))).toEqual({
      ok: false,
      error: 'The record says that it has 3 bytes but 4 bytes follow',
    });
  });
});

describe('sequence files', () => {
  it('cut at any byte, they give the whole records before the cut and say what is torn', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.nat(), (messages, cut) => {
        const encoded = messages.map(encodeRecord);
        const file = concat(encoded);
        const size = file.length === 0 ? 0 : cut % (file.length + 1);
        const { records, intactBytes, isTorn } = decodeRecordSequence(file.subarray(0, size));
        expect(records).toEqual(messages.slice(0, records.length));
        expect(intactBytes).toBe(concat(encoded.slice(0, records.length)).length);
        expect(isTorn).toBe(intactBytes < size);
        const next = encoded[records.length];
        if (next !== undefined) expect(size).toBeLessThan(intactBytes + next.length);
      }),
    );
  });

  it('takes a tail of zeros, which a power failure leaves, for torn', () => {
    const file = concat([encodeRecord(Uint8Array.of(5)), new Uint8Array(64)]);
    expect(decodeRecordSequence(file)).toMatchObject({ intactBytes: 5, isTorn: true });
  });

  it('takes an absurd length for damage', () => {
    const file = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 1, 2);
    expect(decodeRecordSequence(file)).toEqual({ records: [], intactBytes: 0, isTorn: true });
  });
});
