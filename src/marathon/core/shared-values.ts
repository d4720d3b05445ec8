/**
 * Small parts of definitions and instances of which thousands are alike (no labels, the usual back-off,
 * the same agent) are kept once: with ten thousand apps they would be half of what is in memory.
 * Values are plain and never changed, so nobody can tell.
 */

/** Larger ones are hardly alike, and dear to compare. */
const mostCharacters = 300;
/** Then it begins anew: what is in use often is soon back. */
const mostValues = 4_096;
const noList: readonly never[] = [];

export class SharedValues {
  readonly #known = new Map<string, unknown>();
  /** The same, to be known again at a glance. */
  readonly #values = new Set<unknown>();

  /** The same value, or one that is equal to it. */
  share<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value) && value.length === 0) return noList as T;
    if (this.#values.has(value)) return value;
    const text = JSON.stringify(value);
    if (text.length > mostCharacters) return value;
    const known = this.#known.get(text);
    if (known !== undefined) return known as T;
    if (this.#known.size >= mostValues) this.#forgetAll();
    this.#known.set(text, value);
    this.#values.add(value);
    return value;
  }

  /** Of one that nobody else has yet: its members become shared ones. */
  shareMembers<T extends object>(fresh: T): T {
    const members = fresh as Record<string, unknown>;
    for (const name of Object.keys(members)) members[name] = this.share(members[name]);
    return fresh;
  }

  #forgetAll(): void {
    this.#known.clear();
    this.#values.clear();
  }
}
