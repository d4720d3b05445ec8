/**
 * Agents are looked at in random order, so each lies somewhere else in memory, and with tens of
 * thousands of them hardly anything is in a cache: a run would wait for one place after another.
 * This reads, for the next few agents at once, what deciding about each will read first: reads
 * that do not depend on one another wait together. It changes nothing.
 */
import type { AgentState } from './state.ts';

/** What these have takes a part of the smallest cache only. */
export const lookAheadCount = 16;

/** What it gives has no meaning, and has to be kept: what is read for nothing is not read. */
export function lookAhead(agents: readonly AgentState[], from: number): number {
  const end = Math.min(from + lookAheadCount, agents.length);
  let sum = 0;
  // One step down in each round: in the next one it is there.
  for (let i = from; i < end; i++) sum ^= agents[i]!.free.entries.length;
  for (let i = from; i < end; i++) {
    const { id, info, allocated, filters } = agents[i]!;
    sum ^= allocated.size ^ filters.size ^ id.length ^ (info.region === undefined ? 0 : 1);
  }
  for (let i = from; i < end; i++) {
    const { entries } = agents[i]!.free;
    for (let place = 0; place < entries.length; place++) sum ^= entries[place]!.thousandths;
  }
  return sum;
}
