/**
 * An isolator is one concern of containment: what a container may use, see or spend, and how much it
 * did. Adding one is adding a folder here with a class that implements this interface, and a line in
 * `registry.ts` that gives it its name for --isolation.
 *
 * The order of calls for a container: `prepare` (before anything runs), `isolate` (the first process
 * exists but waits; it starts when every isolator is done), then any number of `update` and `usage`,
 * and `cleanup` once, in any case, after the last process is gone, in reverse order of `prepare`; it is
 * asked for again when it fails.
 * After an agent restart `recover` takes the place of the first two.
 *
 * Only `name` is required: an isolator implements the hooks that it needs.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  CommandInfo,
  ContainerID,
  ContainerStatus,
  Resource,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, ContainerTermination, ResourceLimits } from '../containerizer.ts';
import type { GpuLedger } from './gpus/ledger.ts';
import type { Provisioner } from '../images/provisioner.ts';
import type { RootFilesystem } from '../images/root-filesystem.ts';
import type { VolumeGids } from '../volume-gids/volume-gids.ts';
import type { SeccompProfile } from './linux-seccomp/profile.ts';

/** A container as an isolator sees it. */
export interface IsolatedContainer {
  readonly id: ContainerID;
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly limits: ResourceLimits | undefined;
  /** Those among the limits that an operator set while it ran: they hold, also when they are lower. */
  readonly imposed?: ResourceLimits | undefined;
  /** Comes when it is destroyed while it is being launched. */
  readonly abandoned?: AbortSignal;
  /** False: the root of a pod. Absent: it has one. */
  readonly hasProcess?: boolean;
}

/**
 * What an isolator wants of the launch. How the wishes of several become one, and when they cannot, is
 * in preparation.ts: to add a part, add its row there, and to the launchers that carry it out.
 */
export interface Preparation {
  /** Wins over what the task says; two isolators must agree. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A command to run the task by, such as `prlimit --nofile=64`; it must end in exec(2). */
  readonly wrapper?: readonly string[];
  /** Namespaces of its own that the container is to have. */
  readonly namespaces?: NamespaceWishes;
  /** The only devices that the container may use; absent: all. */
  readonly devices?: readonly DeviceRule[];
  /** To be found in its /dev, beside the usual ones; for containers whose root file system is an image's. */
  readonly deviceFiles?: readonly DeviceFile[];
  /** Nothing that is executed in it gets more privileges than it has. */
  readonly noNewPrivileges?: true;
  /** Absent: the task has what its user has by right. */
  readonly capabilities?: CapabilitySets;
  /** Which system calls it may make. */
  readonly seccomp?: SeccompProfile;
  /** In a UTS namespace of its own. */
  readonly hostname?: string;
  /** What is mounted for the container alone, in this order. */
  readonly mounts?: readonly OciMount[];
  /** The root file system; absent: the machine's own. */
  readonly root?: RootWish;
  /** Images that are to be seen somewhere in the container. */
  readonly imageVolumes?: readonly ImageVolume[];
  /** Files that exist in memory only, and for the container alone. */
  readonly secretFiles?: readonly SecretFile[];
  /** What to run in the place of the task's command. */
  readonly command?: CommandInfo;
  /** Where the command starts, in its root file system. */
  readonly workingDirectory?: string;
  /** Whom to run as, where the task names nobody. */
  readonly user?: ImageUser;
  /** All supplementary groups of the task, those of its user included; absent: those of its user. */
  readonly groups?: readonly number[];
}

export interface RootWish {
  readonly filesystem: RootFilesystem;
  /** Whose it is: this container's, or that of one around it, in whose root file system it runs. */
  readonly owner: ContainerID;
  /** Where the sandbox is to be seen. */
  readonly sandboxPath: string;
  /** Of the task's user, as the machine knows them: an image knows other users. */
  readonly groups: readonly number[];
}

export interface ImageVolume {
  readonly destination: string;
  readonly filesystem: RootFilesystem;
  readonly isReadOnly: boolean;
}

export interface SecretFile {
  readonly destination: string;
  readonly data: Uint8Array;
  readonly isReadOnly: boolean;
}

export interface ImageUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * One that is not named is shared with the agent; `parent`: that of the container around it; `path`: one
 * that an isolator has made and bound to a file.
 */
export interface NamespaceWishes {
  readonly pid?: 'own' | 'parent';
  readonly ipc?: 'own' | 'parent' | { readonly path: string };
  readonly network?: { readonly path: string };
}

/** Names as in CapabilityInfo, "NET_RAW". */
export interface CapabilitySets {
  /** More than these nothing in the container can ever get. */
  readonly bounding: readonly string[];
  /** What the task has, whoever runs it; absent: what its user has by right. */
  readonly effective?: readonly string[];
}

/** As the OCI runtime specification has them; a number that is left out means all. */
export interface DeviceRule {
  readonly type: 'b' | 'c';
  readonly major?: number;
  readonly minor?: number;
  /** Of r, w and m (mknod). */
  readonly access: string;
}

export interface DeviceFile {
  /** As the container sees it. */
  readonly path: string;
  readonly type: 'b' | 'c';
  readonly major: number;
  readonly minor: number;
  /** Who may read and write, as chmod(2) has it. */
  readonly mode: number;
}

