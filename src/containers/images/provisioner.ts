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
import { readLogins } from '../registry-logins.ts';
import type { Logins } from '../registry-logins.ts';
import type { HeldImage, ImageStore } from './image-store.ts';
import type { RuntimeConfig } from './manifest.ts';
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
  readonly store: ImageStore;
  readonly backend: BackendName;
  /** --docker_config */
  readonly logins: Logins;
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

  get storePath(): string {
    return this.#parts.store.path;
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
    const request = this.#requestOf(image);
    if (!request.ok) return request;
    const got = this.#parts.store.get(request.value);
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
        `Failed to make a root file system of image '${request.value.name}': ${(error as Error).message}`,
      );
    } finally {
      held.value.release();
    }
  }

  #requestOf({ type, docker, cached }: Image): Result<Parameters<ImageStore['get']>[0]> {
    if (type !== 'DOCKER' || docker === undefined) {
      return failure(
        `Images of type ${type} are refused: this agent knows DOCKER only (--image_providers)`,
      );
    }
    const own = ownLogins(docker);
    if (!own.ok) return own;
    const logins = new Map([...this.#parts.logins, ...own.value]);
    return ok({ name: docker.name, isCachedEnough: cached ?? true, logins });
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
    const alive = new Set(ids.map(containerKey));
    await this.#recoverBelow(this.#directory, undefined, alive);
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

  /** Removes images that nobody uses; the names of those that went. `kept`: names of images. */
  async prune(kept: readonly string[]): Promise<readonly string[]> {
    const uses = [...this.#uses.values()].flat();
    return this.#parts.store.prune(kept, {
      keys: new Set(uses.map(({ key }) => key)),
      layers: new Set(uses.flatMap(({ layers }) => layers)),
    });
  }
}

/** Undefined when the signal comes; else it waits for ever, and nobody waits for it. */
function abandonedBy(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** The login that a task brings with its image. */
function ownLogins({ config, credential }: NonNullable<Image['docker']>): Result<Logins> {
  if (credential !== undefined) {
    return failure(
      "'image.docker.credential' is refused: give 'image.docker.config', a secret that holds a Docker config.json",
    );
  }
  if (config === undefined) return ok(new Map());
  if (config.value === undefined) {
    return failure(
      "'image.docker.config' is refused: this agent has no secret resolver, it takes secrets of type VALUE only",
    );
  }
  try {
    const text = Buffer.from(config.value.data).toString('utf8');
    const logins = readLogins(JSON.parse(text));
    return logins.ok ? logins : failure(`'image.docker.config' is refused: ${logins.error}`);
  } catch {
    return failure("'image.docker.config' is refused: it holds no JSON");
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
