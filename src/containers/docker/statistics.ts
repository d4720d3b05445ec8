/** What containers use, from the engine's statistics; the names in them differ by cgroup version. */
import type { Consumption } from '../isolators/isolator.ts';
import type { EngineStatistics } from './engine/engine.ts';

const nanosecondsPerSecond = 1e9;

export function addedUp(all: readonly EngineStatistics[]): Consumption {
  let [processCount, userNs, systemNs, rssBytes] = [0, 0, 0, 0];
  for (const { cpu_stats, memory_stats, pids_stats } of all) {
    processCount += pids_stats?.current ?? 0;
    userNs += cpu_stats?.cpu_usage?.usage_in_usermode ?? 0;
    systemNs += cpu_stats?.cpu_usage?.usage_in_kernelmode ?? 0;
    rssBytes += memory_stats?.stats?.['rss'] ?? memory_stats?.stats?.['anon'] ?? 0;
  }
  return {
    ...{ processCount, rssBytes },
    userTimeSecs: userNs / nanosecondsPerSecond,
    systemTimeSecs: systemNs / nanosecondsPerSecond,
  };
}

export interface Throttling {
  readonly cpus_nr_periods?: number;
  readonly cpus_nr_throttled?: number;
  readonly cpus_throttled_time_secs?: number;
}

export function throttlingOf({ cpu_stats }: EngineStatistics): Throttling {
  const { periods, throttled_periods, throttled_time } = cpu_stats?.throttling_data ?? {};
  return {
    ...(periods !== undefined && { cpus_nr_periods: periods }),
    ...(throttled_periods !== undefined && { cpus_nr_throttled: throttled_periods }),
    ...(throttled_time !== undefined && {
      cpus_throttled_time_secs: throttled_time / nanosecondsPerSecond,
    }),
  };
}
