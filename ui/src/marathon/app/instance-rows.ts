/** The instances of an app as rows: what a filter finds, and in which order they stand. */
import { healthOfInstance, type Instance, timeOf } from '../model.ts';

export const instanceSorts = [
  'id',
  'health',
  'state',
  'host',
  'ports',
  'started',
  'version',
] as const;
export type InstanceSort = (typeof instanceSorts)[number];

/** Words of the id, or of host:port; all of them must be there. */
export function matches({ id, host, ports = [] }: Instance, text: string): boolean {
  const searched = [id, host, ...ports.map((port) => `${host}:${port}`)].join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

/** With "-" before it, the other way round. */
export function sortedInstances(instances: readonly Instance[], sort: string): Instance[] {
  const sign = sort.startsWith('-') ? -1 : 1;
  const key = instanceSorts.find((each) => each === sort.replace(/^-/, '')) ?? 'id';
  return instances.toSorted((left, right) => {
    const [one, other] = [valueOf(left, key), valueOf(right, key)];
    if (one === other) return left.id < right.id ? -1 : 1;
    return (one < other ? -1 : 1) * sign;
  });
}

function valueOf(instance: Instance, key: InstanceSort): string | number {
  switch (key) {
    case 'health':
      return healthOfInstance(instance);
    case 'ports':
      return instance.ports?.[0] ?? 0;
    case 'started':
      return timeOf(instance.startedAt ?? instance.stagedAt);
    case 'id':
    case 'state':
    case 'host':
    case 'version':
      return instance[key];
  }
}
