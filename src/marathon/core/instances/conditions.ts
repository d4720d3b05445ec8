/** What the states of Mesos' tasks mean for an instance. */
import type { TaskStatus } from '../../../protocol/generated/mesos.ts';
import { isTerminal, type Condition } from '../../model/instance.ts';

/** Reasons of TASK_LOST after which the task may come back: its agent is away, nobody knows more. */
const reasonsOfAbsence: ReadonlySet<string> = new Set([
  'REASON_RECONCILIATION',
  'REASON_AGENT_DISCONNECTED',
  'REASON_AGENT_REMOVED',
]);

export function conditionOf({ state, reason }: TaskStatus): Condition {
  switch (state) {
    case 'TASK_STAGING':
      return 'Staging';
    case 'TASK_STARTING':
      return 'Starting';
    case 'TASK_RUNNING':
      return 'Running';
    case 'TASK_KILLING':
      return 'Killing';
    case 'TASK_FINISHED':
      return 'Finished';
    case 'TASK_FAILED':
      return 'Failed';
    case 'TASK_KILLED':
      return 'Killed';
    case 'TASK_ERROR':
      return 'Error';
    case 'TASK_DROPPED':
      return 'Dropped';
    case 'TASK_UNREACHABLE':
      return 'Unreachable';
    case 'TASK_GONE':
    case 'TASK_GONE_BY_OPERATOR':
      return 'Gone';
    case 'TASK_UNKNOWN':
      return 'Unknown';
    case 'TASK_LOST':
      if (reason !== undefined && reasonsOfAbsence.has(reason)) return 'Unreachable';
      return reason === 'REASON_TASK_UNKNOWN' ? 'Unknown' : 'Gone';
    default:
      return 'Unknown';
  }
}

/** The first of these that a container of a pod is in says how the pod is. */
const hierarchy: readonly Condition[] = [
  'Error',
  'Failed',
  'Gone',
  'Dropped',
  'Unreachable',
  'Killing',
  'Provisioned',
  'Staging',
  'Starting',
  'Unknown',
  'Running',
  'Killed',
  'Finished',
];

export function conditionOfAll(conditions: readonly Condition[]): Condition {
  if (conditions.length === 1) return conditions[0]!;
  const isOver = conditions.every(isTerminal);
  // One container that failed does not end the pod before all have ended: they are killed first.
  const counting = isOver ? conditions : conditions.filter((each) => !isTerminal(each));
  return hierarchy.find((each) => counting.includes(each)) ?? 'Unknown';
}

/** Ends that delay the next launch: something is wrong with the app, or its place. */
export function delaysNextLaunch(condition: Condition): boolean {
  return endsThatDelay.has(condition);
}

const endsThatDelay: ReadonlySet<Condition> = new Set([
  'Error',
  'Failed',
  'Dropped',
  'Gone',
  'Finished',
]);

/** The end of a task whose agent is being emptied: nothing is wrong with the app. */
export function tellsOfDraining({ state, reason }: TaskStatus): boolean {
  const isEnd = state === 'TASK_KILLED' || state === 'TASK_GONE_BY_OPERATOR';
  return isEnd && reason === 'REASON_AGENT_DRAINING';
}

/** Ends that are told as `lastTaskFailure`. */
export function isFailure(state: string): boolean {
  return !nonFailures.has(state);
}

const nonFailures: ReadonlySet<string> = new Set([
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_KILLED',
  'TASK_FINISHED',
  'TASK_UNREACHABLE',
]);
