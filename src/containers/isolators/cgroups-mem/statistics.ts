/** What a cgroup tells of the memory of a container, by Mesos' names. */
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { findNumber } from '../../cgroups/figures.ts';
import type { PartialStatistics } from '../isolator.ts';

export interface MemoryFigures {
  readonly statistics: PartialStatistics;
  readonly peakBytes: number | undefined;
  /** For people who look for what used it. */
  readonly stat: string | undefined;
}

/** [field of ResourceStatistics, version 1, version 2] */
const fields = [
  ['mem_cache_bytes', 'total_cache', 'file'],
  ['mem_file_bytes', 'total_cache', 'file'],
  ['mem_rss_bytes', 'total_rss', 'anon'],
  ['mem_anon_bytes', 'total_rss', 'anon'],
  ['mem_mapped_file_bytes', 'total_mapped_file', 'file_mapped'],
  ['mem_swap_bytes', 'total_swap', ''],
  ['mem_unevictable_bytes', 'total_unevictable', 'unevictable'],
] as const;

export async function readMemory(cgroups: Cgroups, id: ContainerID): Promise<MemoryFigures> {
  const isV2 = cgroups.hierarchy.version === 2;
  const read = (file: string): Promise<string | undefined> => cgroups.read(id, 'memory', file);
  const [stat, total, peak] = await Promise.all([
    read('memory.stat'),
    read(isV2 ? 'memory.current' : 'memory.usage_in_bytes'),
    read(isV2 ? 'memory.peak' : 'memory.max_usage_in_bytes'),
  ]);
  const statistics: { [field: string]: number } = {};
  for (const [field, v1, v2] of fields) {
    const value = findNumber(stat, isV2 ? v2 : v1);
    if (value !== undefined) statistics[field] = value;
  }
  if (total !== undefined) statistics['mem_total_bytes'] = Number(total);
  const peakText = peak ?? total;
  return { statistics, peakBytes: peakText === undefined ? undefined : Number(peakText), stat };
}
