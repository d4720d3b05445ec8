/**
 * Bytes that arrive in pieces and are wanted whole. A list of the pieces would let a peer that
 * sends one byte at a time cost a hundred times what it sends; this keeps one buffer that doubles,
 * so memory is at most twice the bytes received. It trusts no announced length: nothing is
 * allocated before it has arrived.
 */

/** Small enough that ten thousand waiting connections cost little. */
const firstCapacityBytes = 1024;

export class ByteAccumulator {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
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
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return taken;
  }

  #reserve(extraBytes: number): void {
    const needed = this.#length + extraBytes;
    if (needed <= this.#bytes.length) return;
    const capacity = Math.max(needed, this.#bytes.length * 2, firstCapacityBytes);
    const grown = Buffer.allocUnsafeSlow(capacity);
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
