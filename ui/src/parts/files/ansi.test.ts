import { describe, expect, it } from 'vitest';
import { coloured, plainText } from './ansi.ts';

const looks = (line: string): [string, string][] =>
  coloured(line).map(({ text, look }) => [text, look]);

describe('colours of terminals', () => {
  it('are the 16, bright ones too, until they are reset', () => {
    expect(looks('a\x1b[31mb\x1b[92mc\x1b[39md\x1b[1;34me\x1b[mf')).toEqual([
      ['a', ''],
      ['b', 'sgr-red'],
      ['c', 'sgr-green'],
      ['d', ''],
      ['e', 'sgr-bold sgr-blue'],
      ['f', ''],
    ]);
  });

  it.each([
    ['38;5;1', 'sgr-red'],
    ['38;5;196', 'sgr-red'],
    ['38;5;46', 'sgr-green'],
    ['38;5;226', 'sgr-yellow'],
    ['38;5;51', 'sgr-cyan'],
    ['38;5;240', 'sgr-dim'],
    ['38;5;250', 'sgr-white'],
    ['38;2;200;30;190', 'sgr-magenta'],
    ['48;5;21', 'sgr-on-blue'],
    ['1;38;5;21', 'sgr-bold sgr-blue'],
    ['38;5;196;4', 'sgr-line sgr-red'],
    ['31;44', 'sgr-on-blue'],
    ['7', 'sgr-on-white'],
  ])('of 256, or any, are the nearest hue: %s', (codes, look) => {
    expect(looks(`\x1b[${codes}mx`)).toEqual([['x', look]]);
  });

  it('end where they are taken back one by one', () => {
    expect(looks('\x1b[1;4;31ma\x1b[22mb\x1b[24mc')).toEqual([
      ['a', 'sgr-bold sgr-line sgr-red'],
      ['b', 'sgr-line sgr-red'],
      ['c', 'sgr-red'],
    ]);
  });

  it.each([
    ['\x1b]0;title\x07text', 'text'],
    ['\x1b]8;;http://x\x1b\\link', 'link'],
    ['\x1b[2K\x1b[1Gdone\x07', 'done'],
    ['a\x00b\x08c\x7fd\x9be', 'abcde'],
    ['abc\u202edef\u2066', 'abcdef'],
    ['10 %\r20 %\r30 %\r', '30 %'],
    ['windows\r', 'windows'],
    ['tab\tstays', 'tab\tstays'],
    ['\x1b[31', '[31'],
  ])('all else is left out: %j', (line, text) => {
    expect(plainText(line)).toBe(text);
    expect(
      coloured(line)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
