/**
 * Which rows changed, for those who keep something made of all of them: what was there before, and
 * what is there now. Bounded; who comes too late begins anew.
 */
export interface Change<Row> {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

const mostChanges = 10_000;

export class ChangeLog<Row> {
  #changes: Change<Row>[] = [];
  #first = 0;

  /** How many there have been. */
  get age(): number {
    return this.#first + this.#changes.length;
  }

  note(before: Row | undefined, after: Row | undefined): void {
    if (this.#changes.length >= mostChanges) this.forget();
    this.#changes.push({ before, after });
  }

  /** Everybody begins anew. */
  forget(): void {
    this.#first = this.age + 1;
    this.#changes = [];
  }

  /** Undefined: more than is known here. */
  findSince(age: number): readonly Change<Row>[] | undefined {
    return age < this.#first ? undefined : this.#changes.slice(age - this.#first);
  }
}
