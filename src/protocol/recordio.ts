/**
 * RecordIO: records on a long stream, each as its length in decimal, a newline, and its bytes:
 * "20\n{"type":"HEARTBEAT"}". Records have nothing to do with the chunks they travel in, so the
 * decoder takes any pieces. It stops for good at the first thing that is no record: what follows
 * garbage cannot be trusted.
 */
import { ByteAccumulator } from '../foundation/byte-accumulator.ts';
import { failure, ok, type Result } from '../foundation/result.ts';

/** The largest honest record is a snapshot of a large cluster, around 100 MiB. */
const defaultMaxRecordBytes = 256 * 1024 * 1024;

const newline = 10;
const zero = 48;
const nine = 57;
const noLength = -1;
const emptyRecord = Buffer.alloc(0);

/** The framed record; framed once, the same buffer goes to every subscriber. */
export function frameRecord(record: Uint8Array | string): Buffer {
  const length = typeof record === 'string' ? Buffer.byteLength(record) : record.length;
  const head = `${length}\n`;
  const framed = Buffer.allocUnsafe(head.length + length);
  framed.write(head, 0, 'latin1');
  if (typeof record === 'string') framed.write(record, head.length);
  else framed.set(record, head.length);
  return framed;
}

export class RecordDecoder {
  readonly #onRecord: (record: Uint8Array) => void;
  #maxRecordBytes: number;
  readonly #partial = new ByteAccumulator();
  /** The length being read, digit by digit; none before the first digit. */
  #digits = noLength;
  /** Bytes of the record that are still to come; none while its length is being read. */
  #missingBytes = noLength;
  #error: string | undefined;

  /** `onRecord` gets a view that may share memory with the pushed chunk. */
  constructor(
    onRecord: (record: Uint8Array) => void,
    maxRecordBytes: number = defaultMaxRecordBytes,
  ) {
    this.#onRecord = onRecord;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** From the next length on; may be called from within `onRecord`. */
  allow(maxRecordBytes: number): void {
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** True between two records: a stream that ends elsewhere was cut. */
  get isAtBoundary(): boolean {
    return this.#digits === noLength && this.#missingBytes === noLength;
  }

  /** After a failure every further push fails with the same words. */
  push(chunk: Uint8Array): Result<undefined> {
    let at = 0;
    while (at < chunk.length && this.#error === undefined) {
      at = this.#missingBytes === noLength ? this.#readLength(chunk, at) : this.#read(chunk, at);
    }
    return this.#error === undefined ? ok(undefined) : failure(this.#error);
  }

  #readLength(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]!;
    if (byte >= zero && byte <= nine) {
      this.#digits = Math.max(this.#digits, 0) * 10 + (byte - zero);
      if (this.#digits > this.#maxRecordBytes) {
        const rule = `expecting at most ${this.#maxRecordBytes}`;
        this.#error = `Failed to decode length: ${this.#digits}... bytes are too many, ${rule}`;
      }
    } else if (byte === newline && this.#digits !== noLength) {
      this.#missingBytes = this.#digits;
      this.#digits = noLength;
      if (this.#missingBytes === 0) this.#deliver(emptyRecord);
    } else {
      const shown = JSON.stringify(String.fromCharCode(byte));
      this.#error = `Failed to decode length: expecting decimal digits and a newline, not ${shown}`;
    }
    return at + 1;
  }

  #read(chunk: Uint8Array, at: number): number {
    const end = Math.min(chunk.length, at + this.#missingBytes);
    const piece = chunk.subarray(at, end);
    this.#missingBytes -= piece.length;
    if (this.#missingBytes > 0) {
      this.#partial.append(piece);
    } else if (this.#partial.length > 0) {
      this.#partial.append(piece);
      this.#deliver(this.#partial.take());
    } else {
      this.#deliver(piece);
    }
    return end;
  }

  #deliver(record: Uint8Array): void {
    this.#missingBytes = noLength;
    this.#onRecord(record);
  }
}
