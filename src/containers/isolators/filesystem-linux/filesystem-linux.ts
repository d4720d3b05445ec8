/**
 * filesystem/linux: a container has a view of file systems of its own: the root file system of its image
 * (else the machine's), its sandbox in there at --sandbox_directory, and persistent volumes bound into
 * it. What is nested without an image of its own is in its parent's root file system; a debug container
 * is where its parent is, with all that is mounted there.
 *
 * All of that is mounted where only the container sees it (linux/conmon.ts), and is gone with it. The
 * root of a pod has no process that could see anything: volumes are links in its sandbox.
 */
import { holding } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { volumePlace } from '../../persistent-volumes.ts';
import type { VolumePlace } from '../../persistent-volumes.ts';
import { openSandbox } from '../../sandbox-files.ts';
import { FilesystemPosixIsolator } from '../filesystem-posix/filesystem-posix.ts';
import { openVolume } from '../filesystem-posix/volume-links.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  OciMount,
  Preparation,
  RootWish,
} from '../isolator.ts';
import { groupsOf, withGroups } from '../user-groups.ts';
import { bindOptions, settle, VolumePoints } from './volume-points.ts';

interface BoundVolume {
  readonly place: VolumePlace;
  readonly containerPath: string;
  readonly mode: string | undefined;
  readonly isShared: boolean;
  /** By a resource provider. */
  readonly isProvided: boolean;
}

interface Bound {
  readonly mounts: readonly OciMount[];
  /** Groups that the volumes belong to. */
  readonly gids: readonly number[];
}

interface Known {
  readonly rootId: string;
  readonly hasProcess: boolean;
  readonly volumes: readonly BoundVolume[];
}

export class FilesystemLinuxIsolator implements Isolator {
  readonly name = 'filesystem/linux';
  readonly #parts: IsolatorParts;
  readonly #points: VolumePoints;
  readonly #links: FilesystemPosixIsolator;
  readonly #containers = new Map<string, Known>();

  constructor(parts: IsolatorParts) {
    this.#parts = parts;
    this.#points = new VolumePoints(parts);
    this.#links = new FilesystemPosixIsolator(parts);
  }

  prepare(
    container: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const { image } = config.container?.mesos ?? {};
    if (config.command === undefined) {
      if (image !== undefined)
        return done(failure('A container without a process has no use for an image'));
      this.#know(container, { hasProcess: false, volumes: [] });
      return this.#links.prepare(container, config, done);
    }
    settle(
      this.#prepare(container, config),
      done,
      'Cannot prepare the file system of the container',
    );
  }

