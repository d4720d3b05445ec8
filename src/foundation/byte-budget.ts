/**
 * One bound for what many connections gather at the same time. Each has a bound of its own, but a
 * thousand of them just below theirs would still be too much together.
 */
export class ByteBudget {
  readonly mostBytes: number;
  #takenBytes = 0;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** False, and nothing is taken, when there is not enough left. */
  take(bytes: number): boolean {
    if (this.#takenBytes + bytes > this.mostBytes) return false;
    this.#takenBytes += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#takenBytes -= bytes;
  }
}
