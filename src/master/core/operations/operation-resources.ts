/**
 * The resources that an operation names, whichever operation it is: to be checked, brought into one
 * format, allocated to the role of an offer. LAUNCH and LAUNCH_GROUP name theirs in tasks and are
 * not of these (tasks/launch.ts).
 */
import type {
  Offer_Operation,
  Offer_Operation_Type,
  Resource,
} from '../../../protocol/generated/mesos.ts';
import { convertToPostRefinement, withAllocationInfo } from '../../../resources/refinement.ts';
import { findResourceError, refusalOf } from '../../../resources/validate.ts';
import type { RoleName } from '../../../protocol/ids.ts';

/** The field that an operation of each type has to have. */
const fieldOfOperation = {
  RESERVE: 'reserve',
  UNRESERVE: 'unreserve',
  CREATE: 'create',
  DESTROY: 'destroy',
  GROW_VOLUME: 'grow_volume',
  SHRINK_VOLUME: 'shrink_volume',
  CREATE_DISK: 'create_disk',
  DESTROY_DISK: 'destroy_disk',
} as const;

export type ConvertingType = keyof typeof fieldOfOperation;

export function isConverting(type: Offer_Operation_Type | undefined): type is ConvertingType {
  return type !== undefined && type in fieldOfOperation;
}

/** A list of resources that an operation names, and the field that it stands in. */
export interface NamedResources {
  /** "reserve.resources" */
  readonly field: string;
  readonly resources: readonly Resource[];
}

export function resourcesIn(operation: Offer_Operation): NamedResources[] {
  const found: NamedResources[] = [];
  changeResources(operation, (resources, field) => {
    found.push({ field, resources });
    return [...resources];
  });
  return found;
}

/** The same operation, with each of its lists of resources replaced. */
function changeResources(
  operation: Offer_Operation,
  change: (resources: readonly Resource[], field: string) => Resource[],
): Offer_Operation {
  const { reserve, unreserve, create, destroy } = operation;
  const { grow_volume: grow, shrink_volume: shrink } = operation;
  const { create_disk: createDisk, destroy_disk: destroyDisk } = operation;
  const one = (resource: Resource, field: string): Resource => change([resource], field)[0]!;
  const changed: Offer_Operation = { ...operation };
  if (reserve !== undefined) {
    changed.reserve = {
      ...reserve,
      resources: change(reserve.resources ?? [], 'reserve.resources'),
    };
    if (reserve.source !== undefined)
      changed.reserve.source = change(reserve.source, 'reserve.source');
  }
  if (unreserve !== undefined) {
    changed.unreserve = { resources: change(unreserve.resources ?? [], 'unreserve.resources') };
  }
  if (create !== undefined)
    changed.create = { volumes: change(create.volumes ?? [], 'create.volumes') };
  if (destroy !== undefined) {
    changed.destroy = { volumes: change(destroy.volumes ?? [], 'destroy.volumes') };
  }
  if (grow !== undefined) {
    const volume = one(grow.volume, 'grow_volume.volume');
    changed.grow_volume = { volume, addition: one(grow.addition, 'grow_volume.addition') };
  }
  if (shrink !== undefined) {
    changed.shrink_volume = { ...shrink, volume: one(shrink.volume, 'shrink_volume.volume') };
  }
  if (createDisk !== undefined) {
    changed.create_disk = { ...createDisk, source: one(createDisk.source, 'create_disk.source') };
  }
  if (destroyDisk !== undefined) {
    changed.destroy_disk = { source: one(destroyDisk.source, 'destroy_disk.source') };
  }
  return changed;
}

function mapResources(
  operation: Offer_Operation,
  change: (resource: Resource) => Resource,
): Offer_Operation {
  return changeResources(operation, (resources) => resources.map(change));
}

/** Whether the operation is whole and its resources make sense, in whatever format they are. */
export function findShapeError(
  operation: Offer_Operation,
  type: ConvertingType,
): string | undefined {
  const field = fieldOfOperation[type];
  if (operation[field] === undefined) return `Expecting '${field}' to be present`;
  return findFirstError(resourcesIn(operation));
}

/** The same of one list only: "reserve.resources". */
export function findFieldError(operation: Offer_Operation, field: string): string | undefined {
  return findFirstError(resourcesIn(operation).filter((named) => named.field === field));
}

function findFirstError(lists: readonly NamedResources[]): string | undefined {
  for (const { field, resources } of lists) {
    for (const resource of resources) {
      const error = findResourceError(resource);
      if (error === undefined) continue;
      // @compat Only resources in lists are named.
      return field.startsWith('grow') || field.startsWith('shrink')
        ? error
        : refusalOf(resource, error);
    }
  }
  return undefined;
}

/** The format that the master thinks in; what is not the operation's own is left out. */
export function withNewFormat(operation: Offer_Operation, type: ConvertingType): Offer_Operation {
  const field = fieldOfOperation[type];
  const { id } = operation;
  const own: Offer_Operation = {
    type,
    [field]: operation[field],
    ...(id === undefined ? {} : { id }),
  };
  return mapResources(own, convertToPostRefinement);
}

/** Resources in an ACCEPT are allocated to the role of its offers, said or not. */
export function withRole(operation: Offer_Operation, role: RoleName): Offer_Operation {
  return mapResources(operation, (resource) => withAllocationInfo(resource, role));
}
