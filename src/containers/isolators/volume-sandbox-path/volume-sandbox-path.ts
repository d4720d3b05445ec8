/**
 * volume/sandbox_path: a directory of the container's own sandbox (SELF) or of its parent's (PARENT),
 * to be seen somewhere else in the container. Sandboxes belong to tasks that may be running: the
 * way to the source is gone without following a link, and what is mounted has to be what was found
 * (`identity`). A persistent volume of the parent counts as a part of its sandbox.
 */
import { promises as fs } from 'node:fs';
import type { Stats } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { holding } from '../../../foundation/directories/held-directory.ts';
import type { HeldDirectory } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type {
  Resource,
  Volume,
  Volume_Source_SandboxPath,
} from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { volumePlace } from '../../persistent-volumes.ts';
import { makeDirectories, openSandbox } from '../../sandbox-files.ts';
import {
  bindOptions,
  namesBelow,
  settle,
  VolumePoints,
} from '../filesystem-linux/volume-points.ts';
import type { VolumeGids } from '../../volume-gids/volume-gids.ts';
import { openVolume } from '../filesystem-posix/volume-links.ts';
import { withGroups } from '../user-groups.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  OciMount,
  Preparation,
} from '../isolator.ts';

/** What is known of a container whose sandbox may be asked for. */
type Place = Pick<IsolatedContainer, 'directory' | 'resources'>;

interface Source {
  readonly path: string;
  readonly identity: string;
  readonly kind: 'directory' | 'file';
  readonly ownerUid: number;
  /** Path of the persistent volume that it is in. */
  readonly volume?: string;
}

export class VolumeSandboxPathIsolator implements Isolator {
  readonly name = 'volume/sandbox_path';
  readonly #workDirectory: string;
  readonly #points: VolumePoints;
  readonly #volumeGids: VolumeGids | undefined;
  readonly #places = new Map<string, Place>();

  constructor(parts: IsolatorParts) {
    this.#workDirectory = parts.options.work_dir;
    this.#points = new VolumePoints(parts);
    this.#volumeGids = parts.volumeGids;
  }

