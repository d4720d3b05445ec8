/**
 * Root file systems of containers, made of images: below <work_dir>/provisioner, in the order of
 * Mesos. What a container uses is written down beside it, so that the next agent process knows which
 * layers must stay and what is left of containers that are gone.
 *
 *     provisioner/containers/<id>[/containers/<nested>]/uses.json
 *     .../backends/<backend>/rootfses/<number>
 */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, Image } from '../../protocol/generated/mesos.ts';
import { containerKey, containerPath } from '../container-id.ts';
import { backends } from './backends.ts';
import type { BackendName } from './backends.ts';
import type { HeldImage } from './image-store.ts';
import type { RuntimeConfig } from './manifest.ts';
import type { ImageProvider } from './provider.ts';
import type { RootFilesystem } from './root-filesystem.ts';
import { removeTree } from './store-directory.ts';

export interface Provisioned {
  readonly root: RootFilesystem;
  readonly runtime: RuntimeConfig;
  /** Where its layers are unpacked, uppermost first. */
  readonly layerPaths: readonly string[];
}

/** What `uses.json` says of one root file system. */
interface Use {
  readonly key: string;
  readonly layers: readonly string[];
  /** It is the container's root, not a volume of it. */
  readonly isRoot: boolean;
  readonly provisioned: Provisioned;
}

export interface ProvisionerParts {
  /** Absolute. */
  readonly workDirectory: string;
  readonly providers: readonly ImageProvider[];
  readonly backend: BackendName;
  readonly log: Log;
}

export class Provisioner {
  readonly #parts: ProvisionerParts;
  readonly #directory: string;
  /** By container. */
  readonly #uses = new Map<string, Use[]>();

  constructor(parts: ProvisionerParts) {
    this.#parts = parts;
    this.#directory = join(parts.workDirectory, 'provisioner');
  }

  get storePaths(): readonly string[] {
    return this.#parts.providers.map(({ path }) => path);
  }

  #pathOf(id: ContainerID): string {
    return join(this.#directory, containerPath(id));
  }

