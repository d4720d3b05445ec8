/**
 * Which node of a registry in ZooKeeper has which entry. Servers do most of their work for each node,
 * so what a transaction writes goes together in one new node, a page: entries, and the keys of those
 * that are no longer there. The last word on a key is in the page with the highest number.
 *
 * Pages whose words are all overtaken are removed. Those that are so in part are tidied from the oldest
 * on: a transaction takes entries of that page along into its own, until the page can go. So there is
 * at most about twice of what is needed, and no need to look at anything but what is in memory.
 *
 * Invariant: a key that was deleted is named so in a page as long as an older page may have it.
 */
import type { WriteOperation } from '../../storage/key-value-store.ts';
import { type PageContent, decodePage, encodePage } from './store-page.ts';

interface Page {
  readonly number: number;
  readonly data: Uint8Array;
  /** Of entries on which the last word is here. */
  liveCount: number;
  /** Keys that it says are deleted; the page stays for them as long as there is an older one. */
  readonly hasDeleted: boolean;
}

interface Place {
  readonly page: Page;
  readonly bytes: number;
}

export interface PageChange {
  /** To be made; undefined when nothing is to be said. */
  readonly made: { readonly number: number; readonly data: Uint8Array } | undefined;
  /** Numbers of pages to be removed with it. */
  readonly removed: readonly number[];
}

/** Beside twice of what is needed, before pages are tidied. */
const slackBytes = 1024 * 1024;
/** Small pages are put together when there are more of them than this, beside one for each `smallPageBytes`. */
const mostSmallPages = 128;
const smallPageBytes = 24 * 1024;
/** What a transaction takes along from the oldest page. */
const mostTidiedBytes = 64 * 1024;
/** Pages that a transaction removes; the others go with the next ones. */
const mostRemoved = 256;

export class PageBook {
  /** In the order of their numbers. */
  readonly #pages = new Map<number, Page>();
  readonly #places = new Map<string, Place>();
  #nextNumber = 1;
  #bytes = 0;
  #liveBytes = 0;

  /** A page that was read; in the order of their numbers, before the first change. */
  add(number: number, data: Uint8Array, content: PageContent): void {
    for (const key of content.deleted) this.#forget(key);
    this.#keep(number, data, content);
  }

  /** All entries whose keys begin so, in the order of the keys' bytes; only their pages are looked at. */
  entriesWith(prefix: string): readonly (readonly [string, Uint8Array])[] {
    const keysOf = new Map<Page, string[]>();
    for (const [key, { page }] of this.#places) {
      if (!key.startsWith(prefix)) continue;
      const known = keysOf.get(page);
      if (known === undefined) keysOf.set(page, [key]);
      else known.push(key);
    }
    const found: (readonly [Buffer, string, Uint8Array])[] = [];
    for (const [{ data }, keys] of keysOf) {
      const { entries } = decodePage(data);
      for (const key of keys) found.push([Buffer.from(key), key, entries.get(key)!]);
    }
    found.sort(([a], [b]) => Buffer.compare(a, b));
    return found.map(([, key, value]) => [key, value]);
  }

  /**
   * Takes changes in and says what one transaction has to write for them. `roomBytes`: what that may
   * take beside them.
   */
  change(changes: Iterable<WriteOperation>, roomBytes: number): PageChange {
    const entries = new Map<string, Uint8Array>();
    const deleted = new Set<string>();
    for (const change of changes) {
      if (change.kind === 'put') {
        entries.set(change.key, change.value);
      } else if (this.#places.has(change.key)) {
        deleted.add(change.key);
        this.#forget(change.key);
      }
    }
    if (this.#isUntidy()) this.#takeAlong(entries, roomBytes);
    for (const key of entries.keys()) this.#forget(key);
    const removed = this.#removeOvertaken();
    if (entries.size + deleted.size === 0) return { made: undefined, removed };
    const content = { entries, deleted: [...deleted] };
    const made = { number: this.#nextNumber, data: encodePage(content) };
    this.#keep(made.number, made.data, content);
    return { made, removed };
  }

  #keep(number: number, data: Uint8Array, { entries, deleted }: PageContent): void {
    const page = { number, data, liveCount: entries.size, hasDeleted: deleted.length > 0 };
    for (const [key, value] of entries) {
      this.#forget(key);
      const bytes = writtenBytes(key, value);
      this.#places.set(key, { page, bytes });
      this.#liveBytes += bytes;
    }
    this.#pages.set(number, page);
    this.#bytes += data.length;
    this.#nextNumber = number + 1;
  }

  #forget(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    place.page.liveCount--;
    this.#liveBytes -= place.bytes;
    this.#places.delete(key);
  }

  #isUntidy(): boolean {
    const mostPages = mostSmallPages + this.#liveBytes / smallPageBytes;
    return this.#bytes > 2 * this.#liveBytes + slackBytes || this.#pages.size > mostPages;
  }

  /** Entries of the oldest pages that are not written anew by themselves; a large one goes alone. */
  #takeAlong(entries: Map<string, Uint8Array>, roomBytes: number): void {
    let takenBytes = 0;
    for (const page of this.#pages.values()) {
      if (page.liveCount === 0) continue;
      for (const [key, value] of decodePage(page.data).entries) {
        if (this.#places.get(key)?.page !== page || entries.has(key)) continue;
        // A character of a key may take three bytes.
        const bytes = writtenBytes(key, value) + 2 * key.length;
        const mostBytes = takenBytes === 0 ? roomBytes : Math.min(roomBytes, mostTidiedBytes);
        if (takenBytes + bytes > mostBytes) return;
        takenBytes += bytes;
        entries.set(key, value);
      }
    }
  }

  /** Those that say nothing any more: of the oldest nothing is needed that says what is deleted. */
  #removeOvertaken(): number[] {
    const removed: number[] = [];
    let isOldest = true;
    for (const page of this.#pages.values()) {
      const isNeeded = page.liveCount > 0 || (page.hasDeleted && !isOldest);
      if (isNeeded) isOldest = false;
      else if (removed.length < mostRemoved) removed.push(page.number);
      else break;
    }
    for (const number of removed) {
      this.#bytes -= this.#pages.get(number)!.data.length;
      this.#pages.delete(number);
    }
    return removed;
  }
}

const lengthsBytes = 8;

/** A little less when a key has characters beyond ASCII. */
function writtenBytes(key: string, value: Uint8Array): number {
  return lengthsBytes + key.length + value.length;
}
