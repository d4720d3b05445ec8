/**
 * ZooKeeper's encoding of messages ("jute"): big-endian numbers, texts and buffers behind their
 * length, vectors behind their count. Each message on a connection stands behind its own length.
 */

/** What a server sent makes no message: the connection is of no use any more. */
export class JuteError extends Error {}

const smallestCapacity = 128;

export class JuteWriter {
  #bytes = Buffer.allocUnsafe(smallestCapacity);
  #length = 4;

  int(value: number): this {
    this.#reserve(4);
    this.#bytes.writeInt32BE(value, this.#length);
    this.#length += 4;
    return this;
  }

  long(value: bigint): this {
    this.#reserve(8);
    this.#bytes.writeBigInt64BE(value, this.#length);
    this.#length += 8;
    return this;
  }

  bool(value: boolean): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value ? 1 : 0;
    return this;
  }

  buffer(value: Uint8Array): this {
    this.int(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  text(value: string): this {
    return this.buffer(Buffer.from(value));
  }

  vector<T>(items: readonly T[], write: (item: T) => void): this {
    this.int(items.length);
    for (const item of items) write(item);
    return this;
  }

  /** How many bytes the message has, without its length. */
  get size(): number {
    return this.#length - 4;
  }

  /** The message behind its length. */
  finish(): Uint8Array {
    this.#bytes.writeInt32BE(this.size, 0);
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

export class JuteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  int(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  long(): bigint {
    return this.#bytes.readBigInt64BE(this.#take(8));
  }

  /** Milliseconds since the epoch, versions of transactions in files: all that fits a number. */
  longNumber(): number {
    return Number(this.long());
  }

  bool(): boolean {
    return this.#bytes[this.#take(1)] !== 0;
  }

  /** A copy; -1 stands for no buffer, which nobody here tells from an empty one. */
  buffer(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#span());
  }

  text(): string {
    return this.#span().toString('utf8');
  }

  vector<T>(read: () => T): T[] {
    const count = this.int();
    // Each item has a byte at least.
    if (count > this.#bytes.length - this.#at) throw new JuteError(`a vector of ${count} items`);
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(read());
    return items;
  }

  #span(): Buffer {
    const length = Math.max(0, this.int());
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  #take(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) {
      throw new JuteError(`${count} bytes more than the ${this.#bytes.length} that came`);
    }
    this.#at = start + count;
    return start;
  }
}

/** Cuts what comes in on a connection into messages. */
export class MessageCutter {
  readonly #longest: number;
  #pending: Buffer = Buffer.alloc(0);

  constructor(longestBytes: number) {
    this.#longest = longestBytes;
  }

  /** @throws JuteError for a length that no server would send. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let data = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const messages: Uint8Array[] = [];
    while (data.length >= 4) {
      const length = data.readInt32BE(0);
      if (length < 0 || length > this.#longest) {
        throw new JuteError(`a message of ${length} bytes, at most ${this.#longest} are taken`);
      }
      if (data.length < 4 + length) break;
      messages.push(data.subarray(4, 4 + length));
      data = data.subarray(4 + length);
    }
    this.#pending = data;
    return messages;
  }
}
