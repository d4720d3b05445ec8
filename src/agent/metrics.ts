/**
 * The numbers at the agent's /metrics/snapshot: those of the core, of the machine, and of parts
 * whose names monitoring expects though nothing here can make them move.
 */
import { Fetcher, type FetchRequest } from '../containers/fetcher/fetcher.ts';
import type { VolumeGids } from '../containers/volume-gids/volume-gids.ts';
import type { Clock } from '../foundation/clock.ts';
import { type Counter, MetricsRegistry, type Stopwatch } from '../foundation/metrics/registry.ts';
import { registerSystemMetrics } from '../foundation/metrics/system-metrics.ts';
import type { TimerReading } from '../foundation/metrics/timer.ts';
import { registerUtilization, thisHost } from '../foundation/metrics/utilization.ts';
import type { Result } from '../foundation/result.ts';
import type { Core } from './core/environment.ts';
import { agentMetrics } from './core/metrics.ts';

/** @compat Rooms that later work fills; a real agent publishes them from its first minute. */
const constantNames = [
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

/** What the core counts; the names are there from the start. */
const counterNames = [
  'slave/container_launch_errors',
  'slave/executors_preempted',
  'slave/executors_terminated',
  'slave/invalid_framework_messages',
  'slave/invalid_status_updates',
  'slave/tasks_failed',
  'slave/tasks_finished',
  'slave/tasks_gone',
  'slave/tasks_killed',
  'slave/tasks_lost',
  'slave/valid_framework_messages',
  'slave/valid_status_updates',
] as const;

/** @compat Mesos' statistics of pulls are over an hour. */
const pullWindowMs = 60 * 60_000;

export interface MeasuredParts {
  readonly clock: Clock;
  readonly fetcher: CountingFetcher;
  readonly workDir: string;
}

export class AgentMetrics {
  readonly #registry: MetricsRegistry;
  readonly #counters = new Map<string, Counter>();

  constructor({ clock, fetcher, workDir }: MeasuredParts) {
    this.#registry = new MetricsRegistry(clock);
    registerSystemMetrics(this.#registry);
    registerUtilization(this.#registry, 'slave', thisHost(workDir));
    for (const name of counterNames) this.#makeCounter(name);
    this.#registry.gauge(
      'containerizer/fetcher/task_fetches_succeeded',
      () => fetcher.succeededCount,
    );
    this.#registry.gauge('containerizer/fetcher/task_fetches_failed', () => fetcher.failedCount);
    const { cache } = fetcher;
    const caching = 'containerizer/fetcher/cache_size';
    this.#registry.gauge(`${caching}_total_bytes`, () => cache?.totalBytes ?? 0);
    this.#registry.gauge(`${caching}_used_bytes`, () => cache?.usedBytes ?? 0);
  }

  /** Adds one; a name that is not known yet starts at zero. */
  readonly count = (name: string): void => {
    (this.#counters.get(name) ?? this.#makeCounter(name)).increment();
  };

  snapshot(): Map<string, number> {
    return this.#registry.snapshot();
  }

  timers(): TimerReading[] {
    return this.#registry.timers();
  }

  /** How long images of Docker take to be there; for agents that have them. */
  addPulls(): Stopwatch {
    return this.#registry.timer('containerizer/docker/image_pull_ms', { windowMs: pullWindowMs });
  }

  /** For agents with --volume_gid_range. */
  addVolumeGids(gids: Pick<VolumeGids, 'totalCount' | 'freeCount'>): void {
    this.#registry.gauge('volume_gid_manager/volume_gids_total', () => gids.totalCount);
    this.#registry.gauge('volume_gid_manager/volume_gids_free', () => gids.freeCount);
  }

  /** From here on there is a state to read. Called once. `destroyErrorCount`: of the containerizer `mesos`. */
  attach(core: Core, destroyErrorCount: () => number): void {
    this.#registry.gauge('containerizer/mesos/container_destroy_errors', destroyErrorCount);
    this.#registry.group('agent', (add) => {
      for (const [name, value] of agentMetrics(core)) add(name, value);
      for (const name of constantNames) add(name, 0);
    });
  }

  #makeCounter(name: string): Counter {
    const counter = this.#registry.counter(name);
    this.#counters.set(name, counter);
    return counter;
  }
}
