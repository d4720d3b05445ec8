import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import { FetcherCache } from './cache.ts';
import type { CacheWish, Lease } from './cache.ts';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'cache-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function aCache(capacityBytes = 100): Promise<FetcherCache> {
  return unwrap(await FetcherCache.open({ directory, capacityBytes }, '--flag'));
}

/** Bringing is up to the test when `bring` is given. */
function aWish(uri: string, sizeBytes: number, more: Partial<CacheWish> = {}): CacheWish {
  return {
    user: undefined,
    uri,
    baseName: 'file',
    signal: new AbortController().signal,
    measure: () => Promise.resolve(sizeBytes),
    bring: (path) => fs.writeFile(path, 'x'.repeat(sizeBytes)),
    ...more,
  };
}

async function take(cache: FetcherCache, wish: CacheWish): Promise<Lease> {
  return unwrap(await cache.lease(wish));
}

/** Uses it and lets it go: was it there? */
async function use(cache: FetcherCache, wish: CacheWish): Promise<boolean> {
  const lease = await take(cache, wish);
  lease.release();
  return lease.wasThere;
}

function gate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe("the fetcher's cache", () => {
  it('brings a URI once for each user', async () => {
    const cache = await aCache();
    expect(await use(cache, aWish('a', 10))).toBe(false);
    expect(await use(cache, aWish('a', 10))).toBe(true);
    expect(await use(cache, aWish('a', 10, { user: 'web' }))).toBe(false);
    expect(await use(cache, aWish('a', 10, { user: 'web' }))).toBe(true);
    expect(cache.usedBytes).toBe(20);
    expect(readdirSync(join(directory, 'web'))).toEqual(['c2-file']);
  });

  it('lets those who want the same wait for the first, however many', async () => {
    const cache = await aCache();
    const { open, opened } = gate();
    let brought = 0;
    const wish = aWish('a', 10, {
      bring: async (path) => {
        brought++;
        await opened;
        await fs.writeFile(path, 'x'.repeat(10));
      },
    });
    const all = Promise.all([1, 2, 3].map(() => take(cache, wish)));
    open();
    const leases = await all;
    expect(brought).toBe(1);
    expect(leases.map(({ wasThere }) => wasThere)).toEqual([false, true, true]);
  });

  it('deletes what was not used for longest, and nothing that is in use', async () => {
    const cache = await aCache(30);
    const a = await take(cache, aWish('a', 10));
    await use(cache, aWish('b', 10));
    await use(cache, aWish('c', 10));
    await use(cache, aWish('b', 10));
    await use(cache, aWish('d', 10));
    expect(await use(cache, aWish('b', 10))).toBe(true);
    expect(await use(cache, aWish('c', 10))).toBe(false);
    expect(existsSync(a.path)).toBe(true);
    expect(cache.usedBytes).toBe(30);
  });

  it('says what does not fit', async () => {
    const cache = await aCache(30);
    const held = await take(cache, aWish('a', 20));
    for (const sizeBytes of [20, 31]) {
      const refused = await cache.lease(aWish('b', sizeBytes));
      expect(refused).toMatchObject({ ok: false });
      expect(refused.ok ? '' : refused.error).toContain(`its ${sizeBytes} bytes do not fit`);
    }
    expect(cache.usedBytes).toBe(20);
    held.release();
    expect(await use(cache, aWish('b', 20))).toBe(false);
  });

  it('does not keep what turns out larger than there is room', async () => {
    const cache = await aCache(30);
    const bring = (path: string): Promise<void> => fs.writeFile(path, 'x'.repeat(40));
    const lease = await take(cache, aWish('liar', 5, { bring }));
    expect(await fs.readFile(lease.path, 'utf8')).toHaveLength(40);
    lease.release();
    expect(cache.usedBytes).toBe(0);
    expect(await use(cache, aWish('liar', 5, { bring }))).toBe(false);
  });

  it('counts what really came when that is less', async () => {
    const cache = await aCache(30);
    const bring = (path: string): Promise<void> => fs.writeFile(path, 'xxx');
    await use(cache, aWish('small', 30, { bring }));
    expect(cache.usedBytes).toBe(3);
  });

  it('tells who waits of a failure, and begins anew with the next', async () => {
    const cache = await aCache();
    const bring = (): Promise<void> => Promise.reject(new Error('404'));
    const first = cache.lease(aWish('a', 10, { bring }));
    const second = cache.lease(aWish('a', 10));
    await expect(first).rejects.toThrow('404');
    expect(await second).toEqual({ ok: false, error: '404' });
    expect(cache.usedBytes).toBe(0);
    expect(await use(cache, aWish('a', 10))).toBe(false);
  });

  it('lets the next one bring what the first was stopped from bringing', async () => {
    const cache = await aCache();
    const stop = new AbortController();
    const first = cache.lease(
      aWish('a', 10, {
        signal: stop.signal,
        bring: () => new Promise((_, reject) => stop.signal.addEventListener('abort', reject)),
      }),
    );
    const second = take(cache, aWish('a', 10));
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await expect(first).rejects.toBeDefined();
    expect((await second).wasThere).toBe(false);
  });

  it('keeps nobody waiting who is not wanted any more', async () => {
    const cache = await aCache();
    const { open, opened } = gate();
    const first = take(cache, aWish('a', 10, { bring: () => opened.then(() => undefined) }));
    const stop = new AbortController();
    const second = cache.lease(aWish('a', 10, { signal: stop.signal }));
    stop.abort();
    await expect(second).rejects.toThrow('abort');
    open();
    await expect(first).rejects.toThrow('ENOENT');
  });

  it('brings again what somebody deleted', async () => {
    const cache = await aCache();
    const lease = await take(cache, aWish('a', 10));
    lease.release();
    rmSync(lease.path);
    expect(await use(cache, aWish('a', 10))).toBe(false);
    expect(cache.usedBytes).toBe(10);
  });

  it('caches nothing of a user whose name leads elsewhere', async () => {
    const cache = await aCache();
    expect(await cache.lease(aWish('a', 10, { user: '..' }))).toMatchObject({ ok: false });
  });

  it('begins empty', async () => {
    mkdirSync(join(directory, 'web'));
    writeFileSync(join(directory, 'web', 'c1-old'), 'old');
    const cache = await aCache();
    expect(existsSync(directory)).toBe(false);
    expect([cache.usedBytes, cache.totalBytes]).toEqual([0, 100]);
  });

  it('never has more than fits, nor takes away what is in use', async () => {
    const step = fc.record({
      uri: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      sizeBytes: fc.integer({ min: 1, max: 50 }),
      isHeld: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const cache = await aCache(100);
        const held: Lease[] = [];
        for (const { uri, sizeBytes, isHeld } of steps) {
          const lease = await cache.lease(aWish(uri, sizeBytes));
          expect(cache.usedBytes).toBeLessThanOrEqual(100);
          if (!lease.ok) continue;
          if (isHeld) held.push(lease.value);
          else lease.value.release();
          for (const { path } of held) expect(existsSync(path)).toBe(true);
        }
        for (const lease of held) lease.release();
        const all = await cache.lease(aWish('everything', 100));
        expect(all.ok).toBe(true);
        expect(cache.usedBytes).toBe(100);
      }),
      { numRuns: 30 },
    );
  });
});
