/**
 * What two frameworks were told of their tasks, against what runs on the machine. A task that was
 * said to run has been promised: from then on it has one process, always the same.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Framework, Line } from './chaos-cluster.ts';

export interface TaskRecord {
  readonly id: string;
  readonly kind: 'long' | 'short';
  /** In the order in which they were heard; those with a uuid come from the agent. */
  readonly updates: Line[];
}

const rankOf: Readonly<Record<string, number>> = {
  TASK_STAGING: 0,
  TASK_STARTING: 1,
  TASK_RUNNING: 2,
  TASK_KILLING: 3,
};
const endRank = 4;
/** The task may come back from these. */
const uncertain = new Set(['TASK_UNREACHABLE', 'TASK_UNKNOWN']);

export const isEnd = (state: string): boolean =>
  !uncertain.has(state) && rankOf[state] === undefined;

export const endOf = ({ updates }: TaskRecord): Line | undefined =>
  updates.find(({ state }) => isEnd(state!));

const reached = ({ updates }: TaskRecord, state: string): boolean =>
  updates.some((update) => update.state === state);

export const isPromised = (task: TaskRecord): boolean => reached(task, 'TASK_RUNNING');

/** It runs, or it is over. */
export function isDecided(task: TaskRecord): boolean {
  return endOf(task) !== undefined || (task.kind === 'long' && isPromised(task));
}

export function tasksOf(framework: Framework): TaskRecord[] {
  const tasks = new Map<string, TaskRecord>();
  for (const { event, task: id, kind, ...rest } of framework.lines) {
    if (event === 'launch') tasks.set(id!, { id: id!, kind: kind!, updates: [] });
    if (event === 'update') tasks.get(id!)?.updates.push({ event, ...rest });
  }
  return [...tasks.values()];
}

/** A task's own process, told from the next one with its number by when it began. */
export interface TaskProcess {
  readonly pid: number;
  readonly startedAt: string;
}

/** Processes by the id of their task: `sleep`, which the shell has become. */
export function taskProcesses(directory: string): Map<string, TaskProcess[]> {
  const found = new Map<string, TaskProcess[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
      const id = /(?:^|\0)CHAOS_TASK=([^\0]*)/.exec(environment)?.[1];
      if (id === undefined || !environment.includes(directory)) continue;
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      if (!stat.includes('(sleep)')) continue;
      const startedAt = stat.split(') ').at(-1)!.split(' ')[19]!;
      found.set(id, [...(found.get(id) ?? []), { pid: Number(name), startedAt }]);
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

/** What was told of one task that must never be told. */
export function faultsOf(task: TaskRecord, marks: string): string[] {
  const faults: string[] = [];
  const told = task.updates.map(({ state, reason }) => `${state} (${reason ?? ''})`).join(', ');
  const own = task.updates.filter(
    ({ uuid, state }) => uuid !== undefined && !uncertain.has(state!),
  );
  for (const [index, { state }] of own.entries()) {
    const before = own[index - 1]?.state;
    if (before === undefined) continue;
    const isBack = (rankOf[state!] ?? endRank) < (rankOf[before] ?? endRank);
    if (isBack) faults.push(`${task.id}: ${state} was told after ${before}: ${told}`);
  }
  const ends = new Set(own.filter(({ state }) => isEnd(state!)).map(({ uuid }) => uuid));
  if (ends.size > 1) faults.push(`${task.id} has ended twice: ${told}`);
  const end = endOf(task);
  if (end !== undefined && isPromised(task)) {
    const isDue = task.kind === 'short' && end.state === 'TASK_FINISHED';
    if (!isDue) faults.push(`${task.id} was promised and ended: ${told}: ${end.message ?? ''}`);
  }
  const runs = runsOf(task.id, marks);
  if (runs > 1) faults.push(`${task.id} ran ${runs} times`);
  // Between the fork, which is what is told, and the mark some time passes.
  if (end?.state === 'TASK_FINISHED' && runs === 0)
    faults.push(`${task.id} has finished and never ran`);
  return faults;
}

function runsOf(id: string, marks: string): number {
  const path = join(marks, `ran-${id}`);
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0;
}
