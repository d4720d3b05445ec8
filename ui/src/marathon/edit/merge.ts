/**
 * Two people change one app. What each of them changed is put together; where both changed the same,
 * the reader's own stands, and that place is named, so that nothing of the other's is lost unseen.
 */
import type { Definition, Json, Path } from './definition.ts';

export interface Merged {
  readonly value: Definition;
  readonly conflicts: readonly Path[];
}

export function merged(before: Definition, mine: Definition, theirs: Definition): Merged {
  const conflicts: Path[] = [];
  return { value: mergeObjects(before, mine, theirs, [], conflicts), conflicts };
}

export const isSame = (left: Json | undefined, right: Json | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

function mergeObjects(
  before: Definition,
  mine: Definition,
  theirs: Definition,
  path: Path,
  conflicts: Path[],
): Definition {
  const value: Definition = {};
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const chosen = choose(before[name], mine[name], theirs[name], [...path, name], conflicts);
    if (chosen !== undefined) value[name] = chosen;
  }
  return value;
}

function choose(
  before: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  path: Path,
  conflicts: Path[],
): Json | undefined {
  if (isSame(mine, theirs) || isSame(mine, before)) return theirs;
  if (isSame(theirs, before)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    return mergeObjects(isObject(before) ? before : {}, mine, theirs, path, conflicts);
  }
  conflicts.push(path);
  return mine;
}

const isObject = (value: Json | undefined): value is Definition =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
