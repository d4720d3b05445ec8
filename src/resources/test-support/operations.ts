/** Short ways to say resources and what is done to them, in tests. */
import type {
  Offer_Operation,
  Resource,
  Resource_ReservationInfo,
} from '../../protocol/generated/mesos.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { applyOperation } from '../operations.ts';
import { Resources } from '../resources.ts';

export function scalar(name: string, value: number, more: Partial<Resource> = {}): Resource {
  return { name, type: 'SCALAR', scalar: { value }, ...more };
}

export function ports(begin: number, end: number): Resource {
  return { name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end }] } };
}

export function dynamic(
  role: RoleName,
  more: Partial<Resource_ReservationInfo> = {},
): Resource_ReservationInfo {
  return { type: 'DYNAMIC', role, ...more };
}

export const fixed: Resource_ReservationInfo = { type: 'STATIC', role: 'eng' };

export function reserved(
  resource: Resource,
  ...reservations: Resource_ReservationInfo[]
): Resource {
  return { ...resource, reservations };
}

export const inFast = { source: { type: 'PATH', path: { root: '/fast' } } } as const;
export const onMount = { source: { type: 'MOUNT', mount: { root: '/mnt' } } } as const;

/** Of a disk, with its source. */
export function volumeOf(disk: Resource, id: string, more: Partial<Resource> = {}): Resource {
  return {
    ...disk,
    disk: {
      ...disk.disk,
      persistence: { id },
      volume: { container_path: 'data', mode: 'RW' },
    },
    ...more,
  };
}

export const reserve = (...resources: Resource[]): Offer_Operation => ({
  type: 'RESERVE',
  reserve: { resources },
});
export const rereserve = (source: Resource[], resources: Resource[]): Offer_Operation => ({
  type: 'RESERVE',
  reserve: { resources, source },
});
export const unreserve = (...resources: Resource[]): Offer_Operation => ({
  type: 'UNRESERVE',
  unreserve: { resources },
});
export const create = (...volumes: Resource[]): Offer_Operation => ({
  type: 'CREATE',
  create: { volumes },
});
export const destroy = (...volumes: Resource[]): Offer_Operation => ({
  type: 'DESTROY',
  destroy: { volumes },
});
export const grow = (volume: Resource, addition: Resource): Offer_Operation => ({
  type: 'GROW_VOLUME',
  grow_volume: { volume, addition },
});
export const shrink = (volume: Resource, value: number): Offer_Operation => ({
  type: 'SHRINK_VOLUME',
  shrink_volume: { volume, subtract: { value } },
});

export const of = (...resources: Resource[]): Resources => Resources.fromMessages(resources);

export function applied(resources: Resources, ...operations: Offer_Operation[]): Resources {
  return operations.reduce((before, operation) => {
    const after = applyOperation(before, operation);
    if (!after.ok) throw new Error(after.error);
    return after.value;
  }, resources);
}
