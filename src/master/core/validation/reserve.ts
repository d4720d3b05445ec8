/** RESERVE: who may reserve what for whom; and re-reservations, which say what they come from. */
import type {
  Offer_Operation_Reserve,
  Resource,
  Resource_ReservationInfo,
} from '../../../protocol/generated/mesos.ts';
import { kindOfMessage, lastReservation, reservationsOf } from '../../../resources/kind.ts';
import { Resources } from '../../../resources/resources.ts';
import type { FrameworkRecord } from '../state.ts';
import {
  type OperationScope,
  findAgentError,
  findAllocationError,
  findListError,
} from './operation-rules.ts';
import { findEachError, textOf } from './resources.ts';

export function findReserveError(
  scope: OperationScope,
  { resources = [], source = [] }: Offer_Operation_Reserve,
): string | undefined {
  const error = findListError(resources) ?? findSourceError(source, resources);
  if (error !== undefined) return error;
  for (const resource of resources) {
    const wrong = findOneError(scope, resource);
    if (wrong !== undefined) return wrong;
  }
  const roles = findAllocationError(scope, resources);
  return roles === undefined ? undefined : `Invalid reservation resources: ${roles}`;
}

function findSourceError(
  source: readonly Resource[],
  target: readonly Resource[],
): string | undefined {
  if (source.length === 0) return undefined;
  const error = findEachError(source);
  if (error !== undefined) return `Invalid source: ${error}`;
  for (const [what, resources] of [
    ['source', source],
    ['resources', target],
  ] as const) {
    if (isMixed(resources)) {
      return `Invalid ${what}: Mixed reservations are not supported: ${textOf(...resources)}`;
    }
  }
  const [before, after] = [source, target].map((some) =>
    Resources.fromMessages(some).toUnreserved(),
  ) as [Resources, Resources];
  if (before.equals(after)) return undefined;
  return `Source and target resources should refer to identical resource quantities: ${before.toString()} vs. ${after.toString()}`;
}

/** Do they have different reservations? */
function isMixed(resources: readonly Resource[]): boolean {
  return new Set(resources.map(stackKey)).size > 1;
}

function stackKey(resource: Resource): string {
  // Kinds of the same name tell reservations apart, labels in any order.
  const plain: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } };
  return kindOfMessage({ ...plain, reservations: [...reservationsOf(resource)] }).key;
}

function findOneError(scope: OperationScope, resource: Resource): string | undefined {
  if (lastReservation(resource)?.type !== 'DYNAMIC') {
    return `Resource ${textOf(resource)} is not dynamically reserved`;
  }
  return (
    findAgentError(scope.agent, 'Resource', resource) ??
    findPrincipalError(scope.principal, lastReservation(resource)!) ??
    findRoleError(scope.framework, resource)
  );
}

function findPrincipalError(
  principal: string | undefined,
  { principal: given }: Resource_ReservationInfo,
): string | undefined {
  if (principal === undefined || principal === given) return undefined;
  if (given === undefined) {
    return `A reserve operation was attempted by principal '${principal}', but there is a reserved resource in the request with no principal set`;
  }
  return `A reserve operation was attempted by authenticated principal '${principal}', which does not match a reserved resource in the request with principal '${given}'`;
}

/** Frameworks reserve what is allocated to them for the role that it is allocated to. */
function findRoleError(
  framework: FrameworkRecord | undefined,
  resource: Resource,
): string | undefined {
  const allocated = resource.allocation_info?.role;
  if (framework === undefined) {
    if (resource.allocation_info === undefined) return undefined;
    return 'A reserve operation was attempted with an allocated resource, but the operator API only allows reservations to be made to unallocated resources';
  }
  if (allocated === undefined) {
    return `A reserve operation was attempted on unallocated resource ${textOf(resource)}, but frameworks can only perform reservations on allocated resources`;
  }
  const reservedTo = lastReservation(resource)?.role;
  if (allocated !== reservedTo) {
    return `A reserve operation was attempted for a resource with role '${reservedTo}', but the resource was allocated to role '${allocated}'`;
  }
  if (framework.roles.has(allocated)) return undefined;
  const roles = `{ ${[...framework.roles].join(', ')} }`;
  return `A reserve operation was attempted for a resource allocated to role '${allocated}', but the framework only has roles '${roles}'`;
}
