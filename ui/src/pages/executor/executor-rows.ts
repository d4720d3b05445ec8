/** An executor and its tasks, as its agent tells of them, as flat rows. */
import {
  type AgentExecutor,
  type AgentSelf,
  type AgentTask,
  executorsOf,
  type FoundExecutor,
  sandboxOf,
} from '../../live/agent-state.ts';
import { amountsOf, type ResourceKey } from '../agent/agent-rows.ts';

export interface ExecutorTaskRow extends Readonly<Record<ResourceKey, number>> {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** Without "TASK_". */
  readonly state: string;
  readonly health: number;
  readonly startedMs: number;
  readonly endedMs: number;
  /** Undefined: it may use what it was given; Infinity: no bound. */
  readonly cpusLimit: number | undefined;
  readonly memLimit: number | undefined;
  readonly sandbox: string;
}

export function taskRows(
  executor: AgentExecutor,
  list: 'queued_tasks' | 'tasks' | 'completed_tasks',
): readonly ExecutorTaskRow[] {
  return executor[list].map((task) => taskRow(executor, task, list === 'completed_tasks'));
}

function taskRow(executor: AgentExecutor, task: AgentTask, isEnded: boolean): ExecutorTaskRow {
  const { id, name, role = '', state = 'TASK_STAGING', resources, limits, statuses = [] } = task;
  const last = statuses.at(-1);
  const running = statuses.find((status) => status.state === 'TASK_RUNNING');
  return {
    ...{ ...amountsOf(resources), id, name, role },
    state: state.replace(/^TASK_/, ''),
    health: last?.healthy === undefined ? 0 : last.healthy ? 1 : -1,
    startedMs: (running?.timestamp ?? 0) * 1000,
    endedMs: isEnded ? (last?.timestamp ?? 0) * 1000 : 0,
    cpusLimit: limitOf(limits?.['cpus']),
    memLimit: limitOf(limits?.['mem']),
    sandbox: sandboxOf(executor, id),
  };
}

/** JSON has no infinity: a text stands for it, or the largest number that there is. */
function limitOf(value: number | string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const limit = Number(value);
  return limit >= Number.MAX_VALUE ? Infinity : limit;
}

/** Its runs, the one that is meant first: that of the container, else the one that runs, else the last. */
export function runsOf(
  self: AgentSelf,
  framework: string,
  executor: string,
  container: string,
): readonly FoundExecutor[] {
  const runs = [...executorsOf(self)].filter(
    (one) => one.framework.id === framework && one.executor.id === executor,
  );
  const meant =
    runs.find((one) => one.executor.container === container) ??
    runs.find(({ isCompleted }) => !isCompleted) ??
    runs.at(-1);
  return meant === undefined ? [] : [meant, ...runs.filter((one) => one !== meant)];
}
