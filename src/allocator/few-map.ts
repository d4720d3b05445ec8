/**
 * A map whose few entries lie side by side in one array. Each agent has two (who holds something, who
 * refused something), nearly always with a handful of entries that come and go with every run: a hash
 * table for each would be several places in memory to wait for, and be made anew every few runs.
 *
 * Like `Map` it keeps its entries in the order in which their keys came. With more than a few it
 * becomes one, so that nothing is searched through that is long.
 */

/** So many are looked through faster than a hash finds one. */
const mostFew = 16;

export class FewMap<K extends object, V> {
  /** Key, value, key, value, …; empty while there are many. */
  readonly #pairs: (K | V)[] = [];
  #many: Map<K, V> | undefined;

  get size(): number {
    return this.#many === undefined ? this.#pairs.length / 2 : this.#many.size;
  }

  get(key: K): V | undefined {
    if (this.#many !== undefined) return this.#many.get(key);
    const place = this.#find(key);
    return place === -1 ? undefined : (this.#pairs[place + 1] as V);
  }

  set(key: K, value: V): void {
    if (this.#many !== undefined) {
      this.#many.set(key, value);
      return;
    }
    const pairs = this.#pairs;
    const place = this.#find(key);
    if (place !== -1) pairs[place + 1] = value;
    else if (pairs.length < 2 * mostFew) pairs.push(key, value);
    else this.#becomeMany().set(key, value);
  }

  delete(key: K): void {
    if (this.#many !== undefined) {
      this.#many.delete(key);
      if (this.#many.size <= mostFew / 2) this.#becomeFew(this.#many);
      return;
    }
    const pairs = this.#pairs;
    const place = this.#find(key);
    if (place === -1) return;
    // As splice does it, which would make an array of what it takes out.
    for (let i = place + 2; i < pairs.length; i++) pairs[i - 2] = pairs[i]!;
    pairs.pop();
    pairs.pop();
  }

  *[Symbol.iterator](): Generator<[K, V]> {
    if (this.#many !== undefined) yield* this.#many;
    const pairs = this.#pairs;
    for (let i = 0; i < pairs.length; i += 2) yield [pairs[i] as K, pairs[i + 1] as V];
  }

  *keys(): Generator<K> {
    for (const [key] of this) yield key;
  }

  *values(): Generator<V> {
    for (const [, value] of this) yield value;
  }

  #find(key: K): number {
    const pairs = this.#pairs;
    for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === key) return i;
    return -1;
  }

  #becomeMany(): Map<K, V> {
    this.#many = new Map(this);
    this.#pairs.length = 0;
    return this.#many;
  }

  #becomeFew(many: Map<K, V>): void {
    for (const [key, value] of many) this.#pairs.push(key, value);
    this.#many = undefined;
  }
}