  /** A failure is a sentence for the task's user. `signal`: nobody waits for it any more. */
  async provision(
    id: ContainerID,
    image: Image,
    { isRoot, signal }: { readonly isRoot: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<Provisioned>> {
    const provider = this.#providerOf(image);
    if (!provider.ok) return provider;
    const got = provider.value.get(image);
    const held = await Promise.race([got, abandonedBy(signal)]);
    if (held === undefined) {
      void got.then((late) => late.ok && late.value.release());
      return failure('Container destroyed while its image was pulled');
    }
    if (!held.ok) return held;
    try {
      return ok(await this.#make(id, held.value, isRoot));
    } catch (error) {
      return failure(
        `Failed to make a root file system of image '${held.value.key}': ${(error as Error).message}`,
      );
    } finally {
      held.value.release();
    }
  }

  #providerOf({ type }: Image): Result<ImageProvider> {
    const provider = this.#parts.providers.find((one) => one.type === type);
    if (provider !== undefined) return ok(provider);
    const known = this.#parts.providers.map((one) => one.type).join(' and ');
    return failure(
      `Images of type ${type} are refused: this agent knows ${known} only (--image_providers)`,
    );
  }

  async #make(id: ContainerID, image: HeldImage, isRoot: boolean): Promise<Provisioned> {
    const key = containerKey(id);
    const uses = this.#uses.get(key) ?? [];
    const { backend } = this.#parts;
    const own = this.#pathOf(id);
    const directory = join(own, 'backends', backend, 'rootfses', String(uses.length));
    // Programs with the right to become root are in there: not for users of the machine.
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    // Left by a launch that an earlier agent process did not finish.
    if (uses.length === 0) await removeTree(own);
    await mkdir(directory, { recursive: true, mode: 0o755 });
    const layers = image.layers.map(({ diffId }) => diffId);
    // In memory before anything can wait, so that no collection comes in between.
    const root = backends[backend](directory, image.layers);
    root.catch(() => undefined);
    const shape = { key: image.key, layers, isRoot };
    const layerPaths = image.layers.map(({ path }) => path).toReversed();
    const common = { runtime: image.runtime, layerPaths };
    const placeholder = { root: { kind: 'directory' as const, directory }, ...common };
    this.#uses.set(key, [...uses, { ...shape, provisioned: placeholder }]);
    const provisioned = { root: await root, ...common };
    this.#uses.set(key, [...uses, { ...shape, provisioned }]);
    await writeWhole(join(own, 'uses.json'), JSON.stringify(this.#uses.get(key)));
    return provisioned;
  }

  /** The root file system that the container runs in: its own, or that of one around it. */
  findRoot(
    id: ContainerID,
  ): { readonly owner: ContainerID; readonly provisioned: Provisioned } | undefined {
    const own = this.#uses.get(containerKey(id))?.find(({ isRoot }) => isRoot);
    if (own !== undefined) return { owner: id, provisioned: own.provisioned };
    return id.parent === undefined ? undefined : this.findRoot(id.parent);
  }

  /** Takes over what these containers use; what is there of others goes. */
  async recover(ids: readonly ContainerID[]): Promise<void> {
    await Promise.all(this.#parts.providers.map((provider) => this.#tidy(provider)));
    const alive = new Set(ids.map(containerKey));
    await this.#recoverBelow(this.#directory, undefined, alive);
  }

  /** A store that cannot be read is told to whoever asks for an image, too. */
  async #tidy(provider: ImageProvider): Promise<void> {
    await provider.prepare().catch((error: unknown) => {
      const { message } = error as Error;
      this.#parts.log.warning(`The image store '${provider.path}' cannot be read: ${message}`);
    });
  }

  async #recoverBelow(
    path: string,
    parent: ContainerID | undefined,
    alive: ReadonlySet<string>,
  ): Promise<void> {
    const names = await readdir(join(path, 'containers')).catch(() => []);
    for (const value of names) {
      const id = parent === undefined ? { value } : { value, parent };
      if (alive.has(containerKey(id))) {
        const uses = await this.#readUses(id);
        if (uses !== undefined) this.#uses.set(containerKey(id), uses);
        await this.#recoverBelow(this.#pathOf(id), id, alive);
      } else if ([...alive].some((key) => key.startsWith(`${containerKey(id)}.`))) {
        await this.#recoverBelow(this.#pathOf(id), id, alive);
      } else {
        await this.#removeLeft(id);
      }
    }
  }

  /** It may be an orphan's, which is yet to be destroyed: then that takes away the rest. */
  async #removeLeft(id: ContainerID): Promise<void> {
    const { log } = this.#parts;
    const key = containerKey(id);
    log.info(`Removing the root file system of container ${key}, which nobody knows`);
    await removeTree(this.#pathOf(id)).catch((error: unknown) => {
      log.warning(
        `Not all of the root file system of container ${key} can be removed: ${(error as Error).message}`,
      );
    });
  }

  async #readUses(id: ContainerID): Promise<Use[] | undefined> {
    try {
      return JSON.parse(await readFile(join(this.#pathOf(id), 'uses.json'), 'utf8')) as Use[];
    } catch {
      return undefined;
    }
  }

  /** The container is gone; nothing runs in its root file systems. */
  async destroy(id: ContainerID): Promise<void> {
    await removeTree(this.#pathOf(id));
    this.#uses.delete(containerKey(id));
  }

  /** Removes images that nobody uses; the names of those that went. */
  async prune(kept: readonly Image[]): Promise<readonly string[]> {
    const uses = [...this.#uses.values()].flat();
    const inUse = {
      keys: new Set(uses.map(({ key }) => key)),
      layers: new Set(uses.flatMap(({ layers }) => layers)),
    };
    const removed: string[] = [];
    for (const provider of this.#parts.providers) {
      removed.push(...(await provider.prune(kept, inUse)));
    }
    return removed;
  }
}

/** Undefined when the signal comes; else it waits for ever, and nobody waits for it. */
function abandonedBy(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
