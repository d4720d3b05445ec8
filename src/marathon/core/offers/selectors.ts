/** Which resources of an offer an app may use. */
import type {
  Resource,
  Resource_DiskInfo_Source as DiskSource,
} from '../../../protocol/generated/mesos.ts';
import type { Constraint, PersistentVolumeInfo, RunSpec } from '../../model/run-spec.ts';
import type { InstanceId } from '../../model/ids.ts';
import { labelsOf, roleOf, type Accepts } from './ledger.ts';
import { isWholeMatch } from './patterns.ts';

/** @compat How the original marks what it reserved for an instance. */
export const frameworkLabel = 'marathon_framework_id';
export const instanceLabel = 'marathon_task_id';

export function acceptedRoles(
  { acceptedResourceRoles, role }: RunSpec,
  byDefault: 'any' | 'unreserved' | 'reserved',
): ReadonlySet<string> {
  if (acceptedResourceRoles !== undefined) return new Set(acceptedResourceRoles);
  if (byDefault === 'unreserved') return new Set(['*']);
  return new Set(byDefault === 'reserved' ? [role] : ['*', role]);
}

/** Not what may be taken away, is shared, is a disk of its own, or is kept for an instance. */
export function usable(roles: ReadonlySet<string>): Accepts {
  return (resource) =>
    roles.has(roleOf(resource)) &&
    resource.revocable === undefined &&
    resource.shared === undefined &&
    resource.disk === undefined &&
    !labelsOf(resource).has(instanceLabel);
}

/** What may be reserved for an instance: what nobody has reserved before. */
export const reservable: Accepts = usable(new Set(['*']));

/** What was reserved for it, but for its volumes. */
export function reservedFor(id: InstanceId): Accepts {
  return (resource) =>
    labelsOf(resource).get(instanceLabel) === id && resource.disk?.persistence === undefined;
}

export function volumeOf(persistenceId: string): Accepts {
  return (resource) => resource.disk?.persistence?.id === persistenceId;
}

/** A disk for such a volume that nobody uses yet. */
export function diskFor({ type, profileName, constraints }: PersistentVolumeInfo): Accepts {
  return (resource: Resource) => {
    const { disk } = resource;
    if (resource.name !== 'disk' || roleOf(resource) !== '*') return false;
    if (disk?.persistence !== undefined || disk?.volume !== undefined) return false;
    if (resource.revocable !== undefined || resource.shared !== undefined) return false;
    return (
      typeOf(disk?.source) === type &&
      (disk?.source?.profile ?? '') === (profileName ?? '') &&
      constraints.every((constraint) => isDiskMet(constraint, pathOf(disk?.source)))
    );
  };
}

/** Undefined: blocks and raw disks are nothing for a volume. */
function typeOf(source: DiskSource | undefined): PersistentVolumeInfo['type'] | undefined {
  switch (source?.type) {
    case undefined:
      return 'root';
    case 'PATH':
      return 'path';
    case 'MOUNT':
      return 'mount';
    case 'UNKNOWN':
    case 'BLOCK':
    case 'RAW':
      return undefined;
  }
}

function pathOf(source: DiskSource | undefined): string {
  return source?.mount?.root ?? source?.path?.root ?? '';
}

/** Volumes have constraints on the path of their disk only. */
function isDiskMet({ field, operator, value = '' }: Constraint, path: string): boolean {
  if (field !== 'path') return false;
  if (operator === 'LIKE') return isWholeMatch(value, path);
  return operator === 'UNLIKE' && !isWholeMatch(value, path);
}
