/**
 * The life of a task in phases, from the statuses that were told. A master keeps the latest status of
 * each state only: of a task with health checks it knows since when the health is as it is, and no
 * more when it began to run. What was not told has no time here, rather than a guessed one.
 */
import { listOf } from '../../live/model.ts';
import type { Status } from './whole-task.ts';

export interface Phase {
  readonly kind: 'staging' | 'starting' | 'running' | 'healthy' | 'unhealthy' | 'ended';
  readonly atMs: number | undefined;
  /** Until the next, when both times are known; until now of the one that it is in. */
  readonly durationMs: number | undefined;
  readonly place: 'past' | 'now' | 'coming';
}

type Told = Omit<Phase, 'durationMs' | 'place'>;

export function phasesOf(
  state: string,
  statuses: readonly Status[],
  { nowMs, isChecked }: { readonly nowMs: number; readonly isChecked: boolean },
): readonly Phase[] {
  const told = toldPhases(statuses);
  const isEnded = listOf(state) === 'completed';
  const coming = isEnded ? [] : comingPhases(told, isChecked);
  return [
    ...told.map((phase, i): Phase => {
      const isLast = i === told.length - 1;
      const untilMs = told[i + 1]?.atMs;
      const endMs = isLast && !isEnded ? nowMs : untilMs;
      const durationMs =
        phase.atMs === undefined || endMs === undefined
          ? undefined
          : Math.max(0, endMs - phase.atMs);
      return { ...phase, durationMs, place: isLast && !isEnded ? 'now' : 'past' };
    }),
    ...coming.map((kind): Phase => ({
      kind,
      atMs: undefined,
      durationMs: undefined,
      place: 'coming',
    })),
  ];
}

function toldPhases(statuses: readonly Status[]): Told[] {
  const at = (state: string): Status | undefined =>
    statuses.find((status) => status.state === `TASK_${state}`);
  const msOf = (status: Status): number | undefined =>
    status.timestamp === undefined ? undefined : Math.round(status.timestamp * 1000);
  const [starting, running] = [at('STARTING'), at('RUNNING')];
  const ended = statuses.find(({ state }) => listOf(state.replace('TASK_', '')) === 'completed');
  const told: Told[] = [{ kind: 'staging', atMs: undefined }];
  if (starting !== undefined) told.push({ kind: 'starting', atMs: msOf(starting) });
  if (running !== undefined) {
    const isHealthTold = running.healthy !== undefined;
    told.push({ kind: 'running', atMs: isHealthTold ? undefined : msOf(running) });
    if (isHealthTold) {
      told.push({ kind: running.healthy === true ? 'healthy' : 'unhealthy', atMs: msOf(running) });
    }
  }
  if (ended !== undefined) told.push({ kind: 'ended', atMs: msOf(ended) });
  return told;
}

function comingPhases(told: readonly Told[], isChecked: boolean): Phase['kind'][] {
  const order: Phase['kind'][] = [
    'staging',
    'starting',
    'running',
    ...(isChecked ? ['healthy' as const] : []),
  ];
  const last = told.at(-1)!.kind;
  const reached = order.indexOf(last === 'unhealthy' ? 'running' : last);
  return order.slice(reached + 1);
}
