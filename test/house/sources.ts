/**
 * The project's own files as the house checks see them. Imports and identifiers are found by
 * pattern in the text without comments and strings: quick, and good enough for rules on names.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');
export const exists = (path: string): boolean => existsSync(join(root, path));

/** All files below a folder, as paths from the root with forward slashes, sorted. */
export function filesBelow(folder: string): readonly string[] {
  if (!exists(folder)) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .toSorted();
}

export const isGenerated = (path: string): boolean => path.startsWith('src/protocol/generated/');
/** Tests, and what only tests use: `test-support.ts` or a folder of that name. */
export const isTest = (path: string): boolean => /\.test\.ts$|\/test-support(\.ts$|\/)/.test(path);

/** The TypeScript of src/ that is neither generated nor a test. */
export const ownSources: readonly string[] = filesBelow('src').filter(
  (path) => path.endsWith('.ts') && !isGenerated(path) && !isTest(path),
);

const comment = String.raw`\/\*[\s\S]*?\*\/|\/\/[^\n]*`;
const quoted = String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|${'`'}(?:[^${'`'}\\]|\\[\s\S])*${'`'}`;
// A slash begins a regular expression where no value can have ended just before it.
const regularExpression = String.raw`(?<=[=(,:;!&|?{}\[\n]\s*|return\s+)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*`;
const noCode = new RegExp(`${comment}|${quoted}|${regularExpression}`, 'g');

/** The text with comments, strings and regular expressions blanked out; lines stay where they are. */
export function codeOnly(text: string): string {
  return text.replace(noCode, (part) => part.replace(/[^\n]/g, ' '));
}

const importPattern =
  /(?:^\s*(?:import|export)\s[^;'"=(]*?\bfrom\s*|^\s*import\s+|\bimport\(\s*)'([^']+)'/gm;

/** What a file imports: paths from the root for its own files, names for packages. */
export function importsOf(path: string): readonly string[] {
  const withoutComments = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
  return [...withoutComments.matchAll(importPattern)].map(([, specifier]) =>
    specifier!.startsWith('.') ? posix.join(posix.dirname(path), specifier!) : specifier!,
  );
}

/** "allocator" of "src/allocator/sorter.ts". */
export function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}
