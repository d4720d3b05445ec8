/**
 * JSON to messages, in Mesos' mapping: `null` is absent, unknown names are ignored (newer clients
 * send them), numbers may come as strings. Everything else that does not fit is refused with the
 * path of the field; nothing is guessed. The path is put together only when there is an error.
 */
import { DecodeError } from './errors.ts';
import { toLong } from './long.ts';
import { EnumType, type Field, type MessageSchema, type ScalarKind } from './schema.ts';

type Dictionary = Record<string, unknown>;

/** Messages may contain themselves (ContainerID); deeper than this is an attack, not a message. */
const deepestNesting = 100;

/** What does not fit, and the way to it, gathered while the error travels up. */
class Misfit extends Error {
  readonly before: string;
  readonly after: string;
  path = '';

  /** The field's name goes between `before` and `after`. */
  constructor(before: string, after = '') {
    super(before);
    this.before = before;
    this.after = after;
  }

  within(step: string): this {
    this.path =
      this.path === '' || this.path.startsWith('[') ? step + this.path : `${step}.${this.path}`;
    return this;
  }

  /** "… field 'uuid'" or, below the top, "… field 'uuid' (acknowledge.uuid)": Mesos' words, then the way. */
  toDecodeError(): DecodeError {
    const name = this.path.split('.').at(-1)!.replace(/\[.*$/, '');
    const place = this.path === name ? `'${name}'` : `'${name}' (${this.path})`;
    return new DecodeError(`${this.before} ${place}${this.after}`);
  }
}

interface Reading {
  depth: number;
  incomplete: boolean;
  /** Fields are looked at by their names' order, not by that of the text. */
  inOrder: boolean;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

function unexpected(value: unknown): never {
  throw new Misfit(`Not expecting a JSON ${kindOf(value)} for field`);
}

const integerLimits: Readonly<Record<string, readonly [number | bigint, number | bigint]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0, 2n ** 64n - 1n],
};

function toInteger(value: number | bigint | string): number | bigint | undefined {
  if (typeof value === 'bigint') return toLong(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return /^-?\d{1,20}$/.test(value) ? toLong(BigInt(value)) : undefined;
}

function notANumber(text: string): never {
  const why = `: syntax error at line 1 near: ${text}`;
  throw new Misfit(`Failed to parse '${text}' as a JSON number for field`, why);
}

function readInteger(kind: string, value: unknown): number | bigint {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') {
    return unexpected(value);
  }
  const integer = toInteger(value);
  const [lowest, highest] = integerLimits[kind]!;
  if (integer === undefined && typeof value === 'string') notANumber(value);
  if (integer === undefined || integer < lowest || integer > highest) {
    throw new Misfit(`Expecting an ${kind}, not ${String(value)}, for field`);
  }
  return integer;
}

function readDouble(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return unexpected(value);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) notANumber(value);
  return number;
}

const base64Form = /^[A-Za-z0-9+/_-]*={0,2}$/;

function readBytes(value: unknown): Uint8Array {
  if (typeof value !== 'string') return unexpected(value);
  const text = value.replaceAll(/\s/g, '');
  if (!base64Form.test(text)) throw new Misfit('Failed to base64 decode bytes field');
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function readScalar(kind: ScalarKind, value: unknown): unknown {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : unexpected(value);
    case 'bool':
      return typeof value === 'boolean' ? value : unexpected(value);
    case 'bytes':
      return readBytes(value);
    case 'double':
    case 'float':
      return readDouble(value);
    default:
      return readInteger(kind, value);
  }
}

/**
 * @compat an unknown name of an enum that has UNKNOWN reads as absent, so that clients newer than
 * this master are understood; any other unknown name is refused.
 */
function readEnum(type: EnumType, field: Field, value: unknown): string | undefined {
  if (typeof value !== 'string') return unexpected(value);
  if (type.has(value)) return value;
  if (type.hasUnknown && field.label !== 'required') return undefined;
  throw new Misfit('Failed to find enum for field', `: '${value}' is not a ${type.typeName}`);
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

function readRepeated(field: Field, value: unknown, reading: Reading): unknown[] | undefined {
  if (!Array.isArray(value)) return unexpected(value);
  const items: unknown[] = [];
  for (let i = 0; i < value.length; i++) {
    try {
      const item = readValue(field, value[i], reading);
      if (item !== undefined) items.push(item);
    } catch (error) {
      throw error instanceof Misfit ? error.within(`[${i}]`) : error;
    }
  }
  return items.length === 0 ? undefined : items;
}

function readMap(field: Field, value: unknown, reading: Reading): object | undefined {
  if (kindOf(value) !== 'object') unexpected(value);
  const entries = Object.entries(value as Dictionary).map(([key, one]): [string, unknown] => {
    try {
      return [key, readValue(field, one, reading)];
    } catch (error) {
      throw error instanceof Misfit ? error.within(`[${key}]`) : error;
    }
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readField(field: Field, value: unknown, reading: Reading): unknown {
  if (field.label === 'repeated') return readRepeated(field, value, reading);
  if (field.label === 'map') return readMap(field, value, reading);
  return readValue(field, value, reading);
}

function readFields(type: MessageSchema, json: Dictionary, reading: Reading): object {
  if (++reading.depth > deepestNesting) {
    throw new DecodeError(`Messages nest deeper than ${deepestNesting}`);
  }
  const message: Dictionary = {};
  let name = '';
  try {
    for (name of reading.inOrder ? Object.keys(json).toSorted() : Object.keys(json)) {
      const value = json[name];
      const field = type.fieldsByName.get(name);
      if (field === undefined || value === null || value === undefined) continue;
      const read = readField(field, value, reading);
      if (read !== undefined) message[name] = read;
    }
  } catch (error) {
    throw error instanceof Misfit ? error.within(name) : error;
  }
  reading.depth--;
  for (const required of type.requiredNames) {
    if (message[required] === undefined) reading.incomplete = true;
  }
  return message;
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
