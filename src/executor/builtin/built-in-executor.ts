/**
 * The seam between the agent's core and the executors that live inside it. A command task or a pod
 * needs an executor, but not a process for it: a small core in the agent speaks the same events and
 * calls (executor.proto) as a custom executor does over HTTP, by function calls.
 *
 * Rules of the conversation:
 *  - the agent speaks first: SUBSCRIBED is the first event, then LAUNCH or LAUNCH_GROUP. A built-in
 *    executor never calls SUBSCRIBE; it calls UPDATE and MESSAGE;
 *  - every UPDATE is answered by ACKNOWLEDGED once it is durable, never from within `call`;
 *  - `receive` is never entered while the executor is inside `receive`, `call` or its constructor;
 *  - `exited` is called once, when no container of it is alive and every terminal update has been
 *    acknowledged (or it was told to SHUTDOWN). Nothing is sent to it afterwards;
 *  - it keeps nothing durable but what it has noted (`noteEnding`). When the agent restarts, it is
 *    made anew with `recovered`.
 *
 * Containers: the root container `containerId` carries a command task itself, so the command
 * executor launches it when LAUNCH comes. For a pod the agent has launched the root (which has no
 * process) before it makes the executor, which launches nested containers, one per task. So that
 * a recovered pod knows its containers, TASK_STARTING already names the nested container in
 * `container_status.container_id` and the container is launched when that update is acknowledged.
 */
import type { Containerizer, LaunchFailure } from '../../containers/containerizer.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Call, Event } from '../../protocol/generated/executor.ts';
import type {
  AgentInfo,
  ContainerID,
  ContainerInfo,
  ExecutorInfo,
  FrameworkInfo,
  KillPolicy,
  TaskInfo,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';

export interface BuiltInExecutor {
  receive(event: Event): void;
}

/** A task that an earlier agent process gave to this executor. */
export interface RecoveredTask {
  readonly task: TaskInfo;
  /**
   * What was durably said about it, oldest first; none when it had not come so far, a terminal one
   * when it has ended. A task without TASK_RUNNING may or may not have a container:
   * `containerizer.wait` tells (undefined: it was never launched, so launch it now).
   */
  readonly statuses: readonly TaskStatus[];
  /** It was told to kill it, in this way. */
  readonly kill?: KillPolicy;
  /** It had decided itself that the task must end. */
  readonly ending?: DecidedEnding;
}

/** What a task is going to be said to have ended as, as far as that is decided before it ends. */
export type DecidedEnding = Pick<TaskStatus, 'state' | 'reason' | 'healthy'>;

/** Tasks that were launched together: a LAUNCH_GROUP, or the single task of a LAUNCH. */
export interface RecoveredGroup {
  readonly tasks: readonly RecoveredTask[];
}

export interface BuiltInExecutorEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly containerizer: Containerizer;

  /** The root container of this run. */
  readonly containerId: ContainerID;
  /** `framework_id` is set; `resources` are the executor's own (its overhead for command tasks). */
  readonly executorInfo: ExecutorInfo;
  readonly frameworkInfo: FrameworkInfo;
  readonly agentInfo: AgentInfo;
  /** The sandbox of the run, an absolute path. */
  readonly sandboxDirectory: string;
  /**
   * What Mesos gives executors. A command task sees all of it and its own on top; the tasks of a
   * pod see none of it.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Whom tasks run as unless their command says otherwise. Absent: whoever runs the agent. */
  readonly user?: string;
  /** False: `command.user` is ignored too. */
  readonly switchesUser: boolean;
  /** Of a command task that says nothing of its container. */
  readonly defaultContainer?: ContainerInfo | undefined;
  /** MESOS_CONTAINER_IP of the tasks of a pod: where its root container is, as soon as that is made. */
  readonly containerIp: string;
  /** The time that SHUTDOWN leaves: after it the agent destroys the root container. */
  readonly shutdownGracePeriodMs: number;
  /**
   * Set when the agent restarted: what to re-adopt once SUBSCRIBED comes, in the order of launch.
   * When every task in it has ended, there is nothing left to do but to call `exited`.
   */
  readonly recovered?: readonly RecoveredGroup[];

  /**
   * It decided that a task must end: the next agent process will know. Calls back when that survives,
   * or cannot; only then the task is killed.
   */
  noteEnding(taskId: TaskId, ending: DecidedEnding, done: () => void): void;
  /** Makes a link in the sandbox (a pod's tasks/<task id>). */
  symlink(target: string, path: string): void;
  call(call: Call): void;
  /** The root container could not be launched: its task failed, and the executor has exited. */
  launchFailed(failure: LaunchFailure): void;
  exited(): void;
}

export type CreateBuiltInExecutor = (environment: BuiltInExecutorEnvironment) => BuiltInExecutor;
