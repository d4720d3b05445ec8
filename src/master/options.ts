/** What the flags of a master mean to its core and to its allocator. */
import type { AllocatorOptions } from '../allocator/options.ts';
import { parseMinAllocatable } from '../allocator/options.ts';
import type { Clock } from '../foundation/clock.ts';
import { unwrap } from '../foundation/result.ts';
import { readDomain } from '../protocol/fault-domain.ts';
import type { DomainInfo } from '../protocol/generated/mesos.ts';
import { CallLimiter, parseRateLimits } from './core/calls/rate-limits.ts';
import type { MasterOptions } from './core/environment.ts';
import { type MasterFlags, parseWeights } from './flags.ts';
import { RootAliases } from './root-aliases.ts';

export function optionsOf(values: MasterFlags): MasterOptions {
  const rootAliases = new RootAliases();
  return {
    agentPingTimeoutMs: values.agent_ping_timeout,
    maxAgentPingTimeouts: values.max_agent_ping_timeouts,
    agentRemovalRate: values.agent_removal_rate_limit,
    recoveryRemovalLimit: Number.parseFloat(values.recovery_agent_removal_limit) / 100,
    agentReregisterTimeoutMs: values.agent_reregister_timeout,
    offerTimeoutMs: values.offer_timeout,
    maxCompletedFrameworks: values.max_completed_frameworks,
    maxCompletedTasksPerFramework: values.max_completed_tasks_per_framework,
    maxUnreachableTasksPerFramework: values.max_unreachable_tasks_per_framework,
    registryMaxAgentCount: values.registry_max_agent_count,
    registryMaxAgentAgeMs: values.registry_max_agent_age,
    registryGcIntervalMs: values.registry_gc_interval,
    requiresAgentDomain: values.require_agent_domain,
    rootSubmissions: values.root_submissions,
    isRootAlias: (user) => rootAliases.has(user),
    offerConstraintPatternLimits: {
      maxMemBytes: values.offer_constraints_re2_max_mem,
      maxProgramSize: values.offer_constraints_re2_max_program_size,
    },
    rolesWhitelist: values.roles === undefined ? undefined : new Set([...values.roles, '*']),
    initialWeights: unwrap(parseWeights(values.weights ?? '')),
  };
}

/** Undefined: nobody is limited. */
export function callLimiterOf(values: MasterFlags, clock: Clock): CallLimiter | undefined {
  const { rate_limits: limits } = values;
  return limits === undefined ? undefined : new CallLimiter(clock, unwrap(parseRateLimits(limits)));
}

/** --domain */
export function domainOf({ domain }: MasterFlags): DomainInfo | undefined {
  return domain === undefined ? undefined : unwrap(readDomain(domain));
}

/** @throws Error when --min_allocatable_resources cannot be read */
export function allocatorOptionsOf(values: MasterFlags): AllocatorOptions {
  const least = parseMinAllocatable(values.min_allocatable_resources);
  if (!least.ok) {
    throw new Error(`Invalid value for --min_allocatable_resources: ${least.error}`);
  }
  return {
    allocationIntervalMs: values.allocation_interval,
    roleSorter: values.role_sorter === 'random' ? 'random' : 'drf',
    frameworkSorter: values.framework_sorter === 'random' ? 'random' : 'drf',
    minAllocatable: least.value,
    fairSharingExcludedNames: new Set(values.fair_sharing_excluded_resource_names),
    isGpuFiltered: values.filter_gpu_resources,
    masterRegion: domainOf(values)?.fault_domain?.region.name,
    recovery: {
      agentFactor: values.allocator_agent_recovery_factor,
      timeoutMs: values.allocator_recovery_timeout,
    },
  };
}
