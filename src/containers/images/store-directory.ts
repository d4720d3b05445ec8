/**
 * What an image store has on disk, below --docker_store_dir or --appc_store_dir:
 *
 *     layers/<digest>/rootfs   a layer, unpacked; the digest is that of its plain archive
 *     layers/<digest>/layer.json   what it hides of those below; made with it, so a layer is there wholly or not at all
 *                              (where layers are, and what is beside their files, is the layout's to say)
 *     images.json              which layers an image has, and how it wants to be run
 *     staging/                 what is on its way
 *     gc/                      what is being removed
 *
 * It is ours alone, and root's: the Docker images that a C++ agent left here are not used, nor harmed.
 */
import { randomUUID } from 'node:crypto';
import { open, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import type { LayerContents } from './layer-unpacker.ts';
import type { RuntimeConfig } from './manifest.ts';
import type { OpenedLayer } from './source.ts';

/** An image as it is kept; layers by the digests of their plain archives, lowest first. */
export interface KeptImage {
  readonly layers: readonly string[];
  readonly runtime: RuntimeConfig;
  readonly digest?: string;
}

export type KeptImages = ReadonlyMap<string, KeptImage>;

/** Where the layers of a kind of images are, and what is beside their files. */
export interface StoreLayout {
  readonly folder: string;
  nameOf(diffId: string): string;
  /** Undefined: it is no layer. */
  findDiffId(name: string): string | undefined;
  /** Files beside `rootfs`, by name. */
  notesOf(
    contents: LayerContents,
    layer: OpenedLayer,
  ): Readonly<Record<string, string | Uint8Array>>;
  /** What the notes of a layer say; throws ENOENT where there is none. */
  readContents(path: string): Promise<LayerContents>;
}

const plainLayout: StoreLayout = {
  folder: 'layers',
  nameOf: (diffId) => diffId.slice('sha256:'.length),
  findDiffId: (name) => (/^[\da-f]{64}$/u.test(name) ? `sha256:${name}` : undefined),
  notesOf: (contents) => ({ 'layer.json': JSON.stringify(contents) }),
  readContents: async (path) =>
    JSON.parse(await readFile(join(path, 'layer.json'), 'utf8')) as LayerContents,
};

/** Setuid programs and devices of images are no business of the machine's users. */
const privateMode = 0o700;

export class StoreDirectory {
  readonly path: string;
  readonly #layout: StoreLayout;

  constructor(path: string, layout = plainLayout) {
    this.path = path;
    this.#layout = layout;
  }

  /** What was on its way, or being removed, when the last agent process ended is taken away. */
  async prepare(): Promise<void> {
    for (const name of ['staging', 'gc'])
      await rm(this.#at(name), { recursive: true, force: true });
    for (const name of [this.#layout.folder, 'staging', 'gc']) {
      await mkdir(this.#at(name), { recursive: true, mode: privateMode });
    }
  }

  #at(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  layerPath(diffId: string): string {
    return this.#at(this.#layout.folder, this.#layout.nameOf(diffId));
  }

  rootOf(diffId: string): string {
    return join(this.layerPath(diffId), 'rootfs');
  }

  /** Undefined: it is not there. */
  async findLayer(diffId: string): Promise<LayerContents | undefined> {
    try {
      return await this.#layout.readContents(this.layerPath(diffId));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** A new empty directory; `unpacked` is to be filled. */
  async makeStaging(): Promise<{ readonly path: string; readonly unpacked: string }> {
    const path = this.#at('staging', randomUUID());
    const unpacked = join(path, 'rootfs');
    await mkdir(unpacked, { recursive: true, mode: 0o755 });
    return { path, unpacked };
  }

  /** Makes a layer of what was staged, when all of it is on disk. */
  async keepLayer(
    staging: string,
    diffId: string,
    { contents, opened }: { readonly contents: LayerContents; readonly opened: OpenedLayer },
  ): Promise<void> {
    for (const [name, bytes] of Object.entries(this.#layout.notesOf(contents, opened))) {
      await writeFile(join(staging, name), bytes, { mode: 0o600 });
    }
    await syncFileSystem(staging);
    await rename(staging, this.layerPath(diffId)).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
    await removeTree(staging);
  }

  async listLayers(): Promise<readonly string[]> {
    const names = await readdir(this.#at(this.#layout.folder));
    return names.flatMap((name) => this.#layout.findDiffId(name) ?? []);
  }

  /** Out of sight at once, so that nobody uses half of it; off the disk when this is answered. */
  async removeLayers(diffIds: readonly string[]): Promise<void> {
    const places: string[] = [];
    for (const diffId of diffIds) {
      const place = this.#at('gc', randomUUID());
      await rename(this.layerPath(diffId), place);
      places.push(place);
    }
    for (const place of places) await removeTree(place);
  }

  async readImages(): Promise<KeptImages> {
    try {
      const text = await readFile(this.#at('images.json'), 'utf8');
      return new Map(Object.entries(JSON.parse(text) as Record<string, KeptImage>));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new Map();
      throw error;
    }
  }

  /** Answered when it is durable. */
  async writeImages(images: KeptImages): Promise<void> {
    const path = this.#at('images.json');
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(Object.fromEntries(images)));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    const directory = await open(this.path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }
}

/** Root removes read-only directories, too. */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** A layer is thousands of files: all of its file system is written out once. */
function syncFileSystem(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('sync', ['-f', path], (error) => (error === null ? resolve() : reject(error)));
  });
}
