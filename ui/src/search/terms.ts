/**
 * How a search is written: terms with blanks between, all of which must hold. A comma joins those of
 * which one must hold, `-` or `!` turns one round, and parentheses make one of several:
 *
 *   web -(is:healthy,state:staging) (cpus>1 mem>512),has:reason
 *
 * A parenthesis opens only where a term begins, so that names may have them inside.
 */

export type Term =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'not'; readonly of: Term }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Term[] };

export interface Written {
  readonly term: Term;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

export type Terms =
  | { readonly ok: true; readonly written: readonly Written[] }
  | { readonly ok: false; readonly kind: 'quote' | 'bracket'; readonly word: string };

const deepest = 20;

class Unfinished extends Error {
  readonly kind: 'quote' | 'bracket';
  readonly word: string;
  constructor(kind: 'quote' | 'bracket', word: string) {
    super(kind);
    this.kind = kind;
    this.word = word;
  }
}

export function termsOf(text: string): Terms {
  try {
    return { ok: true, written: new Reader(text).sequence(0) };
  } catch (error) {
    if (error instanceof Unfinished) return { ok: false, kind: error.kind, word: error.word };
    throw error;
  }
}

/** What is left without one of its terms. */
export function withoutTerm(text: string, { from, to }: Written): string {
  return `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  sequence(depth: number): readonly Written[] {
    const written: Written[] = [];
    for (;;) {
      while (/\s/.test(this.#next)) this.#at++;
      if (this.#next === '' || (depth > 0 && this.#next === ')')) return written;
      const from = this.#at;
      const term = this.#alternatives(depth);
      written.push({ term, from, to: this.#at });
    }
  }

  get #next(): string {
    return this.#text.charAt(this.#at);
  }

  #alternatives(depth: number): Term {
    const found = [this.#item(depth)];
    while (this.#next === ',' && /[^\s,)]/.test(this.#text.charAt(this.#at + 1))) {
      this.#at++;
      found.push(this.#item(depth));
    }
    // A comma with nothing behind it waits for what is still to be typed.
    while (this.#next === ',') this.#at++;
    return found.length === 1 ? found[0]! : { kind: 'any', of: found };
  }

  #item(depth: number): Term {
    let isTurned = false;
    while (/[-!]/.test(this.#next) && /[^\s)]/.test(this.#text.charAt(this.#at + 1))) {
      isTurned = !isTurned;
      this.#at++;
    }
    const term = this.#next === '(' ? this.#group(depth) : this.#word(depth);
    return isTurned ? { kind: 'not', of: term } : term;
  }

  #group(depth: number): Term {
    const from = this.#at++;
    if (depth >= deepest) throw new Unfinished('bracket', this.#text.slice(from));
    const of = this.sequence(depth + 1).map(({ term }) => term);
    if (this.#next !== ')') throw new Unfinished('bracket', this.#text.slice(from));
    this.#at++;
    return of.length === 1 ? of[0]! : { kind: 'all', of };
  }

  /** Blanks end it, but for those in quotes and patterns. */
  #word(depth: number): Term {
    const from = this.#at;
    let open = '';
    for (; this.#next !== ''; this.#at++) {
      const sign = this.#next;
      if (open !== '') {
        if (sign === open) open = '';
      } else if (sign === '"' || (sign === '/' && this.#at === from)) open = sign;
      else if (/\s/.test(sign) || (depth > 0 && sign === ')')) break;
      else if (sign === ',' && /[-!]?\(/y.test(this.#text.slice(this.#at + 1, this.#at + 3))) break;
    }
    const text = this.#text.slice(from, this.#at);
    if (open === '"') throw new Unfinished('quote', text);
    return { kind: 'word', text };
  }
}
