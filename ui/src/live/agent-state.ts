/** What an agent says of itself (`/state`), as far as the pages need it. */
import { type Fetched, useFetched } from '../base/fetching.ts';

export interface AgentExecutor {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly role?: string;
  readonly directory: string;
  readonly container: string;
  readonly type?: string;
  readonly resources: Readonly<Record<string, number | string>>;
  readonly tasks: readonly AgentTask[];
  readonly queued_tasks: readonly AgentTask[];
  readonly completed_tasks: readonly AgentTask[];
}

export interface AgentTask {
  readonly id: string;
  readonly name: string;
  readonly role?: string;
  readonly state?: string;
  readonly resources: Readonly<Record<string, number | string>>;
  readonly statuses?: readonly TaskStatus[];
}

export interface TaskStatus {
  readonly state: string;
  readonly timestamp: number;
  readonly message?: string;
  readonly reason?: string;
  readonly source?: string;
  readonly healthy?: boolean;
}

export interface AgentFramework {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly roles?: readonly string[];
  readonly role?: string;
  readonly executors: readonly AgentExecutor[];
  readonly completed_executors: readonly AgentExecutor[];
}

export interface AgentSelf {
  readonly id: string;
  readonly version: string;
  readonly build_date?: string;
  readonly start_time: number;
  readonly hostname: string;
  readonly master_hostname?: string;
  readonly log_dir?: string;
  readonly external_log_file?: string;
  readonly resources: Readonly<Record<string, number | string>>;
  readonly reserved_resources?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly reserved_resources_allocated?: AgentSelf['reserved_resources'];
  readonly frameworks: readonly AgentFramework[];
  readonly completed_frameworks: readonly AgentFramework[];
  readonly flags: Readonly<Record<string, string>>;
}

export interface Statistics {
  readonly executor_id: string;
  readonly framework_id: string;
  readonly statistics: Readonly<Record<string, number>>;
}

/** No event tells of executors and use: asked now and then, while somebody looks. */
const agentPollMs = 5_000;

export const agentPath = (id: string, endpoint: string): string =>
  `/master/agent/${encodeURIComponent(id)}/${endpoint}`;

export function useAgentSelf(id: string): Fetched<AgentSelf> & { again: () => void } {
  return useFetched<AgentSelf>(agentPath(id, 'state'), agentPollMs);
}

export interface FoundExecutor {
  readonly framework: AgentFramework;
  readonly executor: AgentExecutor;
  readonly isCompleted: boolean;
}

export function* executorsOf({
  frameworks,
  completed_frameworks,
}: AgentSelf): Generator<FoundExecutor> {
  for (const framework of [...frameworks, ...completed_frameworks]) {
    for (const executor of framework.executors) yield { framework, executor, isCompleted: false };
    for (const executor of framework.completed_executors) {
      yield { framework, executor, isCompleted: true };
    }
  }
}

/**
 * Where the files of a task are: its executor's directory, or its own below that when several tasks
 * share one (pods). The executor of a command task is named like the task.
 */
export function findSandbox(
  self: AgentSelf,
  frameworkId: string,
  taskId: string,
  executorId: string,
): string | undefined {
  const wanted = executorId === '' ? taskId : executorId;
  for (const { framework, executor } of executorsOf(self)) {
    if (framework.id !== frameworkId || executor.id !== wanted) continue;
    const { tasks, queued_tasks, completed_tasks } = executor;
    const isHere = [...tasks, ...queued_tasks, ...completed_tasks].some(({ id }) => id === taskId);
    if (executor.type === 'DEFAULT' && isHere) return `${executor.directory}/tasks/${taskId}`;
    return executor.directory;
  }
  return undefined;
}
