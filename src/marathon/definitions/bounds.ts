/**
 * How much one body may hold in one place. What a body says is looked at value by value, and nothing
 * else is done meanwhile; so a list or a map that nobody means, and values inside of values without
 * end, are refused before anything is made of them. Apps, groups and ids of tasks are bounded by the
 * size of the body alone.
 */
import type { Violation } from '../core/refusal.ts';
import { textOf } from './json-paths.ts';

/** Labels, variables, dependencies, constraints, ports, … of one definition. */
export const mostMembers = 5_000;
/** Groups in groups: a list and an object each. */
export const deepestNesting = 200;

/** Lists of things that are each bounded, or that operators have many of. */
const unbounded: ReadonlySet<PropertyKey> = new Set(['apps', 'groups', 'pods', 'ids']);

interface Place {
  readonly value: object;
  readonly key: PropertyKey | undefined;
  readonly above: Place | undefined;
  readonly depth: number;
}

/** A place that holds too much. */
export function findTooMany(json: unknown): Violation | undefined {
  const open: Place[] = [];
  const look = (value: unknown, key: PropertyKey | undefined, above: Place | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    open.push({ value, key, above, depth: (above?.depth ?? 0) + 1 });
  };
  look(json, undefined, undefined);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (place.depth > deepestNesting) {
      return { path: '/', errors: [`values are nested more than ${deepestNesting} deep`] };
    }
    const { value } = place;
    const names = Array.isArray(value) ? undefined : Object.keys(value);
    const { length } = names ?? (value as unknown[]);
    if (length > mostMembers && !mayHoldMany(place)) {
      const error = `holds ${length} values; at most ${mostMembers} are taken`;
      return { path: textOf(pathOf(place)), errors: [error] };
    }
    if (names !== undefined) {
      for (const name of names) look((value as Record<string, unknown>)[name], name, place);
    } else (value as unknown[]).forEach((each, index) => look(each, index, place));
  }
  return undefined;
}

/** A body that is a list is one of apps. */
function mayHoldMany({ value, key }: Place): boolean {
  return Array.isArray(value) && (key === undefined || unbounded.has(key));
}

function pathOf(place: Place): readonly PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.above)
    path.unshift(at.key);
  return path;
}
