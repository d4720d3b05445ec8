/**
 * volume/host_path: files and directories of the agent's machine, bound into the container. One that
 * does not exist is refused, unless it is below a directory where the operator lets them be made
 * (--host_path_volume_force_creation).
 */
import { promises as fs } from 'node:fs';
import { isAbsolute, normalize } from 'node:path';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Volume } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { isThereAlready } from '../filesystem-linux/hidden-directories.ts';
import { bindOptions, settle, VolumePoints } from '../filesystem-linux/volume-points.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorParts,
  OciMount,
  Preparation,
} from '../isolator.ts';

export class VolumeHostPathIsolator implements Isolator {
  readonly name = 'volume/host_path';
  readonly #points: VolumePoints;
  /** Where missing directories may be made. */
  readonly #places: readonly string[];

  constructor(parts: IsolatorParts) {
    this.#points = new VolumePoints(parts);
    const places = parts.options.host_path_volume_force_creation ?? '';
    this.#places = places.split(':').filter((place) => place !== '');
  }

  prepare(
    container: IsolatedContainer,
    { container: info }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    settle(
      this.#prepare(container, info?.volumes ?? []),
      done,
      'Cannot bind a volume of the machine',
    );
  }

  async #prepare(
    container: IsolatedContainer,
    volumes: readonly Volume[],
  ): Promise<Result<Preparation>> {
    const mounts: OciMount[] = [];
    for (const volume of volumes) {
      const path = hostPathOf(volume);
      if (path === undefined) continue;
      const mount = await this.#bind(container, volume, path);
      if (!mount.ok) return mount;
      if (mount.value !== undefined) mounts.push(mount.value);
    }
    return ok(mounts.length === 0 ? {} : { mounts });
  }

  async #bind(
    container: IsolatedContainer,
    volume: Volume,
    path: string,
  ): Promise<Result<OciMount | undefined>> {
    const { container_path, mode, source } = volume;
    if (!isAbsolute(path)) return failure(`Path '${path}' in HOST_PATH volume is not absolute`);
    if (source?.host_path?.mount_propagation?.mode === 'BIDIRECTIONAL') {
      return failure(
        `The volume of '${path}' is refused: what a container mounts is not to be seen on the machine; leave mount_propagation BIDIRECTIONAL out`,
      );
    }
    const isDirectory = await this.#isDirectory(path);
    if (!isDirectory.ok) return isDirectory;
    if (isThereAlready(volume) && !this.#points.hasImage(container)) return ok(undefined);
    const kind = isDirectory.value ? 'directory' : 'file';
    const destination = await this.#points.prepare(container, container_path, kind);
    if (!destination.ok) return destination;
    const options = bindOptions(mode);
    return ok({ destination: destination.value, source: path, type: 'bind', options });
  }

  async #isDirectory(path: string): Promise<Result<boolean>> {
    const stats = await fs.stat(path).catch(() => undefined);
    if (stats !== undefined) return ok(stats.isDirectory());
    if (this.#places.length === 0) {
      return failure(`Path '${path}' in HOST_PATH volume does not exist`);
    }
    const place = this.#places.find((one) => isWithin(normalize(path), normalize(one)));
    if (place === undefined) {
      return failure(
        `Path '${path}' in HOST_PATH volume does not exist and is not whitelisted for creation: it is not below ${this.#places.join(' or ')}`,
      );
    }
    await fs.mkdir(normalize(path), { recursive: true });
    return ok(true);
  }
}

function isWithin(path: string, place: string): boolean {
  const below = place.endsWith('/') ? place : `${place}/`;
  return path === place || path.startsWith(below);
}

/** @compat the older field means a path of the machine when it is absolute. */
function hostPathOf({ host_path, source, image }: Volume): string | undefined {
  if (source?.type === 'HOST_PATH' || source?.host_path !== undefined)
    return source.host_path?.path ?? '';
  if (image !== undefined || host_path === undefined) return undefined;
  return isAbsolute(host_path) ? host_path : undefined;
}
