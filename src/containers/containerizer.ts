/**
 * The seam between the agent's core, which decides, and the machine, which runs processes. The
 * agent hands in what to run and hears by callbacks what became of it; the simulation puts pretend
 * containers behind the same interface. So there are no promises here (but for operators, below) and nothing of Node.
 *
 * Rules every implementation keeps:
 *  - no callback is called before the method that took it has returned;
 *  - a container that was launched ends in exactly one termination, which stays readable (also by
 *    the next agent process, through `recover`) until the agent calls `remove`: the agent writes
 *    down what happened first, then lets go;
 *  - containers outlive the agent process. Only `destroy` ends them, and it ends nested ones first.
 */
import type {
  CommandInfo,
  ContainerID,
  ContainerInfo,
  ContainerStatus,
  Resource,
  ResourceStatistics,
  TaskState,
  TaskStatus_Reason,
  Value_Scalar,
} from '../protocol/generated/mesos.ts';
import type { Result } from '../foundation/result.ts';

/** Upper bounds by resource name ("cpus", "mem"), as in TaskInfo.limits. */
export type ResourceLimits = Readonly<Record<string, Value_Scalar>>;

export interface ContainerConfig {
  /**
   * What to run, with the URIs to fetch before it. Absent: a container without a process of its own
   * (the root of a pod whose executor lives in the agent); it runs until it is destroyed.
   * `command.environment` is not read: `environment` below is the whole truth.
   */
  readonly command?: CommandInfo;
  /** Everything the process sees, except PATH and MESOS_SANDBOX, which are added when absent. */
  readonly environment: Readonly<Record<string, string>>;
  /** The sandbox, an absolute path, home of stdout and stderr. Made if missing. */
  readonly directory: string;
  /** Where the command starts; absent: in the sandbox. Debug containers start in their parent's. */
  readonly workingDirectory?: string;
  /** Whom to run as. Absent: whoever runs the agent. */
  readonly user?: string;
  readonly resources: readonly Resource[];
  readonly limits?: ResourceLimits;
  readonly container?: ContainerInfo;
  /**
   * Of an executor: a socket on the machine by which it speaks to the agent, alone in its directory. Where
   * it does not see the machine's file system it is to find it there all the same.
   */
  readonly agentSocket?: string;
  /** 'debug' containers are not kept when the agent process is restarted. */
  readonly containerClass?: 'default' | 'debug';
  /**
   * Somebody is attached to it from its first word: it writes to whoever is (`io/io.ts`), not to files,
   * and has the environment and the user of its parent where nothing else is said.
   */
  readonly isSession?: boolean;
  /** Launched by an operator, not by a framework: survives though no framework claims it. */
  readonly isStandalone?: boolean;
}

/** Why there is no container. The text is meant for the task's user. */
export interface LaunchFailure {
  readonly ok: false;
  readonly error: string;
  /**
   * 'sandbox': it could not be made for the container's user; 'unsupported': no containerizer of
   * this agent knows such containers; 'killed': its task was not wanted any more. Absent: the
   * launch itself went wrong.
   */
  readonly cause?: 'sandbox' | 'unsupported' | 'killed';
}

export type LaunchResult = { readonly ok: true; readonly value: LaunchedContainer } | LaunchFailure;

export interface LaunchedContainer {
  /** First process of the container; absent when it has none. Task status: executor_pid. */
  readonly pid?: number;
  /** What the containerizer says of it, for `data` of TASK_RUNNING. */
  readonly data?: Uint8Array;
}

/** How a container ended. */
export interface ContainerTermination {
  /**
   * As from wait(2): exit code << 8, or the number of the signal (| 128 when core was dumped).
   * Absent when nobody could learn it: the machine was restarted, the supervisor was killed, or the
   * container had no process.
   */
  readonly status?: number;
  /** Set when the container was ended from outside the task: a limit, a failed launch. */
  readonly state?: TaskState;
  readonly reason?: TaskStatus_Reason;
  readonly message?: string;
  /** The resources whose limit was hit. */
  readonly limitedResources?: readonly Resource[];
}

