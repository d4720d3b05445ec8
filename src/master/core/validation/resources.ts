/**
 * Rules for resources that frameworks and operators name: what makes sense to have of them at all.
 * The texts are those of real masters.
 */
import type { Resource, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { Entry } from '../../../resources/entry.ts';
import { lastReservation } from '../../../resources/kind.ts';
import { Resources } from '../../../resources/resources.ts';
import { findResourceError, refusalOf } from '../../../resources/validate.ts';
import { findIdError } from './ids.ts';

/** Of tasks and executors alike: each in order, and all of one role. */
export function findResourcesError(resources: readonly Resource[]): string | undefined {
  const roles = new Set<string>();
  for (const resource of resources) {
    const error = findOneError(resource);
    if (error !== undefined) return error;
    roles.add(resource.allocation_info?.role ?? '');
  }
  return findRolesError(roles) ?? findRepeatedVolume(Resources.fromMessages(resources).entries);
}

/** Who holds these: a container is one that can be called back in cpus, say, or it is not. */
export function findMixError(
  who:
    'Task mixes' | 'Executor mixes' | 'Task and its executor mix' | 'Task group and executor mix',
  holders: readonly Pick<TaskInfo, 'resources'>[],
): string | undefined {
  const isRevocable = new Map<string, boolean>();
  for (const { name, revocable } of holders.flatMap(({ resources = [] }) => resources)) {
    const isOne = revocable !== undefined;
    if ((isRevocable.get(name) ?? isOne) !== isOne) {
      return `${who} revocable and non-revocable resources: Cannot use both revocable and non-revocable '${name}' at the same time`;
    }
    isRevocable.set(name, isOne);
  }
  return undefined;
}

/** Of operations: each in order. */
export function findEachError(resources: readonly Resource[]): string | undefined {
  for (const resource of resources) {
    const error = findOneError(resource);
    if (error !== undefined) return error;
  }
  return undefined;
}

function findOneError(resource: Resource): string | undefined {
  const error = findResourceError(resource);
  if (error !== undefined) return refusalOf(resource, error);
  if (resource.name === 'gpus' && !Number.isInteger(resource.scalar?.value)) {
    return 'The gpus resource must be an unsigned integer';
  }
  const disk = findDiskError(resource);
  if (disk !== undefined) return `Invalid DiskInfo: ${disk}`;
  if (resource.revocable === undefined || lastReservation(resource)?.type !== 'DYNAMIC') {
    return undefined;
  }
  return `Invalid ReservationInfo: Dynamically reserved resource ${textOf(resource)} cannot be created from revocable resources`;
}

function findDiskError(resource: Resource): string | undefined {
  const { disk } = resource;
  if (disk === undefined) return undefined;
  if (disk.persistence === undefined) {
    if (disk.volume !== undefined) return 'Non-persistent volume not supported';
    return disk.source === undefined ? 'DiskInfo is set but empty' : undefined;
  }
  if (resource.revocable !== undefined) {
    return 'Persistent volumes cannot be created from revocable resources';
  }
  if (lastReservation(resource) === undefined) {
    return 'Persistent volumes cannot be created from unreserved resources';
  }
  if (disk.volume === undefined) return "Expecting 'volume' to be set for persistent volume";
  if (disk.volume.host_path !== undefined) {
    return "Expecting 'host_path' to be unset for persistent volume";
  }
  const error = findIdError(disk.persistence.id);
  return error === undefined ? undefined : `Invalid persistence ID for persistent volume: ${error}`;
}

/** Real masters say it of operations in the same words. */
export function findRolesError(roles: ReadonlySet<string>): string | undefined {
  if (roles.size <= 1) return undefined;
  return `The resources have multiple allocation roles (${[...roles].join(', ')})`;
}

/** Volumes of one role have ids that differ, on one agent. */
export function findRepeatedVolume(entries: Iterable<Entry>): string | undefined {
  const seen = new Set<string>();
  for (const { kind } of entries) {
    const id = kind.disk?.persistence?.id;
    if (id === undefined) continue;
    const key = JSON.stringify([kind.reservedTo, id]);
    if (seen.has(key)) return `Persistence ID '${id}' is not unique`;
    seen.add(key);
  }
  return undefined;
}

export function textOf(...resources: Resource[]): string {
  return Resources.fromMessages(resources).toString();
}
