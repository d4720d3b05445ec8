/**
 * The two binary formats of Mesos' work directories. A record file holds one message, a sequence
 * file holds messages one after another; each is a 4-byte little-endian length and then the bytes.
 * There is no checksum.
 *
 * A crash may tear the last record of a sequence: its length or its bytes are cut short, or the
 * file grew and the new part reads as zeros. Reading stops there and says how many bytes were
 * good; whoever wants to append again has to cut the file to that size first.
 */
import { failure, ok, type Result } from '../foundation/result.ts';

const headerBytes = 4;

/** Larger than any message that Mesos checkpoints; a greater length can only be damage. */
const maxRecordBytes = 64 * 1024 * 1024;

/** The bytes of a record file, or what to append to a sequence file. */
export function encodeRecord(message: Uint8Array): Uint8Array {
  const record = new Uint8Array(headerBytes + message.length);
  new DataView(record.buffer).setUint32(0, message.length, true);
  record.set(message, headerBytes);
  return record;
}

/** The message of a record file, which must be whole. */
export function decodeRecord(file: Uint8Array): Result<Uint8Array> {
  if (file.length < headerBytes) {
    return failure(`Expected a length of 4 bytes but the file has ${file.length} bytes`);
  }
  const messageBytes = lengthAt(file, 0);
  if (messageBytes !== file.length - headerBytes) {
    const rest = file.length - headerBytes;
    return failure(`The record says that it has ${messageBytes} bytes but ${rest} bytes follow`);
  }
  return ok(file.subarray(headerBytes));
}

export interface RecordSequence {
  readonly records: readonly Uint8Array[];
  /** Bytes up to the end of the last whole record. */
  readonly intactBytes: number;
  /** Something follows the last whole record: the crash tore a write. */
  readonly isTorn: boolean;
}

/** The messages of a sequence file, up to a torn end. The records are views into `file`. */
export function decodeRecordSequence(file: Uint8Array): RecordSequence {
  const records: Uint8Array[] = [];
  let offset = 0;
  while (offset + headerBytes <= file.length) {
    const messageBytes = lengthAt(file, offset);
    const end = offset + headerBytes + messageBytes;
    // No message of a sequence is empty: a length of zero is a hole that the crash left.
    if (messageBytes === 0 || messageBytes > maxRecordBytes || end > file.length) break;
    records.push(file.subarray(offset + headerBytes, end));
    offset = end;
  }
  return { records, intactBytes: offset, isTorn: offset < file.length };
}

function lengthAt(file: Uint8Array, offset: number): number {
  return new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(offset, true);
}
