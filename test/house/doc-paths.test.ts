/**
 * Documents name many files of the code in `backticks`, often by the end of their path. When a file
 * moves, this test shows the pages that still say where it was.
 */
import { describe, expect, it } from 'vitest';

import { filesBelow, read } from './sources.ts';

const code = ['src', 'ui', 'test', 'scripts', 'bench', 'proto', 'examples'].flatMap(filesBelow);
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
];

function isThere(named: string): boolean {
  return code.some((path) => path === named || path.endsWith(`/${named}`));
}

describe('files that documents name', () => {
  it.each(pages)('%s names only files that are there', (page) => {
    const named = [...read(page).matchAll(/`([\w./-]+\.(?:ts|mjs|proto))`/g)].map(
      ([, path]) => path!,
    );
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });
});
