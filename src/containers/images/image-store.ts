/**
 * The images of an agent. Asking for one gives it from disk, or fetches what of it is missing: each layer
 * is on disk once, whatever images have it, and an image that several ask for at the same time is
 * fetched once. Whoever got an image holds it until `release`: no collection takes it away meanwhile.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Log } from '../../foundation/log.ts';
import { Slots } from '../slots.ts';
import { unpackLayer } from './layer-unpacker.ts';
import type { LayerContents } from './layer-unpacker.ts';
import type { RuntimeConfig } from './manifest.ts';
import type { Asking, ImageSource, OpenedImage } from './source.ts';
import { removeTree } from './store-directory.ts';
import type { KeptImage, KeptImages, StoreDirectory } from './store-directory.ts';

/** As Docker: more would not come sooner, and each unpacks, too. */
const concurrentLayers = 3;

export interface StoredLayer extends LayerContents {
  readonly diffId: string;
  /** Where it is unpacked. */
  readonly path: string;
}

export interface HeldImage {
  readonly key: string;
  /** Lowest first. */
  readonly layers: readonly StoredLayer[];
  readonly runtime: RuntimeConfig;
  /** It is not needed any more, or is kept by `inUse` of a collection. */
  release(): void;
}

/** What containers have of the images' layers and names. */
export interface ImagesInUse {
  readonly keys: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
}

export interface ImageStoreParts<Reference> {
  readonly directory: StoreDirectory;
  readonly source: ImageSource<Reference>;
  readonly log: Log;
}

export class ImageStore<Reference> {
  readonly #directory: StoreDirectory;
  readonly #source: ImageSource<Reference>;
  readonly #log: Log;
  readonly #slots = new Slots(concurrentLayers);
  /** Layers on their way, by digest. */
  readonly #layers = new Map<string, Promise<Result<LayerContents>>>();
  /** Images on their way, by name and login. */
  readonly #pulls = new Map<string, Promise<Result<KeptImage>>>();
  /** How many hold a layer, or are about to. */
  readonly #held = new Map<string, number>();
  #images: Promise<Map<string, KeptImage>> | undefined;
  /** Writes of the list, and collections, one after the other. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ directory, source, log }: ImageStoreParts<Reference>) {
    this.#directory = directory;
    this.#source = source;
    this.#log = log;
  }

  get path(): string {
    return this.#directory.path;
  }

  /** Takes away what an earlier agent process left half done; done before anything else, in any case. */
  async prepare(): Promise<void> {
    await this.#load();
  }

