/**
 * What instances use, told by Marathon: asked of those agents only whose instances are looked at, every
 * five seconds, and not while the page is hidden.
 */
import { useEffect, useState } from 'react';
import { ask } from '../../base/fetching.ts';
import { base } from '../api.ts';

export interface Use {
  readonly cpus: number | null;
  readonly cpusLimit: number | null;
  readonly memBytes: number | null;
  readonly memLimitBytes: number | null;
}

export interface Uses {
  /** By task. */
  readonly tasks: ReadonlyMap<string, Use>;
  /** By agent: why it told nothing. */
  readonly faults: ReadonlyMap<string, string>;
}

interface Told {
  readonly tasks: readonly (Use & { readonly id: string })[];
  readonly faults: readonly { readonly agentId: string; readonly message: string }[];
}

const pollMs = 5_000;
const agentsOfOneQuestion = 20;
/** More are not asked: their cells say nothing. */
const mostAgents = 60;
const none: Uses = { tasks: new Map(), faults: new Map() };

export function useUses(app: string, agents: readonly string[]): Uses {
  const [uses, setUses] = useState(none);
  const asked = [...new Set(agents)].toSorted().slice(0, mostAgents).join(' ');
  useEffect(() => {
    if (asked === '') return;
    const stop = new AbortController();
    void poll(app, asked.split(' '), stop.signal, setUses);
    return () => stop.abort();
  }, [app, asked]);
  return uses;
}

async function poll(
  app: string,
  agents: readonly string[],
  signal: AbortSignal,
  tell: (uses: Uses) => void,
): Promise<void> {
  while (!signal.aborted) {
    if (!document.hidden) {
      const told = await Promise.all(partsOf(agents).map((part) => askOne(app, part, signal)));
      if (!signal.aborted) tell(together(told));
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export function partsOf(agents: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(agents.length / agentsOfOneQuestion) }, (_, i) =>
    agents.slice(i * agentsOfOneQuestion, (i + 1) * agentsOfOneQuestion),
  );
}

async function askOne(app: string, agents: readonly string[], signal: AbortSignal): Promise<Told> {
  const query = new URLSearchParams([['app', app], ...agents.map((id) => ['agent', id])]);
  try {
    const response = await ask(new URL(`v2/tasks/use?${query.toString()}`, base).href, { signal });
    return (await response.json()) as Told;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { tasks: [], faults: agents.map((agentId) => ({ agentId, message })) };
  }
}

export function together(told: readonly Told[]): Uses {
  return {
    tasks: new Map(told.flatMap(({ tasks }) => tasks.map((use) => [use.id, use]))),
    faults: new Map(
      told.flatMap(({ faults }) => faults.map(({ agentId, message }) => [agentId, message])),
    ),
  };
}
