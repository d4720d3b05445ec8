/**
 * Where static files come from: a list of paths that is complete before the first request, and what is
 * behind each. Nobody can reach a path that is not in the list, whatever a request says: there is no
 * directory to list, no ".." to climb and no link to follow.
 */

/** One form of a file: as it is, or compressed ahead. */
export interface StaticFile {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** With its quotes; another one whenever the bytes are others. */
  readonly etag: string;
  /** `end` is not included. Nothing is held as long as nobody iterates. */
  read(start: number, end: number): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export type Coding = 'br' | 'gzip';

/** A file that there may be in several forms. */
export interface StaticEntry {
  /** Those that were compressed ahead. */
  readonly codings: readonly Coding[];
  /** Undefined: it is not there any more. */
  open(coding: Coding | undefined): Promise<StaticFile | undefined>;
}

export interface StaticSource {
  /** "index.html", "assets/app.js": without a slash in front. */
  find(path: string): StaticEntry | undefined;
}

/** In the order in which they are preferred. */
export const codingEndings: readonly (readonly [Coding, string])[] = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/** Names that begin with a dot are nobody's business. */
export function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

/** "app.js" of "app.js.br" when both are there. */
export function isCodedForm(path: string, has: (path: string) => boolean): boolean {
  return codingEndings.some(([, ending]) => path.endsWith(ending) && has(path.slice(0, -3)));
}
