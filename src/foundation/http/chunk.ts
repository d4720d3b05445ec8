/**
 * A chunk of a chunked body, RFC 9112. Event streams frame their records themselves, one chunk for
 * each record as Mesos does, so that what many readers get is framed once.
 */
import type { ByteAccumulator } from '../byte-accumulator.ts';

/** Nothing for nothing: an empty chunk would be the end of the body. */
export function appendChunk(out: ByteAccumulator, record: Uint8Array): void {
  if (record.length === 0) return;
  out.appendLatin1(chunkHead(record.length));
  out.append(record);
  out.appendLatin1(chunkEnd);
}

export function chunkHead(length: number): string {
  return `${length.toString(16)}\r\n`;
}

export const chunkEnd = '\r\n';
