/**
 * What the allocator is told of a framework, and how a re-subscription or an update changes what
 * is known of it.
 */
import type { AllocatorFramework } from '../../../allocator/options.ts';
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import { toThousandths } from '../../../resources/entry.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { FrameworkRecord } from '../state.ts';

/** @compat Where libprocess would reach the scheduler; all of ours speak HTTP and have no such place. */
export const noPid = '@0.0.0.0:0';

export function allocatorFramework(framework: FrameworkRecord): AllocatorFramework {
  return {
    roles: framework.roles,
    suppressedRoles: framework.suppressedRoles,
    capabilities: framework.capabilities,
    minAllocatable: minAllocatableByRole(framework.info),
    offerConstraints: framework.offerConstraints,
  };
}

function minAllocatableByRole(info: FrameworkInfo): Map<string, readonly Quantities[]> {
  const byRole = new Map<string, readonly Quantities[]>();
  for (const [role, { min_allocatable_resources: least }] of Object.entries(
    info.offer_filters ?? {},
  )) {
    if (least === undefined) continue;
    byRole.set(
      role,
      (least.quantities ?? []).map(
        ({ quantities }) =>
          new Map(
            Object.entries(quantities ?? {}).map(([name, { value }]) => [
              name,
              toThousandths(value),
            ]),
          ),
      ),
    );
  }
  return byRole;
}

/**
 * A subscription may not change who pays: user and checkpoint keep their first value.
 * @compat Real masters ignore such a change with a warning; UPDATE_FRAMEWORK refuses it.
 */
export function keepFixedFields(known: FrameworkInfo, given: FrameworkInfo): FrameworkInfo {
  const { checkpoint: _given, ...rest } = given;
  const kept = known.checkpoint === undefined ? {} : { checkpoint: known.checkpoint };
  return { ...rest, ...kept, user: known.user };
}
