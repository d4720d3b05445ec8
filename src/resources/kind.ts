/**
 * What a resource is, apart from how much of it there is: name, reservations, disk, whether it may
 * be revoked or shared, whose it is (resource provider) and the role it is allocated to.
 *
 * Two resources add up exactly when their kinds are equal and amounts of that kind are summable.
 * Kinds are compared by `key`; those met before come out of a table, so that equal kinds are
 * nearly always the same object and a comparison is one pointer.
 */
import { TextCache } from '../foundation/text-cache.ts';
import type {
  Resource,
  Resource_DiskInfo,
  Resource_ReservationInfo,
  Value_Type,
} from '../protocol/generated/mesos.ts';
import type { RoleName } from '../protocol/ids.ts';
import { mayUseReservation, unreservedRole } from './roles.ts';

export type ResourceType = Extract<Value_Type, 'SCALAR' | 'RANGES' | 'SET'>;
export type Reservation = Resource_ReservationInfo;

export interface KindParts {
  readonly name: string;
  readonly type: ResourceType;
  /** The stack of reservations, the oldest (nearest the root) first; empty = unreserved. */
  readonly reservations: readonly Reservation[];
  readonly disk: Resource_DiskInfo | undefined;
  readonly isRevocable: boolean;
  readonly isShared: boolean;
  readonly providerId: string | undefined;
  readonly allocationRole: string | undefined;
}

export interface Kind extends KindParts {
  readonly key: string;
  /** Of the key: tells different kinds apart without reading them. */
  readonly hash: number;
  /** False for volumes and whole devices: two of them are two things, not one twice as large. */
  readonly isSummable: boolean;
  /** The role that may use it: the one of the last reservation; undefined = everyone. */
  readonly reservedTo: string | undefined;
  /** The same kind allocated to other roles ('' = to none), as far as met: see `allocatedKind`. */
  readonly counterparts: Map<string, Kind>;
}

/** A cluster has few kinds (names × roles); there is room for some 20,000 of them. */
const mostKnownBytes = 16 * 1024 * 1024;
const bytesOfKind = 512;
const knownKinds = new TextCache<Kind>(mostKnownBytes, bytesOfKind);
const noReservations: readonly Reservation[] = [];

export function kindOf(parts: KindParts): Kind {
  const key = keyOf(parts);
  const known = knownKinds.find(key);
  // A volume's key leaves out how it is mounted, so such kinds are not to be exchanged.
  if (known !== undefined && parts.disk === undefined) return known;
  const kind: Kind = {
    ...parts,
    key,
    hash: hashOf(key),
    isSummable: isSummable(parts.disk),
    reservedTo: parts.reservations.at(-1)?.role,
    counterparts: new Map(),
  };
  if (parts.disk === undefined) knownKinds.keep(key, kind);
  return kind;
}

export function sameKind(left: Kind, right: Kind): boolean {
  return left === right || (left.hash === right.hash && left.key === right.key);
}

function hashOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return hash;
}

function keyOf(parts: KindParts): string {
  let key = parts.type + parts.name;
  if (parts.allocationRole !== undefined) key += `\u0001a${parts.allocationRole}`;
  for (const reservation of parts.reservations) key += `\u0001r${reservationKey(reservation)}`;
  if (parts.disk !== undefined) key += `\u0001d${diskKey(parts.disk)}`;
  if (parts.isRevocable) key += '\u0001v';
  if (parts.isShared) key += '\u0001s';
  if (parts.providerId !== undefined) key += `\u0001p${parts.providerId}`;
  return key;
}

function reservationKey(reservation: Reservation): string {
  const labels = reservation.labels?.labels?.map((label) => [label.key, label.value ?? null]);
  return JSON.stringify([
    reservation.type ?? null,
    reservation.role ?? null,
    reservation.principal ?? null,
    // Labels are a set: their order says nothing.
    labels === undefined ? null : labels.map((pair) => JSON.stringify(pair)).sort(),
  ]);
}

/** A volume is known by its source and persistence id; where a task mounts it is not part of it. */
function diskKey(disk: Resource_DiskInfo): string {
  const source = disk.source;
  const metadata = source?.metadata?.labels?.map((label) => [label.key, label.value ?? null]);
  return JSON.stringify([
    disk.persistence?.id ?? null,
    source === undefined
      ? null
      : [
          source.type,
          source.path === undefined ? null : [source.path.root ?? null],
          source.mount === undefined ? null : [source.mount.root ?? null],
          source.id ?? null,
          source.profile ?? null,
          source.vendor ?? null,
          metadata ?? null,
        ],
  ]);
}

function isSummable(disk: Resource_DiskInfo | undefined): boolean {
  if (disk === undefined) return true;
  if (disk.persistence !== undefined) return false;
  switch (disk.source?.type) {
    case 'MOUNT':
    case 'BLOCK':
      return false;
    case 'RAW':
      return disk.source.id === undefined;
    case 'PATH':
    case 'UNKNOWN':
    case undefined:
      return true;
  }
}

/** The kind of a message in any of the three reservation formats (see refinement.ts). */
export function kindOfMessage(resource: Resource): Kind {
  return kindOf({
    name: resource.name,
    type: resource.type as ResourceType,
    reservations: reservationsOf(resource),
    disk: resource.disk,
    isRevocable: resource.revocable !== undefined,
    isShared: resource.shared !== undefined,
    providerId: resource.provider_id?.value,
    allocationRole: resource.allocation_info?.role,
  });
}

/** The stack of reservations, whether given as `reservations`, or the old way by `role` and `reservation`. */
export function reservationsOf(resource: Resource): readonly Reservation[] {
  if (resource.reservations !== undefined && resource.reservations.length > 0) {
    return resource.reservations;
  }
  const role = resource.role;
  if (role === undefined || role === unreservedRole) return noReservations;
  if (resource.reservation === undefined) return [{ type: 'STATIC', role }];
  return [{ ...resource.reservation, type: 'DYNAMIC', role }];
}

/** Whose the resource is, without finding out its kind; undefined: everybody's. */
export function lastReservation(resource: Resource): Reservation | undefined {
  return reservationsOf(resource).at(-1);
}

/** As many roles as a kind remembers its counterparts for; then it starts anew. */
const counterpartsLimit = 4_096;

/** The same few kinds are allocated and taken back all day long, so each knows its counterparts. */
export function allocatedKind(kind: Kind, role: RoleName | undefined): Kind {
  if (kind.allocationRole === role) return kind;
  const { counterparts } = kind;
  let counterpart = counterparts.get(role ?? '');
  if (counterpart === undefined) {
    if (counterparts.size >= counterpartsLimit) counterparts.clear();
    counterpart = kindOf({ ...kind, allocationRole: role });
    counterparts.set(role ?? '', counterpart);
  }
  return counterpart;
}

export function isReserved(kind: Kind): boolean {
  return kind.reservations.length > 0;
}

/** Whether a framework in `role` may be given resources of this kind. */
export function isAllocatableTo(kind: Kind, role: RoleName): boolean {
  return kind.reservedTo === undefined || mayUseReservation(role, kind.reservedTo);
}

export function isPersistentVolume(kind: Kind): boolean {
  return kind.disk?.persistence !== undefined;
}
