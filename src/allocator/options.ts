/**
 * What the operator may choose about allocation (flags of the master), and what the master tells
 * the allocator about agents and frameworks.
 */
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import { toThousandths } from '../resources/entry.ts';
import type { Quantities, Resources } from '../resources/resources.ts';
import { parseValue } from '../resources/value-text.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Random } from '../foundation/random.ts';
import type { InverseOfferStatus } from '../protocol/generated/allocator.ts';
import type { InverseOffersCallback } from './maintenance.ts';
import type { ConstrainedAgent, OfferConstraintsFilter } from './offer-constraints.ts';
import type { RecoveryOptions } from './recovery-hold.ts';

export type SorterPolicy = 'drf' | 'random';

export interface AllocatorOptions {
  /** --allocation_interval: the time between batches, and the least life of a refused filter. */
  readonly allocationIntervalMs: number;
  /** --role_sorter, --framework_sorter */
  readonly roleSorter: SorterPolicy;
  readonly frameworkSorter: SorterPolicy;
  /** --min_allocatable_resources: an offer holds at least one of these; empty = anything goes. */
  readonly minAllocatable: readonly Quantities[];
  /** --fair_sharing_excluded_resource_names: not counted in anyone's share. */
  readonly fairSharingExcludedNames: ReadonlySet<string>;
  /** --filter_gpu_resources: agents with gpus are kept for frameworks that can use them. */
  readonly isGpuFiltered: boolean;
  /** Region of the master's --domain; agents elsewhere are for REGION_AWARE frameworks. */
  readonly masterRegion: string | undefined;
  /** Undefined: the defaults of the flags. */
  readonly recovery?: RecoveryOptions | undefined;
}

export const defaultAllocatorOptions: AllocatorOptions = {
  allocationIntervalMs: 1_000,
  roleSorter: 'drf',
  frameworkSorter: 'drf',
  minAllocatable: [new Map([['cpus', 10]]), new Map([['mem', 32_000]])],
  fairSharingExcludedNames: new Set(),
  isGpuFiltered: true,
  masterRegion: undefined,
};

/** `cpus:0.01|mem:32;disk:10`: "|" is or, ";" is and. An empty text switches the check off. */
export function parseMinAllocatable(text: string): Result<readonly Quantities[]> {
  const alternatives: Quantities[] = [];
  for (const part of text.split('|')) {
    if (part.trim() === '') continue;
    const quantities = new Map<string, number>();
    for (const token of part.split(';')) {
      const [name, amount, ...extra] = token.split(':');
      const value = parseValue(amount ?? '');
      if (!name?.trim() || extra.length > 0 || !value.ok || value.value.type !== 'SCALAR') {
        return failure(
          `Bad value '${token}' in '${text}': expecting name:number, as in cpus:0.01|mem:32`,
        );
      }
      quantities.set(name.trim(), toThousandths(value.value.scalar?.value ?? 0));
    }
    alternatives.push(quantities);
  }
  return ok(alternatives);
}

/** Region and zone are of its domain; agents without one count as local. */
export interface AllocatorAgent extends ConstrainedAgent {
  /** Names of AgentInfo.Capability.Type. */
  readonly capabilities: ReadonlySet<string>;
}

export interface AllocatorFramework {
  readonly roles: ReadonlySet<string>;
  readonly suppressedRoles: ReadonlySet<string>;
  /** Names of FrameworkInfo.Capability.Type. */
  readonly capabilities: ReadonlySet<string>;
  /** FrameworkInfo.offer_filters: by role, what replaces `minAllocatable`. */
  readonly minAllocatable: ReadonlyMap<RoleName, readonly Quantities[]>;
  /** Undefined = none: any agent will do. */
  readonly offerConstraints?: OfferConstraintsFilter | undefined;
}

/** What an allocation run gives to one framework: by role and agent. */
export type FrameworkOffers = ReadonlyMap<RoleName, ReadonlyMap<AgentId, Resources>>;
export type OffersCallback = (frameworkId: FrameworkId, offers: FrameworkOffers) => void;

export interface AllocatorDependencies {
  readonly options: AllocatorOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly onOffers: OffersCallback;
  /** Absent: nobody schedules maintenance. */
  readonly onInverseOffers?: InverseOffersCallback | undefined;
}

/** Of the wire's Filters. */
interface Refusal {
  readonly refuse_seconds?: number | undefined;
}

export interface Recovery {
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  /** With the role that they were allocated to on each. */
  readonly resources: Resources;
  /** Present when the framework refused them: keeps them from it for a while. */
  readonly filters?: Refusal | undefined;
  /** `soon` for what a task or executor freed; what came back from an offer waits for the batch. */
  readonly reoffer: 'soon' | 'batch';
}

/** How an inverse offer ended. */
export interface InverseOfferEnd {
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  /** What the framework answered; undefined when it was rescinded or not answered in time. */
  readonly status?: InverseOfferStatus | undefined;
  readonly filters?: Refusal | undefined;
}
