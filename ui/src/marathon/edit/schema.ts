/**
 * Holds a definition against the schema that Marathon reads bodies with, as it tells of it in its
 * OpenAPI document. What Marathon would refuse is a fault; a name that it would pass over is a warning.
 */
import type { Definition, Json, Path } from './definition.ts';
import type { Fault } from './faults.ts';

export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Names that differ in more letters are not what was meant. */
const mostDistance = 3;

export function schemaFaults(schemas: Schemas, name: string, value: Definition): Fault[] {
  const root = schemas[name];
  return root === undefined ? [] : faultsOf({ schemas, schema: root, value, path: [] });
}

interface Place {
  readonly schemas: Schemas;
  readonly schema: Schema;
  readonly value: Json;
  readonly path: Path;
}

function faultsOf(place: Place): Fault[] {
  const { schemas, schema, value, path } = place;
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1)!];
    return named === undefined ? [] : faultsOf({ ...place, schema: named });
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return best(
      choices.map((each) => faultsOf({ ...place, schema: each })),
      path,
    );
  const all = (schema.allOf ?? []).flatMap((each) => faultsOf({ ...place, schema: each }));
  if (!hasType(schema, value)) {
    const type = [schema.type].flat().join(', ');
    return [...all, { path, rule: 'schemaType', values: { type, found: typeOf(value) } }];
  }
  return [
    ...all,
    ...ofEnum(schema, value, path),
    ...inBounds(schema, value, path),
    ...inside(place),
  ];
}

/** The choice that fits, or else the one that gets furthest; when all are of other types, which those are. */
function best(found: readonly (readonly Fault[])[], path: Path): Fault[] {
  const isOther = ({ rule, path: at }: Fault): boolean =>
    rule === 'schemaType' && at.length === path.length;
  const right = found.filter((faults) => !faults.some(isOther));
  if (right.length === 0) {
    const all = found.flat().filter(isOther);
    const type = all.map(({ values }) => String(values!['type'])).join(', ');
    return all.slice(0, 1).map((fault) => ({ ...fault, values: { ...fault.values, type } }));
  }
  const weight = (faults: readonly Fault[]): number =>
    faults.reduce((sum, { isWarning }) => sum + (isWarning === true ? 0.01 : 1), 0);
  return [...right.toSorted((left, other) => weight(left) - weight(other))[0]!];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function hasType({ type }: Schema, value: Json): boolean {
  if (type === undefined) return true;
  const found = typeOf(value);
  return [type]
    .flat()
    .some((each) => each === found || (each === 'integer' && Number.isInteger(value)));
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Marathon takes words in letters of any case. */
function ofEnum(schema: Schema, value: Json, path: Path): Fault[] {
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  const same = (each: Json): boolean =>
    each === value || textOf(each).toLowerCase() === textOf(value).toLowerCase();
  if (allowed === undefined || allowed.some(same)) return [];
  const all = allowed.map(textOf).join(', ');
  return [{ path, rule: 'schemaEnum', values: { found: textOf(value), allowed: all } }];
}

function inBounds(schema: Schema, value: Json, path: Path): Fault[] {
  const faults: Fault[] = [];
  const hold = (isHeld: boolean, rule: Fault['rule'], limit: string | number | undefined): void => {
    if (limit !== undefined && !isHeld) faults.push({ path, rule, values: { limit } });
  };
  if (typeof value === 'number') {
    hold(value >= schema.minimum!, 'schemaMinimum', schema.minimum);
    hold(value <= schema.maximum!, 'schemaMaximum', schema.maximum);
    hold(value > schema.exclusiveMinimum!, 'schemaAbove', schema.exclusiveMinimum);
    hold(value < schema.exclusiveMaximum!, 'schemaBelow', schema.exclusiveMaximum);
  } else if (typeof value === 'string') {
    hold(value.length >= schema.minLength!, 'schemaMinLength', schema.minLength);
    hold(value.length <= schema.maxLength!, 'schemaMaxLength', schema.maxLength);
    const { pattern } = schema;
    if (pattern !== undefined) hold(new RegExp(pattern, 'u').test(value), 'schemaPattern', pattern);
  } else if (Array.isArray(value)) {
    hold(value.length >= schema.minItems!, 'schemaMinItems', schema.minItems);
    hold(value.length <= schema.maxItems!, 'schemaMaxItems', schema.maxItems);
  }
  return faults;
}

function inside(place: Place): Fault[] {
  const { schema, value, path } = place;
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((each, i) =>
      faultsOf({ ...place, schema: items, value: each, path: [...path, i] }),
    );
  }
  if (value === null || typeof value !== 'object') return [];
  return [
    ...missing(schema, value, path),
    ...Object.entries(value).flatMap(([name, held]) => ofMember(place, name, held)),
  ];
}

function missing({ required = [] }: Schema, value: Definition, path: Path): Fault[] {
  return required
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: [...path, name], rule: 'schemaMissing', values: { name } }));
}

function ofMember(place: Place, name: string, value: Json): Fault[] {
  const { properties, additionalProperties: others, propertyNames } = place.schema;
  const path = [...place.path, name];
  const known = properties?.[name];
  if (known !== undefined) return faultsOf({ ...place, schema: known, value, path });
  const ofName =
    propertyNames === undefined
      ? []
      : faultsOf({ ...place, schema: propertyNames, value: name, path });
  if (typeof others === 'object')
    return [...ofName, ...faultsOf({ ...place, schema: others, value, path })];
  if (properties === undefined) return ofName;
  return [
    {
      path,
      rule: 'schemaUnknown',
      values: { name },
      nearest: nearestName(name, Object.keys(properties)),
      isWarning: others !== false,
    },
  ];
}

export function nearestName(name: string, known: readonly string[]): string | undefined {
  const word = name.toLowerCase();
  const ranked = known
    .map((each) => ({ each, far: distance(word, each.toLowerCase()) }))
    .toSorted((left, right) => left.far - right.far);
  const found = ranked[0];
  const most = Math.min(mostDistance, Math.ceil(word.length / 2));
  return found !== undefined && found.far <= most ? found.each : undefined;
}

/** How many letters are added, left out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, changed));
    }
    row = next;
  }
  return row.at(-1)!;
}