  /** A failure is a sentence for the task's user. */
  async get(reference: Reference, asking: Asking): Promise<Result<HeldImage>> {
    const key = this.#source.keyOf(reference);
    try {
      const images = await this.#load();
      const kept = asking.isCachedEnough ? await this.#findKept(images, key) : undefined;
      if (kept !== undefined) return ok(kept);
      const pulled = await this.#pullOnce(key, reference, asking);
      if (!pulled.ok) return failure(this.#failureText(reference, pulled.error));
      return (
        (await this.#hold(key, pulled.value)) ??
        failure(
          `Image '${this.#source.nameOf(reference)}' was removed while it was pulled; ask again`,
        )
      );
    } catch (error) {
      return failure(this.#failureText(reference, (error as Error).message));
    }
  }

  #failureText(reference: Reference, why: string): string {
    return `Failed to pull image '${this.#source.nameOf(reference)}' from ${this.#source.placeOf(reference)}: ${why}`;
  }

  #load(): Promise<Map<string, KeptImage>> {
    this.#images ??= this.#readAll();
    this.#images.catch(() => (this.#images = undefined));
    return this.#images;
  }

  async #readAll(): Promise<Map<string, KeptImage>> {
    await this.#directory.prepare();
    const listed = await this.#directory.readImages();
    return new Map([...((await this.#source.findUnlisted?.()) ?? []), ...listed]);
  }

  async #findKept(images: KeptImages, key: string): Promise<HeldImage | undefined> {
    const image = images.get(key);
    const held = image && (await this.#hold(key, image));
    return held?.ok === true ? held.value : undefined;
  }

  /** Undefined: a layer is not there. */
  async #hold(key: string, { layers, runtime }: KeptImage): Promise<Result<HeldImage> | undefined> {
    const release = this.#count(layers);
    const found = await Promise.all(layers.map((diffId) => this.#directory.findLayer(diffId)));
    if (found.includes(undefined)) {
      release();
      return undefined;
    }
    const stored = layers.map((diffId, i) => ({
      ...found[i]!,
      ...{ diffId, path: this.#directory.rootOf(diffId) },
    }));
    return ok({ key, layers: stored, runtime, release });
  }

  /** Counts these as held until what it returns is called, once. */
  #count(layers: readonly string[]): () => void {
    for (const layer of layers) this.#held.set(layer, (this.#held.get(layer) ?? 0) + 1);
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      for (const layer of layers) {
        const left = this.#held.get(layer)! - 1;
        if (left === 0) this.#held.delete(layer);
        else this.#held.set(layer, left);
      }
    };
  }

  #pullOnce(key: string, reference: Reference, asking: Asking): Promise<Result<KeptImage>> {
    // Who may have it is the registry's to say: others' logins do not count.
    const name = `${key} ${asking.isCachedEnough} ${JSON.stringify([...asking.logins])}`;
    let pull = this.#pulls.get(name);
    if (pull === undefined) {
      pull = this.#pull(key, reference, asking).finally(() => this.#pulls.delete(name));
      this.#pulls.set(name, pull);
    }
    return pull;
  }

  async #pull(key: string, reference: Reference, asking: Asking): Promise<Result<KeptImage>> {
    this.#log.info(`Pulling image '${key}'`);
    const opened = await this.#source.open(reference, asking);
    if (!opened.ok) return opened;
    try {
      return await this.#take(key, opened.value);
    } finally {
      await opened.value.close?.();
    }
  }

  async #take(key: string, opened: OpenedImage): Promise<Result<KeptImage>> {
    const { config, digest } = opened;
    const release = this.#count(config.diffIds);
    try {
      const layers = await Promise.all(
        config.diffIds.map((diffId, index) => this.#bringLayer(diffId, index, opened)),
      );
      const failed = layers.find((layer) => !layer.ok);
      if (failed !== undefined && !failed.ok) return failed;
      const image = {
        ...{ layers: config.diffIds, runtime: config.runtime },
        ...(digest !== undefined && { digest }),
      };
      await this.#change((images) => images.set(key, image));
      return ok(image);
    } finally {
      // Those who wait for it take hold of it before a collection can begin: see `prune`.
      setImmediate(release);
    }
  }

  #bringLayer(diffId: string, index: number, image: OpenedImage): Promise<Result<LayerContents>> {
    let bringing = this.#layers.get(diffId);
    if (bringing === undefined) {
      bringing = this.#bring(diffId, index, image).finally(() => this.#layers.delete(diffId));
      this.#layers.set(diffId, bringing);
    }
    return bringing;
  }

  async #bring(diffId: string, index: number, image: OpenedImage): Promise<Result<LayerContents>> {
    const there = await this.#directory.findLayer(diffId);
    if (there !== undefined) return ok(there);
    return this.#slots.run(async () => {
      const opened = await image.openLayer(index);
      if (!opened.ok) return opened;
      const staging = await this.#directory.makeStaging();
      const unpacked = await unpackLayer({ ...opened.value, diffId }, staging.unpacked);
      if (unpacked.ok) {
        const kept = { contents: unpacked.value, opened: opened.value };
        await this.#directory.keepLayer(staging.path, diffId, kept);
        return unpacked;
      }
      await removeTree(staging.path);
      return failure(`its layer ${diffId} is refused: ${unpacked.error}`);
    });
  }

  async #change(change: (images: Map<string, KeptImage>) => void): Promise<void> {
    await this.#inTurn(async (images) => {
      change(images);
      await this.#directory.writeImages(images);
    });
  }

  #inTurn<T>(act: (images: Map<string, KeptImage>) => Promise<T>): Promise<T> {
    const turn = this.#tail.then(async () => act(await this.#load()));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Removes the images that are neither `kept` nor in use by a container (`inUse`, by key), and the layers
   * that no image and no container has any more.
   */
  prune(kept: readonly Reference[], inUse: ImagesInUse): Promise<readonly string[]> {
    const keptKeys = new Set(kept.map((reference) => this.#source.keyOf(reference)));
    return this.#inTurn(async (images) => {
      const removed: string[] = [];
      for (const key of images.keys()) {
        if (keptKeys.has(key) || inUse.keys.has(key) || this.#isHeld(images.get(key)!)) continue;
        removed.push(key);
      }
      for (const key of removed) images.delete(key);
      if (removed.length > 0) await this.#directory.writeImages(images);
      const needed = new Set([...images.values()].flatMap(({ layers }) => layers));
      const all = await this.#directory.listLayers();
      const isFree = (layer: string): boolean =>
        !needed.has(layer) && !inUse.layers.has(layer) && !this.#held.has(layer);
      await this.#directory.removeLayers(all.filter(isFree));
      return removed;
    });
  }

  #isHeld({ layers }: KeptImage): boolean {
    return layers.some((layer) => this.#held.has(layer));
  }
}