  async #prepare(
    container: IsolatedContainer,
    config: ContainerConfig,
  ): Promise<Result<Preparation>> {
    const isDebug = config.containerClass === 'debug';
    const { image } = config.container?.mesos ?? {};
    if (isDebug && (image !== undefined || (config.container?.volumes ?? []).length > 0)) {
      return failure(
        'A debug container is in the file systems of its parent: it has neither an image nor volumes of its own',
      );
    }
    if (image !== undefined) {
      const provisioned = await this.#provision(container, image);
      if (!provisioned.ok) return provisioned;
    }
    const root = await this.#findRoot(container, config.user);
    const volumes = isDebug ? ok([]) : this.#volumesOf(container.resources);
    if (!volumes.ok) return volumes;
    this.#know(container, { hasProcess: true, volumes: volumes.value });
    const bound = await this.#bind(container, volumes.value);
    if (!bound.ok) return bound;
    const { mounts, gids } = bound.value;
    return ok({
      ...(root !== undefined && { root, environment: { MESOS_SANDBOX: root.sandboxPath } }),
      ...(mounts.length > 0 && { mounts }),
      ...(await withGroups(config.user, gids)),
    });
  }

  async #provision(
    { id, abandoned }: IsolatedContainer,
    image: NonNullable<NonNullable<NonNullable<ContainerConfig['container']>['mesos']>['image']>,
  ): Promise<Result<unknown>> {
    const { provisioner } = this.#parts;
    if (provisioner === undefined) {
      return failure(
        "'container.mesos.image' is refused: this agent takes no images (--image_providers)",
      );
    }
    return provisioner.provision(id, image, { isRoot: true, signal: abandoned });
  }

  async #findRoot(
    { id }: IsolatedContainer,
    user: string | undefined,
  ): Promise<RootWish | undefined> {
    const found = this.#parts.provisioner?.findRoot(id);
    if (found === undefined) return undefined;
    return {
      ...{ owner: found.owner, filesystem: found.provisioned.root },
      sandboxPath: this.#parts.options.sandbox_directory,
      groups: user === undefined ? [] : await groupsOf(user),
    };
  }

  #know({ id }: IsolatedContainer, what: Omit<Known, 'rootId'>): void {
    this.#containers.set(containerKey(id), { ...what, rootId: rootContainerId(id).value });
  }

  async #bind(
    container: IsolatedContainer,
    volumes: readonly BoundVolume[],
  ): Promise<Result<Bound>> {
    const mounts: OciMount[] = [];
    const gids: number[] = [];
    for (const volume of volumes) {
      const { place, containerPath, mode } = volume;
      const owned = await this.#takeOver(container, volume);
      if (!owned.ok) return owned;
      gids.push(...owned.value);
      const destination = await this.#points.prepare(container, containerPath, 'directory');
      if (!destination.ok) return destination;
      const options = bindOptions(mode);
      mounts.push({ destination: destination.value, source: place.path, type: 'bind', options });
    }
    return ok({ mounts, gids });
  }

  /** The volume becomes that of the sandbox's user, as with filesystem/posix, or of a group that is returned. */
  async #takeOver(
    { id, directory }: IsolatedContainer,
    volume: BoundVolume,
  ): Promise<Result<readonly number[]>> {
    const { uid, gid } = await holding(
      openSandbox(this.#parts.options.work_dir, directory),
      (sandbox) => sandbox.stat(),
    );
    const { volumeGids } = this.#parts;
    if (uid !== 0 && volumeGids !== undefined && !volume.isProvided) {
      const gid = await volumeGids.allocate(volume.place.path, 'PERSISTENT');
      return gid.ok ? ok([gid.value]) : gid;
    }
    const rootId = rootContainerId(id).value;
    const isUsed = [...this.#containers.values()].some(
      (other) =>
        other.rootId !== rootId &&
        other.volumes.some((one) => one.place.path === volume.place.path),
    );
    await holding(openVolume(volume.place), async (held) => {
      const owner = await held.stat();
      if (uid === 0 || owner.uid === uid || (volume.isShared && isUsed)) return;
      await held.chown({ uid, gid });
    });
    return ok([]);
  }

  #volumesOf(resources: readonly Resource[]): Result<readonly BoundVolume[]> {
    const volumes = new Map<string, BoundVolume>();
    for (const resource of resources) {
      const { container_path: containerPath, mode } = resource.disk?.volume ?? {};
      if (resource.disk?.persistence === undefined || containerPath === undefined) continue;
      const place = volumePlace(this.#parts.options.work_dir, resource);
      if (!place.ok) return place;
      const other = volumes.get(containerPath);
      if (other !== undefined && other.place.path !== place.value.path) {
        return failure(`Two persistent volumes are to be seen at '${containerPath}'`);
      }
      volumes.set(containerPath, {
        ...{ place: place.value, containerPath, mode },
        isShared: resource.shared !== undefined,
        isProvided: resource.provider_id !== undefined,
      });
    }
    return ok([...volumes.values()]);
  }

  /** What a custom executor gets while it runs are links, where it sees the machine's file system. */
  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    const known = this.#containers.get(containerKey(container.id));
    if (known?.hasProcess === false) return this.#links.update(container, done);
    const wanted = this.#volumesOf(container.resources);
    if (!wanted.ok) return done(wanted);
    const before = new Set(known?.volumes.map(({ containerPath }) => containerPath));
    const added = wanted.value.filter(({ containerPath }) => !before.has(containerPath));
    if (added.length === 0) return done(ok(undefined));
    const odd = added.find(
      ({ containerPath, mode }) => containerPath.includes('/') || mode === 'RO',
    );
    if (odd !== undefined || this.#points.hasImage(container)) {
      const path = (odd ?? added[0]!).containerPath;
      return done(
        failure(
          `The persistent volume at '${path}' cannot be added to a container that is running; launch a new executor with it`,
        ),
      );
    }
    const paths = new Set(added.map(({ containerPath }) => containerPath));
    const resources = container.resources.filter(({ disk }) =>
      paths.has(disk?.volume?.container_path ?? ''),
    );
    this.#links.update({ ...container, resources }, done);
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    for (const container of containers) {
      const volumes = this.#volumesOf(container.resources);
      if (volumes.ok)
        this.#know(container, { hasProcess: container.hasProcess ?? true, volumes: volumes.value });
    }
    const podRoots = containers.filter(({ hasProcess }) => hasProcess === false);
    const recovered = this.#parts.provisioner?.recover(containers.map(({ id }) => id));
    settle(
      Promise.resolve(recovered).then(() => ok(undefined)),
      (result) => (result.ok ? this.#links.recover(podRoots, done) : done(result)),
      'Cannot look through the root file systems of containers',
    );
  }

  cleanup(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#containers.delete(containerKey(container.id));
    const destroyed = Promise.resolve(this.#parts.provisioner?.destroy(container.id));
    settle(
      destroyed.then(() => ok(undefined)),
      (result) => (result.ok ? this.#links.cleanup(container, done) : done(result)),
      'Cannot remove the root file system of the container',
    );
  }
}
