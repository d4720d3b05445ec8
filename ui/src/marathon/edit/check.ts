/** All that can be said of a text before it is sent: of the form's rules, of Marathon's schema, of its letters. */
import { type Definition, parseDefinition, valueAt } from './definition.ts';
import type { Kind } from './edit.tsx';
import { type Fault, textOfPath } from './faults.ts';
import { isSame } from './merge.ts';
import { type BadText, type Places, placesOf } from './places.ts';
import { ruleFaults } from './rules.ts';
import { schemaFaults, type Schemas } from './schema.ts';

export interface Checked {
  readonly places: Places;
  /** Undefined: it is no JSON, or no object. */
  readonly value: Definition | undefined;
  readonly bad: BadText | undefined;
  /** Each place once, the worst first. */
  readonly faults: readonly Fault[];
}

export function checked(
  text: string,
  kind: Kind,
  before: Definition | undefined,
  schemas: Schemas | undefined,
): Checked {
  const places = placesOf(text);
  const parsed = parseDefinition(text);
  if (!parsed.ok) {
    const bad = places.bad ?? { line: 1, column: 1, rule: 'notAnObject' as const };
    return { places, value: undefined, bad, faults: [] };
  }
  const { value } = parsed;
  const twice = places.twice.map((path): Fault => ({ path, rule: 'twice', isWarning: true }));
  // A field of a new app's form that nobody filled in is not sent.
  const sent = withoutEmpty(value);
  const faults = [
    ...(kind === 'app' ? ruleFaults(value) : []),
    ...(schemas === undefined ? [] : schemaFaults(schemas, kind === 'app' ? 'App' : 'Pod', sent)),
  ];
  // What runs may have been made with less by other means: only what is changed is held to it.
  const own = faults.filter(
    ({ path }) => before === undefined || !isSame(valueAt(value, path), valueAt(before, path)),
  );
  return { places, value, bad: undefined, faults: onePerPlace([...own, ...twice]) };
}

export function withoutEmpty(value: Definition): Definition {
  if (value['cmd'] !== '') return value;
  const { cmd: _, ...rest } = value;
  return rest;
}

function onePerPlace(faults: readonly Fault[]): Fault[] {
  const found = new Map<string, Fault>();
  for (const fault of faults) {
    const place = textOfPath(fault.path);
    if (!found.has(place)) found.set(place, fault);
  }
  const weight = ({ isWarning = false }: Fault): number => (isWarning ? 1 : 0);
  return [...found.values()].toSorted((left, right) => weight(left) - weight(right));
}
