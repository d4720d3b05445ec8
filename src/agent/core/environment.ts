/**
 * The agent core's ports: all that it needs of the outside world. The edge (src/agent/main.ts)
 * plugs in sockets, disks and processes, the simulation virtual ones.
 */
import type { Containerizer } from '../../containers/containerizer.ts';
import type { CreateBuiltInExecutor } from '../../executor/builtin/built-in-executor.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Result } from '../../foundation/result.ts';
import type { Network } from '../../libprocess/network.ts';
import type { Detector } from '../../leadership/core/election.ts';
import type {
  AgentInfo,
  AgentInfo_Capability,
  ContainerInfo,
} from '../../protocol/generated/mesos.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { Authorizer } from '../../security/authorization.ts';
import type { CheckpointStore } from '../../storage/checkpoint-store.ts';
import type { Checkpoints } from './checkpoints/checkpoints.ts';
import type { GarbageCollector } from './garbage/garbage-collection.ts';
import type { OperationStreams } from './operations/operation-streams.ts';
import type { ResourceCommits } from './operations/resource-commits.ts';
import type { QosController, ResourceEstimator } from './oversubscription/ports.ts';
import type { Registration } from './registration/registration.ts';
import type { State } from './state.ts';
import type { TaskStreams } from './updates/task-streams.ts';

export interface ExecutorFactories {
  readonly command: CreateBuiltInExecutor;
  readonly pod: CreateBuiltInExecutor;
}

/** A socket of the file system by which executors speak to the agent; absolute paths. */
export interface ExecutorSocketPlaces {
  readonly location: string;
  /** In a directory of its own, for those who do not see the machine's file system. */
  readonly inContainers: string;
}

export interface AgentOptions {
  /** "slave(1)@127.0.0.1:5051" */
  readonly pid: Pid;
  /** As it will be registered; without an id. */
  readonly info: AgentInfo;
  readonly capabilities: readonly AgentInfo_Capability[];
  readonly version: string;
  /** Absolute. */
  readonly workDir: string;
  readonly launcherDir: string;
  /** Of the running machine: a change means that every container is gone. */
  readonly bootId: string;
  /** The address that tasks on the network of the host are reached at. */
  readonly ip: string;
  /** That of version 6, where the operator gave one. */
  readonly ip6?: string | undefined;
  /** LIBPROCESS_IP of executors; given when --ip was. */
  readonly executorIp: string | undefined;
  /** Absent: executors speak to the agent over the network. */
  readonly executorSocket?: ExecutorSocketPlaces | undefined;
  readonly executorEnvironment: Readonly<Record<string, string>>;
  readonly switchesUser: boolean;
  /** Of executors and command tasks that say nothing of their container. */
  readonly defaultContainer?: ContainerInfo | undefined;
  readonly recover: 'reconnect' | 'cleanup';
  readonly reconfigurationPolicy: 'equal' | 'additive';
  readonly isStrict: boolean;
  readonly registrationBackoffFactorMs: number;
  /** --cgroups_enable_cfs */
  readonly isCpuRequestTheLimit: boolean;
  readonly executorRegistrationTimeoutMs: number;
  readonly executorReregistrationTimeoutMs: number;
  readonly executorShutdownGracePeriodMs: number;
  readonly recoveryTimeoutMs: number;
  readonly gcDelayMs: number;
  readonly gcDiskHeadroom: number;
  readonly diskWatchIntervalMs: number;
  readonly mostCompletedExecutorsPerFramework: number;
  readonly oversubscribedResourcesIntervalMs: number;
  /** 0: as often as makes sense. */
  readonly qosCorrectionIntervalMs: number;
}

export interface AgentEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly network: Network;
  /** Absent: everybody may do everything. */
  readonly authorizer?: Authorizer | undefined;
  readonly detector: Detector;
  readonly checkpointStore: CheckpointStore;
  readonly containerizer: Containerizer;
  readonly executorFactories: ExecutorFactories;
  /** Share of the work directory's disk in use, 0 to 1. */
  readonly readDiskUsage: (done: (usage: Result<number>) => void) => void;
  /** When a path was last changed, in milliseconds since the epoch; undefined: nobody knows. */
  readonly readModifiedAt?: (path: string, done: (atMs: number | undefined) => void) => void;
  /** Makes a link in a sandbox; one that cannot be made is only noted. Absent: nobody would see it. */
  readonly linkInSandbox?: (path: string, target: string) => void;
  /** Hears of persistent volumes of which nothing is left. */
  readonly onVolumeDestroyed?: ((path: string) => void) | undefined;
  /** Absent: nothing is lent. */
  readonly resourceEstimator?: ResourceEstimator | undefined;
  /** Absent: what is lent is never called back. */
  readonly qosController?: QosController | undefined;
  /** The process ends now; 0: as asked. The core does nothing any more. */
  readonly exit: (status: number, why: string) => void;
  readonly options: AgentOptions;
  /** Adds one to the counter with this metric name. */
  count(metric: string): void;
}

/** What every rule of the core works on. */
export interface Core extends AgentEnvironment {
  readonly authorizer: Authorizer;
  readonly state: State;
  readonly registration: Registration;
  readonly checkpoints: Checkpoints;
  readonly taskStreams: TaskStreams;
  readonly operationStreams: OperationStreams;
  readonly commits: ResourceCommits;
  readonly garbage: GarbageCollector;
  /** The agent is terminating and the last framework has gone. */
  readonly onEmptied: () => void;
}
