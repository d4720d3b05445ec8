/**
 * Which resource messages make sense. Everything that comes over the wire passes here before it
 * becomes a `Resources`; inside, resources are taken as right. The refusals name the resource and
 * the rule, beginning with the words Mesos uses.
 */
import type { Resource, Resource_DiskInfo } from '../protocol/generated/mesos.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { isAncestor, unreservedRole, validateRole } from './roles.ts';
import { messageText } from './text.ts';

/** Beyond this a double no longer counts thousandths one by one (2^53 / 1000). */
const largestScalar = Number.MAX_SAFE_INTEGER / 1_000;

/** The first refusal, or nothing. */
export function validateResources(resources: readonly Resource[]): Result<undefined> {
  for (const resource of resources) {
    const error = findResourceError(resource);
    if (error !== undefined) {
      return failure(refusalOf(resource, error));
    }
  }
  return ok(undefined);
}

/** The words of Mesos for a resource in a list. */
export function refusalOf(resource: Resource, error: string): string {
  return `Resource '${messageText(resource)}' is invalid: ${error}`;
}

/** Why one message makes no sense. */
export function findResourceError(resource: Resource): string | undefined {
  return (
    findNameError(resource) ??
    findValueError(resource) ??
    findDiskError(resource) ??
    findReservationError(resource) ??
    findSharedError(resource)
  );
}

/** Longer names, and higher stacks of reservations, are refused: each kind met is remembered. */
const longestName = 255;
const mostReservations = 64;

function findNameError({ name }: Resource): string | undefined {
  if (name === '') return 'Empty resource name';
  return name.length > longestName
    ? `The name is longer than ${longestName} characters`
    : undefined;
}

function findValueError(resource: Resource): string | undefined {
  switch (resource.type) {
    case 'SCALAR':
      return findScalarError(resource);
    case 'RANGES':
      return findRangesError(resource);
    case 'SET':
      return findSetError(resource);
    case 'TEXT':
    default:
      return 'Unsupported resource type';
  }
}

function findScalarError(resource: Resource): string | undefined {
  if (!resource.scalar || resource.ranges || resource.set) return 'Invalid scalar resource';
  const { value } = resource.scalar;
  if (!Number.isFinite(value)) return `Invalid scalar resource: value ${value} is not finite`;
  // @compat Nothing at all passes, whatever the words say.
  if (value < 0) return 'Invalid scalar resource: value <= 0';
  if (value > largestScalar) return `Invalid scalar resource: value > ${largestScalar}`;
  return undefined;
}

function findRangesError(resource: Resource): string | undefined {
  if (resource.scalar || !resource.ranges || resource.set) return 'Invalid ranges resource';
  const seen: [number, number][] = [];
  for (const range of resource.ranges.range ?? []) {
    const begin = Number(range.begin);
    const end = Number(range.end);
    if (begin > end) return 'Invalid ranges resource: begin > end';
    if (end > Number.MAX_SAFE_INTEGER) {
      return `Invalid ranges resource: end > ${Number.MAX_SAFE_INTEGER}`;
    }
    seen.push([begin, end]);
  }
  seen.sort((left, right) => left[0] - right[0]);
  const overlaps = seen.some(([begin], i) => i > 0 && begin <= seen[i - 1]![1]);
  return overlaps ? 'Invalid ranges resource: overlapping ranges' : undefined;
}

function findSetError(resource: Resource): string | undefined {
  if (resource.scalar || resource.ranges || !resource.set) return 'Invalid set resource';
  const items = resource.set.item ?? [];
  return new Set(items).size < items.length
    ? 'Invalid set resource: duplicated elements'
    : undefined;
}

function findDiskError(resource: Resource): string | undefined {
  const { disk } = resource;
  if (disk === undefined) return undefined;
  if (resource.name !== 'disk') return `DiskInfo should not be set for ${resource.name} resource`;
  return findSourceError(disk);
}

function findSourceError(disk: Resource_DiskInfo): string | undefined {
  switch (disk.source?.type) {
    case 'PATH':
      if (disk.source.mount) return "mount should not be set for 'PATH' source";
      return undefined;
    case 'MOUNT':
      if (disk.source.path) return "path should not be set for 'MOUNT' source";
      return undefined;
    case 'UNKNOWN':
      return 'Unsupported disk source type';
    case 'BLOCK':
    case 'RAW':
    case undefined:
      return undefined;
  }
}

function findReservationError(resource: Resource): string | undefined {
  const stack = resource.reservations ?? [];
  if (stack.length === 0) return findOldReservationError(resource);
  if (stack.length > mostReservations) {
    return `Invalid reservation: ${stack.length} reservations, expecting at most ${mostReservations}`;
  }
  for (const [i, reservation] of stack.entries()) {
    if (reservation.type === undefined || reservation.type === 'UNKNOWN') {
      return "Invalid reservation: 'Resource.ReservationInfo.type' field must be set.";
    }
    if (reservation.role === undefined) {
      return "Invalid reservation: 'Resource.ReservationInfo.role' field must be set.";
    }
    const valid = validateRole(reservation.role);
    if (!valid.ok) return valid.error;
    if (reservation.role === unreservedRole) {
      return `Invalid reservation: role "${unreservedRole}" cannot be reserved`;
    }
    const refined = stack[i - 1];
    if (refined === undefined) continue;
    if (reservation.type === 'STATIC') {
      return 'Invalid refined reservation: A refined reservation cannot be STATIC';
    }
    if (!isAncestor(refined.role ?? '', reservation.role)) {
      return `Invalid refined reservation: role '${reservation.role}' is not a refinement of '${refined.role}'`;
    }
  }
  return undefined;
}

function findOldReservationError(resource: Resource): string | undefined {
  const role = resource.role ?? unreservedRole;
  const valid = validateRole(role);
  if (!valid.ok) return `Invalid role: ${valid.error}`;
  const { reservation } = resource;
  if (reservation === undefined) return undefined;
  if (reservation.type !== undefined) {
    return "'Resource.ReservationInfo.type' must not be set for the 'Resource.reservation' field";
  }
  if (reservation.role !== undefined) {
    return "'Resource.ReservationInfo.role' must not be set for the 'Resource.reservation' field";
  }
  if (role === unreservedRole) {
    return `Invalid reservation: role "${unreservedRole}" cannot be dynamically reserved`;
  }
  return undefined;
}

function findSharedError(resource: Resource): string | undefined {
  if (resource.shared === undefined) return undefined;
  if (resource.name !== 'disk') return `Resource ${resource.name} cannot be shared`;
  return resource.disk?.persistence === undefined
    ? 'Only persistent volumes can be shared'
    : undefined;
}
