import { describe, expect, it } from 'vitest';
import { hexRows, looksBinary } from './hex.ts';

it('bytes stand in rows of sixteen', () => {
  const bytes = Buffer.from('\x7fELF\x02 abcdefghijkl', 'latin1');
  expect(hexRows(bytes)).toEqual([
    '00000000  7f 45 4c 46 02 20 61 62 63 64 65 66 67 68 69 6a  ·ELF· abcdefghij',
    '00000010  6b 6c                                            kl',
  ]);
  expect(hexRows(new Uint8Array(0))).toEqual([]);
});

describe('what is no text', () => {
  it.each([
    ['\x7fELF\x02\x01\x01\0\0\0\0\0', true],
    ['\ufffd\ufffdPNG\r\n', true],
    ['\x1b[31mred\x1b[0m 50 %\r60 %\r\n', false],
    ['日本語 text\n', false],
    ['', false],
  ])('%j: %s', (text, isBinary) => expect(looksBinary(text)).toBe(isBinary));
});
