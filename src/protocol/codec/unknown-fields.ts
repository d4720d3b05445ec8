/**
 * Fields of a message that this version does not know, as they were written. Readers skip them; who
 * writes an entry of somebody newer again keeps them by appending them: protobuf does not mind where
 * a field stands.
 */
import { Reader } from './reader.ts';
import type { MessageSchema } from './schema.ts';

/**
 * Of the message itself, not of those inside it. Undefined when there are none.
 * @throws DecodeError when the bytes are malformed
 */
export function unknownFieldsOf(type: MessageSchema, bytes: Uint8Array): Buffer | undefined {
  const reader = new Reader(bytes);
  const unknown: Uint8Array[] = [];
  while (reader.pos < bytes.length) {
    const start = reader.pos;
    const tag = reader.uint32();
    reader.skip(tag);
    if (type.fields.some(({ number }) => number === tag >>> 3)) continue;
    unknown.push(reader.buf.subarray(start, reader.pos));
  }
  return unknown.length === 0 ? undefined : Buffer.concat(unknown);
}
