import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

const areas = import.meta.glob<Record<string, Words<string>>>('./areas/*.ts', { eager: true });
const catalogues: [string, Words<string>][] = [
  ['first page', { en, zh }],
  ...Object.entries(areas).flatMap(([path, named]) =>
    Object.values(named).map((each): [string, Words<string>] => [path, each]),
  ),
];

const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(catalogues)('the words of %s', (_, catalogue) => {
  it.each(Object.keys(catalogue.en))('fill in the same in %s', (key) => {
    expect(blanks(catalogue.zh[key]!)).toEqual(blanks(catalogue.en[key]!));
    expect(catalogue.zh[key]).not.toBe('');
  });
});
