/** Rules for the resources of tasks and executors alike: each in order, and all of one role. */
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { findResourceError } from '../../../resources/validate.ts';

export function findResourcesError(resources: readonly Resource[]): string | undefined {
  const roles = new Set<string>();
  const isRevocable = new Map<string, boolean>();
  for (const resource of resources) {
    const error = findResourceError(resource);
    if (error !== undefined) return `Invalid resource '${resource.name}': ${error}`;
    if (resource.name === 'gpus' && !Number.isInteger(resource.scalar?.value)) {
      return 'The gpus resource must be an unsigned integer';
    }
    roles.add(resource.allocation_info?.role ?? '');
    const revocable = resource.revocable !== undefined;
    if ((isRevocable.get(resource.name) ?? revocable) !== revocable) {
      return `Cannot use both revocable and non-revocable '${resource.name}' at the same time`;
    }
    isRevocable.set(resource.name, revocable);
  }
  if (roles.size > 1)
    return `The resources have multiple allocation roles (${[...roles].join(', ')})`;
  return undefined;
}
