/** Volumes of apps: of the host, persistent, of external providers, secrets. */
import type { SecretsJson, PersistentVolumeJson } from '../schema/common.ts';
import type { AppVolumeJson, ContainerJson } from '../schema/containers.ts';
import type { Problems } from '../problems.ts';
import { isUnique } from '../problems.ts';
import { findVolumeConstraintError } from './constraints.ts';
import { checkExternalVolume } from './external-volumes.ts';
import { requireFeature } from './features.ts';

export function checkVolumes(
  container: ContainerJson,
  secrets: SecretsJson,
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  const externalNames = container.volumes.flatMap((volume) =>
    'external' in volume ? (volume.external.name ?? []) : [],
  );
  problems.unless(isUnique(externalNames), path, 'Volume names must be unique');
  for (const [index, volume] of container.volumes.entries()) {
    checkVolume(volume, container, secrets, features, `${path}(${index})`, problems);
  }
}

function checkVolume(
  volume: AppVolumeJson,
  { type }: ContainerJson,
  secrets: SecretsJson,
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  if ('persistent' in volume) {
    checkPersistentPath(volume.containerPath, path, problems);
    problems.unless(volume.mode === 'RW', `${path}/mode`, 'does not equal RW');
    checkPersistentVolume(volume.persistent, `${path}/persistent`, problems);
  } else if ('external' in volume) {
    checkExternalVolume(volume, type, features, path, problems);
  } else if ('secret' in volume) {
    requireFeature(features, 'secrets', path, problems);
    problems.unless(
      Object.hasOwn(secrets, volume.secret),
      path,
      'volume.secret must refer to an existing secret',
    );
  }
}

function checkPersistentPath(containerPath: string, path: string, problems: Problems): void {
  problems.unless(
    containerPath !== '.' && containerPath !== '..',
    `${path}/containerPath`,
    'can not be one of (.,..)',
  );
  problems.unless(
    !containerPath.includes('/'),
    `${path}/containerPath`,
    'value must not contain "/"',
  );
}

export function checkPersistentVolume(
  { type, size, maxSize, profileName, constraints = [] }: PersistentVolumeJson,
  path: string,
  problems: Problems,
): void {
  problems.unless(size > 0, `${path}/size`, `got ${size}, expected more than 0`);
  for (const [index, constraint] of constraints.entries()) {
    const error = findVolumeConstraintError(constraint);
    if (error !== undefined) problems.add(`${path}/constraints(${index})`, error);
  }
  const effectiveType = type ?? (profileName === undefined ? 'root' : 'mount');
  problems.unless(
    effectiveType === 'mount' || maxSize === undefined,
    path,
    'Only mount volumes can have maxSize',
  );
  problems.unless(
    effectiveType !== 'root' || constraints.length === 0,
    path,
    'Constraints on root volumes are not supported',
  );
  problems.unless(
    maxSize === undefined || maxSize > size,
    path,
    'Max size must be larger than size',
  );
  problems.unless(profileName !== '', `${path}/profileName`, 'must not be empty');
}
