/** The states of tasks: which are the last, which every framework knows, which are remembered. */
import type { Task, TaskState, TaskStatus } from './generated/mesos.ts';

const terminalStates: ReadonlySet<TaskState> = new Set<TaskState>([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
]);

/** Nothing follows but the acknowledgement. */
export function isTerminalState(state: TaskState): boolean {
  return terminalStates.has(state);
}

type PartitionState =
  'TASK_DROPPED' | 'TASK_GONE' | 'TASK_GONE_BY_OPERATOR' | 'TASK_UNKNOWN' | 'TASK_UNREACHABLE';

/** The finer words for a task that is lost are for frameworks with PARTITION_AWARE alone. */
export function lostState<Finer extends PartitionState>(
  capabilities: ReadonlySet<string>,
  finer: Finer,
): Finer | 'TASK_LOST' {
  return capabilities.has('PARTITION_AWARE') ? finer : 'TASK_LOST';
}

/**
 * The latest of each run of equal states is kept: health comes and goes. Without the executor's
 * data, which may be large and nobody reads here. True when a run begins.
 */
export function rememberStatus(task: Task, given: TaskStatus): boolean {
  // Not by leaving it out of a copy, which gives each status a hidden class of its own.
  const status = { ...given };
  if (status.data !== undefined) delete status.data;
  const { statuses = [] } = task;
  const isFirst = statuses.at(-1)?.state !== status.state;
  // Most tasks have one or two: a list that is pushed to has room for seventeen.
  task.statuses = (isFirst ? statuses : statuses.slice(0, -1)).concat(status);
  return isFirst;
}
