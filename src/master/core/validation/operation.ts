/**
 * Whether an operation may be applied on an agent, apart from whether what it takes is there. The
 * checks run in the order in which real masters make them, with their texts: frameworks and
 * operators have come to know them.
 *
 * Resources are in the new format and make sense (operations/operation-resources.ts); those of
 * frameworks are allocated to the role of the offer.
 */
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { lastReservation } from '../../../resources/kind.ts';
import type { ConvertingType } from '../operations/operation-resources.ts';
import { findDestroyDiskError, findCreateDiskError } from './disk-operation.ts';
import { type OperationScope, findListError } from './operation-rules.ts';
import { findReserveError } from './reserve.ts';
import { textOf } from './resources.ts';
import { findCreateError, findDestroyError, findGrowError, findShrinkError } from './volume.ts';

export function findOperationError(
  scope: OperationScope,
  operation: Offer_Operation,
  type: ConvertingType,
): string | undefined {
  const { reserve, unreserve, create, destroy } = operation;
  switch (type) {
    case 'RESERVE':
      return findReserveError(scope, reserve!);
    case 'UNRESERVE':
      return findUnreserveError(unreserve!.resources ?? []);
    case 'CREATE':
      return findCreateError(scope, create!.volumes ?? []);
    case 'DESTROY':
      return findDestroyError(scope.agent, destroy!.volumes ?? []);
    case 'GROW_VOLUME':
      return findGrowError(scope.agent, operation.grow_volume!);
    case 'SHRINK_VOLUME':
      return findShrinkError(scope.agent, operation.shrink_volume!);
    case 'CREATE_DISK':
      return findCreateDiskError(scope.agent, operation.create_disk!);
    case 'DESTROY_DISK':
      return findDestroyDiskError(scope.agent, operation.destroy_disk!);
  }
}

function findUnreserveError(resources: readonly Resource[]): string | undefined {
  const error = findListError(resources);
  if (error !== undefined) return error;
  for (const resource of resources) {
    if (lastReservation(resource)?.type !== 'DYNAMIC') {
      return `Resource ${textOf(resource)} is not dynamically reserved`;
    }
    if (resource.disk?.persistence !== undefined) {
      return `A dynamically reserved persistent volume ${textOf(resource)} cannot be unreserved directly. Please destroy the persistent volume first then unreserve the resource`;
    }
  }
  return undefined;
}
