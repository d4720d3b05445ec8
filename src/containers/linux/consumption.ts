/** What the processes of containers consume, as their cgroups count it. */
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { Cgroups } from '../cgroups/cgroups.ts';
import type { Consumption } from '../isolators/isolator.ts';
import { findCpuTimes, findNumber } from '../cgroups/figures.ts';

/** A cgroup counts what is nested in it, too: of a family only the outermost that counts is asked. */
export async function consumptionOf(
  cgroups: Cgroups,
  ids: readonly ContainerID[],
): Promise<Consumption> {
  const isV2 = cgroups.hierarchy.version === 2;
  const counted = new Set<string>();
  const isCounted = (id: ContainerID): boolean =>
    counted.has(containerKey(id)) || (id.parent !== undefined && isCounted(id.parent));
  let [processCount, userTimeSecs, systemTimeSecs, rssBytes] = [0, 0, 0, 0];
  for (const id of ids) {
    processCount += (await cgroups.members(id)).length;
    if (isCounted(id)) continue;
    const times = await findCpuTimes(cgroups, id);
    const memory = await cgroups.read(id, 'memory', 'memory.stat');
    if (times === undefined) continue;
    counted.add(containerKey(id));
    userTimeSecs += times.userSecs;
    systemTimeSecs += times.systemSecs;
    rssBytes += findNumber(memory, isV2 ? 'anon' : 'total_rss') ?? 0;
  }
  return { processCount, userTimeSecs, systemTimeSecs, rssBytes };
}
