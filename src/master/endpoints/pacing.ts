/**
 * Sending large answers without stopping the master. To a reader on a fast link the kernel takes
 * every write at once, so that a loop of writes would never give way; hence only so many pieces are
 * handed to all readers together in one turn of the event loop.
 */

/** Pieces of a megabyte: together a few milliseconds of copying. */
const piecesPerTurn = 4;

export class Pacer {
  readonly #queue: (() => void)[] = [];
  #isScheduled = false;

  /** The pieces, each when its turn has come. */
  async *pace(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      await this.#turn();
      yield piece;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      for (const resolve of this.#queue.splice(0, piecesPerTurn)) resolve();
      if (this.#queue.length > 0) this.#schedule();
    });
  }
}
