/**
 * Images of appc: what of an image and its dependencies is in the store is taken from there, the rest is fetched by
 * simple discovery. An archive is brought as a whole, looked at, and only then unpacked; when a part of what is wanted is
 * not to be had, nothing of it is kept.
 */
import { createReadStream } from 'node:fs';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Platform } from '../manifest.ts';
import type { Asking, ImageSource, OpenedImage, OpenedLayer } from '../source.ts';
import { removeTree } from '../store-directory.ts';
import type { KeptImage, KeptImages } from '../store-directory.ts';
import { aciLayer, readAci } from './aci.ts';
import type { Aci } from './aci.ts';
import { parseAppcManifest } from './appc-manifest.ts';
import type { AppcStore, StoredAppcImage } from './appc-store.ts';
import type { SimpleDiscovery } from './discovery.ts';
import { findTree } from './tree.ts';
import type { Found } from './tree.ts';
import { readWish, wishKey } from './wish.ts';
import type { AppcWish } from './wish.ts';

interface FoundAppc extends Found {
  /** Absent: it is in the store. */
  readonly archive?: Aci & { readonly path: string };
}

export interface AppcSourceParts {
  readonly store: AppcStore;
  readonly discovery: SimpleDiscovery;
  /** Of the machine. */
  readonly platform: Platform;
}

export class AppcSource implements ImageSource<AppcWish> {
  readonly #parts: AppcSourceParts;

  constructor(parts: AppcSourceParts) {
    this.#parts = parts;
  }

  keyOf(wish: AppcWish): string {
    return wishKey(wish);
  }

  nameOf({ name }: AppcWish): string {
    return name;
  }

  placeOf(): string {
    return `simple discovery at '${this.#parts.discovery.prefix}'`;
  }

  async open(wish: AppcWish, { isCachedEnough }: Asking): Promise<Result<OpenedImage>> {
    const stored = await this.#parts.store.listStored();
    const stagings: string[] = [];
    const close = async (): Promise<void> => {
      for (const path of stagings) await removeTree(path);
    };
    const find = async (each: AppcWish, sizeBytes?: number): Promise<Result<FoundAppc>> => {
      const there = findStored(stored, each, this.#parts.platform);
      // What has this id is the same wherever it comes from.
      if (there !== undefined && (isCachedEnough || each.id !== undefined)) return ok(there);
      const { path } = await this.#parts.store.makeStaging();
      stagings.push(path);
      return this.#fetch(each, path, sizeBytes);
    };
    try {
      const tree = await findTree(wish, { find, platform: this.#parts.platform });
      if (tree.ok) return ok({ ...openedImage(tree.value), close });
      await close();
      return tree;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async #fetch(
    wish: AppcWish,
    directory: string,
    sizeBytes: number | undefined,
  ): Promise<Result<FoundAppc>> {
    const brought = await this.#parts.discovery.bring(wish, directory, sizeBytes);
    if (!brought.ok) return this.#notFrom(wish, brought.error);
    const aci = await readAci(brought.value);
    if (!aci.ok) return this.#notFrom(wish, aci.error);
    const { id } = aci.value;
    if (wish.id !== undefined && wish.id !== id) {
      return this.#notFrom(wish, `its id is ${id}, not ${wish.id}`);
    }
    const manifest = parseAppcManifest(aci.value.manifest);
    if (!manifest.ok) return this.#notFrom(wish, manifest.error);
    return ok({ id, manifest: manifest.value, archive: { ...aci.value, path: brought.value } });
  }

  #notFrom(wish: AppcWish, why: string): Result<never> {
    return failure(`${this.#parts.discovery.addressOf(wish)}: ${why}`);
  }

  async findUnlisted(): Promise<KeptImages> {
    const { store, platform } = this.#parts;
    const stored = await store.listStored();
    const find = (wish: AppcWish): Promise<Result<Found>> => {
      const there = findStored(stored, wish, platform);
      return Promise.resolve(there === undefined ? failure('it is not in the store') : ok(there));
    };
    const images = new Map<string, KeptImage>();
    for (const { manifest } of stored) {
      const wish = readWish({ ...manifest, labels: [...manifest.labels] }, platform);
      if (!wish.ok || images.has(wishKey(wish.value))) continue;
      const tree = await findTree(wish.value, { find, platform });
      if (tree.ok) images.set(wishKey(wish.value), keptOf(tree.value));
    }
    return images;
  }
}

/** By its id; else by the name and the very labels that are wanted. */
function findStored(
  stored: readonly StoredAppcImage[],
  wanted: AppcWish,
  platform: Platform,
): StoredAppcImage | undefined {
  if (wanted.id !== undefined) return stored.find(({ id }) => id === wanted.id);
  return stored.find(({ manifest }) => {
    const own = readWish({ ...manifest, id: undefined, labels: [...manifest.labels] }, platform);
    return own.ok && wishKey(own.value) === wishKey(wanted);
  });
}

function keptOf(tree: readonly Found[]): KeptImage {
  return { layers: tree.map(({ id }) => id), runtime: tree.at(-1)!.manifest.runtime };
}

function openedImage(tree: readonly FoundAppc[]): OpenedImage {
  const { layers, runtime } = keptOf(tree);
  return {
    config: { platform: undefined, diffIds: layers, runtime },
    openLayer: (index) => Promise.resolve(openLayer(tree[index]!)),
  };
}

function openLayer({ archive }: FoundAppc): Result<OpenedLayer> {
  if (archive === undefined) return failure('it was removed while it was wanted; ask again');
  const { path, manifest } = archive;
  return ok({ stream: createReadStream(path), form: aciLayer, manifest });
}
