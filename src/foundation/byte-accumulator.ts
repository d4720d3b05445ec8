/**
 * Bytes that arrive in pieces and are wanted whole. A list of the pieces would let a peer that
 * sends one byte at a time cost a hundred times what it sends; this keeps one buffer that doubles,
 * so memory is at most twice the bytes received. It trusts no announced length: one only keeps the
 * last doubling from going beyond it.
 */

/** Small enough that ten thousand waiting connections cost little. */
const firstCapacityBytes = 1024;

const nothing = Buffer.alloc(0);

export class ByteAccumulator {
  #bytes: Buffer = nothing;
  #length = 0;
  #expectedBytes = Infinity;

  get length(): number {
    return this.#length;
  }

  /** What it takes of memory. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** So many bytes are announced in all; a wrong number costs nothing but copies. */
  expect(bytes: number): void {
    this.#expectedBytes = bytes;
  }

  append(piece: Uint8Array): void {
    this.#reserve(piece.length);
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }

  /** Appends text whose characters are all single bytes. */
  appendLatin1(text: string): void {
    this.#reserve(text.length);
    this.#length += this.#bytes.write(text, this.#length, 'latin1');
  }

  /** What has arrived so far; valid until the next append. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Hands over what has arrived and starts afresh. */
  take(): Buffer {
    const taken = this.view();
    this.#bytes = nothing;
    this.#length = 0;
    this.#expectedBytes = Infinity;
    return taken;
  }

  #reserve(extraBytes: number): void {
    const needed = this.#length + extraBytes;
    if (needed <= this.#bytes.length) return;
    const doubled = Math.max(this.#bytes.length * 2, firstCapacityBytes);
    const capacity = Math.max(needed, Math.min(doubled, this.#expectedBytes));
    const grown = Buffer.allocUnsafeSlow(capacity);
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
