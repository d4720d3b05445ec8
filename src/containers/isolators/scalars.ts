/** Sums over the resources of a container, for the isolators that turn them into limits. */
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { ResourceLimits } from '../containerizer.ts';

/** The total of a scalar resource, whatever its role; undefined when there is none. */
export function findScalar(resources: readonly Resource[], name: string): number | undefined {
  let sum: number | undefined;
  for (const resource of resources) {
    if (resource.name !== name || resource.scalar === undefined) continue;
    sum = (sum ?? 0) + resource.scalar.value;
  }
  // Scalars are thousandths; adding doubles must not show more digits than that.
  return sum === undefined ? undefined : Math.round(sum * 1000) / 1000;
}

/** The explicit limit; an infinite one is `all`, what the machine has. */
export function findLimit(
  limits: ResourceLimits | undefined,
  name: string,
  all: number,
): number | undefined {
  const value = limits?.[name]?.value;
  return value === Infinity ? all : value;
}
