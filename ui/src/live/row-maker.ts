/**
 * Rows of the stream as objects. A hundred thousand are kept, so they share what they can: all of a
 * kind have one shape, and texts that many have (hosts, roles, states) are one text.
 */
import type { Hello } from './model.ts';

/** More than these are told apart by few; then it begins anew. */
const mostTexts = 50_000;
/** Of tasks: what many of them have in common. */
const sharedColumns: ReadonlySet<string> = new Set(['role', 'agent', 'state', 'reason']);

export type RowKind = keyof Hello['columns'];

export class RowMaker {
  readonly #names: readonly string[];
  readonly #isShared: readonly boolean[];
  readonly #template: Readonly<Record<string, unknown>>;
  readonly #texts = new Map<string, string>();

  /** `added`: what is written into rows later, so that this changes no shape. */
  constructor(names: readonly string[], added: readonly string[]) {
    this.#names = names;
    this.#isShared = names.map((name) => sharedColumns.has(name));
    // An object that is read from JSON has one shape, however many columns there are.
    const columns = [...names, ...added].map((name) => `${JSON.stringify(name)}:""`);
    this.#template = JSON.parse(`{${columns.join(',')}}`) as Record<string, unknown>;
  }

  /** Columns that this page does not know are left out by nobody asking for them. */
  make(row: readonly unknown[]): Record<string, unknown> {
    const made: Record<string, unknown> = { ...this.#template };
    const names = this.#names;
    for (let i = 0; i < names.length; i++) {
      const value = row[i];
      made[names[i]!] =
        this.#isShared[i]! && typeof value === 'string' ? this.#shared(value) : value;
    }
    return made;
  }

  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= mostTexts) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
