/**
 * The texts of single records, kept from one reading to the next. The core empties a record's slot
 * whenever the record changes (`touch`), so a text that is still there is still true, and reading a
 * large cluster again costs little more than copying.
 */
import type { Cached } from '../core/state.ts';

/**
 * old: as /state and its relatives show the record. detail: what /slaves shows beyond that.
 * json, protobuf: as the v1 operator API shows it (bytes as a latin1 string).
 */
export type FragmentKind = 'old' | 'detail' | 'json' | 'protobuf';

class Fragments implements Record<FragmentKind, string | undefined> {
  old: string | undefined = undefined;
  detail: string | undefined = undefined;
  json: string | undefined = undefined;
  protobuf: string | undefined = undefined;
}

export function fragmentOf<T extends Cached>(
  record: T,
  kind: FragmentKind,
  encode: (record: T) => string,
): string {
  const fragments = (record.fragments ??= new Fragments()) as Fragments;
  return (fragments[kind] ??= flattened(encode(record)));
}

/**
 * A string put together with `+` is a tree of its parts until somebody reads it. Looking at it as
 * a number makes the runtime lay it out in one piece, which takes a fifth of the memory.
 */
function flattened(text: string): string {
  Number(text);
  return text;
}
