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

/** [field of ResourceStatistics, version 1, version 2], lines of `memory.stat`. */
const fields = [
  ['mem_cache_bytes', 'total_cache', 'file'],
  ['mem_file_bytes', 'total_cache', 'file'],
  ['mem_rss_bytes', 'total_rss', 'anon'],
  ['mem_anon_bytes', 'total_rss', 'anon'],
  ['mem_mapped_file_bytes', 'total_mapped_file', 'file_mapped'],
  ['mem_unevictable_bytes', 'total_unevictable', 'unevictable'],
] as const;

/** What only one version has as a line, the other as a file; the first file has the total. */
const ofVersion1 = {
  lines: [['mem_swap_bytes', 'total_swap']],
  files: [
    ['mem_total_bytes', 'memory.usage_in_bytes'],
    ['mem_kmem_usage_bytes', 'memory.kmem.usage_in_bytes'],
    ['mem_kmem_tcp_usage_bytes', 'memory.kmem.tcp.usage_in_bytes'],
  ],
} as const;
const ofVersion2 = {
  lines: [
    ['mem_kmem_usage_bytes', 'kernel'],
    ['mem_kmem_tcp_usage_bytes', 'sock'],
  ],
  files: [
    ['mem_total_bytes', 'memory.current'],
    ['mem_swap_bytes', 'memory.swap.current'],
  ],
} as const;

export async function readMemory(cgroups: Cgroups, id: ContainerID): Promise<MemoryFigures> {
  const isV2 = cgroups.hierarchy.version === 2;
  const read = (file: string): Promise<string | undefined> => cgroups.read(id, 'memory', file);
  const own = isV2 ? ofVersion2 : ofVersion1;
  const [stat, peak, ...texts] = await Promise.all([
    read('memory.stat'),
    read(isV2 ? 'memory.peak' : 'memory.max_usage_in_bytes'),
    ...own.files.map(([, file]) => read(file)),
  ]);
  const lines = [
    ...fields.map(([field, v1, v2]) => [field, isV2 ? v2 : v1] as const),
    ...own.lines,
  ];
  const found = [
    ...lines.map(([field, name]) => [field, findNumber(stat, name)] as const),
    ...own.files.map(([field], i) => [field, numberIn(texts[i])] as const),
  ];
  const statistics: PartialStatistics = Object.fromEntries(
    found.filter(([, value]) => value !== undefined),
  );
  return { statistics, peakBytes: numberIn(peak ?? texts[0]), stat };
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
