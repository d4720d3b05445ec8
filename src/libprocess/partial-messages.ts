/**
 * Messages that wait for their rest. Each connection is bounded and has its time, but many together
 * could hold much: beyond the bound for all, the one that has waited longest is given up. Its sender
 * repeats it if it is honest; one that trickles keeps nobody else out.
 */

interface Waiting {
  destroy(): void;
}

export class PartialMessages<T extends Waiting> {
  readonly #mostBytes: number;
  /** Oldest first. */
  readonly #waiting = new Map<T, number>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** This one holds so much now; `isNew`: for another message than before. */
  note(connection: T, bytes: number, isNew: boolean): void {
    const before = this.#waiting.get(connection) ?? 0;
    if (bytes === before && !isNew) return;
    if (bytes === 0 || isNew) this.#waiting.delete(connection);
    if (bytes > 0) this.#waiting.set(connection, bytes);
    this.#bytes += bytes - before;
    while (this.#bytes > this.#mostBytes) this.#giveUpOldest();
  }

  #giveUpOldest(): void {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return;
    const [connection, bytes] = oldest;
    this.#waiting.delete(connection);
    this.#bytes -= bytes;
    connection.destroy();
  }
}
