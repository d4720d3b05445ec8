import { expect, it } from 'vitest';
import { decode, encode, mostBytesOf } from './values.ts';

it('records give back what they were made of', () => {
  const value = { text: 'ü"\u0000', list: [1, null, { deep: 0.1 }], none: {} };
  expect(decode(encode(value))).toEqual(value);
  expect(encode('ü€😀').length).toBeLessThanOrEqual(mostBytesOf('ü€😀'));
});

it('records of earlier processes are read, with bytes and large integers', () => {
  const written = '{"uuid":{"$bytes":"AP8="},"at":[{"$integer":"1700000000123456789"}]}';
  expect(decode(Buffer.from(written))).toEqual({
    uuid: new Uint8Array([0, 255]),
    at: [1_700_000_000_123_456_789n],
  });
});
