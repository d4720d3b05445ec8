/**
 * An image and all that it depends on, in the order in which they are laid over each other: of each image first its
 * dependencies as it names them, then itself. What would be there twice is there once, where it is uppermost. Images
 * may be anybody's: how deep they lead, and to how many, is bounded, and back to themselves they may not lead.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { mostLayers } from '../manifest.ts';
import type { Platform } from '../manifest.ts';
import { findMismatch } from './appc-manifest.ts';
import type { AppcManifest } from './appc-manifest.ts';
import { readWish, wishKey } from './wish.ts';
import type { AppcWish } from './wish.ts';

export interface Found {
  readonly id: string;
  readonly manifest: AppcManifest;
}

/** Where one image comes from; `sizeBytes`: what those who depend on it say of its file. */
export type Find<T extends Found> = (
  wish: AppcWish,
  sizeBytes: number | undefined,
) => Promise<Result<T>>;

/** Images that are built upon each other so deep are a mistake. */
const mostDepth = 32;
/** An image may be depended on again and again, and each time all that it depends on. */
const mostVisits = 1000;

/** Uppermost last: the image itself. */
export async function findTree<T extends Found>(
  wish: AppcWish,
  parts: { readonly find: Find<T>; readonly platform: Platform },
): Promise<Result<readonly T[]>> {
  const tree = new Tree(parts);
  const added = await tree.add(wish, []);
  return added.ok ? ok(tree.ordered) : added;
}

class Tree<T extends Found> {
  readonly #find: Find<T>;
  readonly #platform: Platform;
  readonly #byKey = new Map<string, T>();
  readonly ordered: T[] = [];
  #visits = 0;

  constructor({ find, platform }: { readonly find: Find<T>; readonly platform: Platform }) {
    this.#find = find;
    this.#platform = platform;
  }

  /** `above`: the keys of those that lead to it. */
  async add(wish: AppcWish, above: readonly string[], sizeBytes?: number): Promise<Result<void>> {
    const key = wishKey(wish);
    if (above.includes(key)) return failure('it depends on itself');
    if (above.length >= mostDepth) return failure(`images depend on each other ${mostDepth} deep`);
    if (++this.#visits > mostVisits) return failure(`more than ${mostVisits} dependencies`);
    const found = await this.#findOnce(key, wish, sizeBytes);
    if (!found.ok) return found;
    for (const dependency of found.value.manifest.dependencies) {
      const next = readWish(dependency, this.#platform);
      const added = next.ok
        ? await this.add(next.value, [...above, key], dependency.sizeBytes)
        : next;
      if (!added.ok) return failure(`its dependency '${dependency.name}': ${added.error}`);
    }
    this.#put(found.value);
    return ok(undefined);
  }

  async #findOnce(key: string, wish: AppcWish, sizeBytes: number | undefined): Promise<Result<T>> {
    const known = this.#byKey.get(key);
    if (known !== undefined) return ok(known);
    if (this.#byKey.size >= mostLayers) {
      return failure(`with it they are more than ${mostLayers} images`);
    }
    const found = await this.#find(wish, sizeBytes);
    if (!found.ok) return found;
    const mismatch = findMismatch(found.value.manifest, wish);
    if (mismatch !== undefined) return failure(mismatch);
    this.#byKey.set(key, found.value);
    return found;
  }

  #put(image: T): void {
    const before = this.ordered.findIndex(({ id }) => id === image.id);
    if (before >= 0) this.ordered.splice(before, 1);
    this.ordered.push(image);
  }
}
