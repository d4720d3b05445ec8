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
  // Bytes come in one piece already.
  return (fragments[kind] ??= kind === 'protobuf' ? encode(record) : flattened(encode(record)));
}

/** Longer texts are rare enough to be laid out in a buffer of their own. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);
const mostBytesPerCharacter = 3;

/**
 * A string put together with `+` is a tree of its parts, five times as large as its text. Written
 * out and read back it is one piece.
 */
function flattened(text: string): string {
  if (text.length * mostBytesPerCharacter > scratch.length) return Buffer.from(text).toString();
  const bytes = scratch.write(text);
  return scratch.toString(bytes === text.length ? 'latin1' : 'utf8', 0, bytes);
}
