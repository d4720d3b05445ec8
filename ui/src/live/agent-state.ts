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
  readonly labels?: readonly Label[];
  readonly resources: Readonly<Record<string, number | string>>;
  readonly tasks: readonly AgentTask[];
  readonly queued_tasks: readonly AgentTask[];
  readonly completed_tasks: readonly AgentTask[];
}

export interface Label {
  readonly key: string;
  readonly value?: string;
}

export interface AgentTask {
  readonly id: string;
  readonly name: string;
  readonly role?: string;
  readonly state?: string;
  readonly resources: Readonly<Record<string, number | string>>;
  /** What it may use beyond what it was given. */
  readonly limits?: Readonly<Record<string, number | string>>;
  readonly user?: string;
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

/** As `/state` lists resources whole. */
export interface AgentResource {
  readonly name: string;
  readonly scalar?: { readonly value: number };
  readonly reservations?: readonly { readonly role?: string; readonly principal?: string }[];
  readonly shared?: object;
  readonly disk?: {
    readonly persistence?: { readonly id: string; readonly principal?: string };
    readonly volume?: { readonly container_path: string; readonly mode?: string };
    readonly source?: {
      readonly type: string;
      readonly path?: { readonly root?: string };
      readonly mount?: { readonly root?: string };
    };
  };
}

export interface ResourceProvider {
  readonly resource_provider_info: {
    readonly id?: { readonly value: string };
    readonly type: string;
    readonly name: string;
  };
  readonly total_resources?: readonly AgentResource[];
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
  readonly capabilities?: readonly string[];
  readonly resources: Readonly<Record<string, number | string>>;
  readonly reserved_resources_full?: Readonly<Record<string, readonly AgentResource[]>>;
  readonly resource_providers?: readonly ResourceProvider[];
  readonly reserved_resources?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly reserved_resources_allocated?: AgentSelf['reserved_resources'];
  readonly frameworks: readonly AgentFramework[];
  readonly completed_frameworks: readonly AgentFramework[];
  readonly flags?: Readonly<Record<string, string>>;
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
    return sandboxOf(executor, taskId);
  }
  return undefined;
}

/** Of a task that the executor does not know it is the executor's own. */
export function sandboxOf(executor: AgentExecutor, taskId: string): string {
  const { tasks, queued_tasks, completed_tasks } = executor;
  const isHere = [...tasks, ...queued_tasks, ...completed_tasks].some(({ id }) => id === taskId);
  return executor.type === 'DEFAULT' && isHere
    ? `${executor.directory}/tasks/${taskId}`
    : executor.directory;
}
