/**
 * An app: one task for each instance. Field by field as GET /v2/apps answers it; only times are
 * numbers here, and constraints and backoff have a shape of their own (run-spec.ts).
 */
import type {
  EnvironmentVariables,
  Fetch,
  LinuxInfo,
  PersistentVolumeInfo,
  ResourceLimits,
  RunSpecBasics,
} from './run-spec.ts';
import type { AppHealthCheck, MesosCheck, ReadinessCheck } from './checks.ts';
import type { PathId } from './ids.ts';

export interface AppDefinition extends RunSpecBasics {
  readonly kind: 'app';
  readonly cmd?: string;
  readonly args: readonly string[];
  readonly env: EnvironmentVariables;
  readonly cpus: number;
  /** MiB */
  readonly mem: number;
  /** MiB */
  readonly disk: number;
  readonly gpus: number;
  readonly resourceLimits?: ResourceLimits;
  /** "": that of --executor; "//cmd": Mesos' command executor; else a path. */
  readonly executor: string;
  readonly executorResources?: {
    readonly cpus: number;
    readonly mem: number;
    readonly disk: number;
  };
  readonly fetch: readonly Fetch[];
  readonly container?: Container;
  /** On the network of the host only. */
  readonly portDefinitions: readonly PortDefinition[];
  readonly requirePorts: boolean;
  readonly healthChecks: readonly AppHealthCheck[];
  readonly check?: MesosCheck;
  readonly readinessChecks: readonly ReadinessCheck[];
  /** Absolute. Apps or groups that have to be there first. */
  readonly dependencies: readonly PathId[];
  readonly taskKillGracePeriodSeconds?: number;
  /** Present: the app is resident, its data stays where it is. */
  readonly residency?: {
    readonly relaunchEscalationTimeoutSeconds: number;
    readonly taskLostBehavior: string;
  };
  readonly tty?: boolean;
}

export interface PortDefinition {
  /** The service port: what load balancers listen on. */
  readonly port: number;
  readonly protocol: string;
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PortMapping {
  /** 0: the same as the port of the host. */
  readonly containerPort: number;
  /** Undefined: none. 0: any. */
  readonly hostPort?: number;
  readonly servicePort: number;
  readonly protocol: string;
  readonly name?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly networkNames: readonly string[];
}

export interface Container {
  readonly type: 'DOCKER' | 'MESOS';
  readonly docker?: DockerImage;
  readonly appc?: {
    readonly image: string;
    readonly id?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly forcePullImage: boolean;
  };
  readonly portMappings: readonly PortMapping[];
  readonly volumes: readonly AppVolume[];
  readonly linuxInfo?: LinuxInfo;
}

export interface DockerImage {
  readonly image: string;
  /** Of type DOCKER only. */
  readonly privileged: boolean;
  readonly parameters: readonly { readonly key: string; readonly value: string }[];
  readonly forcePullImage: boolean;
  readonly pullConfig?: { readonly secret: string };
  readonly credential?: { readonly principal: string; readonly secret?: string };
}

export const csiAccessModes = [
  'SINGLE_NODE_WRITER',
  'SINGLE_NODE_READER_ONLY',
  'MULTI_NODE_READER_ONLY',
  'MULTI_NODE_SINGLE_WRITER',
  'MULTI_NODE_MULTI_WRITER',
] as const;

export interface CsiVolume {
  readonly pluginName: string;
  readonly capability: {
    readonly accessMode: (typeof csiAccessModes)[number];
    readonly accessType: 'block' | 'mount';
    readonly fsType?: string;
    readonly mountFlags: readonly string[];
  };
  readonly nodeStageSecret: Readonly<Record<string, string>>;
  readonly nodePublishSecret: Readonly<Record<string, string>>;
  readonly volumeContext: Readonly<Record<string, string>>;
}

export type AppVolume =
  | {
      readonly kind: 'host';
      readonly containerPath: string;
      readonly hostPath: string;
      readonly mode: 'RO' | 'RW';
    }
  | {
      readonly kind: 'persistent';
      readonly containerPath: string;
      readonly mode: 'RO' | 'RW';
      readonly persistent: PersistentVolumeInfo;
    }
  | {
      readonly kind: 'external';
      readonly containerPath: string;
      readonly mode: 'RO' | 'RW';
      readonly external: {
        readonly name: string;
        readonly provider: string;
        /** GiB */
        readonly size?: number;
        readonly options: Readonly<Record<string, string>>;
        readonly shared: boolean;
        /** Of provider csi, instead of options. */
        readonly csi?: CsiVolume;
      };
    }
  | { readonly kind: 'secret'; readonly containerPath: string; readonly secret: string };
