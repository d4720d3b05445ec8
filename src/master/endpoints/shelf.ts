/**
 * Bytes that are kept outside the heap, one after the other in large buffers (slabs). A hundred
 * thousand texts as strings would be copied and walked through by every collection of garbage; here
 * they cost it nothing, and those that lie side by side leave in one piece.
 *
 * Invariants: bytes that were put on a shelf never change, so a reader may send them as they lie.
 * What is no longer wanted is at most as much as what is: a slab of which half was let go is left
 * (`isSparse`), and whoever still has something there takes it along when it is asked for next.
 */

/** Slabs double from the first to the largest: a small cluster needs a small one. */
const firstSlabBytes = 16 * 1024;
const slabBytes = 1024 * 1024;
/** So much has UTF-8 at most for one unit of a string. */
const mostBytesPerUnit = 3;

interface Slab {
  bytes: Buffer;
  filled: number;
  /** Of what was filled: still wanted. */
  wanted: number;
  isOpen: boolean;
}

/** A piece of a slab. */
export class Fragment {
  readonly slab: Slab;
  readonly start: number;
  readonly end: number;

  constructor(slab: Slab, start: number, end: number) {
    this.slab = slab;
    this.start = start;
    this.end = end;
  }

  get length(): number {
    return this.end - this.start;
  }

  toString(): string {
    return this.slab.bytes.toString('utf8', this.start, this.end);
  }

  /** Its bytes are no longer wanted. */
  letGo(): void {
    this.slab.wanted -= this.length;
  }

  /** Better kept elsewhere. */
  get isSparse(): boolean {
    const { slab } = this;
    return !slab.isOpen && slab.wanted * 2 < slab.filled;
  }
}

export class Shelf {
  #slab: Slab = { bytes: Buffer.alloc(0), filled: 0, wanted: 0, isOpen: true };

  /** A text (kept in UTF-8), or bytes as they are. */
  put(content: string | Uint8Array): Fragment {
    return typeof content === 'string' ? this.#putText(content) : this.#putBytes(content);
  }

  /** The same bytes, among those that were put last. */
  move(fragment: Fragment): Fragment {
    const { slab, start, end } = fragment;
    fragment.letGo();
    return this.#putBytes(slab.bytes.subarray(start, end));
  }

  #putText(text: string): Fragment {
    if (text.length * mostBytesPerUnit > this.#free) this.#makeRoom(Buffer.byteLength(text));
    const { bytes, filled } = this.#slab;
    return this.#filledBy(bytes.write(text, filled));
  }

  #putBytes(content: Uint8Array): Fragment {
    if (content.length > this.#free) this.#makeRoom(content.length);
    this.#slab.bytes.set(content, this.#slab.filled);
    return this.#filledBy(content.length);
  }

  get #free(): number {
    return this.#slab.bytes.length - this.#slab.filled;
  }

  #makeRoom(neededBytes: number): void {
    if (neededBytes <= this.#free) return;
    this.#slab.isOpen = false;
    const next = Math.min(slabBytes, Math.max(firstSlabBytes, this.#slab.bytes.length * 2));
    const bytes = Buffer.allocUnsafeSlow(Math.max(next, neededBytes));
    this.#slab = { bytes, filled: 0, wanted: 0, isOpen: true };
  }

  #filledBy(length: number): Fragment {
    const slab = this.#slab;
    const start = slab.filled;
    slab.filled += length;
    slab.wanted += length;
    return new Fragment(slab, start, slab.filled);
  }
}

/** What is made for one reader and not kept. */
export function alone(content: string | Uint8Array): Fragment {
  const bytes = Buffer.from(content as string);
  const { length } = bytes;
  return new Fragment({ bytes, filled: length, wanted: length, isOpen: true }, 0, length);
}
