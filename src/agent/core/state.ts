/**
 * What an agent knows: frameworks have executors, executors have tasks, tasks have streams of
 * status updates. Plain data, changed only by the files of this folder; endpoints read it.
 *
 *     Agent ── Framework ── Executor ── queued: TaskInfo          not yet given to the executor
 *                                    ├─ launched: Task            given, not ended
 *                                    ├─ terminated: Task          ended, last update not acknowledged
 *                                    └─ completed: Task           history, bounded
 *
 * Invariants: a task is in exactly one of the four; an executor leaves `executors` when its
 * container is gone and no task of it is in the first three, and is then history of its framework;
 * a framework without executors is history of the agent.
 */
import type { Event } from '../../protocol/generated/executor.ts';
import type {
  AgentInfo,
  ContainerID,
  ContainerStatus,
  DrainConfig,
  ExecutorInfo,
  FrameworkInfo,
  KillPolicy,
  Operation,
  Resource,
  Task,
  TaskGroupInfo,
  TaskInfo,
} from '../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId, Pid, TaskId } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import type { Timer } from '../../foundation/clock.ts';
import type { AgentEnvironment } from './environment.ts';
import type { ContainerTermination } from '../../containers/containerizer.ts';

/**
 * recovering: reads what an earlier process left; nothing is registered yet.
 * disconnected: looks for a master, or waits for its answer.
 * running: registered.
 * terminating: on its way out, takes nothing new.
 */
export type AgentPhase = 'recovering' | 'disconnected' | 'running' | 'terminating';

export interface State {
  phase: AgentPhase;
  /** `info.id` is absent until the first registration. Resources: any reservation format. */
  info: AgentInfo;
  /** Reservations and volumes that masters made here. */
  checkpointedResources: readonly Resource[];
  /** All that the agent has to give, those among it, unallocated. */
  totalResources: Resources;
  /** Beside those: what is lent and what could be lent, all revocable. Undefined: nobody reckons. */
  oversubscribed: Resources | undefined;
  /** "slave(1)@127.0.0.1:5051" */
  readonly pid: Pid;
  /** "master@127.0.0.1:5050" while one is known. */
  masterPid: Pid | undefined;
  /** From the master's detection, for /state's master_hostname. */
  masterHostname: string | undefined;
  readonly frameworks: Map<FrameworkId, FrameworkRecord>;
  /** Oldest first, at most `mostCompletedFrameworks`. */
  readonly completedFrameworks: FrameworkRecord[];
  /** By uuid as text; bounded by `mostOperations`. */
  readonly operations: Map<string, OperationRecord>;
  /** Set while the master wants the agent empty. */
  drain: DrainRecord | undefined;
  /** Proves to the agent that the master launches on resources as they are now. */
  resourceVersionUuid: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  registeredAtMs: number | undefined;
  reregisteredAtMs: number | undefined;
  recovery: RecoveryFigures;
}

/** Of resources; it ends at once, and stays until it is acknowledged that this is known. */
export interface OperationRecord {
  /** As text. */
  readonly uuid: string;
  readonly operation: Operation;
}

export interface DrainRecord {
  readonly config: DrainConfig;
  /** Milliseconds since the epoch; of an earlier agent process: since this one started. */
  readonly startedAtMs: number;
}

export interface RecoveryFigures {
  errorCount: number;
  /** Absent until recovery is finished. */
  durationMs: number | undefined;
}

export interface FrameworkRecord {
  readonly id: FrameworkId;
  info: FrameworkInfo;
  /** UPID of a libprocess driver; undefined for frameworks on HTTP. */
  pid: Pid | undefined;
  state: 'running' | 'terminating';
  readonly executors: Map<ExecutorId, ExecutorRecord>;
  /** Oldest first, at most --max_completed_executors_per_framework. */
  readonly completedExecutors: ExecutorRecord[];
}

/**
 * command and pod executors live in the agent (src/executor/builtin), custom ones are processes
 * that subscribe over HTTP.
 */
export type ExecutorKind = 'command' | 'pod' | 'custom';

/**
 * registering: its container is being launched, or it has not subscribed yet.
 * terminating: told to shut down, or its container is being destroyed.
 * terminated: its container is gone; waits for acknowledgements of its last updates.
 */
export type ExecutorState = 'registering' | 'running' | 'terminating' | 'terminated';

/** Why an executor is being ended by the agent: goes into the last updates of its tasks. */
export type PendingTermination = Pick<ContainerTermination, 'state' | 'reason' | 'message'>;

export interface ExecutorRecord {
  readonly id: ExecutorId;
  readonly frameworkId: FrameworkId;
  readonly kind: ExecutorKind;
  /** Made by the agent for a command task; the master does not know of it. */
  readonly isGeneratedForCommandTask: boolean;
  /** `framework_id` is set. */
  readonly info: ExecutorInfo;
  readonly containerId: ContainerID;
  /** The sandbox of this run. */
  readonly directory: string;
  /** Whom it runs as; undefined: whoever runs the agent. */
  readonly user: string | undefined;
  /** What it knows survives a restart of the agent (FrameworkInfo.checkpoint). */
  isCheckpointed: boolean;
  state: ExecutorState;
  /** Addresses and pid, as learnt when the container was launched; goes into every status. */
  containerStatus: ContainerStatus | undefined;
  /** How to tell it something; undefined while it is not connected. */
  link: ExecutorLink | undefined;
  readonly queued: Map<TaskId, TaskInfo>;
  /** Groups whose tasks are queued; launched as one. */
  readonly queuedGroups: TaskGroupInfo[];
  readonly launched: Map<TaskId, Task>;
  /** Launched tasks that were to be killed while the executor was not connected. */
  readonly unheardKills: Map<TaskId, KillPolicy | undefined>;
  readonly terminated: Map<TaskId, Task>;
  /** Oldest first, at most `mostCompletedTasksPerExecutor`. */
  readonly completed: Task[];
  pendingTermination: PendingTermination | undefined;
  /** A built-in executor said that it is done. */
  hasExited: boolean;
  /** Registration, shutdown grace or re-registration; one at a time. */
  timer: Timer | undefined;
  /** It was given a task at least once. */
  hasLaunched: boolean;
}

/** The agent's end of a conversation with an executor. */
export interface ExecutorLink {
  send(event: Event): void;
  close(): void;
}

/** As Mesos: what /state and re-registration show of the past. */
export const mostCompletedFrameworks = 50;
export const mostCompletedTasksPerExecutor = 200;

export function makeState({ clock, random, options }: AgentEnvironment): State {
  return {
    phase: 'recovering',
    info: options.info,
    checkpointedResources: [],
    totalResources: Resources.fromMessages(options.info.resources),
    oversubscribed: undefined,
    pid: options.pid,
    masterPid: undefined,
    masterHostname: undefined,
    frameworks: new Map(),
    completedFrameworks: [],
    operations: new Map(),
    drain: undefined,
    resourceVersionUuid: random.uuidBytes(),
    startedAtMs: clock.now(),
    registeredAtMs: undefined,
    reregisteredAtMs: undefined,
    recovery: { errorCount: 0, durationMs: undefined },
  };
}
