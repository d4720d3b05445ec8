/**
 * Small pieces of JSON text in the forms of the older endpoints. Functions of this folder return
 * text rather than objects, so that callers can keep fragments and join them. What is written for
 * each of many records is joined by hand (`quoted`, `optionalField`); `objectJson` is for the rest.
 */
import { doubleJson, quoted } from '../../protocol/codec/json-write.ts';

/** An array of strings. */
export function quotedList(texts: Iterable<string>): string {
  return `[${Array.from(texts, quoted).join()}]`;
}

export function stringJson(value: string | undefined): string | undefined {
  return value === undefined ? undefined : quoted(value);
}

/** Times are seconds since the epoch, as doubles. */
export function secondsJson(timeMs: number): string {
  return doubleJson(timeMs / 1000);
}

/** `,"name":value` when there is a value. */
export function optionalField(name: string, json: string | undefined): string {
  return json === undefined ? '' : `,"${name}":${json}`;
}

/** `[name, JSON text]`; undefined values are left out. */
export type JsonField = readonly [name: string, json: string | undefined];

export function objectJson(fields: readonly JsonField[]): string {
  let text = '';
  for (const [name, json] of fields) {
    if (json === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(name)}:${json}`;
  }
  return `{${text}}`;
}

export function arrayJson<T>(items: Iterable<T>, write: (item: T) => string): string {
  let text = '';
  for (const item of items) text += `${text === '' ? '' : ','}${write(item)}`;
  return `[${text}]`;
}
