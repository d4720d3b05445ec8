/**
 * Memory for a log: buffers of one size, used again when nobody reads them any more. A buffer for
 * each batch would be garbage by the megabyte, which the runtime sees late because it is outside of
 * its heap.
 */
import type { UnreadBudget } from './unread.ts';

/** A few rounds of a busy log. */
const segmentBytes = 256 * 1024;
/** Kept for the next; others are given back to the system. */
const mostSpareSegments = 4;

export interface Segment {
  readonly bytes: Buffer;
  filledBytes: number;
  /** Batches in it, and one more while it is being filled. */
  users: number;
}

/** Stands where no memory is needed yet. */
export const nothing: Segment = { bytes: Buffer.alloc(0), filledBytes: 0, users: Infinity };

export class SegmentStore {
  readonly #budget: UnreadBudget | undefined;
  readonly #spare: Buffer[] = [];
  #heldBytes = 0;

  constructor(budget: UnreadBudget | undefined) {
    this.#budget = budget;
  }

  /** Without the spare ones. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** An empty one, for one user; larger than usual when it has to be. */
  take(leastBytes: number): Segment {
    const isUsual = leastBytes <= segmentBytes;
    const spare = isUsual ? this.#spare.pop() : undefined;
    const bytes = spare ?? Buffer.allocUnsafeSlow(Math.max(segmentBytes, leastBytes));
    this.#heldBytes += bytes.length;
    this.#budget?.hold(bytes.length);
    return { bytes, filledBytes: 0, users: 1 };
  }

  /** One user less. */
  release(segment: Segment): void {
    segment.users--;
    if (segment.users > 0) return;
    const { bytes } = segment;
    this.#heldBytes -= bytes.length;
    this.#budget?.giveBack(bytes.length);
    const isUsual = bytes.length === segmentBytes;
    if (isUsual && this.#spare.length < mostSpareSegments) this.#spare.push(bytes);
  }
}
