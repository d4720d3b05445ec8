/**
 * The numbers at the agent's /metrics/snapshot: those of the core, of the machine, and of parts
 * whose names monitoring expects though nothing here can make them move.
 */
import { Fetcher, type FetchRequest } from '../containers/fetcher/fetcher.ts';
import type { Clock } from '../foundation/clock.ts';
import { MetricsRegistry } from '../foundation/metrics/registry.ts';
import { registerSystemMetrics } from '../foundation/metrics/system-metrics.ts';
import { registerUtilization, thisHost } from '../foundation/metrics/utilization.ts';
import type { Result } from '../foundation/result.ts';
import type { AgentCore } from './core/core.ts';

/** @compat Rooms that later work fills; a real agent publishes them from its first minute. */
const constantNames = [
  'containerizer/fetcher/cache_size_total_bytes',
  'containerizer/fetcher/cache_size_used_bytes',
  'containerizer/mesos/container_destroy_errors',
  'containerizer/mesos/provisioner/bind/remove_rootfs_errors',
  'containerizer/mesos/provisioner/remove_container_errors',
  'resource_provider_manager/events/disconnect',
  'resource_provider_manager/events/subscribe',
  'resource_provider_manager/subscribed',
] as const;

/** The fetcher, counting. */
export class CountingFetcher extends Fetcher {
  succeededCount = 0;
  failedCount = 0;

  override async fetch(request: FetchRequest): Promise<Result<void>> {
    const result = await super.fetch(request);
    if (result.ok) this.succeededCount++;
    else this.failedCount++;
    return result;
  }
}

export interface MeasuredParts {
  readonly core: AgentCore;
  readonly clock: Clock;
  readonly fetcher: CountingFetcher;
  readonly workDir: string;
}

export function makeAgentMetrics({
  core,
  clock,
  fetcher,
  workDir,
}: MeasuredParts): MetricsRegistry {
  const registry = new MetricsRegistry(clock);
  registerSystemMetrics(registry);
  registerUtilization(registry, 'slave', thisHost(workDir));
  registry.gauge('containerizer/fetcher/task_fetches_succeeded', () => fetcher.succeededCount);
  registry.gauge('containerizer/fetcher/task_fetches_failed', () => fetcher.failedCount);
  registry.group('agent', (add) => {
    for (const [name, value] of core.metrics()) add(name, value);
    for (const name of constantNames) add(name, 0);
  });
  return registry;
}
