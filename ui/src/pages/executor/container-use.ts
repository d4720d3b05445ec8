/** What one container uses: asked of its agent every few seconds, kept as long as the page is open. */
import { useEffect, useState } from 'react';
import { type Fetched, useFetched, valueOf } from '../../base/fetching.ts';
import { agentPath, type Statistics } from '../../live/agent-state.ts';
import { type Use, usedBetween } from '../../live/agents-use.ts';
import type { Sample } from '../../parts/charts/chart-data.ts';

const pollMs = 5_000;
/** Half an hour of them. */
const mostSamples = 360;
const bytesInMegabyte = 1024 * 1024;

/** As `/containers` tells of it. */
export interface Container extends Omit<Statistics, 'statistics'> {
  readonly container_id: string;
  /** Undefined: nothing was measured. */
  readonly statistics?: Statistics['statistics'];
  readonly status?: {
    readonly executor_pid?: number;
    readonly network_infos?: readonly {
      readonly ip_addresses?: readonly { readonly ip_address?: string }[];
    }[];
  };
}

export interface ContainerUse {
  readonly container: Container | undefined;
  readonly use: Use | undefined;
  readonly limits: Limits;
  /** CPUs and memory in MB. */
  readonly samples: readonly Sample[];
  readonly isLoading: boolean;
}

/** Undefined: none. Memory and disk in MB. */
export interface Limits {
  readonly cpus: number | undefined;
  readonly mem: number | undefined;
  readonly disk: number | undefined;
}

export function limitsOf(statistics: Statistics['statistics'] | undefined): Limits {
  const megabytes = (bytes: number | undefined): number | undefined =>
    bytes === undefined ? undefined : Number(bytes) / bytesInMegabyte;
  return {
    cpus: statistics?.['cpus_limit'],
    mem: megabytes(statistics?.['mem_limit_bytes']),
    disk: megabytes(statistics?.['disk_limit_bytes']),
  };
}

interface Known {
  readonly last: (Statistics & Pick<Container, 'container_id'>) | undefined;
  readonly use: Use | undefined;
  readonly samples: readonly Sample[];
}
const nothing: Known = { last: undefined, use: undefined, samples: [] };

/** With the next answer; of another container everything begins anew. */
export function withAnswer(known: Known, container: Container): Known {
  const isSame = known.last?.container_id === container.container_id;
  const { last, samples } = isSame ? known : nothing;
  const { statistics } = container;
  if (statistics === undefined) return { last, use: undefined, samples };
  const now = { ...container, statistics };
  const use = usedBetween(last === undefined ? undefined : [last], [now]);
  const atMs = (statistics['timestamp'] ?? 0) * 1000;
  if (samples.at(-1)?.atMs === atMs) return known;
  const sample = { atMs, values: [use.cpus, use.mem] };
  return { last: now, use, samples: [...samples.slice(1 - mostSamples), sample] };
}

export function useContainer(agent: string, framework: string, executor: string): ContainerUse {
  const query = new URLSearchParams({ framework_id: framework, executor_id: executor });
  const fetched: Fetched<readonly Container[]> = useFetched(
    agentPath(agent, `containers?${query.toString()}`),
    pollMs,
  );
  const [known, setKnown] = useState<Known>(nothing);
  const container = valueOf(fetched)?.[0];
  useEffect(() => {
    if (container !== undefined) setKnown((before) => withAnswer(before, container));
  }, [container]);
  return {
    container,
    limits: limitsOf(container?.statistics),
    ...{ use: known.use, samples: known.samples, isLoading: fetched.kind === 'loading' },
  };
}
