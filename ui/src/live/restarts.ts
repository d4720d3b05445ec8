/** How often tasks of a name ended lately: counted of those in memory, of which each framework has so many. */
import type { Cluster } from './cluster.ts';
import { listOf } from './model.ts';

export interface Restarts {
  /** By framework and name, as `restartKey` says; what is not there ended not once. */
  readonly counts: Readonly<Record<string, number>>;
  /** So many tasks that ended are remembered of a framework. */
  readonly most: number;
}

const windowMs = 3_600_000;
/** Those that ended most often. */
const mostNames = 1_000;

export const restartKey = (framework: string, name: string): string => `${framework}\n${name}`;

export function countRestarts(cluster: Cluster, nowMs: number): Restarts {
  const counts = new Map<string, number>();
  for (const [framework, tasks] of cluster.tasks) {
    for (const { state, name, endedMs } of tasks.values()) {
      if (endedMs === 0 || nowMs - endedMs > windowMs || listOf(state) !== 'completed') continue;
      const key = restartKey(framework, name);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const sorted = [...counts].toSorted(([, left], [, right]) => right - left);
  return {
    counts: Object.fromEntries(sorted.slice(0, mostNames)),
    most: cluster.hello?.mostCompletedTasks ?? 0,
  };
}
