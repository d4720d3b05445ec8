/** A bug that can no longer be planted tells nobody anything: every text of the list is in its file. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutants } from '../mutants/list.mjs';

it.each(mutants.flatMap((mutant) => [mutant, ...(mutant.also ? [mutant.also] : [])]))(
  '$file still has the text that is changed ($find)',
  ({ file, find, replace }) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(text.split(find).length - 1).toBe(1);
    expect(replace).not.toBe(find);
  },
);
