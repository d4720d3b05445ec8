/**
 * Where in a message malformed bytes are. Generated readers are fast and know only the byte; when
 * one fails, the bytes are walked once more by the table of fields, to name the field's path.
 */
import { DecodeError } from './errors.ts';
import { Reader } from './reader.ts';
import type { MessageSchema } from './schema.ts';

/** Walks a message until it fails; `path` then holds the names of the fields it was in. */
function walk(type: MessageSchema, reader: Reader, end: number, path: string[]): void {
  reader.enter();
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = type.fields.find(({ number }) => number === tag >>> 3);
    path.push(field?.name ?? `field ${tag >>> 3}`);
    if ((tag & 7) === 2 && typeof field?.type === 'function' && field.label !== 'map') {
      walk(field.type(), reader, reader.span(), path);
    } else {
      reader.skip(tag);
    }
    if (reader.pos > end) break;
    path.pop();
  }
  reader.close(end);
  reader.leave();
}

export function explainMalformed(type: MessageSchema, bytes: Uint8Array, error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error;
  const path: string[] = [];
  try {
    walk(type, new Reader(bytes), bytes.length, path);
  } catch {
    return new DecodeError(
      path.length === 0 ? error.message : `${error.message}, in ${path.join('.')}`,
    );
  }
  return error;
}
