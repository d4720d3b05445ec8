import { describe, expect, it } from 'vitest';
import { endOf, sentenceOf } from './output.ts';

describe('the end of a file', () => {
  it('is whole lines, unless it is one alone', () => {
    const end = (offset: number, data: string) => endOf({ offset, data, sizeBytes: 99 });
    expect(end(0, 'one\ntwo\n')).toEqual(['one', 'two']);
    expect(end(5, 'e\ntwo\nthree')).toEqual(['two', 'three']);
    expect(end(5, 'without an end')).toEqual(['without an end']);
    expect(end(5, 'the only end\n')).toEqual(['the only end']);
  });

  it('that could not be read is said in a sentence', () => {
    expect(sentenceOf('{"message":"There is none"}')).toBe('There is none');
    expect(sentenceOf('Failed to fetch')).toBe('Failed to fetch');
    expect(sentenceOf('null')).toBe('null');
  });
});
