/**
 * What instances use, told by Marathon: asked of those agents only whose instances are looked at, every
 * five seconds, and not while the page is hidden.
 */
import { useEffect, useState } from 'react';
import { ask } from '../../base/fetching.ts';
import { base } from '../api.ts';
import { partsOf, together, type Told, type Uses } from './uses.ts';

const pollMs = 5_000;
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
