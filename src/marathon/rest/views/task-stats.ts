/** `taskStats` of an app: how many tasks, how well and how old, for parts of them. */
import type { Core } from '../../core/environment.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { Instance } from '../../model/instance.ts';
import { countsOf } from './apps.ts';

export function taskStatsOf(core: Core, app: AppDefinition): unknown {
  const instances = [...core.instances.of(app.id)].filter(({ tasks }) => tasks.length > 0);
  const { lastScalingAt, lastConfigChangeAt } = app.versionInfo;
  const isLatest = ({ runSpecVersion }: Instance): boolean => runSpecVersion >= lastConfigChangeAt;
  const sections = {
    startedAfterLastScaling: instances.filter(({ tasks }) => tasks[0]!.stagedAt >= lastScalingAt),
    withLatestConfig: instances.filter(isLatest),
    withOutdatedConfig: instances.filter((instance) => !isLatest(instance)),
    totalSummary: instances,
  };
  const known = Object.entries(sections).filter(([, part]) => part.length > 0);
  return Object.fromEntries(
    known.map(([name, part]) => [name, { stats: statsOf(core, app, part) }]),
  );
}

function statsOf(core: Core, app: AppDefinition, instances: readonly Instance[]): unknown {
  const counts = countsOf(core, instances, app.healthChecks.length > 0);
  const now = core.clock.timestamp();
  const ages = instances
    .flatMap(({ activeSince }) => (activeSince === undefined ? [] : [(now - activeSince) / 1000]))
    .sort((a, b) => a - b);
  return {
    counts: {
      staged: counts.tasksStaged,
      running: counts.tasksRunning,
      healthy: counts.tasksHealthy,
      unhealthy: counts.tasksUnhealthy,
    },
    ...(ages.length === 0
      ? {}
      : {
          lifeTime: {
            averageSeconds: ages.reduce((sum, age) => sum + age, 0) / ages.length,
            medianSeconds: ages[Math.floor(ages.length / 2)],
          },
        }),
  };
}
