/**
 * The bytes of a large answer: pieces of pooled chunks. The chunks go back to the pool when the
 * last reader is done, and the next answer is written into them. Without the pool every reading of
 * a large cluster would allocate tens of megabytes, and each time make the garbage collector walk
 * through the whole state.
 */

/** Also the size from which on an answer is sent piece by piece, as its reader takes it. */
const chunkBytes = 1024 * 1024;
/** Four pollers of a 40 MB state keep two or three bodies busy. */
const mostSpareChunks = 128;
/** Nobody has read anything large for this long: the spare chunks are freed. */
const spareTimeoutMs = 30_000;
/** All bodies that are being written or read; beyond it readers are refused (503). */
const mostChunksTogether = 1024;

export class ChunkPool {
  #spare: Buffer[] = [];
  #inUse = 0;
  #freeing: NodeJS.Timeout | undefined;

  /** Slow readers hold so much that another large answer would be too many. */
  get isExhausted(): boolean {
    return this.#inUse >= mostChunksTogether;
  }

  take(): Buffer {
    this.#inUse++;
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  }

  giveBack(chunks: readonly Buffer[]): void {
    this.#inUse -= chunks.length;
    for (const chunk of chunks) {
      if (this.#spare.length < mostSpareChunks) this.#spare.push(chunk);
    }
    clearTimeout(this.#freeing);
    this.#freeing = setTimeout(() => (this.#spare = []), spareTimeoutMs);
    this.#freeing.unref();
  }
}

/** What was written, for one or several readers; each of them calls `release` once. */
export class Body {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
  readonly #pool: ChunkPool;
  readonly #chunks: readonly Buffer[];
  #readers: number;

  constructor(
    pool: ChunkPool,
    content: { readonly pieces: readonly Uint8Array[]; readonly chunks: readonly Buffer[] },
    readers: number,
  ) {
    this.#pool = pool;
    this.pieces = content.pieces;
    this.#chunks = content.chunks;
    this.length = content.pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#readers = readers;
  }

  get isSmall(): boolean {
    return this.length < chunkBytes;
  }

  /** The whole of it, as the caller's own. */
  takeCopy(): Buffer {
    const copy = Buffer.concat(this.pieces, this.length);
    this.release();
    return copy;
  }

  release(): void {
    this.#readers--;
    if (this.#readers === 0) this.#pool.giveBack(this.#chunks);
  }
}

/** utf8: text. latin1: bytes (protobuf) as strings of one character each, which copy fastest. */
export type DocumentEncoding = 'utf8' | 'latin1';

/** Texts are joined and encoded together: one call into the runtime instead of hundreds. */
const flushCharacters = 64 * 1024;

/** Where a document is written to. */
export class Output {
  readonly #pool: ChunkPool;
  readonly #encoding: DocumentEncoding;
  readonly #chunks: Buffer[] = [];
  readonly #pieces: Uint8Array[] = [];
  #texts: string[] = [];
  #pendingCharacters = 0;
  /** The chunk being filled, and how far. */
  #chunk: Buffer | undefined;
  #filled = 0;

  constructor(pool: ChunkPool, encoding: DocumentEncoding) {
    this.#pool = pool;
    this.#encoding = encoding;
  }

  write(text: string): void {
    this.#texts.push(text);
    this.#pendingCharacters += text.length;
  }

  /** Called between the steps of a document. */
  settle(): void {
    if (this.#pendingCharacters >= flushCharacters) this.#flush();
  }

  finish(readers: number): Body {
    this.#flush();
    this.#closeChunk();
    return new Body(this.#pool, { pieces: this.#pieces, chunks: this.#chunks }, readers);
  }

  abandon(): void {
    this.#pool.giveBack(this.#chunks);
  }

  #flush(): void {
    const text = this.#texts.join('');
    this.#texts = [];
    this.#pendingCharacters = 0;
    const bytes = Buffer.byteLength(text, this.#encoding);
    if (bytes > chunkBytes) {
      this.#closeChunk();
      this.#pieces.push(Buffer.from(text, this.#encoding));
      return;
    }
    if (this.#chunk === undefined || this.#filled + bytes > chunkBytes) this.#openChunk();
    this.#chunk!.write(text, this.#filled, this.#encoding);
    this.#filled += bytes;
  }

  #openChunk(): void {
    this.#closeChunk();
    this.#chunk = this.#pool.take();
    this.#chunks.push(this.#chunk);
  }

  #closeChunk(): void {
    if (this.#chunk !== undefined && this.#filled > 0) {
      this.#pieces.push(this.#chunk.subarray(0, this.#filled));
    }
    this.#chunk = undefined;
    this.#filled = 0;
  }
}