  prepare(
    container: IsolatedContainer,
    { container: info, user }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    this.#know(container);
    settle(
      this.#prepare(container, info?.volumes ?? [], user),
      done,
      'Cannot bind a volume of a sandbox',
    );
  }

  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#know(container);
    done(ok(undefined));
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    for (const container of containers) this.#know(container);
    done(ok(undefined));
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#places.delete(containerKey(id));
    done(ok(undefined));
  }

  #know({ id, directory, resources }: IsolatedContainer): void {
    this.#places.set(containerKey(id), { directory, resources });
  }

  async #prepare(
    container: IsolatedContainer,
    volumes: readonly Volume[],
    user: string | undefined,
  ): Promise<Result<Preparation>> {
    const mounts: OciMount[] = [];
    const gids: number[] = [];
    for (const volume of volumes) {
      const wish = sandboxPathOf(volume);
      if (wish === undefined) continue;
      const source = await this.#findSource(container, wish, volume.container_path);
      if (!source.ok) return source;
      const gid = await this.#groupOf(container, wish, source.value);
      if (!gid.ok) return gid;
      gids.push(...gid.value);
      const { path, identity, kind } = source.value;
      const destination = await this.#points.prepare(container, volume.container_path, kind);
      if (!destination.ok) return destination;
      const options = bindOptions(volume.mode);
      mounts.push({
        ...{ destination: destination.value, source: path, type: 'bind', options },
        ...{ identity, isFile: kind === 'file' },
      });
    }
    const groups = await withGroups(user, gids);
    return ok(mounts.length === 0 ? groups : { ...groups, mounts });
  }

  /** What the container's user could not write to otherwise. */
  async #groupOf(
    { directory }: IsolatedContainer,
    { type }: Volume_Source_SandboxPath,
    { path, volume, ownerUid }: Source,
  ): Promise<Result<readonly number[]>> {
    if (this.#volumeGids === undefined || type !== 'PARENT') return ok([]);
    const { uid } = await holding(openSandbox(this.#workDirectory, directory), (held) =>
      held.stat(),
    );
    if (uid === 0 || uid === ownerUid) return ok([]);
    // Of a persistent volume all has one group, for as long as there is the volume.
    const gid =
      volume === undefined
        ? await this.#volumeGids.allocate(path, 'SANDBOX_PATH')
        : await this.#volumeGids.allocate(volume, 'PERSISTENT');
    return gid.ok ? ok([gid.value]) : gid;
  }

  async #findSource(
    { id }: IsolatedContainer,
    { type, path }: Volume_Source_SandboxPath,
    containerPath: string,
  ): Promise<Result<Source>> {
    if (isAbsolute(path)) return failure(`Path '${path}' in SANDBOX_PATH volume is absolute`);
    const names = namesBelow(path);
    if (names === undefined) return failure(`Path '${path}' in SANDBOX_PATH volume has '..'`);
    const isParents = type === 'PARENT';
    if (!isParents && type !== 'SELF') return failure('Unknown SANDBOX_PATH volume type');
    if (!isParents && !isAbsolute(containerPath)) {
      return failure("'container_path' is relative for SANDBOX_PATH volume SELF type");
    }
    const owner = isParents ? id.parent : id;
    if (owner === undefined) {
      return failure('SANDBOX_PATH volume PARENT type only works for nested container');
    }
    const place = this.#places.get(containerKey(owner));
    if (place === undefined)
      return failure('Failed to locate the sandbox for the parent container');
    return this.#lookUp(place, names);
  }

  async #lookUp(
    { directory, resources }: Place,
    names: readonly string[],
  ): Promise<Result<Source>> {
    const volume = findVolume(resources, names);
    if (volume !== undefined) {
      const place = volumePlace(this.#workDirectory, volume.resource);
      if (!place.ok) return place;
      const { path } = place.value;
      const source = await holding(openVolume(place.value), (held) =>
        sourceBelow(held, path, volume.rest),
      );
      return source.ok ? ok({ ...source.value, volume: path }) : source;
    }
    return holding(openSandbox(this.#workDirectory, directory), (held) =>
      sourceBelow(held, directory, names),
    );
  }
}

/** A missing one is made as a directory, of the user whose sandbox or volume it is in. */
async function sourceBelow(
  top: HeldDirectory,
  path: string,
  names: readonly string[],
): Promise<Result<Source>> {
  const file = await findFile(top, names);
  const whole = join(path, ...names);
  if (file !== undefined) return ok({ path: whole, kind: 'file', ...file });
  const { uid, gid } = await top.stat();
  return holding(openWay(top, names, { uid, gid }), async (held) => {
    return ok({ path: whole, kind: 'directory', ...identityOf(await held.stat()) });
  });
}

async function openWay(
  top: HeldDirectory,
  names: readonly string[],
  owner: { readonly uid: number; readonly gid: number },
): Promise<HeldDirectory> {
  let at = await top.again();
  for (const name of names) {
    const from = at;
    at = await holding(Promise.resolve(from), async () => {
      const isThere = await fs.lstat(from.at(name)).then(
        () => true,
        () => false,
      );
      return isThere ? from.enter(name) : makeDirectories(from, [name], owner);
    });
  }
  return at;
}

function identityOf({ dev, ino, uid }: Stats): Pick<Source, 'identity' | 'ownerUid'> {
  return { identity: `${dev}:${ino}`, ownerUid: uid };
}

/** A regular file at the end of a way without links. */
async function findFile(
  top: HeldDirectory,
  names: readonly string[],
): Promise<Pick<Source, 'identity' | 'ownerUid'> | undefined> {
  const last = names.at(-1);
  if (last === undefined) return undefined;
  let at = await top.again();
  try {
    for (const name of names.slice(0, -1)) {
      const next = await at.enter(name);
      await at.close();
      at = next;
    }
    const stats = await fs.lstat(at.at(last));
    return stats.isFile() ? identityOf(stats) : undefined;
  } catch {
    return undefined;
  } finally {
    await at.close();
  }
}

/** The persistent volume that the first of the names leads into. */
function findVolume(
  resources: readonly Resource[],
  names: readonly string[],
): { readonly resource: Resource; readonly rest: readonly string[] } | undefined {
  for (const resource of resources) {
    const path = resource.disk?.volume?.container_path;
    if (resource.disk?.persistence === undefined || path === undefined || isAbsolute(path))
      continue;
    const way = namesBelow(path) ?? [];
    if (way.length > 0 && way.every((name, i) => names[i] === name)) {
      return { resource, rest: names.slice(way.length) };
    }
  }
  return undefined;
}

/** @compat the older field means a path of the sandbox when it is relative. */
function sandboxPathOf({
  host_path,
  source,
  image,
}: Volume): Volume_Source_SandboxPath | undefined {
  if (source?.type === 'SANDBOX_PATH' || source?.sandbox_path !== undefined)
    return source.sandbox_path;
  if (image !== undefined || host_path === undefined || isAbsolute(host_path)) return undefined;
  return { type: 'SELF', path: host_path };
}
