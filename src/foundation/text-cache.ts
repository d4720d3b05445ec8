/**
 * What was made of texts that others send, kept so that the same text is not worked on twice. The
 * bound is in bytes, because whoever floods a cache chooses long texts; at the bound everything is
 * forgotten at once, which only makes it slow again. Long texts are not kept at all: honest ones are
 * short, and what is cut out of a long one would keep all of it.
 */

/** One text of more than this part of the bound would be worth too many others. */
const leastTexts = 64;
/** A place in the map and a small object. */
const usualEntryBytes = 256;

export class TextCache<T> {
  readonly #mostBytes: number;
  readonly #longestText: number;
  readonly #entryBytes: number;
  readonly #entries = new Map<string, T>();
  #bytes = 0;

  /** `entryBytes`: what is kept for each beside the text, roughly. */
  constructor(mostBytes: number, entryBytes = usualEntryBytes) {
    this.#mostBytes = mostBytes;
    this.#longestText = Math.floor(mostBytes / leastTexts);
    this.#entryBytes = entryBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(text: string): T | undefined {
    return this.#entries.get(text);
  }

  keep(text: string, made: T): void {
    if (text.length > this.#longestText) return;
    // Strings have one or two bytes a character, and parts of this one may be kept as well.
    const bytes = 2 * text.length + this.#entryBytes;
    if (this.#bytes + bytes > this.#mostBytes) {
      this.#entries.clear();
      this.#bytes = 0;
    }
    this.#entries.set(text, made);
    this.#bytes += bytes;
  }
}
