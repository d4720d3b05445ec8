/**
 * filesystem/posix: the task sees the machine's file system as it is. Persistent volumes are links in
 * its sandbox, by the name that the task gives them (`container_path`). A link cannot be read-only and
 * makes no directories on its way: such wishes, images and other volumes are refused before
 * (wishes/tables.ts).
 *
 * The volume belongs to the user of the sandbox from then on, as in Mesos; one that is shared does
 * only when no other container uses it.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { containerKey, rootContainerId } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { type VolumePlace, volumePlace } from '../../persistent-volumes.ts';
import type { IsolatedContainer, Isolator, IsolatorParts, Preparation } from '../isolator.ts';
import { linkVolume, unlinkVolume, type VolumeLink } from './volume-links.ts';

interface Linked {
  readonly name: string;
  readonly place: VolumePlace;
  readonly isShared: boolean;
}

/** By the name of the link. */
type Links = ReadonlyMap<string, Linked>;

interface Known {
  readonly rootId: string;
  links: Links;
  /** What was asked for last; the next begins when it is done. */
  tail: Promise<Result<void>>;
}

export class FilesystemPosixIsolator implements Isolator {
  readonly name = 'filesystem/posix';
  readonly #workDirectory: string;
  readonly #containers = new Map<string, Known>();

  constructor({ options }: Pick<IsolatorParts, 'options'>) {
    this.#workDirectory = options.work_dir;
  }

  prepare(
    container: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    this.#change(container, (result) => done(result.ok ? ok({}) : result));
  }

  update(container: IsolatedContainer, done: (result: Result<void>) => void): void {
    this.#change(container, done);
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
      const tail = Promise.resolve(ok(undefined));
      known = { rootId: rootContainerId(id).value, links: new Map(), tail };
      this.#containers.set(key, known);
    }
    return known;
  }

  #change(container: IsolatedContainer, done: (result: Result<void>) => void): void {
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
  ): Promise<Result<void>> {
    const before = known.links;
    known.links = wanted;
    try {
      for (const one of before.values()) {
        if (wanted.get(one.name)?.place.path === one.place.path) continue;
        await unlinkVolume(this.#link(directory, one));
      }
      for (const one of wanted.values()) {
        await linkVolume(this.#link(directory, one), !this.#isUsedByOthers(known, one));
      }
      return ok(undefined);
    } catch (error) {
      return failure(`Cannot link a persistent volume: ${(error as Error).message}`);
    }
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
      links.set(name, { name, place: place.value, isShared: resource.shared !== undefined });
    }
    return ok(links);
  }
}
