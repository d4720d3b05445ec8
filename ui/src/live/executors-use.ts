/**
 * What each executor of one agent uses, and all of them together: asked through the master as long as
 * somebody looks. An agent that does not answer tells of no use.
 */
import { useEffect, useState } from 'react';
import { ask } from '../base/fetching.ts';
import { agentPath, type Statistics } from './agent-state.ts';
import { type Use, usedBetween } from './agents-use.ts';

const pollMs = 5_000;

export interface ExecutorsUse {
  readonly sum: Use | undefined;
  readonly of: (framework: string, executor: string) => Use | undefined;
}

type Sample = readonly Statistics[];

const unknown: ExecutorsUse = { sum: undefined, of: () => undefined };

export function executorsUse(before: Sample | undefined, now: Sample): ExecutorsUse {
  const of = (sample: Sample, framework: string, executor: string): Sample =>
    sample.filter((one) => one.framework_id === framework && one.executor_id === executor);
  return {
    sum: usedBetween(before, now),
    of: (framework, executor) => {
      const own = of(now, framework, executor);
      if (own.length === 0) return undefined;
      const earlier = of(before ?? [], framework, executor);
      return usedBetween(earlier.length === 0 ? undefined : earlier, own);
    },
  };
}

/** `agent` undefined: there is none to ask. */
export function useExecutorsUse(agent: string | undefined): ExecutorsUse {
  const [use, setUse] = useState(unknown);
  useEffect(() => {
    setUse(unknown);
    if (agent === undefined) return undefined;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before: Sample | undefined;
    const round = async (): Promise<void> => {
      if (!document.hidden) {
        const now = await sampleOf(agent, stop.signal).catch(() => undefined);
        if (stop.signal.aborted) return;
        setUse(now === undefined ? unknown : executorsUse(before, now));
        before = now;
      }
      timer = setTimeout(() => void round(), pollMs);
    };
    void round();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [agent]);
  return use;
}

async function sampleOf(agent: string, signal: AbortSignal): Promise<Sample> {
  const response = await ask(agentPath(agent, 'monitor/statistics'), { signal });
  return (await response.json()) as Sample;
}
