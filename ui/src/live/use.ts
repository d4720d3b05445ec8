/**
 * What tasks use, as their agents tell it: asked of those agents only whose tasks somebody looks at,
 * every five seconds, and no more when the last one looks away. CPU is told as a sum of seconds,
 * so that it takes two answers to say how much that is now.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { ask } from '../base/fetching.ts';
import { agentPath, type Statistics } from './agent-state.ts';

export interface Use {
  /** Undefined until there were two answers. */
  readonly cpus: number | undefined;
  readonly memBytes: number | undefined;
}

interface Watched {
  readers: number;
  /** By framework and executor. */
  readonly cpuSeconds: Map<string, readonly [atSeconds: number, cpuSeconds: number]>;
  uses: ReadonlyMap<string, Use>;
}

const pollMs = 5_000;
/** More are not asked: their cells say nothing. */
export const mostAskedAgents = 20;

const watched = new Map<string, Watched>();
const listeners = new Set<() => void>();
let stop: AbortController | undefined;

const keyOf = (framework: string, executor: string): string => `${framework}\n${executor}`;

/** Of a whole executor; that of a command task is named like the task. */
export function useUse(agent: string, framework: string, executor: string): Use | undefined {
  useEffect(() => {
    join(agent);
    return () => leave(agent);
  }, [agent]);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => watched.get(agent)?.uses.get(keyOf(framework, executor)),
  );
}

function join(agent: string): void {
  const known = watched.get(agent);
  if (known !== undefined) {
    known.readers++;
    return;
  }
  watched.set(agent, { readers: 1, cpuSeconds: new Map(), uses: new Map() });
  if (stop === undefined) {
    stop = new AbortController();
    void poll(stop.signal);
  }
}

function leave(agent: string): void {
  const known = watched.get(agent)!;
  if (--known.readers > 0) return;
  watched.delete(agent);
  if (watched.size > 0) return;
  stop?.abort();
  stop = undefined;
}

async function poll(signal: AbortSignal): Promise<void> {
  // What is shown at once comes into being at once.
  await new Promise((resolve) => setTimeout(resolve, 0));
  while (!signal.aborted) {
    if (!document.hidden) {
      const asked = [...watched].slice(0, mostAskedAgents);
      await Promise.all(asked.map(([agent, one]) => askOne(agent, one, signal)));
      for (const listener of listeners) listener();
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** An agent that does not answer tells of no use; its tasks are shown without. */
async function askOne(agent: string, one: Watched, signal: AbortSignal): Promise<void> {
  try {
    const response = await ask(agentPath(agent, 'monitor/statistics'), { signal });
    one.uses = usesOf((await response.json()) as readonly Statistics[], one.cpuSeconds);
  } catch {
    one.uses = new Map();
  }
}

/** `before` is replaced by what is told now. */
export function usesOf(
  told: readonly Statistics[],
  before: Map<string, readonly [atSeconds: number, cpuSeconds: number]>,
): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const last = new Map(before);
  before.clear();
  for (const { framework_id, executor_id, statistics } of told) {
    const key = keyOf(framework_id, executor_id);
    const { timestamp = 0, cpus_user_time_secs: user, cpus_system_time_secs: system } = statistics;
    const memBytes = statistics['mem_rss_bytes'] ?? statistics['mem_total_bytes'];
    let cpus: number | undefined;
    if (user !== undefined && system !== undefined) {
      const sum = user + system;
      const [atSeconds, sumThen] = last.get(key) ?? [timestamp, sum];
      if (timestamp > atSeconds) cpus = Math.max(0, sum - sumThen) / (timestamp - atSeconds);
      before.set(key, [timestamp, sum]);
    }
    uses.set(key, { cpus, memBytes });
  }
  return uses;
}
