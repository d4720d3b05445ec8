/**
 * The pieces of which generated code writes messages as JSON, in Mesos' mapping: snake_case names in
 * the order of the .proto, enums by name, bytes in base64, 64-bit integers as plain numbers, doubles
 * always with a fraction, stated defaults written where the field is absent, empty repeated fields
 * left out.
 */
import { EncodeError } from './errors.ts';

/** @compat Mesos writes whole doubles with a fraction (`15.0`), so that readers see a double. */
export function doubleJson(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return `${value}.0`;
  // JSON has no infinities; a bound beyond any sensible value keeps the meaning.
  if (value === Infinity) return '1.7976931348623157e308';
  if (value === -Infinity) return '-1.7976931348623157e308';
  return Number.isNaN(value) ? 'null' : String(value);
}

/** Printable ASCII without quote and backslash: nearly every name and id. */
const plainText = /^[ !#-[\]-~]*$/;

export function quoted(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

export function base64Json(bytes: Uint8Array): string {
  return `"${base64(bytes)}"`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Ids. The engine keeps so few bytes in the heap, and to ask for their buffer would move them out. */
const fewBytes = 64;

/** @throws EncodeError when they are no bytes */
export function base64(bytes: Uint8Array): string {
  const { length } = bytes;
  if (length === undefined) throw new EncodeError('bytes are expected');
  if (length > fewBytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('base64');
  }
  let text = '';
  for (let at = 0; at < length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63]!;
    text += at + 1 < length ? alphabet[(bits >> 6) & 63]! : '=';
    text += at + 2 < length ? alphabet[bits & 63]! : '=';
  }
  return text;
}

/** Not of an empty one. */
export function listJson<T>(items: readonly T[], write: (item: T) => string): string {
  let text = `[${write(items[0]!)}`;
  for (let i = 1; i < items.length; i++) text += `,${write(items[i]!)}`;
  return `${text}]`;
}

export function mapJson<T>(map: Readonly<Record<string, T>>, write: (value: T) => string): string {
  return `{${Object.entries(map)
    .map(([key, value]) => `${quoted(key)}:${write(value)}`)
    .join()}}`;
}
