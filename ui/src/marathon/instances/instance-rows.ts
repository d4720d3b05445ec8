/** The instances of an app as rows: what a filter finds, and in which order they stand. */
import { healthOfInstance, type Instance, timeOf } from '../model.ts';
import type { Uses } from './uses.ts';

const sortKeys = [
  'id',
  'health',
  'state',
  'host',
  'ports',
  'cpuUse',
  'memUse',
  'updated',
  'started',
  'version',
] as const;
type SortKey = (typeof sortKeys)[number];

export interface Order {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** "-host": the other way round; what is unknown is the order of ids. */
export function orderOf(text: string): Order {
  const key = sortKeys.find((each) => each === text.replace(/^-/, ''));
  return { key: key ?? 'id', isDescending: key !== undefined && text.startsWith('-') };
}

/** Who sorts by use asks all agents, not only those that are seen. */
export const isByUse = ({ key }: Order): boolean => key === 'cpuUse' || key === 'memUse';

/** Words of the id, or of host:port; all of them must be there. */
export function matches({ id, host, ports = [] }: Instance, text: string): boolean {
  const searched = [id, host, ...ports.map((port) => `${host}:${port}`)].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

export function sortedInstances(
  instances: readonly Instance[],
  { key, isDescending }: Order,
  uses: Uses['tasks'] = new Map(),
): Instance[] {
  const sign = isDescending ? -1 : 1;
  return instances.toSorted((left, right) => {
    const [one, other] = [valueOf(left, key, uses), valueOf(right, key, uses)];
    if (one === other) return left.id < right.id ? -1 : 1;
    return (one < other ? -1 : 1) * sign;
  });
}

/** When it was staged, began to run, or was found otherwise by a check. */
export function updatedMs({ stagedAt, startedAt, healthCheckResults = [] }: Instance): number {
  const found = healthCheckResults.map(({ alive, firstSuccess, lastFailure }) =>
    timeOf(alive ? firstSuccess : lastFailure),
  );
  return Math.max(timeOf(stagedAt), timeOf(startedAt), ...found);
}

function valueOf(instance: Instance, key: SortKey, uses: Uses['tasks']): string | number {
  switch (key) {
    case 'health':
      return healthOfInstance(instance);
    case 'ports':
      return instance.ports?.[0] ?? 0;
    case 'cpuUse':
      return uses.get(instance.id)?.cpus ?? -1;
    case 'memUse':
      return uses.get(instance.id)?.memBytes ?? -1;
    case 'updated':
      return updatedMs(instance);
    case 'started':
      return timeOf(instance.startedAt ?? instance.stagedAt);
    case 'id':
    case 'state':
    case 'host':
    case 'version':
      return instance[key];
  }
}
