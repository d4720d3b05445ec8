/**
 * What runs on agents really uses, which only they know: asked through the master while somebody
 * looks, of few agents only. CPUs are the difference of two answers.
 */
import { useEffect, useState } from 'react';
import { ask } from '../base/fetching.ts';
import { agentPath, type Statistics } from './agent-state.ts';

/** Of more agents a page does not ask: it says so. */
export const mostMeasuredAgents = 16;
const pollMs = 5_000;
const bytesInMegabyte = 1024 * 1024;

export interface Use {
  /** Undefined until there are two answers. */
  readonly cpus: number | undefined;
  readonly mem: number;
  readonly disk: number;
}

type Sample = readonly Statistics[];

/** Between two answers of one agent; who began in between counts from the next one on. */
export function usedBetween(before: Sample | undefined, now: Sample): Use {
  let [cpus, mem, disk] = [0, 0, 0];
  for (const executor of now) {
    const { statistics } = executor;
    mem += (statistics['mem_rss_bytes'] ?? statistics['mem_total_bytes'] ?? 0) / bytesInMegabyte;
    disk += (statistics['disk_used_bytes'] ?? 0) / bytesInMegabyte;
    const old = before?.find(
      ({ executor_id, framework_id }) =>
        executor_id === executor.executor_id && framework_id === executor.framework_id,
    );
    if (old !== undefined) cpus += cpusBetween(old.statistics, statistics);
  }
  return { cpus: before === undefined && now.length > 0 ? undefined : cpus, mem, disk };
}

function cpusBetween(before: Statistics['statistics'], now: Statistics['statistics']): number {
  const seconds = (now['timestamp'] ?? 0) - (before['timestamp'] ?? 0);
  const spent = (of: Statistics['statistics']): number =>
    (of['cpus_user_time_secs'] ?? 0) + (of['cpus_system_time_secs'] ?? 0);
  // A restarted executor begins at nothing.
  return seconds <= 0 ? 0 : Math.max(0, (spent(now) - spent(before)) / seconds);
}

export function sumOfUse(uses: readonly Use[]): Use {
  return {
    cpus: uses.some(({ cpus }) => cpus === undefined)
      ? undefined
      : uses.reduce((sum, { cpus = 0 }) => sum + cpus, 0),
    mem: uses.reduce((sum, { mem }) => sum + mem, 0),
    disk: uses.reduce((sum, { disk }) => sum + disk, 0),
  };
}

/** Undefined: too many agents, none, or one does not answer. */
export function useMeasured(ids: readonly string[]): Use | undefined {
  const [use, setUse] = useState<Use | undefined>();
  const key = ids.join(' ');
  useEffect(() => {
    setUse(undefined);
    if (ids.length === 0 || ids.length > mostMeasuredAgents) return undefined;
    const stop = new AbortController();
    const samples = new Map<string, Sample>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = async (id: string): Promise<Use> => {
      const path = agentPath(id, 'monitor/statistics');
      const response = await ask(path, { signal: stop.signal });
      const now = (await response.json()) as Sample;
      const made = usedBetween(samples.get(id), now);
      samples.set(id, now);
      return made;
    };
    const round = async (): Promise<void> => {
      if (!document.hidden) {
        const made = await Promise.all(ids.map(measure)).catch(() => undefined);
        if (stop.signal.aborted) return;
        setUse(made === undefined ? undefined : sumOfUse(made));
      }
      timer = setTimeout(() => void round(), pollMs);
    };
    void round();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key]);
  return use;
}
