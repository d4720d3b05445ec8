/**
 * Writes protobuf from the last byte to the first. A nested message is preceded by its length;
 * written backwards, the length is known when its turn comes, so one pass is enough and nothing
 * is measured twice or moved. Generated code therefore writes the fields of a message in reverse.
 */
import { EncodeError } from './errors.ts';
import type { Long } from './long.ts';

/** Strings up to this many characters are copied by hand: cheaper than a call into the runtime. */
const shortStringLength = 40;
/** The same for bytes: ids, mostly. */
const fewBytes = 32;

export class Writer {
  buf: Buffer;
  view: DataView;
  /** Index of the first byte written so far; bytes before it are free. */
  pos: number;
  /** Set when a required field was missing; the caller then looks for its path. */
  incomplete = false;

  constructor(capacityBytes = 64 * 1024) {
    this.buf = Buffer.allocUnsafeSlow(capacityBytes);
    this.view = new DataView(this.buf.buffer, this.buf.byteOffset, this.buf.byteLength);
    this.pos = capacityBytes;
  }

  reset(): void {
    this.pos = this.buf.length;
    this.incomplete = false;
  }

  /** Bytes written so far; a difference of two is the length of what was written between. */
  size(): number {
    return this.buf.length - this.pos;
  }

  finish(): Buffer {
    const copy = Buffer.allocUnsafe(this.size());
    this.buf.copy(copy, 0, this.pos);
    return copy;
  }

  /** What `finish` gives, where it lies: good until something else is written. */
  lend(): Uint8Array {
    return this.buf.subarray(this.pos);
  }

  #grow(neededBytes: number): void {
    const used = this.size();
    const next = Buffer.allocUnsafeSlow(Math.max(this.buf.length * 2, used + neededBytes));
    this.buf.copy(next, next.length - used, this.pos);
    this.buf = next;
    this.view = new DataView(next.buffer, next.byteOffset, next.byteLength);
    this.pos = next.length - used;
  }

  byte(value: number): void {
    if (this.pos < 1) this.#grow(1);
    this.buf[--this.pos] = value;
  }

  /** A varint of an unsigned 32-bit value that is known to be one (tags and lengths). */
  varint32(value: number): void {
    if (value < 0x80) {
      this.byte(value);
      return;
    }
    if (this.pos < 5) this.#grow(5);
    const bytes = value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
    let at = (this.pos -= bytes);
    const { buf } = this;
    while (value > 0x7f) {
      buf[at++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    buf[at] = value;
  }

  #varint64(low: number, high: number): void {
    if (high === 0) {
      this.varint32(low);
      return;
    }
    if (this.pos < 10) this.#grow(10);
    let bytes = 5;
    for (let rest = high >>> 3; rest !== 0; rest >>>= 7) bytes++;
    let at = (this.pos -= bytes);
    const { buf } = this;
    while (high !== 0) {
      buf[at++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    while (low > 0x7f) {
      buf[at++] = (low & 0x7f) | 0x80;
      low >>>= 7;
    }
    buf[at] = low;
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw new EncodeError(`${String(value)} is not a uint32`);
    this.varint32(value);
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw new EncodeError(`${String(value)} is not an int32`);
    if (value >= 0) this.varint32(value);
    else this.#varint64(value >>> 0, 0xffffffff);
  }

  uint64(value: Long): void {
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new EncodeError(`${String(value)} is not a uint64`);
      }
      this.#varint64(value >>> 0, Math.floor(value / 0x100000000));
    } else {
      if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) {
        throw new EncodeError(`${String(value)} is not a uint64`);
      }
      this.#varint64(Number(value & 0xffffffffn), Number(value >> 32n));
    }
  }

  int64(value: Long): void {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
      this.#varint64(value >>> 0, Math.floor(value / 0x100000000));
      return;
    }
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new EncodeError(`${String(value)} is not an int64`);
    }
    const wide = BigInt(value);
    if (BigInt.asIntN(64, wide) !== wide) throw new EncodeError(`${String(value)} is not an int64`);
    const bits = BigInt.asUintN(64, wide);
    this.#varint64(Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  bool(value: boolean): void {
    if (value !== true && value !== false) {
      throw new EncodeError(`${String(value)} is not a boolean`);
    }
    this.byte(value ? 1 : 0);
  }

  double(value: number): void {
    if (typeof value !== 'number') throw new EncodeError(`${String(value)} is not a number`);
    if (this.pos < 8) this.#grow(8);
    this.pos -= 8;
    this.view.setFloat64(this.pos, value, true);
  }

  float(value: number): void {
    if (typeof value !== 'number') throw new EncodeError(`${String(value)} is not a number`);
    if (this.pos < 4) this.#grow(4);
    this.pos -= 4;
    this.view.setFloat32(this.pos, value, true);
  }

  /** Length and bytes of a string. */
  string(value: string): void {
    if (typeof value !== 'string') throw new EncodeError(`${String(value)} is not a string`);
    const { length } = value;
    if (length <= shortStringLength && this.#ascii(value, length)) return;
    const bytes = Buffer.byteLength(value);
    if (this.pos < bytes + 5) this.#grow(bytes + 5);
    this.pos -= bytes;
    this.buf.write(value, this.pos, bytes, bytes === length ? 'latin1' : 'utf8');
    this.varint32(bytes);
  }

  #ascii(value: string, length: number): boolean {
    if (this.pos < length + 5) this.#grow(length + 5);
    const { buf } = this;
    const start = this.pos - length;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      buf[start + i] = code;
    }
    buf[start - 1] = length;
    this.pos = start - 1;
    return true;
  }

  /** What was written before, as it is. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.pos < length) this.#grow(length);
    this.pos -= length;
    this.buf.set(bytes, this.pos);
  }

  /** Length and content of a byte field. */
  bytes(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw new EncodeError(`${String(value)} is not bytes`);
    const { length } = value;
    if (this.pos < length + 5) this.#grow(length + 5);
    this.pos -= length;
    if (length > fewBytes) this.buf.set(value, this.pos);
    else for (let i = 0; i < length; i++) this.buf[this.pos + i] = value[i]!;
    this.varint32(length);
  }
}