export interface ContainerSummary {
  readonly id: ContainerID;
  readonly state: 'launching' | 'running' | 'destroying' | 'terminated';
  readonly pid?: number;
  /** As of LaunchedContainer. */
  readonly data?: Uint8Array;
  readonly isStandalone: boolean;
}

export interface Recovery {
  /** Containers of the last agent process that still run, nested ones included. */
  readonly running: readonly ContainerID[];
  /**
   * Those that ended meanwhile; `wait` tells how. Also known ones that never ran because the agent
   * died while it launched them: `wait` gives undefined and they may be launched again.
   */
  readonly terminated: readonly ContainerID[];
  /** Found on the machine, claimed by nobody: destroyed, or about to be when that takes long. */
  readonly orphans: readonly ContainerID[];
}

/** A root container as the agent's checkpoints have it. */
export interface KnownContainer {
  readonly id: ContainerID;
  /** Its sandbox. */
  readonly directory: string;
  readonly resources: readonly Resource[];
  /** False for the root of a pod. */
  readonly hasProcess: boolean;
  /** What was asked for says whose it is. */
  readonly container?: ContainerInfo;
  /** Its first process as noted at the launch; may be anybody's by now. */
  readonly forkedPid?: number;
}

/** What an agent can do: the names of its isolators, and what else it has. */
export type Abilities = ReadonlySet<string>;

export interface Containerizer {
  /** What it can give: the names of its isolators, and what else wishes/wish.ts knows. */
  readonly abilities: Abilities;

  /**
   * Takes over what an earlier agent process left. `known` are the root containers that the agent
   * found in its checkpoints; their nested containers are found by the containerizer and kept
   * (except debug ones), standalone containers too; all others are destroyed. Called once, first.
   * Of known containers that are not running then, no process is left when `wait` tells their end.
   */
  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void;

  /**
   * Makes the sandbox, fetches the URIs, starts the command. A failure leaves nothing behind
   * except the sandbox; its text is meant for the task's user. An id in use is a failure.
   */
  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void;

  /**
   * Hears of the end of a container that was launched or recovered, once, also when that is past.
   * `undefined`: there is no such container (never launched, launch failed, or removed).
   */
  wait(
    id: ContainerID,
    onTermination: (termination: ContainerTermination | undefined) => void,
  ): void;

  /** Sends a signal to every process of the container. False: no such container is running. */
  kill(id: ContainerID, signal: number): boolean;

  /**
   * SIGKILL until nothing is left, nested containers first; also gives up a launch in progress
   * (whose `done` then gets a failure). `wait` hears of the end. False: no such container is alive.
   */
  destroy(id: ContainerID): boolean;

  /**
   * Forgets a terminated container and its nested ones, on disk too. The sandbox stays. Does
   * nothing for an unknown one. False: it is still alive.
   */
  remove(id: ContainerID): boolean;

  /** The resources changed (tasks came or went). */
  update(
    id: ContainerID,
    resources: readonly Resource[],
    limits: ResourceLimits | undefined,
    done?: (result: Result<void>) => void,
  ): void;

  /** Network addresses, pid, cgroup: goes into task statuses and GET_CONTAINERS. */
  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void;

  /** What the container and everything nested in it consume. */
  usage(id: ContainerID, done: (result: Result<ResourceStatistics>) => void): void;

  /** Of the list below the one with this id. */
  find(id: ContainerID): ContainerSummary | undefined;

  list(): readonly ContainerSummary[];
}

/** Bounds that an operator sets for what runs, without a restart. */
export interface LimitImposer {
  /**
   * In place of the limits by these names that it was launched with, lower ones too, until it ends; what is
   * `ok` survives the agent process. Gives all limits that hold now. Changes nothing when it fails.
   */
  impose(id: ContainerID, limits: ResourceLimits): Promise<Result<ResourceLimits>>;
}
