/**
 * What is exported is for others: a function, constant or class that no other file names is either
 * dead or nobody's business.
 */
import { expect, it } from 'vitest';
import { codeOnly, filesBelow, ownSources, read } from './sources.ts';

const exported =
  /^export (?:abstract )?(?:async )?(?:const|function\*?|class) ([A-Za-z_$][\w$]*)/gm;

it('is named in another file', () => {
  const readers = ['src', 'test', 'bench', 'scripts', 'examples']
    .flatMap(filesBelow)
    .filter((path) => /\.m?ts$|\.mjs$/.test(path));
  /** By name: the files that have it. */
  const users = new Map<string, Set<string>>();
  for (const path of readers) {
    for (const name of codeOnly(read(path)).match(/[A-Za-z_$][\w$]*/g) ?? []) {
      const files = users.get(name) ?? new Set<string>();
      users.set(name, files.add(path));
    }
  }
  const unused = ownSources.flatMap((path) =>
    [...read(path).matchAll(exported)]
      .filter(([, name]) => (users.get(name!)?.size ?? 0) < 2)
      .map(([, name]) => `${path}: ${name}`),
  );
  expect(unused).toEqual([]);
});
