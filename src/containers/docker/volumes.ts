/**
 * Volumes of a Docker container: paths of the machine, of the sandbox, volumes of Docker drivers,
 * persistent volumes, and the sandbox itself. Written in the engine's short form "from:to:rw", as
 * `docker run -v` has it, because only that makes missing directories; where a path has a ":" of its
 * own, in the long form.
 */
import { isAbsolute, join } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerInfo, Resource, Volume } from '../../protocol/generated/mesos.ts';
import { volumePlace } from '../persistent-volumes.ts';
import type { HostSpec } from './engine/spec.ts';

export interface VolumePlaces {
  /** On the machine. */
  readonly sandbox: string;
  /** In the container. */
  readonly mappedSandbox: string;
  readonly workDirectory: string;
}

export function addVolumes(
  host: HostSpec,
  { container, resources }: { container: ContainerInfo; resources: readonly Resource[] },
  places: VolumePlaces,
): Result<void> {
  for (const volume of container.volumes ?? []) {
    const added = addVolume(host, volume, { ...places, driver: container.docker?.volume_driver });
    if (!added.ok) return added;
  }
  const driver = container.docker?.volume_driver;
  const named = driver === undefined ? ok(undefined) : useDriver(host, driver);
  if (!named.ok) return named;
  bind(host, { from: places.sandbox, to: places.mappedSandbox, isReadOnly: false });
  return addPersistentVolumes(host, resources, places);
}

function addVolume(
  host: HostSpec,
  volume: Volume,
  { sandbox, mappedSandbox, driver }: VolumePlaces & { readonly driver: string | undefined },
): Result<void> {
  const { host_path: from, container_path: path, source } = volume;
  const to = isAbsolute(path) ? path : join(mappedSandbox, path);
  const isReadOnly = volume.mode === 'RO';
  if (from !== undefined) {
    if (!isAbsolute(from) && !isAbsolute(path)) {
      return failure(
        `Both host_path '${from}' and container_path '${path}' of a volume are relative`,
      );
    }
    const isInSandbox = !isAbsolute(from) && driver === undefined;
    bind(host, { from: isInSandbox ? join(sandbox, from) : from, to, isReadOnly });
    return ok(undefined);
  }
  if (source === undefined) return failure('Host path or volume source is required');
  if (source.type !== 'DOCKER_VOLUME' || source.docker_volume === undefined) {
    return failure(
      `A volume of type ${source.type ?? 'UNKNOWN'} cannot be given to a Docker container; host_path and DOCKER_VOLUME can`,
    );
  }
  return addDriverVolume(host, source.docker_volume, { to, isReadOnly });
}

function addDriverVolume(
  host: HostSpec,
  { name, driver, driver_options }: NonNullable<NonNullable<Volume['source']>['docker_volume']>,
  { to, isReadOnly }: { readonly to: string; readonly isReadOnly: boolean },
): Result<void> {
  const options = driver_options?.parameter ?? [];
  if (options.length === 0) {
    const used = driver === undefined ? ok(undefined) : useDriver(host, driver);
    if (used.ok) bind(host, { from: name, to, isReadOnly });
    return used;
  }
  const Options = Object.fromEntries(options.map(({ key, value }) => [key, value ?? '']));
  (host.Mounts ??= []).push({
    ...{ Type: 'volume', Source: name, Target: to, ReadOnly: isReadOnly },
    VolumeOptions: { DriverConfig: { Name: driver ?? 'local', Options } },
  });
  return ok(undefined);
}

function useDriver(host: HostSpec, driver: string): Result<void> {
  if (host.VolumeDriver !== undefined && host.VolumeDriver !== driver) {
    return failure('Only one volume driver is supported');
  }
  host.VolumeDriver = driver;
  return ok(undefined);
}

function addPersistentVolumes(
  host: HostSpec,
  resources: readonly Resource[],
  { mappedSandbox, workDirectory }: VolumePlaces,
): Result<void> {
  for (const resource of resources) {
    const { persistence, volume } = resource.disk ?? {};
    if (persistence === undefined || volume === undefined) continue;
    const place = volumePlace(workDirectory, resource);
    if (!place.ok) return place;
    const { container_path: path } = volume;
    const to = isAbsolute(path) ? path : join(mappedSandbox, path);
    bind(host, { from: place.value.path, to, isReadOnly: volume.mode === 'RO' });
  }
  return ok(undefined);
}

function bind(
  host: HostSpec,
  { from, to, isReadOnly }: { from: string; to: string; isReadOnly: boolean },
): void {
  if (!from.includes(':') && !to.includes(':')) {
    (host.Binds ??= []).push(`${from}:${to}:${isReadOnly ? 'ro' : 'rw'}`);
    return;
  }
  const Type = isAbsolute(from) ? 'bind' : 'volume';
  (host.Mounts ??= []).push({ Type, Source: from, Target: to, ReadOnly: isReadOnly });
}
