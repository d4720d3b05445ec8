/**
 * A pod: containers that start and end together in one executor, and share networks and volumes.
 * Field by field as GET /v2/pods answers it, but for what it shares with apps (run-spec.ts).
 */
import type {
  EnvironmentVariables,
  Fetch,
  LinuxInfo,
  PersistentVolumeInfo,
  ResourceLimits,
  RunSpecBasics,
} from './run-spec.ts';

export interface PodDefinition extends RunSpecBasics {
  readonly kind: 'pod';
  readonly environment: EnvironmentVariables;
  readonly containers: readonly PodContainer[];
  readonly volumes: readonly PodVolume[];
  readonly executorResources: {
    readonly cpus: number;
    readonly mem: number;
    readonly disk: number;
  };
  readonly linuxInfo?: LinuxInfo;
  readonly legacySharedCgroups?: boolean;
}

export interface PodContainer {
  readonly name: string;
  readonly exec?: {
    readonly command: { readonly shell: string } | { readonly argv: readonly string[] };
    readonly overrideEntrypoint?: boolean;
  };
  readonly resources: {
    readonly cpus: number;
    readonly mem: number;
    readonly disk: number;
    readonly gpus: number;
  };
  readonly resourceLimits?: ResourceLimits;
  readonly endpoints: readonly Endpoint[];
  readonly image?: {
    readonly kind: 'DOCKER' | 'APPC';
    readonly id: string;
    readonly pullConfig?: { readonly secret: string };
    readonly forcePull?: boolean;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly environment: EnvironmentVariables;
  readonly user?: string;
  readonly healthCheck?: PodHealthCheck;
  readonly check?: PodCheck;
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly artifacts: readonly Fetch[];
  readonly labels: Readonly<Record<string, string>>;
  readonly lifecycle?: { readonly killGracePeriodSeconds?: number };
  readonly tty?: boolean;
  readonly linuxInfo?: LinuxInfo;
}

export interface Endpoint {
  readonly name: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly protocol: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly networkNames: readonly string[];
}

interface PodCheckWays {
  readonly http?: {
    readonly endpoint: string;
    readonly path?: string;
    readonly scheme?: 'HTTP' | 'HTTPS';
  };
  readonly tcp?: { readonly endpoint: string };
  readonly exec?: {
    readonly command: { readonly shell: string } | { readonly argv: readonly string[] };
  };
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly delaySeconds: number;
}

export type PodCheck = PodCheckWays;

export interface PodHealthCheck extends PodCheckWays {
  readonly gracePeriodSeconds: number;
  readonly maxConsecutiveFailures: number;
}

export type PodVolume =
  | { readonly kind: 'ephemeral'; readonly name: string }
  | { readonly kind: 'host'; readonly name: string; readonly host: string }
  | {
      readonly kind: 'persistent';
      readonly name: string;
      readonly persistent: PersistentVolumeInfo;
    }
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string };
