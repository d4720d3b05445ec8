/**
 * Files that were fetched with `cache: true`, kept for the next task of the same user that wants the
 * same URI. How it is decided what stays:
 *
 *   - a URI is brought once, whoever asks meanwhile waits for it;
 *   - room is made before bytes come: what nobody uses goes, longest unused first. What does not fit
 *     even so is not cached;
 *   - what somebody is copying from is never deleted.
 *
 * The directory belongs to the agent alone. Tasks never see it, so that none can change what the next
 * one gets; it begins empty with each agent process, because nobody knows how the last one left it.
 */
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { isSafeName } from '../../foundation/directories/safe-name.ts';
import { makeOwnDirectory } from '../../foundation/directories/own-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

/** Bounds the memory and the directory for crowds of tiny files, which the size does not. */
const mostFiles = 10_000;
/** Of the name of a cached file, which is for people only. */
const longestBaseName = 20;

export interface CacheOptions {
  /** Whatever is in it is removed. */
  readonly directory: string;
  /** --fetcher_cache_size; 0: nothing is cached. */
  readonly capacityBytes: number;
}

/** What shall be in the cache. */
export interface CacheWish {
  /** Absent: whoever runs the agent. Users share nothing. */
  readonly user: string | undefined;
  readonly uri: string;
  readonly baseName: string;
  readonly signal: AbortSignal;
  /** How large it will be. Throws when nobody can say. */
  readonly measure: () => Promise<number>;
  /** Makes the file. Throws when it does not come. */
  readonly bring: (path: string) => Promise<void>;
}

/** The file stays as long as the lease is not released. */
export interface Lease {
  readonly path: string;
  /** It had not to be brought. */
  readonly wasThere: boolean;
  release(): void;
}

type Arrival =
  | { readonly kind: 'here' }
  /** Nobody else need try. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Whoever brought it was not wanted any more. */
  | { readonly kind: 'abandoned' };

class Entry {
  readonly key: string;
  readonly path: string;
  /** Reserved, then real. */
  sizeBytes = 0;
  users = 1;
  isHere = false;
  /** No longer found by others; the file goes with the last user. */
  isDropped = false;
  readonly arrival: Promise<Arrival>;
  arrive!: (arrival: Arrival) => void;

  constructor(key: string, path: string) {
    this.key = key;
    this.path = path;
    this.arrival = new Promise((resolve) => {
      this.arrive = (arrival) => {
        this.isHere = arrival.kind === 'here';
        resolve(arrival);
      };
    });
  }
}

export class FetcherCache {
  readonly #directory: string;
  readonly totalBytes: number;
  #usedBytes = 0;
  #serial = 0;
  /** Longest unused first. */
  readonly #entries = new Map<string, Entry>();

  private constructor({ directory, capacityBytes }: CacheOptions) {
    this.#directory = directory;
    this.totalBytes = capacityBytes;
  }

  /** The failure is a sentence for the operator. */
  static async open(options: CacheOptions, flag: string): Promise<Result<FetcherCache>> {
    const { directory } = options;
    const own = makeOwnDirectory(directory, { flag, checksEntries: false });
    if (!own.ok) return own;
    try {
      // It comes back, below what was found to be ours, with the first file.
      await fs.rm(directory, { recursive: true });
    } catch (error) {
      return failure(`Failed to empty the directory '${directory}' (${flag}): ${textOf(error)}`);
    }
    return ok(new FetcherCache(options));
  }

