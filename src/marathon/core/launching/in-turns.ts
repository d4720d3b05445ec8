/**
 * Some of many things at a time, so that each has its turn: the next time goes on where the last one
 * ended, whatever came or went meanwhile.
 */
export class InTurns<T> {
  readonly #all: { readonly size: number; values(): Iterator<T> };
  #next: Iterator<T>;

  constructor(all: { readonly size: number; values(): Iterator<T> }) {
    this.#all = all;
    this.#next = all.values();
  }

  /** None of them twice. */
  *take(most: number): Generator<T> {
    const count = Math.min(most, this.#all.size);
    for (let taken = 0; taken < count; taken++) {
      let { done, value } = this.#next.next();
      if (done === true) {
        this.#next = this.#all.values();
        ({ done, value } = this.#next.next());
      }
      if (done === true) return;
      yield value as T;
    }
  }
}
