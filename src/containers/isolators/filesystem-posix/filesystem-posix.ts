/**
 * filesystem/posix: the task sees the machine's file system as it is. Persistent volumes are links in
 * its sandbox, by the name that the task gives them (`container_path`). A link cannot be read-only and
 * makes no directories on its way: such wishes, images and other volumes are refused before
 * (wishes/tables.ts).
 *
 * The volume belongs to the user of the sandbox from then on, as in Mesos; one that is shared does
 * only when no other container uses it.
 */
import { holding } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { type VolumePlace, volumePlace } from '../../persistent-volumes.ts';
import { openSandbox } from '../../sandbox-files.ts';
import type { VolumeGids } from '../../volume-gids/volume-gids.ts';
import type { IsolatedContainer, Isolator, IsolatorParts, Preparation } from '../isolator.ts';
import { withGroups } from '../user-groups.ts';
import { linkVolume, unlinkVolume, type VolumeLink } from './volume-links.ts';

interface Linked {
  readonly name: string;
  readonly place: VolumePlace;
  readonly isShared: boolean;
  /** By a resource provider. */
  readonly isProvided: boolean;
}

/** By the name of the link. */
type Links = ReadonlyMap<string, Linked>;

interface Known {
  readonly rootId: string;
  links: Links;
  /** What was asked for last; the next begins when it is done. */
  tail: Promise<Result<readonly number[]>>;
}

export class FilesystemPosixIsolator implements Isolator {
  readonly name = 'filesystem/posix';
  readonly #workDirectory: string;
  readonly #volumeGids: VolumeGids | undefined;
  readonly #containers = new Map<string, Known>();

  constructor({ options, volumeGids }: Pick<IsolatorParts, 'options' | 'volumeGids'>) {
    this.#workDirectory = options.work_dir;
    this.#volumeGids = volumeGids;
  }

  prepare(
    container: IsolatedContainer,
    { user }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    this.#change(container, (result) => {
      if (!result.ok) return done(result);
      void withGroups(user, result.value).then((groups) => done(ok(groups)));
    });
  }

  /** @compat Who runs gets no further groups: only what is launched with the volume has that of it. */
  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#change(container, (result) => done(result.ok ? ok(undefined) : result));
  }

  /** The next update makes the links that an agent could not make any more. */
  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    for (const container of containers) {
      const links = this.#linksOf(container.resources);
      if (links.ok) this.#know(container).links = links.value;
    }
    done(ok(undefined));
  }

  /** Links stay in the sandbox, which is collected without following them. */
  cleanup(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#containers.delete(containerKey(container.id));
    done(ok(undefined));
  }

  #know({ id }: IsolatedContainer): Known {
    const key = containerKey(id);
    let known = this.#containers.get(key);
    if (known === undefined) {
      const tail = Promise.resolve(ok([]));
      known = { rootId: rootContainerId(id).value, links: new Map(), tail };
      this.#containers.set(key, known);
    }
    return known;
  }

  /** Answered with the groups of the volumes that have one. */
  #change(container: IsolatedContainer, done: (result: Result<readonly number[]>) => void): void {
    const known = this.#know(container);
    const wanted = this.#linksOf(container.resources);
    known.tail = known.tail.then(() =>
      wanted.ok ? this.#relink(container, known, wanted.value) : wanted,
    );
    void known.tail.then(done);
  }

  async #relink(
    { directory }: IsolatedContainer,
    known: Known,
    wanted: Links,
  ): Promise<Result<readonly number[]>> {
    const gids: number[] = [];
    const before = known.links;
    known.links = wanted;
    try {
      for (const one of before.values()) {
        if (wanted.get(one.name)?.place.path === one.place.path) continue;
        await unlinkVolume(this.#link(directory, one));
      }
      for (const one of wanted.values()) {
        const gid = await this.#groupOf(directory, one);
        if (!gid.ok) return gid;
        if (gid.value !== undefined) gids.push(gid.value);
        const takesOver = gid.value === undefined && !this.#isUsedByOthers(known, one);
        await linkVolume(this.#link(directory, one), takesOver);
      }
      return ok(gids);
    } catch (error) {
      return failure(`Cannot link a persistent volume: ${(error as Error).message}`);
    }
  }

  /** Undefined: it is to belong to the sandbox's user. Root may write to all of them. */
  async #groupOf(
    sandbox: string,
    { place, isProvided }: Linked,
  ): Promise<Result<number | undefined>> {
    if (this.#volumeGids === undefined || isProvided) return ok(undefined);
    const { uid } = await holding(openSandbox(this.#workDirectory, sandbox), (held) => held.stat());
    return uid === 0 ? ok(undefined) : this.#volumeGids.allocate(place.path, 'PERSISTENT');
  }

  #link(sandbox: string, { name, place }: Linked): VolumeLink {
    return { workDirectory: this.#workDirectory, sandbox, name, place };
  }

  #isUsedByOthers(known: Known, { place, isShared }: Linked): boolean {
    if (!isShared) return false;
    return [...this.#containers.values()].some(
      ({ rootId, links }) =>
        rootId !== known.rootId && [...links.values()].some((one) => one.place.path === place.path),
    );
  }

  #linksOf(resources: readonly Resource[]): Result<Links> {
    const links = new Map<string, Linked>();
    for (const resource of resources) {
      const name = resource.disk?.volume?.container_path;
      if (resource.disk?.persistence === undefined || name === undefined) continue;
      const place = volumePlace(this.#workDirectory, resource);
      if (!place.ok) return place;
      const other = links.get(name);
      if (other !== undefined && other.place.path !== place.value.path) {
        return failure(`Two persistent volumes are to be seen at '${name}'`);
      }
      const isShared = resource.shared !== undefined;
      const isProvided = resource.provider_id !== undefined;
      links.set(name, { name, place: place.value, isShared, isProvided });
    }
    return ok(links);
  }
}