  /** With what is on its way. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /**
   * A failure says why the cache cannot help; the URI may still be fetched past it.
   * @throws what `bring` throws, for whoever brings it
   */
  async lease(wish: CacheWish): Promise<Result<Lease>> {
    const { user, uri, signal } = wish;
    if (user !== undefined && !isSafeName(user)) return failure(`'${user}' names no directory`);
    const key = JSON.stringify([user, uri]);
    for (;;) {
      const known = this.#entries.get(key);
      if (known === undefined) return this.#bring(key, wish);
      known.users++;
      const arrival = await orAborted(known.arrival, signal);
      const isThere = arrival.kind === 'here' && (await isFile(known.path));
      if (isThere) {
        this.#touch(known);
        return ok(this.#leaseOf(known, true));
      }
      if (arrival.kind === 'here') this.#drop(known); // somebody deleted it
      this.#release(known);
      if (arrival.kind === 'failed') return failure(arrival.why);
      signal.throwIfAborted();
    }
  }

  async #bring(key: string, wish: CacheWish): Promise<Result<Lease>> {
    const entry = new Entry(key, this.#pathFor(wish));
    this.#entries.set(key, entry);
    const reserved = await this.#reserve(entry, wish);
    if (!reserved.ok) {
      this.#giveUp(entry, { kind: 'failed', why: reserved.error });
      return reserved;
    }
    try {
      await fs.mkdir(join(entry.path, '..'), { recursive: true, mode: 0o700 });
      wish.signal.throwIfAborted();
      await wish.bring(entry.path);
      this.#settle(entry, (await fs.stat(entry.path)).size);
    } catch (error) {
      const { aborted } = wish.signal;
      this.#giveUp(entry, aborted ? { kind: 'abandoned' } : failed(textOf(error)));
      throw error;
    }
    entry.arrive({ kind: 'here' });
    return ok(this.#leaseOf(entry, false));
  }

  async #reserve(entry: Entry, wish: CacheWish): Promise<Result<void>> {
    let sizeBytes: number;
    try {
      sizeBytes = await wish.measure();
    } catch (error) {
      return failure(`its size is not known: ${textOf(error)}`);
    }
    if (sizeBytes <= 0) return failure('its size is not known: it is said to be 0 bytes');
    if (this.#makeRoom(sizeBytes)) {
      entry.sizeBytes = sizeBytes;
      this.#usedBytes += sizeBytes;
      return ok(undefined);
    }
    const rest = this.totalBytes - this.#usedBytes;
    return failure(
      `its ${sizeBytes} bytes do not fit: of the ${this.totalBytes} bytes of the cache` +
        ` (--fetcher_cache_size) ${rest} are free, and the rest is in use`,
    );
  }

  /** Deletes what nobody uses until there is room. */
  #makeRoom(sizeBytes: number): boolean {
    const fits = (): boolean =>
      this.#usedBytes + sizeBytes <= this.totalBytes && this.#entries.size <= mostFiles;
    if (sizeBytes > this.totalBytes) return false;
    for (const entry of this.#entries.values()) {
      if (fits()) return true;
      if (entry.isHere && entry.users === 0) this.#drop(entry);
    }
    return fits();
  }

  /** It has come, and may be larger or smaller than it was said to be. */
  #settle(entry: Entry, realBytes: number): void {
    const moreBytes = realBytes - entry.sizeBytes;
    const isKept = moreBytes <= 0 || this.#makeRoom(moreBytes);
    entry.sizeBytes = realBytes;
    this.#usedBytes += moreBytes;
    if (!isKept) this.#drop(entry);
  }

  #giveUp(entry: Entry, arrival: Arrival): void {
    this.#drop(entry);
    this.#release(entry);
    entry.arrive(arrival);
  }

  #drop(entry: Entry): void {
    if (entry.isDropped) return;
    entry.isDropped = true;
    this.#entries.delete(entry.key);
    if (entry.users === 0) this.#delete(entry);
  }

  #release(entry: Entry): void {
    entry.users--;
    if (entry.isDropped && entry.users === 0) this.#delete(entry);
  }

  /** Nobody can refer to it any more, so it does not matter when the file is gone. */
  #delete(entry: Entry): void {
    this.#usedBytes -= entry.sizeBytes;
    entry.sizeBytes = 0;
    fs.rm(entry.path, { force: true }).catch(() => undefined);
  }

  #touch(entry: Entry): void {
    if (entry.isDropped) return;
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
  }

  #leaseOf(entry: Entry, wasThere: boolean): Lease {
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      this.#release(entry);
    };
    return { path: entry.path, wasThere, release };
  }

  /** @compat "c7-archive.tgz" in a directory for each user. */
  #pathFor({ user, baseName }: CacheWish): string {
    const half = longestBaseName / 2;
    const short =
      baseName.length > longestBaseName
        ? `${baseName.slice(0, half)}_${baseName.slice(-half)}`
        : baseName;
    return join(this.#directory, user ?? '', `c${++this.#serial}-${short}`);
  }
}

function failed(why: string): Arrival {
  return { kind: 'failed', why };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function isFile(path: string): Promise<boolean> {
  return fs.lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** Who is not wanted any more waits no longer. */
function orAborted(arrival: Promise<Arrival>, signal: AbortSignal): Promise<Arrival> {
  return new Promise((resolve) => {
    const stop = (): void => resolve({ kind: 'abandoned' });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void arrival.then((came) => {
      signal.removeEventListener('abort', stop);
      resolve(came);
    });
  });
}