/** A mount as the OCI runtime specification has it; paths are those of the machine. */
export interface OciMount {
  readonly destination: string;
  readonly source: string;
  readonly type: string;
  readonly options: readonly string[];
  /** `device:inode` of the source, where somebody else might put another in its place. */
  readonly identity?: string;
  /** The source is no directory; to be said with `identity`. */
  readonly isFile?: boolean;
}

/** What the launcher measured: the processes of the container and of those nested in it. */
export interface Consumption {
  readonly processCount: number;
  readonly userTimeSecs: number;
  readonly systemTimeSecs: number;
  readonly rssBytes: number;
}

/** A part of ResourceStatistics; the parts of all isolators are put together. */
export type PartialStatistics = Partial<Omit<ResourceStatistics, 'timestamp'>>;

/** Flags of the agent that isolators read, by the names of the flags. */
export interface IsolatorOptions {
  /** Absolute. */
  readonly work_dir: string;
  /** Absolute. What must be found again after a restart of the agent, but not after a boot. */
  readonly runtime_dir: string;
  /** A DeviceWhitelist in JSON. */
  readonly allowed_devices?: unknown;
  readonly container_disk_watch_interval: number;
  readonly enforce_container_disk_quota: boolean;
  readonly cgroups_hierarchy: string;
  readonly cgroups_root: string;
  readonly cgroups_enable_cfs: boolean;
  readonly cgroups_limit_swap: boolean;
  readonly cgroups_cpu_enable_pids_and_tids_count: boolean;
  readonly cgroups_net_cls_primary_handle?: string | undefined;
  readonly cgroups_net_cls_secondary_handles?: string | undefined;
  readonly revocable_cpu_low_priority: boolean;
  readonly disallow_sharing_agent_ipc_namespace: boolean;
  readonly disallow_sharing_agent_pid_namespace: boolean;
  /** In bytes. */
  readonly default_container_shm_size?: number | undefined;
  /** A CapabilityInfo in JSON, both. */
  readonly bounding_capabilities?: unknown;
  readonly effective_capabilities?: unknown;
  /** A ContainerDNSInfo in JSON. */
  readonly default_container_dns?: unknown;
  readonly network_cni_config_dir?: string | undefined;
  /** Separated by colons. */
  readonly network_cni_plugins_dir?: string | undefined;
  readonly network_cni_root_dir_persist: boolean;
  readonly network_cni_metrics: boolean;
  /** Of the agent, as the flag says. */
  readonly resources?: string | undefined;
  readonly default_role: string;
  /** Indices. */
  readonly nvidia_gpu_devices?: readonly string[] | undefined;
  /** Indices. */
  readonly rocm_gpu_devices?: readonly string[] | undefined;
  readonly container_ports_watch_interval?: number | undefined;
  readonly enforce_container_ports?: boolean | undefined;
  /** Ranges as in --resources; absent: all ports. */
  readonly container_ports_isolated_range?: string | undefined;
  /** Of perf; absent: nothing is sampled. */
  readonly perf_events?: readonly string[] | undefined;
  readonly perf_duration: number;
  readonly perf_interval: number;
  readonly seccomp_config_dir?: string | undefined;
  readonly seccomp_profile_name?: string | undefined;
  readonly sandbox_directory: string;
  readonly docker_ignore_runtime: boolean;
  /** Directories with ':' in between. */
  readonly host_path_volume_force_creation?: string | undefined;
  /** Absolute. */
  readonly docker_volume_checkpoint_dir: string;
  readonly docker_volume_chown: boolean;
}

/** What an isolator is made of; everything else that it needs comes with the hooks. */
export interface IsolatorParts {
  readonly options: IsolatorOptions;
  /** Where the machine's file system is: "/", but in a test. /proc, /sys and /etc are below it. */
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: this agent takes no images. */
  readonly provisioner?: Provisioner | undefined;
  /** Groups of volumes that several users write to; absent: volumes have none of their own. */
  readonly volumeGids?: VolumeGids | undefined;
  /** Who has which GPUs, when there are other containerizers; absent: there are none. */
  readonly gpuLedger?: GpuLedger | undefined;
}

export type MakeIsolator = (parts: IsolatorParts) => Isolator;

export interface Isolator {
  /** As in --isolation. */
  readonly name: string;

  prepare?(
    container: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void;

  isolate?(container: IsolatedContainer, pid: number, done: (result: Result<void>) => void): void;

  /** Calls back, at most once, when the container hit a limit and must be destroyed. */
  watch?(container: IsolatedContainer, onLimitation: (why: ContainerTermination) => void): void;

  /**
   * Asked once when the container ended by itself, before what is left of it is taken away: was it a
   * limit that ended it?
   */
  findLimitation?(
    container: IsolatedContainer,
    done: (why: ContainerTermination | undefined) => void,
  ): void;

  update?(container: IsolatedContainer, done: (result: Result<void>) => void): void;

  usage?(
    container: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void;

  status?(container: IsolatedContainer, done: (result: Result<ContainerStatus>) => void): void;

  /**
   * These containers were running when the agent started. `ending`: those of which `cleanup` is going to be
   * called, because they have ended, or are nobody's and will be destroyed; of no others anything is left.
   */
  recover?(
    containers: readonly IsolatedContainer[],
    done: (result: Result<void>) => void,
    ending?: readonly ContainerID[],
  ): void;

  cleanup?(container: IsolatedContainer, done: (result: Result<void>) => void): void;
}
