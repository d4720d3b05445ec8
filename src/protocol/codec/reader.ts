/**
 * Reads protobuf. Bounds are checked in two places only: every length against the end of the
 * buffer, and at the end of every message that reading stopped exactly where its length said.
 * Hostile bytes therefore end in a DecodeError, never beyond the buffer and never in a loop.
 */
import { DecodeError } from './errors.ts';
import { type Long, toLong } from './long.ts';

/** As deep as protobuf's own implementations go before they refuse. */
const deepestNesting = 100;
/**
 * Strings up to this many bytes are decoded by hand: cheaper than a call into the runtime. Longer ones
 * would be kept as trees of their parts, which costs the collector more than it saves.
 */
const shortStringBytes = 8;

export class Reader {
  readonly buf: Buffer;
  pos = 0;
  depth = 0;
  /** Set when a message lacked a required field; the caller then looks for its path. */
  incomplete = false;
  /** Set when a field was skipped, anywhere: this version does not know all of the message. */
  hasSkipped = false;
  /** How many more texts, byte strings and messages may come: memory and time follow these. */
  #partsLeft: number;

  constructor(bytes: Uint8Array, mostParts = Infinity) {
    this.#partsLeft = mostParts;
    this.buf = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fail(what: string): never {
    throw new DecodeError(`Malformed protobuf: ${what} at byte ${this.pos} of ${this.buf.length}`);
  }

  /** An unsigned varint cut to 32 bits: tags, lengths, enums, uint32. */
  uint32(): number {
    const { buf } = this;
    let byte = buf[this.pos++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = buf[this.pos++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    // Negative int32 and enum values are sign-extended to ten bytes: the rest is not needed.
    for (let i = 0; i < 5; i++) if (buf[this.pos++]! < 0x80) return value >>> 0;
    return this.fail('a varint is longer than ten bytes or cut off');
  }

  int32(): number {
    return this.uint32() | 0;
  }

  bool(): boolean {
    const { buf } = this;
    let any = 0;
    for (let i = 0; i < 10; i++) {
      const byte = buf[this.pos++]!;
      any |= byte & 0x7f;
      if (byte < 0x80) return any !== 0;
    }
    return this.fail('a varint is longer than ten bytes or cut off');
  }

  #wide(): bigint {
    const { buf } = this;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = buf[this.pos++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return this.fail('a varint is longer than ten bytes or cut off');
  }

  #narrow(): number {
    const { buf } = this;
    let value = 0;
    let unit = 1;
    for (let at = this.pos; at < this.pos + 7; at++) {
      const byte = buf[at]!;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        this.pos = at + 1;
        return value;
      }
      unit *= 128;
    }
    return -1;
  }

  uint64(): Long {
    const value = this.#narrow();
    return value >= 0 ? value : toLong(this.#wide());
  }

  int64(): Long {
    const value = this.#narrow();
    return value >= 0 ? value : toLong(BigInt.asIntN(64, this.#wide()));
  }

  double(): number {
    if (this.pos + 8 > this.buf.length) this.fail('a double is cut off');
    const value = this.buf.readDoubleLE(this.pos);
    this.pos += 8;
    return value;
  }

  float(): number {
    if (this.pos + 4 > this.buf.length) this.fail('a float is cut off');
    const value = this.buf.readFloatLE(this.pos);
    this.pos += 4;
    return value;
  }

  /** Reads a length and gives the index behind what it spans. */
  span(): number {
    if (--this.#partsLeft < 0) this.fail('the message has more parts than are taken');
    const length = this.uint32();
    const end = this.pos + length;
    if (!(end <= this.buf.length)) this.fail(`a length of ${length} bytes reaches past the end`);
    return end;
  }

  string(): string {
    const end = this.span();
    const { buf } = this;
    if (end - this.pos > shortStringBytes) return this.#longString(end);
    let text = '';
    for (let at = this.pos; at < end; at++) {
      const byte = buf[at]!;
      if (byte > 0x7f) return this.#longString(end);
      text += String.fromCharCode(byte);
    }
    this.pos = end;
    return text;
  }

  #longString(end: number): string {
    const text = this.buf.toString('utf8', this.pos, end);
    this.pos = end;
    return text;
  }

  /** A copy: the message may outlive the buffer that it came in. */
  bytes(): Uint8Array {
    const end = this.span();
    const copy = new Uint8Array(end - this.pos);
    for (let i = 0; i < copy.length && i < 32; i++) copy[i] = this.buf[this.pos + i]!;
    if (copy.length > 32) copy.set(this.buf.subarray(this.pos, end));
    this.pos = end;
    return copy;
  }

  skip(tag: number): void {
    this.hasSkipped = true;
    if (tag >>> 3 === 0) this.fail('field number 0');
    switch (tag & 7) {
      case 0:
        this.bool();
        return;
      case 1:
        this.pos += 8;
        return;
      case 2:
        this.pos = this.span();
        return;
      case 3:
        this.#skipGroup(tag >>> 3);
        return;
      case 5:
        this.pos += 4;
        return;
      default:
        this.fail(`wire type ${tag & 7} of field ${tag >>> 3} is unknown`);
    }
  }

  #skipGroup(field: number): void {
    this.enter();
    for (;;) {
      if (this.pos >= this.buf.length) this.fail(`group ${field} does not end`);
      const tag = this.uint32();
      if ((tag & 7) === 4) break;
      this.skip(tag);
    }
    this.leave();
  }

  /** Generated code of messages that may nest in themselves brackets itself with these two. */
  enter(): void {
    if (++this.depth > deepestNesting) this.fail(`messages nest deeper than ${deepestNesting}`);
  }

  leave(): void {
    this.depth--;
  }

  /** Every message ends here: exactly where its length said. */
  close(end: number): void {
    if (this.pos !== end) this.fail('a field reaches past the end of its message');
  }
}
