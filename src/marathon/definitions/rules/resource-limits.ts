/** Limits are never below what is asked for. */
import type { ResourceLimitsJson } from '../schema/common.ts';
import { type Problems, asDouble } from '../problems.ts';

export function checkResourceLimits(
  limits: ResourceLimitsJson,
  requested: { readonly cpus: number; readonly mem: number },
  path: string,
  problems: Problems,
): void {
  for (const member of ['cpus', 'mem'] as const) {
    const error = findError(limits[member], requested[member]);
    if (error !== undefined) problems.add(`${path}/${member}`, error);
  }
}

function findError(limit: number | string | undefined, requested: number): string | undefined {
  if (limit === undefined || limit === 'unlimited') return undefined;
  if (typeof limit === 'string') {
    return `'${limit}' is an invalid resource limit. It must be 'unlimited' or a number`;
  }
  return limit >= requested
    ? undefined
    : `resource limit must be greater than or equal to requested resource (${asDouble(requested)})`;
}
