/** Takes one field out of the bytes of a message, whatever is in it, without reading it. */
import { Reader } from './reader.ts';

/** Of the outermost message. @throws DecodeError when the bytes are malformed */
export function withoutField(bytes: Uint8Array, field: number): Uint8Array {
  const reader = new Reader(bytes);
  const kept: Uint8Array[] = [];
  /** Since here all is kept. */
  let from = 0;
  while (reader.pos < bytes.length) {
    const start = reader.pos;
    const tag = reader.uint32();
    reader.skip(tag);
    if (tag >>> 3 !== field) continue;
    if (from < start) kept.push(bytes.subarray(from, start));
    from = reader.pos;
  }
  kept.push(bytes.subarray(from));
  return Buffer.concat(kept);
}
