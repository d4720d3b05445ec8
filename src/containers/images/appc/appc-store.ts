/**
 * The store of appc images below --appc_store_dir, as Mesos has it: images/<id>/manifest and images/<id>/rootfs, so that
 * what an agent of C++, or an operator, has put there is found. Which image a name meant at last is in images.json,
 * where the layers of an image are the ids of its dependencies and, uppermost, its own.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../foundation/directories/held-directory.ts';
import { StoreDirectory } from '../store-directory.ts';
import type { StoreLayout } from '../store-directory.ts';
import { parseAppcManifest } from './appc-manifest.ts';
import type { AppcManifest } from './appc-manifest.ts';
import { isImageId } from './wish.ts';

export interface StoredAppcImage {
  readonly id: string;
  readonly manifest: AppcManifest;
}

const layout: StoreLayout = {
  folder: 'images',
  nameOf: (id) => id,
  findDiffId: (name) => (isImageId(name) ? name : undefined),
  notesOf: (_contents, { manifest }) => ({ manifest: manifest! }),
  readContents: async (path) => {
    await stat(join(path, 'manifest'));
    await readdir(join(path, 'rootfs'));
    return { whiteouts: [], opaques: [] };
  },
};

export class AppcStore extends StoreDirectory {
  constructor(path: string) {
    super(path, layout);
  }

  /** What can be used of it, the latest first. */
  async listStored(): Promise<readonly StoredAppcImage[]> {
    const found: (StoredAppcImage & { readonly sinceMs: number })[] = [];
    for (const id of await this.listLayers()) {
      const image = await this.#read(id);
      if (image !== undefined) found.push(image);
    }
    return found.toSorted((a, b) => b.sinceMs - a.sinceMs);
  }

  async #read(id: string): Promise<(StoredAppcImage & { readonly sinceMs: number }) | undefined> {
    const path = join(this.layerPath(id), 'manifest');
    try {
      const manifest = parseAppcManifest(await readFile(path));
      if (!manifest.ok) return undefined;
      return { id, manifest: manifest.value, sinceMs: (await stat(path)).mtimeMs };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}
