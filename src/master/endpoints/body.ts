/**
 * The bytes of a large answer: what is kept of many records (shelf.ts) as it lies there, and between
 * it pieces of pooled chunks. The chunks go back to the pool when the last reader is done, and the
 * next answer is written into them.
 */
import type { Fragment } from './shelf.ts';

/** Also the size from which on an answer is sent piece by piece, as its reader takes it. */
const chunkBytes = 1024 * 1024;
/** Most of a large answer is lent, and needs few. */
const mostSpareChunks = 16;
/** Nobody has read anything large for this long: the spare chunks are freed. */
const spareTimeoutMs = 30_000;
/** All bodies that are being written or read; beyond it readers are refused (503). */
const mostBytesTogether = 1024 * 1024 * 1024;

interface BodyContent {
  readonly pieces: readonly Uint8Array[];
  readonly chunks: readonly Buffer[];
  /** Of those pieces that are on a shelf. */
  readonly lentBytes: number;
}

export class ChunkPool {
  #spare: Buffer[] = [];
  #bytesInUse = 0;
  #freeing: NodeJS.Timeout | undefined;

  /** Slow readers hold so much that another large answer would be too many. */
  get isExhausted(): boolean {
    return this.#bytesInUse >= mostBytesTogether;
  }

  take(): Buffer {
    this.#bytesInUse += chunkBytes;
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  }

  /** Bytes of a shelf, which may be nobody else's by the time that they are read. */
  lend(bytes: number): void {
    this.#bytesInUse += bytes;
  }

  giveBack({ chunks, lentBytes }: BodyContent): void {
    this.#bytesInUse -= chunks.length * chunkBytes + lentBytes;
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
  readonly length: number;
  readonly #pool: ChunkPool;
  readonly #content: BodyContent;
  #readers: number;

  constructor(pool: ChunkPool, content: BodyContent, readers: number) {
    this.#pool = pool;
    this.#content = content;
    this.length = content.pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#readers = readers;
  }

  get pieces(): readonly Uint8Array[] {
    return this.#content.pieces;
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
    if (this.#readers === 0) this.#pool.giveBack(this.#content);
  }
}

/** Texts are joined and encoded together: one call into the runtime instead of hundreds. */
const flushCharacters = 64 * 1024;
/** Kept bytes that lie side by side are sent as they lie; fewer are copied, which is cheaper. */
const leastRunBytes = 256 * 1024;

/** Where a document is written to: texts (in UTF-8), bytes, and fragments that are kept. */
export class Output {
  readonly #pool: ChunkPool;
  readonly #chunks: Buffer[] = [];
  readonly #pieces: Uint8Array[] = [];
  #lentBytes = 0;
  #texts: string[] = [];
  #pendingCharacters = 0;
  /** Fragments side by side; they come behind the texts. */
  #run: { readonly bytes: Buffer; readonly start: number; end: number } | undefined;
  /** The chunk being filled, from where it is not among the pieces yet, and how far. */
  #chunk: Buffer | undefined;
  #from = 0;
  #filled = 0;

  constructor(pool: ChunkPool) {
    this.#pool = pool;
  }

  write(content: string | Uint8Array): void {
    if (this.#run !== undefined) this.#closeRun();
    if (typeof content === 'string') {
      this.#texts.push(content);
      this.#pendingCharacters += content.length;
    } else {
      this.#flush();
      this.#copy(content, 0, content.length);
    }
  }

  /** Without so many of its first and last bytes. */
  writeFragment(
    { slab, start, end }: Fragment,
    without: { first?: number; last?: number } = {},
  ): void {
    const from = start + (without.first ?? 0);
    const to = end - (without.last ?? 0);
    const run = this.#run;
    if (run !== undefined && run.bytes === slab.bytes && run.end === from) {
      run.end = to;
      return;
    }
    if (run !== undefined) this.#closeRun();
    this.#run = { bytes: slab.bytes, start: from, end: to };
  }

  /** Called between the steps of a document. */
  settle(): void {
    if (this.#run === undefined && this.#pendingCharacters >= flushCharacters) this.#flush();
  }

  finish(readers: number): Body {
    this.#closeRun();
    this.#closePiece();
    return new Body(this.#pool, this.#fitting(), readers);
  }

  /** What fills little of its only chunk is moved: a reader may keep it from the next answer for long. */
  #fitting(): BodyContent {
    const content = this.#content();
    const [chunk] = content.chunks;
    const isFull = this.#filled > chunkBytes / 2;
    if (chunk === undefined || content.chunks.length > 1 || isFull) return content;
    const pieces = content.pieces.map((piece) =>
      piece.buffer === chunk.buffer ? Buffer.from(piece) : piece,
    );
    this.#pool.giveBack({ pieces: [], chunks: content.chunks, lentBytes: 0 });
    return { ...content, pieces, chunks: [] };
  }

  abandon(): void {
    this.#pool.giveBack(this.#content());
  }

  #content(): BodyContent {
    return { pieces: this.#pieces, chunks: this.#chunks, lentBytes: this.#lentBytes };
  }

  #closeRun(): void {
    this.#flush();
    const run = this.#run;
    this.#run = undefined;
    if (run === undefined) return;
    const length = run.end - run.start;
    if (length < leastRunBytes) return this.#copy(run.bytes, run.start, run.end);
    this.#closePiece();
    this.#pieces.push(run.bytes.subarray(run.start, run.end));
    this.#lentBytes += length;
    this.#pool.lend(length);
  }

  #flush(): void {
    if (this.#texts.length === 0) return;
    const text = this.#texts.length === 1 ? this.#texts[0]! : this.#texts.join('');
    this.#texts = [];
    this.#pendingCharacters = 0;
    const bytes = Buffer.byteLength(text);
    if (this.#chunk !== undefined && this.#filled + bytes <= chunkBytes) {
      this.#filled += this.#chunk.write(text, this.#filled);
    } else {
      this.#copy(Buffer.from(text), 0, bytes);
    }
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end;) {
      if (this.#chunk === undefined || this.#filled === chunkBytes) this.#openChunk();
      const stop = Math.min(end, at + chunkBytes - this.#filled);
      this.#chunk!.set(bytes.subarray(at, stop), this.#filled);
      this.#filled += stop - at;
      at = stop;
    }
  }

  #openChunk(): void {
    this.#closePiece();
    this.#chunk = this.#pool.take();
    this.#chunks.push(this.#chunk);
    this.#from = 0;
    this.#filled = 0;
  }

  /** What comes next is not in this chunk. */
  #closePiece(): void {
    if (this.#chunk === undefined || this.#filled === this.#from) return;
    this.#pieces.push(this.#chunk.subarray(this.#from, this.#filled));
    this.#from = this.#filled;
  }
}
