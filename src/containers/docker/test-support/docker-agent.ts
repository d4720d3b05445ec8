/** For tests: the containerizer of an agent whose directories are below `home`. */
import { join } from 'node:path';
import { SystemClock } from '../../../foundation/clock.ts';
import { silentLog } from '../../../foundation/log.ts';
import { MetricsRegistry } from '../../../foundation/metrics/registry.ts';
import { Fetcher } from '../../fetcher/fetcher.ts';
import { DockerContainerizer } from '../docker-containerizer.ts';
import type { DockerContainerizerParts } from '../docker-containerizer.ts';
import type { DockerEngine } from '../engine/engine.ts';

export function dockerAgentIn(
  home: string,
  engine: DockerEngine,
  more: Partial<DockerContainerizerParts> = {},
): DockerContainerizer {
  const clock = new SystemClock();
  return new DockerContainerizer({
    ...{ engine, runtimeDirectory: join(home, 'run'), fetcher: new Fetcher(), log: silentLog },
    ...{ clock, allowsRoot: true, logins: new Map(), killsOrphans: true },
    ...{ pulls: new MetricsRegistry(clock).timer('pull_ms'), removeDelayMs: 0, stopTimeoutSecs: 0 },
    options: {
      ...{ workDirectory: home, sandboxDirectory: '/mnt/mesos/sandbox' },
      ...{ isRequestTheLimit: false, dns: [] },
    },
    ...more,
  });
}
