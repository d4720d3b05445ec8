/**
 * Messages to JSON in Mesos' mapping: snake_case names in the order of the .proto, enums by name,
 * bytes in base64, 64-bit integers as plain numbers, doubles always with a fraction, stated
 * defaults written where the field is absent, empty repeated fields left out.
 */
import { EnumType, type Field, type MessageSchema } from './schema.ts';

type Dictionary = Record<string, unknown>;

/** @compat Mesos writes whole doubles with a fraction (`15.0`), so that readers see a double. */
export function doubleJson(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return `${value}.0`;
  // JSON has no infinities; a bound beyond any sensible value keeps the meaning.
  if (value === Infinity) return '1.7976931348623157e308';
  if (value === -Infinity) return '-1.7976931348623157e308';
  return Number.isNaN(value) ? 'null' : String(value);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function valueJson(field: Field, value: unknown): string {
  const { type } = field;
  if (typeof type === 'function') return writeMessageJson(type(), value as object);
  if (type instanceof EnumType) return `"${value as string}"`;
  switch (type) {
    case 'string':
      return JSON.stringify(value);
    case 'bytes':
      return `"${base64(value as Uint8Array)}"`;
    case 'double':
    case 'float':
      return doubleJson(value as number);
    case 'bool':
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
      return String(value);
  }
}

function fieldJson(field: Field, value: unknown): string {
  if (field.label === 'repeated') {
    const items = value as unknown[];
    let text = `[${valueJson(field, items[0])}`;
    for (let i = 1; i < items.length; i++) text += `,${valueJson(field, items[i])}`;
    return `${text}]`;
  }
  if (field.label === 'map') {
    const entries = Object.entries(value as Dictionary);
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${valueJson(field, v)}`).join()}}`;
  }
  return valueJson(field, value);
}

/** What JSON shows of a field: its value, else its stated default, else nothing. */
function shownValue(field: Field, message: Dictionary): unknown {
  const value = message[field.name];
  if (value === undefined || value === null) return field.default;
  if (field.label === 'repeated' && (value as unknown[]).length === 0) return undefined;
  if (field.label === 'map' && Object.keys(value).length === 0) return undefined;
  return value;
}

export function writeMessageJson(type: MessageSchema, message: object): string {
  let text = '';
  for (const field of type.fields) {
    const value = shownValue(field, message as Dictionary);
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}"${field.name}":${fieldJson(field, value)}`;
  }
  return `{${text}}`;
}

function plainValue(field: Field, value: unknown): unknown {
  if (typeof field.type === 'function') return messageJsonValue(field.type(), value as object);
  return field.type === 'bytes' ? base64(value as Uint8Array) : value;
}

export function messageJsonValue(type: MessageSchema, message: object): Dictionary {
  const json: Dictionary = {};
  for (const field of type.fields) {
    const value = shownValue(field, message as Dictionary);
    if (value === undefined) continue;
    if (field.label === 'repeated') {
      json[field.name] = (value as unknown[]).map((one) => plainValue(field, one));
    } else if (field.label === 'map') {
      json[field.name] = Object.fromEntries(
        Object.entries(value as Dictionary).map(([key, one]) => [key, plainValue(field, one)]),
      );
    } else {
      json[field.name] = plainValue(field, value);
    }
  }
  return json;
}
