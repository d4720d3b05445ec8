/**
 * What Marathon's core is handed: time, chance, storage, the way to Mesos, somebody who asks instances
 * how they are. The process hands in real ones, the simulation virtual ones.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Call, OfferConstraints } from '../../protocol/generated/scheduler.ts';
import type { KeyValueStore } from '../../storage/key-value-store.ts';
import type { MarathonEvent } from './events.ts';
import type {
  Deployments,
  Draft,
  Groups,
  Health,
  Instances,
  Killer,
  LaunchQueue,
  Records,
} from './parts.ts';
import type { Refusal } from './refusal.ts';
import type { Roles } from './roles.ts';
import type { SharedValues } from './shared-values.ts';

/** From the flags of the same names. All durations in milliseconds. */
export interface MarathonOptions {
  readonly frameworkName: string;
  /** Of apps that name none, and whose top-level group enforces none. */
  readonly mesosRole: string;
  readonly principal: string | undefined;
  readonly mesosUser: string;
  readonly localPortMin: number;
  readonly localPortMax: number;
  readonly maxApps: number | undefined;
  readonly maxRunningDeployments: number;
  readonly maxQueuedRootGroupUpdates: number;
  readonly groupManagerRequestTimeoutMs: number;
  readonly maxVersions: number;
  readonly acceptedResourceRolesDefaultBehavior: 'any' | 'unreserved' | 'reserved';
  readonly newGroupEnforceRole: 'off' | 'top';
  readonly envVarsPrefix: string | undefined;
  readonly defaultExecutor: string;
  readonly mesosBridgeName: string;
  readonly features: ReadonlySet<string>;
  readonly gpuSchedulingBehavior: 'restricted' | 'unrestricted';
  readonly maintenanceMode: boolean;
  readonly drainingSeconds: number;
  readonly offerMatchingTimeoutMs: number;
  readonly maxInstancesPerOffer: number;
  readonly launchTokens: number;
  readonly launchTokenRefreshIntervalMs: number;
  readonly declineOfferDurationMs: number;
  readonly minReviveOffersIntervalMs: number;
  readonly suppressOffers: boolean;
  readonly mesosOfferConstraints: boolean;
  readonly minOfferConstraintsUpdateIntervalMs: number;
  readonly taskLaunchTimeoutMs: number;
  readonly taskLaunchConfirmTimeoutMs: number;
  readonly taskReservationTimeoutMs: number;
  readonly reconciliationInitialDelayMs: number;
  readonly reconciliationIntervalMs: number;
  readonly scaleAppsInitialDelayMs: number;
  readonly scaleAppsIntervalMs: number;
  readonly taskLostExpungeInitialDelayMs: number;
  readonly taskLostExpungeIntervalMs: number;
  readonly killChunkSize: number;
  readonly killRetryTimeoutMs: number;
  readonly maxConcurrentHealthChecks: number;
}

/** The scheduler API of the leading master. What cannot be sent now is dropped: it is said again later. */
export interface Mesos {
  send(call: Call): void;
  readonly isConnected: boolean;
  /** Of the leading master, if it says where it is; undefined also while there is none. */
  readonly region: string | undefined;
  /** To be subscribed with, from now on; only while it is connected. */
  updateRoles(roles: ReadonlySet<string>): void;
  /** From now on, and with later subscriptions. */
  updateOfferConstraints(constraints: OfferConstraints): void;
}

export interface Probe {
  readonly kind: 'http' | 'https' | 'tcp';
  readonly host: string;
  readonly port: number;
  /** With its slash; of http and https. */
  readonly path: string;
  readonly timeoutMs: number;
}

export type ProbeOutcome =
  /** Of tcp: connected (status 200). `body` is cut to 10,000 characters, and only kept where wished for. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType?: string;
      readonly body?: string;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** Asks an instance how it is. */
export interface Prober {
  /** `done` is called once and never before `probe` returns, at most `timeoutMs` later. */
  probe(probe: Probe, done: (outcome: ProbeOutcome) => void): void;
}

/** The rules that hold for the tree as a whole (definitions/), asked before a change is stored. */
export interface TreeRules {
  /** Gives service ports to those that want any, and refuses what must not be. */
  settle(draft: Draft, force: boolean): Refusal | undefined;
}

export interface MarathonEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: KeyValueStore;
  readonly mesos: Mesos;
  readonly prober: Prober;
  readonly treeRules: TreeRules;
  readonly options: MarathonOptions;
  publish(event: MarathonEvent): void;
  /** Adds one to the counter with this metric name. */
  count(metric: string): void;
  /** It cannot go on (storage failed, framework removed): the process ends with this code. */
  abort(code: number, why: string): void;
}

/** What every rule of the core works on. */
export interface Core extends MarathonEnvironment {
  readonly shared: SharedValues;
  readonly records: Records;
  readonly roles: Roles;
  readonly groups: Groups;
  readonly deployments: Deployments;
  readonly queue: LaunchQueue;
  readonly instances: Instances;
  readonly killer: Killer;
  readonly health: Health;
}
