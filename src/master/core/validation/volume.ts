/** CREATE, DESTROY, GROW_VOLUME and SHRINK_VOLUME: what may be made of persistent volumes. */
import { isSafeName } from '../../../foundation/directories/safe-name.ts';
import type {
  Offer_Operation_GrowVolume,
  Offer_Operation_ShrinkVolume,
  Resource,
} from '../../../protocol/generated/mesos.ts';
import { Entry } from '../../../resources/entry.ts';
import { lastReservation } from '../../../resources/kind.ts';
import { withoutPersistence } from '../../../resources/operations.ts';
import { Resources } from '../../../resources/resources.ts';
import type { AgentRecord } from '../state.ts';
import {
  type OperationScope,
  findAgentError,
  findAllocationError,
  findListError,
  isPositive,
} from './operation-rules.ts';
import { findRepeatedVolume, textOf } from './resources.ts';

export function findCreateError(
  scope: OperationScope,
  volumes: readonly Resource[],
): string | undefined {
  const error = findListError(volumes) ?? findFirst(volumes, findVolumeError);
  if (error !== undefined) return error;
  const repeated = findRepeatedVolume([
    ...scope.agent.total.entries,
    ...volumes.map((volume) => Entry.fromMessage(volume)),
  ]);
  if (repeated !== undefined) return repeated;
  const wrong = findFirst(volumes, (volume) => findCreationError(scope, volume));
  if (wrong !== undefined) return wrong;
  const roles = findAllocationError(scope, volumes);
  return roles === undefined ? undefined : `Invalid volume resources: ${roles}`;
}

function findCreationError(scope: OperationScope, volume: Resource): string | undefined {
  const { framework, agent, principal } = scope;
  if (
    framework !== undefined &&
    volume.shared !== undefined &&
    !framework.capabilities.has('SHARED_RESOURCES')
  ) {
    return `Create volume operation for '${textOf(volume)}' has been attempted by framework '${framework.id}' with no SHARED_RESOURCES capability`;
  }
  return (
    findAgentError(agent, 'Volume', volume) ??
    findPrincipalError(principal, volume) ??
    findDirectoryError(volume)
  );
}

/** Agents keep it in a directory named after its role (containers/persistent-volumes.ts). */
function findDirectoryError(volume: Resource): string | undefined {
  const reservedTo = lastReservation(volume)?.role ?? '';
  if (isSafeName(reservedTo.replaceAll('/', ' '))) return undefined;
  return `Volume '${volume.disk!.persistence!.id}' cannot be created: its role cannot be the name of a directory, which has at most 255 bytes and no control characters`;
}

function findPrincipalError(principal: string | undefined, volume: Resource): string | undefined {
  const given = volume.disk?.persistence?.principal;
  if (principal === undefined || principal === given) return undefined;
  if (given === undefined) {
    return `Create volume operation attempted by principal '${principal}', but there is a volume in the operation with no principal set in 'disk.persistence'`;
  }
  return `Create volume operation attempted by authenticated principal '${principal}', which does not match a volume in the operation with principal '${given}' set in 'disk.persistence'`;
}

/** Only volumes that the agent has and that nobody uses, shared ones in particular. */
export function findDestroyError(
  agent: AgentRecord,
  volumes: readonly Resource[],
): string | undefined {
  const error = findListError(volumes) ?? findFirst(volumes, findVolumeError);
  if (error !== undefined) return error;
  const each = volumes.map((volume) => Resources.fromMessages([volume]).unallocate());
  if (!each.every((volume) => agent.total.contains(volume))) return 'Persistent volumes not found';
  for (const used of agent.used.values()) {
    const volumesInUse = used.persistentVolumes().unallocate();
    if (each.some((volume) => volumesInUse.contains(volume))) return 'Persistent volumes in use';
  }
  return undefined;
}

export function findGrowError(
  { capabilities }: AgentRecord,
  { volume, addition }: Offer_Operation_GrowVolume,
): string | undefined {
  if (!isPositive(addition.scalar?.value)) {
    return "The size of 'GrowVolume.addition' field must be greater than zero";
  }
  if (volume.provider_id !== undefined) {
    return 'Growing a volume from a resource provider is not supported';
  }
  const error = findListError([volume]) ?? findPersistenceError(volume);
  if (error !== undefined) {
    return `Invalid persistent volume in the 'GrowVolume.volume' field: ${error}`;
  }
  if (volume.shared !== undefined) return 'Growing a shared persistent volume is not supported';
  if (Resources.fromMessages([withoutPersistence(volume), addition]).entries.length !== 1) {
    return "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields";
  }
  if (capabilities.has('RESIZE_VOLUME')) return undefined;
  return `Volume ${textOf(volume)} cannot be grown on an agent without RESIZE_VOLUME capability`;
}

export function findShrinkError(
  { capabilities }: AgentRecord,
  { volume, subtract }: Offer_Operation_ShrinkVolume,
): string | undefined {
  if (!isPositive(subtract.value)) {
    return "Value of 'ShrinkVolume.subtract' must be greater than zero";
  }
  if (!isPositive((volume.scalar?.value ?? 0) - subtract.value)) {
    return "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'";
  }
  if (volume.provider_id !== undefined) {
    return 'Shrinking a volume from a resource provider is not supported';
  }
  if (volume.disk?.source?.type === 'MOUNT') {
    return 'Shrinking a volume on a MOUNT disk is not supported';
  }
  const error = findListError([volume]) ?? findPersistenceError(volume);
  if (error !== undefined) {
    return `Invalid persistent volume in the 'ShrinkVolume.volume' field: ${error}`;
  }
  if (volume.shared !== undefined) return 'Shrinking a shared persistent volume is not supported';
  if (capabilities.has('RESIZE_VOLUME')) return undefined;
  return `Volume ${textOf(volume)} cannot be shrunk on an agent without RESIZE_VOLUME capability`;
}

function findVolumeError(volume: Resource): string | undefined {
  const error = findPersistenceError(volume);
  return error === undefined ? undefined : `Not a persistent volume: ${error}`;
}

function findPersistenceError(resource: Resource): string | undefined {
  const { disk, scalar } = resource;
  if (disk === undefined) return `Resource ${textOf(resource)} does not have DiskInfo`;
  if (disk.persistence === undefined) return "'persistence' is not set in DiskInfo";
  if (disk.volume === undefined) return "Expecting 'volume' to be set for persistent volume";
  if (disk.volume.mode === 'RO') return 'Read-only persistent volume not supported';
  // A real master takes it for nothing, and makes a second volume of the same id by growing it.
  if (isPositive(scalar?.value)) return undefined;
  return `The size of '${disk.persistence.id}' must be greater than zero`;
}

function findFirst<T>(
  items: readonly T[],
  findError: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const error = findError(item);
    if (error !== undefined) return error;
  }
  return undefined;
}
