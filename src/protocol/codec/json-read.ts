/**
 * JSON to messages, in Mesos' mapping: `null` is absent, unknown names are ignored (newer clients
 * send them), one value stands for a list of one. Everything else that does not fit is refused with
 * the path of the field; nothing is guessed. The path is put together only when there is an error.
 */
import { DecodeError } from './errors.ts';
import { readScalar } from './json-scalars.ts';
import { Misfit, kindOf, shown, unexpected } from './misfit.ts';
import { EnumType, type Field, type MessageSchema } from './schema.ts';

type Dictionary = Record<string, unknown>;

/** Messages may contain themselves (ContainerID); deeper than this is an attack, not a message. */
const deepestNesting = 100;

interface Reading {
  depth: number;
  incomplete: boolean;
  /** Fields are looked at by their names' order, not by that of the text. */
  inOrder: boolean;
}

/** @compat a name that is not known reads as absent, so that newer clients are understood. */
function readEnum(type: EnumType, field: Field, value: unknown): string | undefined {
  if (typeof value !== 'string') return unexpected(value);
  if (type.has(value)) return value;
  if (field.label !== 'required') return undefined;
  throw new Misfit(`Failed to find enum for '${shown(value)}' in field`);
}

function readValue(field: Field, value: unknown, reading: Reading): unknown {
  const { type } = field;
  if (typeof type === 'function') {
    if (kindOf(value) !== 'object') unexpected(value);
    return readFields(type(), value as Dictionary, reading);
  }
  if (type instanceof EnumType) return readEnum(type, field, value);
  return readScalar(type, value);
}

/** Calls back for the value, or for each in the list that it is; lists in lists are one list. */
function forEachItem(value: unknown, reading: Reading, visit: (item: unknown) => void): void {
  if (!Array.isArray(value)) {
    if (value !== null) visit(value);
    return;
  }
  descend(reading);
  let i = 0;
  try {
    for (; i < value.length; i++) {
      const item: unknown = value[i];
      if (Array.isArray(item)) forEachItem(item, reading, visit);
      else if (item !== null) visit(item);
    }
  } catch (error) {
    throw error instanceof Misfit ? error.withinItem(i) : error;
  }
  reading.depth--;
}

/** @compat one value stands for a list of one, and null for nothing. */
function readRepeated(field: Field, value: unknown, reading: Reading): unknown[] | undefined {
  const items: unknown[] = [];
  forEachItem(value, reading, (item) => {
    const read = readValue(field, item, reading);
    if (read !== undefined) items.push(read);
  });
  return items.length === 0 ? undefined : items;
}

/** @compat a list of maps is one map; null is an entry whose value is the default. */
function readMap(field: Field, value: unknown, reading: Reading): object | undefined {
  const entries: [string, unknown][] = [];
  forEachItem(value, reading, (item) => {
    if (kindOf(item) !== 'object') unexpected(item);
    for (const key of namesIn(item as Dictionary, reading)) {
      try {
        const one = (item as Dictionary)[key] ?? emptyEntry(field);
        entries.push([key, readValue(field, one, reading)]);
      } catch (error) {
        throw error instanceof Misfit ? error.withinEntry(key) : error;
      }
    }
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The maps of Mesos are of messages and of texts. */
function emptyEntry({ type }: Field): unknown {
  return typeof type === 'function' ? {} : '';
}

function readField(field: Field, value: unknown, reading: Reading): unknown {
  if (field.label === 'repeated') return readRepeated(field, value, reading);
  if (field.label === 'map') return readMap(field, value, reading);
  return readValue(field, value, reading);
}

function namesIn(json: Dictionary, { inOrder }: Reading): string[] {
  const names = Object.keys(json);
  return inOrder ? names.sort() : names;
}

function descend(reading: Reading): void {
  if (++reading.depth <= deepestNesting) return;
  throw new DecodeError(`Messages nest deeper than ${deepestNesting}`);
}

function readFields(type: MessageSchema, json: Dictionary, reading: Reading): object {
  descend(reading);
  const message: Dictionary = {};
  let name = '';
  try {
    for (name of namesIn(json, reading)) {
      const value = json[name];
      const field = type.fieldsByName.get(name);
      if (field === undefined || value === null || value === undefined) continue;
      const read = readField(field, value, reading);
      if (read === undefined) continue;
      message[name] = read;
      if (field.oneof !== undefined) keepLast(type, field.oneof, message);
    }
  } catch (error) {
    throw error instanceof Misfit ? error.withinField(name) : error;
  }
  reading.depth--;
  for (const required of type.requiredNames) {
    if (message[required] === undefined) reading.incomplete = true;
  }
  return message;
}

/** @compat of several fields that exclude each other the last by name stays. */
function keepLast(type: MessageSchema, oneof: string, message: Dictionary): void {
  const excluding = type.fields.filter(({ oneof: its }) => its === oneof).map(({ name }) => name);
  const present = excluding.filter((name) => message[name] !== undefined).toSorted();
  for (const name of present.slice(0, -1)) delete message[name];
}

/**
 * Reads a parsed JSON value as a message. `incomplete` says that required fields are missing.
 * @throws DecodeError naming the path of the field that does not fit
 */
export function readMessageJson(
  type: MessageSchema,
  json: unknown,
): { message: object; incomplete: boolean } {
  if (kindOf(json) !== 'object') throw new DecodeError('Expecting a JSON object');
  try {
    return readWhole(type, json as Dictionary, false);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
  }
  // @compat of several misfits Mesos names the first by name; the order costs, so it comes second.
  try {
    return readWhole(type, json as Dictionary, true);
  } catch (error) {
    throw error instanceof Misfit ? error.toDecodeError() : error;
  }
}

function readWhole(
  type: MessageSchema,
  json: Dictionary,
  inOrder: boolean,
): { message: object; incomplete: boolean } {
  const reading: Reading = { depth: 0, incomplete: false, inOrder };
  const message = readFields(type, json, reading);
  return { message, incomplete: reading.incomplete };
}
