/** What a page is told of the master itself: once, and every two seconds. */
import type { Resources } from '../../resources/resources.ts';
import type { MasterContext } from '../endpoints/context.ts';
import type { MasterMetrics } from '../metrics.ts';
import type { LiveFacts } from './feed.ts';
import { columns } from './lines.ts';

/** Of this cluster since it has this master; the page shows how they grow. */
const shownCounters = [
  'tasks_finished',
  'tasks_failed',
  'tasks_killed',
  'tasks_lost',
  'tasks_error',
  'tasks_dropped',
  'tasks_gone',
  'tasks_unreachable',
] as const;

export function liveFacts(context: MasterContext, metrics: MasterMetrics): LiveFacts {
  const { core, leadership } = context;
  return {
    hello: (reader) => ({
      masterId: core.masterInfo.id,
      reader,
      hostname: core.masterInfo.hostname,
      pid: core.masterInfo.pid,
      version: context.version,
      cluster: context.clusterName ?? '',
      startedMs: Math.round(context.startedMs),
      electedMs: Math.round(leadership.electedMs ?? 0),
      hasLog: context.logDir !== undefined || context.externalLogFile !== undefined,
      mostCompletedFrameworks: core.options.maxCompletedFrameworks,
      mostCompletedTasks: core.options.maxCompletedTasksPerFramework,
      mostUnreachableTasks: core.options.maxUnreachableTasksPerFramework,
      columns,
    }),
    beat: () => ({
      nowMs: Math.round(core.clock.timestamp()),
      offers: core.state.offers.size,
      offered: offeredSums(core.state.offers.values()),
      counters: Object.fromEntries(
        shownCounters.map((name) => [name, metrics.countOf(`master/${name}`)]),
      ),
    }),
  };
}

function offeredSums(offers: Iterable<{ readonly resources: Resources }>): object {
  const sums = { cpus: 0, gpus: 0, mem: 0, disk: 0 };
  for (const { resources } of offers) {
    sums.cpus += resources.cpus;
    sums.gpus += resources.scalar('gpus');
    sums.mem += resources.mem;
    sums.disk += resources.disk;
  }
  return sums;
}
