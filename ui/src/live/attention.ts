/**
 * What an operator should look at first: worst first, and what is alike in one row, so that a rack
 * that went away does not hide an app that cannot start.
 */
import type { Cluster } from './cluster.ts';
import type { Task } from './model.ts';

export interface Attention {
  readonly kind: 'agent' | 'agents' | 'failing' | 'unhealthy' | 'framework';
  /** Of a failing app: its newest task. */
  readonly id: string;
  /** The framework of a task. */
  readonly of: string;
  readonly name: string;
  /** The state of agents, the reason of failures. */
  readonly what: string;
  readonly count: number;
  /** 0: nobody knows. */
  readonly sinceMs: number;
}

const mostAttention = 8;
/** More agents in one state are one row. */
const mostNamedAgents = 2;
/** Failures of the last ten minutes are news. */
const failureWindowMs = 600_000;
/** A drain without a longest time is looked at after that. */
const drainPatienceMs = 1_800_000;

/** Worst first. */
export function attentionOf(cluster: Cluster, nowMs: number): Attention[] {
  const ill = new Map<string, Attention>();
  for (const task of cluster.illTasks) addIfRecent(ill, task, nowMs);
  const byCount = [...ill.values()].toSorted((left, right) => right.count - left.count);
  return [
    ...agentsIn(cluster, 'unreachable'),
    ...byCount.filter(({ kind }) => kind === 'failing'),
    ...awayFrameworks(cluster),
    ...agentsIn(cluster, 'disconnected'),
    ...byCount.filter(({ kind }) => kind === 'unhealthy'),
    ...agentsIn(cluster, 'draining', ({ sinceMs, graceMs }) => {
      return nowMs > sinceMs + (graceMs > 0 ? graceMs : drainPatienceMs);
    }),
  ].slice(0, mostAttention);
}

interface Drain {
  readonly sinceMs: number;
  readonly graceMs: number;
}

function agentsIn(
  cluster: Cluster,
  state: 'unreachable' | 'disconnected' | 'draining',
  isWorth: (drain: Drain) => boolean = () => true,
): Attention[] {
  const found: Attention[] = [];
  if (!cluster.agentCounts.has(state)) return found;
  for (const agent of cluster.agents.values()) {
    const { id, hostname: name, drainStartMs, drainGraceMs: graceMs } = agent;
    if (agent.state !== state) continue;
    if (!isWorth({ sinceMs: drainStartMs, graceMs })) continue;
    // Of an agent that is unreachable its column tells since when.
    const sinceMs =
      state === 'draining'
        ? drainStartMs
        : state === 'unreachable'
          ? agent.registeredMs
          : changedMs(cluster, id);
    found.push({ kind: 'agent', id, of: '', name, what: state, count: agent.activeTasks, sinceMs });
  }
  if (found.length <= mostNamedAgents) return found;
  const since = found.map(({ sinceMs }) => sinceMs).filter((ms) => ms > 0);
  const name = found
    .slice(0, mostNamedAgents)
    .map((each) => each.name)
    .join(', ');
  const sinceMs = since.length === 0 ? 0 : Math.min(...since);
  return [{ kind: 'agents', id: '', of: '', name, what: state, count: found.length, sinceMs }];
}

function awayFrameworks(cluster: Cluster): Attention[] {
  const found: Attention[] = [];
  for (const { id, name, state: what } of cluster.frameworks.values()) {
    if (what !== 'disconnected') continue;
    const sinceMs = changedMs(cluster, id);
    found.push({ kind: 'framework', id, of: '', name, what, count: 1, sinceMs });
  }
  return found;
}

/** When this page saw it change; 0: it was so before. */
function changedMs({ happenings }: Cluster, id: string): number {
  return happenings.findLast((happening) => happening.id === id)?.atMs ?? 0;
}

function addIfRecent(into: Map<string, Attention>, task: Task, nowMs: number): void {
  const { framework: of, state, reason, message, endedMs } = task;
  const isUnhealthy = state === 'RUNNING';
  if (!isUnhealthy && nowMs - endedMs >= failureWindowMs) return;
  const kind = isUnhealthy ? 'unhealthy' : 'failing';
  // What the task itself said tells more than that its command failed.
  const isVague = reason === '' || reason === 'REASON_COMMAND_EXECUTOR_FAILED';
  const what = isUnhealthy ? '' : isVague && message !== '' ? message : reason;
  const key = `${kind} ${of} ${task.name} ${what}`;
  const known = into.get(key);
  const sinceMs = isUnhealthy ? task.changedMs : endedMs;
  into.set(key, {
    kind,
    id: task.id,
    of,
    name: task.name,
    what,
    count: (known?.count ?? 0) + 1,
    sinceMs: Math.min(known?.sinceMs ?? Infinity, sinceMs),
  });
}
