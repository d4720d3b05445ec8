/**
 * Operations on resources that frameworks and the operator of the simulation ask for. Each
 * reservation carries a label and each volume an id that nobody had before, so that a piece can be
 * followed through master, agent and disk for as long as it is there.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import type { RoleName } from '../../protocol/ids.ts';
import type { Resources } from '../../resources/resources.ts';

export type Wish = 'RESERVE' | 'UNRESERVE' | 'CREATE' | 'DESTROY' | 'GROW_VOLUME' | 'SHRINK_VOLUME';

/** What was asked to end: it may be gone from then on, done or not. */
export class Endings {
  readonly labels = new Set<string>();
  readonly volumes = new Set<string>();
}

export interface WishParts {
  readonly random: Random;
  readonly endings: Endings;
  readonly role: RoleName;
}

const labelKey = 'piece';
/** Names are counted over the whole life of a cluster. */
export class PieceNames {
  #next = 0;

  next(kind: 'label' | 'volume'): string {
    return `${kind}-${this.#next++}`;
  }
}

export function labelOf(resource: Resource): string | undefined {
  const labels = resource.reservations?.at(-1)?.labels?.labels;
  return labels?.find(({ key }) => key === labelKey)?.value;
}

export function volumeIdOf(resource: Resource): string | undefined {
  return resource.disk?.persistence?.id;
}

/** An operation that `rest` allows; undefined: nothing there is fit for the wish. */
export function makeOperation(
  wish: Wish,
  rest: Resources,
  parts: WishParts & { readonly names: PieceNames },
): Offer_Operation | undefined {
  const { endings } = parts;
  const all = rest.toMessages();
  const own = all.filter((resource) => labelOf(resource) !== undefined);
  const volumes = own.filter((resource) => volumeIdOf(resource) !== undefined);
  const plain = own.filter((resource) => volumeIdOf(resource) === undefined);
  switch (wish) {
    case 'RESERVE':
      return reserve(rest, parts);
    case 'UNRESERVE': {
      const chosen = choose(plain, parts.random);
      if (chosen === undefined) return undefined;
      endings.labels.add(labelOf(chosen)!);
      return { type: 'UNRESERVE', unreserve: { resources: [chosen] } };
    }
    case 'CREATE':
      return create(plain, parts);
    case 'DESTROY': {
      const chosen = choose(volumes, parts.random);
      if (chosen === undefined) return undefined;
      endings.volumes.add(volumeIdOf(chosen)!);
      return { type: 'DESTROY', destroy: { volumes: [chosen] } };
    }
    case 'GROW_VOLUME':
      return grow(plain, volumes);
    case 'SHRINK_VOLUME': {
      const volume = volumes.find(
        ({ shared, scalar }) => shared === undefined && scalar!.value > 4,
      );
      if (volume === undefined) return undefined;
      return { type: 'SHRINK_VOLUME', shrink_volume: { volume, subtract: { value: 4 } } };
    }
  }
}

const portion = { cpus: 0.5, mem: 64, disk: 32 };

function reserve(
  rest: Resources,
  { role, names }: WishParts & { readonly names: PieceNames },
): Offer_Operation | undefined {
  const free = rest.unreserved().nonRevocable();
  if (Object.entries(portion).some(([name, value]) => free.scalar(name) < value * 2)) {
    return undefined;
  }
  const labels = { labels: [{ key: labelKey, value: names.next('label') }] };
  const [first] = free.toMessages();
  const allocation = first?.allocation_info;
  const resources = Object.entries(portion).map(([name, value]): Resource => ({
    name,
    type: 'SCALAR',
    scalar: { value },
    reservations: [{ type: 'DYNAMIC', role, labels }],
    ...(allocation === undefined ? {} : { allocation_info: allocation }),
  }));
  return { type: 'RESERVE', reserve: { resources } };
}

function create(
  plain: readonly Resource[],
  { random, names }: WishParts & { readonly names: PieceNames },
): Offer_Operation | undefined {
  const disk = plain.find(({ name, scalar }) => name === 'disk' && scalar!.value >= 16);
  if (disk === undefined) return undefined;
  const volume: Resource = {
    ...disk,
    scalar: { value: 16 },
    disk: {
      persistence: { id: names.next('volume') },
      volume: { mode: 'RW', container_path: 'data' },
    },
    ...(random.next() < 0.3 ? { shared: {} } : {}),
  };
  return { type: 'CREATE', create: { volumes: [volume] } };
}

/** With free disk of the same reservation. */
function grow(
  plain: readonly Resource[],
  volumes: readonly Resource[],
): Offer_Operation | undefined {
  for (const volume of volumes) {
    if (volume.shared !== undefined) continue;
    const disk = plain.find(
      (one) => one.name === 'disk' && labelOf(one) === labelOf(volume) && one.scalar!.value >= 4,
    );
    if (disk === undefined) continue;
    const addition: Resource = { ...disk, scalar: { value: 4 } };
    return { type: 'GROW_VOLUME', grow_volume: { volume, addition } };
  }
  return undefined;
}

function choose<T>(all: readonly T[], random: Random): T | undefined {
  return all.length === 0 ? undefined : all[randomInteger(random, all.length)];
}

/** How much there is of each piece: "label-3 disk" -> thousandths. Volumes count as their disk. */
export function piecesOf(resources: Iterable<Resource>): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const resource of resources) {
    const label = labelOf(resource);
    if (label === undefined) continue;
    const key = `${label} ${resource.name}`;
    pieces.set(key, (pieces.get(key) ?? 0) + Math.round(resource.scalar!.value * 1000));
  }
  return pieces;
}
