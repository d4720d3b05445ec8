/**
 * All agents at one sight: a square each, those of one place together and the fullest first in it.
 * Small, because ten thousand of them cross from the worker to the page whenever something changes.
 */
import { parseSearch, type SearchFault } from '../search/grammar.ts';
import type { Cluster } from './cluster.ts';
import { type Agent, type AgentState, listOf } from './model.ts';
import { agentSearch, taskSearch } from './queries.ts';

export interface Square {
  readonly id: string;
  readonly hostname: string;
  readonly state: AgentState;
  /** "region / zone"; empty: it told of none. */
  readonly place: string;
  /** The fuller one of CPUs and memory, 0 to 1. */
  readonly load: number;
  readonly tasks: number;
  /** How many of the tasks that are looked for run here. */
  readonly found: number;
}

export interface Topology {
  readonly squares: readonly Square[];
  readonly total: number;
  readonly fault?: SearchFault | undefined;
  readonly taskFault?: SearchFault | undefined;
}

/** As many as a picture of squares can show. */
export const mostSquares = 10_000;

/** `search`: which agents; `tasks`: which tasks are looked for, none when empty. */
export function topologyOf(cluster: Cluster, search: string, tasks: string): Topology {
  const wanted = parseSearch(search, agentSearch);
  const found = countFound(cluster, tasks);
  const total = cluster.agents.size;
  const taskFault = found.ok ? undefined : found.fault;
  if (!wanted.ok) return { squares: [], total, fault: wanted.fault, taskFault };
  const squares: Square[] = [];
  for (const agent of cluster.agents.values()) {
    if (agent.state === 'gone' || !wanted.matches(agent)) continue;
    squares.push(squareOf(agent, found.ok ? (found.counts.get(agent.id) ?? 0) : 0));
  }
  return { squares: squares.toSorted(byPlace).slice(0, mostSquares), total, taskFault };
}

function squareOf(agent: Agent, found: number): Square {
  const { id, hostname, state, region, zone, cpus, mem, usedCpus, usedMem } = agent;
  const place = [region, zone].filter((each) => each !== '').join(' / ');
  const load = Math.max(shareOf(usedCpus, cpus), shareOf(usedMem, mem));
  return { id, hostname, state, place, load, tasks: agent.activeTasks, found };
}

/** In hundredths, so that what is not seen does not redraw. */
function shareOf(used: number, all: number): number {
  return all === 0 ? 0 : Math.min(1, Math.round((used / all) * 100) / 100);
}

function byPlace(left: Square, right: Square): number {
  if (left.place !== right.place) return left.place < right.place ? -1 : 1;
  if (left.load !== right.load) return right.load - left.load;
  return left.hostname < right.hostname ? -1 : left.hostname > right.hostname ? 1 : 0;
}

type Found =
  | { readonly ok: true; readonly counts: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly fault: SearchFault };

function countFound(cluster: Cluster, text: string): Found {
  const counts = new Map<string, number>();
  const wanted = parseSearch(text, taskSearch);
  if (!wanted.ok) return wanted;
  if (wanted.isEmpty) return { ok: true, counts };
  for (const [id, tasks] of cluster.tasks) {
    const frameworkName = cluster.frameworks.get(id)?.name ?? '';
    for (const task of tasks.values()) {
      if (listOf(task.state) !== 'active' || !wanted.matches({ ...task, frameworkName })) continue;
      counts.set(task.agent, (counts.get(task.agent) ?? 0) + 1);
    }
  }
  return { ok: true, counts };
}
