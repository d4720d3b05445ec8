/**
 * What was written and nobody has read yet, over all connections. Each reader has a bound of its
 * own, but a thousand just below theirs would still be too much together: beyond the bound for all,
 * the slowest reader is cut, then the next, until the rest fits. Those who read notice nothing.
 *
 * Bytes are real ones: what the buffers take, not what is in them, and what several readers share
 * is counted once.
 */

/** Something in memory that several readers read. */
export interface Shared {
  /** Also what it costs. */
  readonly length: number;
}

export interface Unread {
  /** What waits for this reader, shared or not. */
  readonly backlogBytes: number;
  /** The connection is closed; what it held is given back before this returns. */
  cut(): void;
}

/** A reader cannot be told to be slow by less than this. */
const leastTakenBytes = 64 * 1024;
/**
 * Closing a connection with full buffers takes the kernel a while, so not all are closed in one
 * turn. What comes meanwhile has as much room again; beyond that nobody is spared.
 */
const mostCutsPerTurn = 32;

export class UnreadBudget {
  readonly mostBytes: number;
  #heldBytes = 0;
  readonly #readers = new Map<Unread, Pace>();
  readonly #shared = new Map<Shared, number>();
  #isCutting = false;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  /** Something waits for this reader, which nothing did before. */
  begin(reader: Unread): void {
    if (!this.#readers.has(reader)) this.#readers.set(reader, { sinceMs: now(), takenBytes: 0 });
  }

  /** It has read so much of what waits for it. */
  noteTaken(reader: Unread, bytes: number): void {
    const pace = this.#readers.get(reader);
    if (pace !== undefined) pace.takenBytes += bytes;
  }

  /** Nothing waits for it any more. */
  end(reader: Unread): void {
    this.#readers.delete(reader);
  }

  /** Readers may be cut before this returns, and more in later turns. */
  hold(bytes: number): void {
    this.#heldBytes += bytes;
    this.#relieve();
  }

  giveBack(bytes: number): void {
    this.#heldBytes -= bytes;
  }

  /** One more reader of it. */
  holdShared(shared: Shared): void {
    const readers = this.#shared.get(shared) ?? 0;
    this.#shared.set(shared, readers + 1);
    if (readers === 0) this.hold(shared.length);
  }

  giveBackShared(shared: Shared): void {
    const readers = (this.#shared.get(shared) ?? 1) - 1;
    if (readers > 0) {
      this.#shared.set(shared, readers);
    } else if (this.#shared.delete(shared)) {
      this.giveBack(shared.length);
    }
  }

  #relieve(): void {
    while (this.#heldBytes > 2 * this.mostBytes && this.#cutSlowest());
    if (this.#heldBytes <= this.mostBytes || this.#isCutting) return;
    this.#isCutting = true;
    setImmediate(() => {
      this.#isCutting = false;
      let cuts = 0;
      while (this.#heldBytes > this.mostBytes && cuts++ < mostCutsPerTurn) {
        if (!this.#cutSlowest()) return;
      }
      this.#relieve();
    });
  }

  /** False when there is nobody left whose end would help. */
  #cutSlowest(): boolean {
    const nowMs = now();
    let slowest: Unread | undefined;
    let slowestPace = -1;
    for (const [reader, { sinceMs, takenBytes }] of this.#readers) {
      const pace = (nowMs - sinceMs) / (takenBytes + leastTakenBytes);
      const isSlower =
        pace > slowestPace ||
        (pace === slowestPace && reader.backlogBytes > (slowest?.backlogBytes ?? 0));
      if (!isSlower) continue;
      slowest = reader;
      slowestPace = pace;
    }
    if (slowest === undefined) return false;
    this.#readers.delete(slowest);
    slowest.cut();
    return true;
  }
}

interface Pace {
  readonly sinceMs: number;
  takenBytes: number;
}

function now(): number {
  return performance.now();
}
