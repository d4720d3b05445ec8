/** Isolators that only count or mark, on the kernel of this machine. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ResourceStatistics } from '../../protocol/generated/mesos.ts';
import { findHierarchy } from '../cgroups/hierarchy.ts';
import { findProgram } from '../programs.ts';
import { readIsolation } from '../isolators/registry.ts';
import { aConfig, anId, ended, launch, makeHome, removeHome } from '../posix/test-support.ts';
import {
  aLinuxContainerizer,
  obstacle,
  remains,
  removeCgroupsRoot,
  scalar,
} from './test-support.ts';

describe.skipIf(obstacle !== undefined)(`isolators of cgroups (${obstacle ?? ''})`, () => {
  beforeAll(makeHome);
  afterEach(() => expect(remains()).toEqual([]));
  afterAll(() => {
    removeCgroupsRoot();
    removeHome();
  });

  it('all that the machine has go together, count processes and threads, and read disks', async () => {
    const hierarchy = unwrap(findHierarchy('/sys/fs/cgroup'));
    const { names } = unwrap(readIsolation(['cgroups/all'], hierarchy));
    expect(names).toContain('cgroups/pids');
    const own = names.filter((name) => name.startsWith('cgroups/'));
    const isCounted = hierarchy.has('perf_event') && findProgram('perf') !== undefined;
    const perf = { perf_events: ['task-clock'], perf_duration: 50, perf_interval: 100 };
    const containerizer = aLinuxContainerizer(own, {
      options: { cgroups_cpu_enable_pids_and_tids_count: true, ...(isCounted && perf) },
    });
    const id = anId();
    const resources = [scalar('cpus', 0.5), scalar('mem', 64)];
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300 & sleep 300' }, { resources }));
    let usage: ResourceStatistics | undefined;
    while ((usage?.processes ?? 0) < 4 || (isCounted && usage?.perf?.task_clock === undefined)) {
      usage = unwrap(
        await new Promise<Result<ResourceStatistics>>((resolve) =>
          containerizer.usage(id, resolve),
        ),
      );
    }
    expect(usage?.threads).toBeGreaterThanOrEqual(4);
    expect(usage?.blkio_statistics?.throttling?.length).toBeGreaterThan(0);
    containerizer.destroy(id);
    await ended(containerizer, id);
    containerizer.remove(id);
  });
});
