/**
 * All connections from others, the longest idle first. Descriptors are few on some machines, and
 * idle connections cost a stranger nothing: when there are too many, the longest idle makes room for
 * the newcomer, and what is in use stays. So nobody can shut others out by waiting.
 */

export interface Guest {
  /** Something is under way, or somebody relies on the connection: it stays. */
  readonly isInUse: boolean;
  /** Received for a request that has not begun: the parts of a head. */
  readonly headBytes: number;
  destroy(): void;
}

export class Connections {
  readonly #most: number;
  /** In the order in which they were last active. */
  readonly #guests = new Set<Guest>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#guests.size;
  }

  /** False when all are in use: then there is no room. */
  admit(guest: Guest): boolean {
    if (this.#guests.size >= this.#most && !this.#evictLongestIdle()) return false;
    this.#guests.add(guest);
    return true;
  }

  noteActive(guest: Guest): void {
    if (this.#guests.delete(guest)) this.#guests.add(guest);
  }

  forget(guest: Guest): void {
    this.#guests.delete(guest);
  }

  /** Beyond so many bytes in heads of all, those who began first make room. */
  boundHeads(mostBytes: number): void {
    let bytes = 0;
    for (const guest of this.#guests) bytes += guest.headBytes;
    for (const guest of this.#guests) {
      if (bytes <= mostBytes) return;
      if (guest.headBytes === 0) continue;
      bytes -= guest.headBytes;
      this.#evict(guest);
    }
  }

  destroyAll(): void {
    for (const guest of this.#guests) this.#evict(guest);
  }

  #evictLongestIdle(): boolean {
    for (let left = this.#guests.size; left > 0; left--) {
      const [first] = this.#guests;
      if (first === undefined) return false;
      if (!first.isInUse) {
        this.#evict(first);
        return true;
      }
      // Behind the others, so that it is not looked at for every newcomer.
      this.noteActive(first);
    }
    return false;
  }

  #evict(guest: Guest): void {
    this.#guests.delete(guest);
    guest.destroy();
  }
}
