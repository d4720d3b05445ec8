/** Small pieces of JSON text in the forms of the older endpoints. */
import { doubleJson } from '../../protocol/codec/json-write.ts';

/** Printable ASCII without quote and backslash: nearly every name and id. */
const plainText = /^[ !#-[\]-~]*$/;

export function quoted(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** An array of strings. */
export function quotedList(texts: Iterable<string>): string {
  return `[${Array.from(texts, quoted).join()}]`;
}

/** Times are seconds since the epoch, as doubles. */
export function secondsJson(timeMs: number): string {
  return doubleJson(timeMs / 1000);
}

/** `,"name":value` when there is a value. */
export function optionalField(name: string, json: string | undefined): string {
  return json === undefined ? '' : `,"${name}":${json}`;
}
