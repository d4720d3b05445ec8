/**
 * How a row of families.ts names metrics: Mesos' name with places in braces. `{state}` is one part of
 * the name, `{role...}` any number of parts (roles have slashes, and the root of them no name at
 * all), `{state=running|staging}` one of these words.
 */

export interface Template {
  /** What every name that fits begins with. */
  readonly prefix: string;
  readonly pattern: RegExp;
  /** Of the places, in order. */
  readonly places: readonly string[];
}

const place = /\{(\w+)(\.\.\.|=[^}]+)?\}/g;

export function parseTemplate(text: string): Template {
  const places: string[] = [];
  const pattern = text.replace(place, (_, name: string, what: string | undefined) => {
    places.push(name);
    if (what === undefined) return '([^/]+)';
    return what === '...' ? '(.*)' : `(${what.slice(1)})`;
  });
  const end = text.indexOf('{');
  const prefix = end < 0 ? text : text.slice(0, end);
  return { prefix, pattern: new RegExp(`^${pattern}$`), places };
}
