/**
 * The three ways in which reservations were put on the wire over the years.
 *
 *   pre-refinement    `role: "web"`, with `reservation: {...}` when it is a dynamic one
 *   post-refinement   `reservations: [...]`, a stack, so that a reservation to `eng` can be refined
 *                     to `eng/web`; `role` and `reservation` are absent
 *   endpoint          both at once, in the JSON of the endpoints, when the stack has one at most
 *
 * Inside we know only the second. Frameworks without RESERVATION_REFINEMENT, and agents without
 * it, are sent the first, which cannot say more than one reservation; those are not offered to them.
 */
import type { Resource } from '../protocol/generated/mesos.ts';
import type { RoleName } from '../protocol/ids.ts';
import { reservationsOf } from './kind.ts';
import { unreservedRole } from './roles.ts';

/** Takes any of the formats. */
export function convertToPostRefinement(resource: Resource): Resource {
  if (resource.role === undefined && resource.reservation === undefined) return resource;
  const reservations = reservationsOf(resource);
  const { role: _role, reservation: _reservation, reservations: _stack, ...rest } = resource;
  return reservations.length === 0 ? rest : { ...rest, reservations: [...reservations] };
}

/** Undefined when the stack is too high for the old format to say. */
export function convertToPreRefinement(resource: Resource): Resource | undefined {
  const { role: given, reservation: dynamically, reservations: stack } = resource;
  const isPlain = given === undefined && dynamically === undefined && stack === undefined;
  // Most are, and there are many of them in each round of offers.
  if (isPlain) return { ...resource, role: unreservedRole };
  const reservations = reservationsOf(resource);
  if (reservations.length > 1) return undefined;
  const { role: _role, reservation: _reservation, reservations: _stack, ...rest } = resource;
  const [reservation] = reservations;
  if (reservation === undefined) return { ...rest, role: unreservedRole };
  const { role = unreservedRole, type, ...dynamic } = reservation;
  // @compat A static reservation is `role` alone; a dynamic one has `reservation`, even if empty.
  return type === 'DYNAMIC' ? { ...rest, role, reservation: dynamic } : { ...rest, role };
}

/** All of them in the old format, or undefined when one of them cannot be said in it. */
export function convertAllToPreRefinement(resources: readonly Resource[]): Resource[] | undefined {
  const converted: Resource[] = [];
  for (const resource of resources) {
    const old = convertToPreRefinement(resource);
    if (old === undefined) return undefined;
    converted.push(old);
  }
  return converted;
}

/** @compat The old format where it can say it, for masters and agents that know no other. */
export function convertToOldestFormat(resources: readonly Resource[]): Resource[] {
  return convertAllToPreRefinement(resources) ?? [...resources];
}

/** Both formats at once where both can say it, as the endpoints do. */
export function convertToEndpointFormat(resource: Resource): Resource {
  const old = convertToPreRefinement(resource);
  const reservations = reservationsOf(resource);
  if (old === undefined) return resource;
  return reservations.length === 0 ? old : { ...old, reservations: [...reservations] };
}

/** For frameworks without MULTI_ROLE, which know nothing of allocation roles. */
export function withoutAllocationInfo(resource: Resource): Resource {
  if (resource.allocation_info === undefined) return resource;
  const { allocation_info: _allocationInfo, ...rest } = resource;
  return rest;
}

/** For what such a framework sends: its resources are allocated to its only role. */
export function withAllocationInfo(resource: Resource, role: RoleName): Resource {
  if (resource.allocation_info?.role !== undefined) return resource;
  return { ...resource, allocation_info: { role } };
}
