import { expect, it } from 'vitest';
import { decode, encode } from './values.ts';

it('records give back what they were made of, bytes and large integers, too', () => {
  const value = {
    text: 'ü"',
    list: [1, null, { deep: 1_700_000_000_123_456_789n }],
    bytes: new Uint8Array([0, 255]),
    buffer: new Uint8Array(Buffer.from('abc')),
  };
  expect(decode(encode(value))).toEqual(value);
  expect(decode(encode({ buffer: Buffer.from('abc') }))).toEqual({ buffer: value.buffer });
});
