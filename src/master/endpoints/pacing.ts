/**
 * Sending large answers without stopping the master. To a reader on a fast link the kernel takes
 * every write at once, so that a loop of writes would never give way; hence pieces are handed out
 * at a steady pace, whoever they are for.
 */

/**
 * A megabyte in this time, for all readers together: up to a gigabyte a second. Faster only feeds the
 * readers' processors, which on a small machine are the master's as well.
 */
const turnIntervalMs = 1;
const bytesPerTurn = 1024 * 1024;

export class Pacer {
  readonly #queue: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** The pieces, each when its turn has come. */
  async *pace(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    let allowed = 0;
    for (const piece of pieces) {
      if (allowed <= 0) {
        await this.#turn();
        allowed = bytesPerTurn;
      }
      yield piece;
      allowed -= piece.length;
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.#timer ??= setInterval(() => this.#next(), turnIntervalMs);
    });
  }

  #next(): void {
    this.#queue.shift()?.();
    if (this.#queue.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
