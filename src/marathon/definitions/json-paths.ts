/** Places in a body as refusals name them: "/portDefinitions(0)/port". */
export type Path = readonly PropertyKey[];

export function textOf(path: Path): string {
  if (path.length === 0) return '/';
  return path.map((key) => (typeof key === 'number' ? `(${key})` : `/${String(key)}`)).join('');
}
