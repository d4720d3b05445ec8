/**
 * Paths under /v2/apps, /v2/groups and /v2/pods: an id of any number of segments, and then perhaps a
 * word for something of it. Clients write ids with and without their first slash.
 */
export interface ResourcePath {
  /** "/shop/db"; "/" when none is given. */
  readonly id: string;
  /** "tasks", "versions", …: undefined for the thing itself. */
  readonly part: string | undefined;
  /** What follows that word. */
  readonly rest: string | undefined;
}

/** `words` may come last, or last but one. `rest` is what follows "/v2/apps". */
export function readResourcePath(rest: string, words: readonly string[]): ResourcePath {
  const segments = rest.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  if (last !== undefined && words.includes(last)) {
    return { id: idOf(segments.slice(0, -1)), part: last, rest: undefined };
  }
  const word = segments.at(-2);
  if (word !== undefined && words.includes(word) && segments.length > 1) {
    return { id: idOf(segments.slice(0, -2)), part: word, rest: last };
  }
  return { id: idOf(segments), part: undefined, rest: undefined };
}

function idOf(segments: readonly string[]): string {
  return `/${segments.join('/')}`;
}

/** "/shop/*": all apps below /shop. */
export function isBelow(id: string): boolean {
  return id === '/*' || id.endsWith('/*');
}

export function groupOf(id: string): string {
  return id === '/*' ? '/' : id.slice(0, -2);
}
