/**
 * What apps and pods have in common: what is to run, how often, where it may, and how it is changed.
 *
 * Definitions are plain immutable objects in normal form, with the names of Marathon's own JSON:
 * old forms were rewritten and defaults filled in before they come here (definitions/).
 */
import type { AppDefinition } from './app.ts';
import type { PathId, Timestamp } from './ids.ts';
import type { PodDefinition } from './pod.ts';

export type RunSpec = AppDefinition | PodDefinition;

export interface RunSpecBasics {
  readonly id: PathId;
  /** Wanted: at least 0. */
  readonly instances: number;
  /** What its tasks are told that they are of (Mesos' role of the resources that they use). */
  readonly role: string;
  /** Of which roles resources may come; undefined: what --accepted_resource_roles_default_behavior says. */
  readonly acceptedResourceRoles?: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly labels: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly secrets: Readonly<Record<string, { readonly source: string }>>;
  readonly networks: readonly NetworkDefinition[];
  readonly backoff: BackoffStrategy;
  readonly upgradeStrategy: UpgradeStrategy;
  readonly killSelection: 'YOUNGEST_FIRST' | 'OLDEST_FIRST';
  readonly unreachableStrategy: UnreachableStrategy;
  readonly version: Timestamp;
  readonly versionInfo: VersionInfo;
  /**
   * Beyond Marathon: what becomes of an instance that ended by itself. Always: another one starts.
   * OnFailure: only where it failed. Never: none. One that needs no successor counts as done, and
   * so does the deployment that waits for it.
   */
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
}

export interface VersionInfo {
  /** When `instances` changed last, or anything else. */
  readonly lastScalingAt: Timestamp;
  /** When anything but `instances` changed last: tasks of older ones are replaced. */
  readonly lastConfigChangeAt: Timestamp;
}

export interface BackoffStrategy {
  readonly backoffSeconds: number;
  readonly backoffFactor: number;
  readonly maxLaunchDelaySeconds: number;
}

export interface UpgradeStrategy {
  /** Share (0 to 1) of the instances that has to be healthy during an upgrade. */
  readonly minimumHealthCapacity: number;
  /** Share (0 to 1) of the instances that may run in addition during an upgrade. */
  readonly maximumOverCapacity: number;
}

export type UnreachableStrategy =
  'disabled' | { readonly inactiveAfterSeconds: number; readonly expungeAfterSeconds: number };

export const constraintOperators = [
  'UNIQUE',
  'CLUSTER',
  'GROUP_BY',
  'LIKE',
  'UNLIKE',
  'MAX_PER',
  'IS',
] as const;

export type ConstraintOperator = (typeof constraintOperators)[number];

export interface Constraint {
  /** "hostname", "@hostname", "@region", "@zone" or the name of an attribute. */
  readonly field: string;
  readonly operator: ConstraintOperator;
  readonly value?: string;
}

export interface NetworkDefinition {
  readonly mode: 'host' | 'container/bridge' | 'container';
  /** Of mode `container` only, and there always. */
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Of a variable in the environment: a text, or the name of one of `secrets`. */
export type EnvironmentValue = string | { readonly secret: string };
export type EnvironmentVariables = Readonly<Record<string, EnvironmentValue>>;

export interface Fetch {
  readonly uri: string;
  readonly extract: boolean;
  readonly executable: boolean;
  readonly cache: boolean;
  readonly destPath?: string;
}

/** Amounts that a task may use beyond what it asks for; "unlimited": no bound. */
export interface ResourceLimits {
  readonly cpus?: number | 'unlimited';
  /** MiB */
  readonly mem?: number | 'unlimited';
}

export interface LinuxInfo {
  readonly seccomp?: { readonly profileName?: string; readonly unconfined?: boolean };
  readonly ipcInfo?: { readonly mode: 'PRIVATE' | 'SHARE_PARENT'; readonly shmSize?: number };
}

export interface PersistentVolumeInfo {
  readonly type: 'root' | 'path' | 'mount';
  /** MiB */
  readonly size: number;
  readonly maxSize?: number;
  readonly profileName?: string;
  readonly constraints: readonly Constraint[];
}

export function isPod(spec: RunSpec): spec is PodDefinition {
  return spec.kind === 'pod';
}
