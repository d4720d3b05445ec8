/**
 * Where things are below --work_dir. The layout is Mesos' own (operators' scripts and backups know
 * it): sandboxes under slaves/, what recovery needs under meta/.
 *
 * Ids become names of directories; whoever accepts an id has made sure that it is a safe one
 * (`isSafeName` of foundation/directories/safe-name.ts), so that no path leads out of the work directory.
 */
import type {
  AgentId,
  ContainerId,
  ExecutorId,
  FrameworkId,
  TaskId,
} from '../../../protocol/ids.ts';

export interface RunKey {
  readonly agentId: AgentId;
  readonly frameworkId: FrameworkId;
  readonly executorId: ExecutorId;
  readonly containerId: ContainerId;
}

export type ExecutorKey = Omit<RunKey, 'containerId'>;

/** That of Node looks for what these parts never have ("..", "//"), and a launch needs dozens of paths. */
function join(...parts: readonly string[]): string {
  return parts.join('/');
}

export class Layout {
  readonly #workDir: string;

  constructor(workDir: string) {
    this.#workDir = workDir;
  }

  /** What recovery needs. */
  get meta(): string {
    return join(this.#workDir, 'meta');
  }

  get bootId(): string {
    return join(this.#workDir, 'meta', 'boot_id');
  }

  /** ResourceState: reservations, volumes and operations. */
  get resourceState(): string {
    return join(this.#workDir, 'meta', 'resources', 'resources_and_operations.state');
  }

  /** What it will be when volumes have been made and deleted; absent at other times. */
  get resourceStateTarget(): string {
    return join(this.#workDir, 'meta', 'resources', 'resources_and_operations.target');
  }

  /**
   * @compat The same resources one after another, in the format before refinement, for agents from
   * before operations.
   */
  get resources(): string {
    return join(this.#workDir, 'meta', 'resources', 'resources.info');
  }

  get metaAgents(): string {
    return join(this.#workDir, 'meta', 'slaves');
  }

  /** Link to the meta directory of the agent id in use. */
  get latestAgent(): string {
    return join(this.metaAgents, 'latest');
  }

  metaAgent(agentId: AgentId): string {
    return join(this.metaAgents, agentId);
  }

  agentInfo(agentId: AgentId): string {
    return join(this.metaAgent(agentId), 'slave.info');
  }

  drainConfig(agentId: AgentId): string {
    return join(this.metaAgent(agentId), 'drain.config');
  }

  operations(agentId: AgentId): string {
    return join(this.metaAgent(agentId), 'operations');
  }

  /** `uuid` as text. */
  operation(agentId: AgentId, uuid: string): string {
    return join(this.operations(agentId), uuid);
  }

  operationUpdates(agentId: AgentId, uuid: string): string {
    return join(this.operation(agentId, uuid), 'operation.updates');
  }

  metaFrameworks(agentId: AgentId): string {
    return join(this.metaAgent(agentId), 'frameworks');
  }

  metaFramework(agentId: AgentId, frameworkId: FrameworkId): string {
    return join(this.metaFrameworks(agentId), frameworkId);
  }

  frameworkInfo(agentId: AgentId, frameworkId: FrameworkId): string {
    return join(this.metaFramework(agentId, frameworkId), 'framework.info');
  }

  frameworkPid(agentId: AgentId, frameworkId: FrameworkId): string {
    return join(this.metaFramework(agentId, frameworkId), 'framework.pid');
  }

  metaExecutors(agentId: AgentId, frameworkId: FrameworkId): string {
    return join(this.metaFramework(agentId, frameworkId), 'executors');
  }

  metaExecutor(key: ExecutorKey): string {
    return join(this.metaExecutors(key.agentId, key.frameworkId), key.executorId);
  }

  executorInfo(key: ExecutorKey): string {
    return join(this.metaExecutor(key), 'executor.info');
  }

  executorGenerated(key: ExecutorKey): string {
    return join(this.metaExecutor(key), 'executor_generated_for_command_task');
  }

  metaRuns(key: ExecutorKey): string {
    return join(this.metaExecutor(key), 'runs');
  }

  metaLatestRun(key: ExecutorKey): string {
    return join(this.metaRuns(key), 'latest');
  }

  metaRun(key: RunKey): string {
    return join(this.metaRuns(key), key.containerId);
  }

  executorSentinel(key: RunKey): string {
    return join(this.metaRun(key), 'executor.sentinel');
  }

  /** Why the agent ends it, a TaskStatus of no task in particular. Ours. */
  executorEnding(key: RunKey): string {
    return join(this.metaRun(key), 'executor.ending');
  }

  httpMarker(key: RunKey): string {
    return join(this.metaRun(key), 'http.marker');
  }

  forkedPid(key: RunKey): string {
    return join(this.metaRun(key), 'pids', 'forked.pid');
  }

  /**
   * What was given to a built-in executor, one TaskGroupInfo after another. Mesos has no such file
   * (its executors keep this in their own memory) and does not mind it.
   */
  launchedGroups(key: RunKey): string {
    return join(this.metaRun(key), 'launched.groups');
  }

  /**
   * The tasks that wait for a custom executor, one TaskInfo after another; of groups, the file above.
   * Also ours: a Task, which is all that Mesos writes down, does not say what is to be run.
   */
  queuedTasks(key: RunKey): string {
    return join(this.metaRun(key), 'queued.tasks');
  }

  tasks(key: RunKey): string {
    return join(this.metaRun(key), 'tasks');
  }

  taskInfo(key: RunKey, taskId: TaskId): string {
    return join(this.tasks(key), taskId, 'task.info');
  }

  /** That it is to be killed, and how: of a task of a built-in executor. Also ours. */
  taskKill(key: RunKey, taskId: TaskId): string {
    return join(this.tasks(key), taskId, 'task.kill');
  }

  /** What a built-in executor has decided that it must end as, a TaskStatus. Ours, too. */
  taskEnding(key: RunKey, taskId: TaskId): string {
    return join(this.tasks(key), taskId, 'task.ending');
  }

  taskUpdates(key: RunKey, taskId: TaskId): string {
    return join(this.tasks(key), taskId, 'task.updates');
  }

  get sandboxAgents(): string {
    return join(this.#workDir, 'slaves');
  }

  sandboxAgent(agentId: AgentId): string {
    return join(this.sandboxAgents, agentId);
  }

  sandboxFramework(agentId: AgentId, frameworkId: FrameworkId): string {
    return join(this.sandboxAgent(agentId), 'frameworks', frameworkId);
  }

  sandboxExecutor(key: ExecutorKey): string {
    return join(this.sandboxFramework(key.agentId, key.frameworkId), 'executors', key.executorId);
  }

  sandboxLatestRun(key: ExecutorKey): string {
    return join(this.sandboxExecutor(key), 'runs', 'latest');
  }

  sandbox(key: RunKey): string {
    return join(this.sandboxExecutor(key), 'runs', key.containerId);
  }
}
