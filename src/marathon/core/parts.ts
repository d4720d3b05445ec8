/**
 * What the parts of the core know of each other. Each is a class in the folder of its subject; they
 * meet in `Core` (environment.ts), and hear of what happened to instances through `Marathon`
 * (marathon.ts), which tells all of them in one order.
 */
import type { Result } from '../../foundation/result.ts';
import type { Offer, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { FrameworkId, TaskId } from '../../protocol/ids.ts';
import type { AppDefinition } from '../model/app.ts';
import type { GroupDefinition } from '../model/group.ts';
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../model/ids.ts';
import type { Goal, Instance } from '../model/instance.ts';
import type { PodDefinition } from '../model/pod.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { Action, Change, DeploymentPlan } from './deployments/plan.ts';
import type { GroupVersion, RunSpecVersion } from './groups/versions.ts';
import type { NoMatch } from './offers/match.ts';
import type { Refusal } from './refusal.ts';

/** The tree of groups, apps and pods at one moment. Paths are absolute. */
export interface RootView {
  /** Of the last change. */
  readonly version: Timestamp;
  readonly runSpecCount: number;
  findRunSpec(id: PathId): RunSpec | undefined;
  findGroup(id: PathId): GroupDefinition | undefined;
  /** Direct children, in the order of their paths. */
  appsIn(groupId: PathId): readonly AppDefinition[];
  podsIn(groupId: PathId): readonly PodDefinition[];
  groupsIn(groupId: PathId): readonly GroupDefinition[];
  /** The first service port from this one on that no app has: for apps that leave theirs to us. */
  nextServicePort(from: number): number;
  /** All of a group and of the groups below it, in the order of their paths. */
  runSpecsBelow(groupId: PathId): Iterable<RunSpec>;
}

/** The tree as it will be, while a change is being made of it. Nothing of it is real before it is stored. */
export interface Draft extends RootView {
  /** Makes the groups on the way, too. `version` and `versionInfo` of it are set by the draft. */
  putRunSpec(runSpec: RunSpec): void;
  removeRunSpec(id: PathId): void;
  putGroup(group: GroupDefinition): void;
  /** With all that is below it. Of the root: all that is below it. */
  removeGroup(id: PathId): void;
  /** What differs from the tree as it is. */
  changedRunSpecs(): ReadonlyMap<PathId, Change<RunSpec>>;
}

export interface ChangeRequest {
  /** Whom events and messages name. */
  readonly groupId: PathId;
  /** Stops deployments that are in the way. */
  readonly force: boolean;
  /** Applied in turn, on the tree of that moment; a refusal changes nothing. */
  readonly build: (draft: Draft) => Refusal | undefined;
  /** Killed by the deployment rather than others, when it makes apps smaller. */
  readonly toKill?: readonly InstanceId[];
  /** Stops this one, also where what it changed is now what it was. */
  readonly reverts?: DeploymentId;
  /** Gives new versions to what `build` put again unchanged: a restart. */
  readonly restarts?: ReadonlySet<PathId>;
}

export interface Groups {
  readonly root: RootView;
  /** `done` once the change and its deployment are durable, and the deployment has begun. */
  change(request: ChangeRequest, done: (result: Result<DeploymentPlan, Refusal>) => void): void;
  /** What `change` would do. */
  plan(request: ChangeRequest): Result<DeploymentPlan, Refusal>;
  /** Newest first. */
  versionsOf(runSpecId: PathId, done: (versions: readonly Timestamp[]) => void): void;
  findVersion(id: PathId, version: Timestamp, done: (found: RunSpec | undefined) => void): void;
  /** Of the root, newest first. */
  rootVersions(done: (versions: readonly Timestamp[]) => void): void;
  findRoot(version: Timestamp, done: (found: RootView | undefined) => void): void;
}

export interface RunningDeployment {
  readonly plan: DeploymentPlan;
  /** From 0. */
  readonly stepIndex: number;
  /** Of the step that is under way: those not yet done. */
  readonly openActions: readonly Action[];
  /** Why it does not get on, in a sentence; by run spec. */
  blockers(): ReadonlyMap<PathId, string>;
}

export interface Deployments {
  /** In the order in which they began. */
  running(): Iterable<RunningDeployment>;
  find(id: DeploymentId): RunningDeployment | undefined;
  /** The one that changes this app or pod. */
  of(runSpecId: PathId): RunningDeployment | undefined;
  /** As it is to be by now: as it was, where its turn in a deployment is to come. */
  wantedNow(runSpecId: PathId): RunSpec | undefined;
  /** Stops it where it is (DELETE with force). */
  cancel(id: DeploymentId, done: (result: Result<void, Refusal>) => void): void;
  /** A new deployment that brings back what was before it (DELETE without force). */
  revert(id: DeploymentId, done: (result: Result<DeploymentPlan, Refusal>) => void): void;
}

/** The reasons why an offer is of no use, in the order in which they count. */
export const rejectionReasons = [
  'UnfulfilledRole',
  'UnfulfilledConstraint',
  'NoCorrespondingReservationFound',
  'AgentMaintenance',
  'InsufficientCpus',
  'InsufficientMemory',
  'InsufficientDisk',
  'InsufficientGpus',
  'InsufficientPorts',
  'DeclinedScarceResources',
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];

/** Under which of its reasons an offer is counted: the first in their order. */
export function funnelReason(reasons: readonly RejectionReason[]): RejectionReason | undefined {
  return rejectionReasons.find((reason) => reasons.includes(reason));
}

/** One offer that was of no use to an app, with all reasons, also in words: "needs 4 cpus, 1.5 are offered". */
export interface UnusedOffer {
  readonly at: Timestamp;
  readonly offer: Offer;
  readonly reasons: readonly RejectionReason[];
  readonly detail: string;
}

export interface QueueEntry {
  readonly runSpec: RunSpec;
  /** Instances that have yet to be launched. */
  readonly count: number;
  /** When the first of them began to wait. */
  readonly since: Timestamp;
  /** Until when nothing is launched because instances failed; undefined or past: not delayed. */
  readonly delayedUntil: Timestamp | undefined;
  readonly processedOffers: number;
  readonly unusedOffers: number;
  readonly lastUsedOfferAt: Timestamp | undefined;
  readonly lastUnusedOfferAt: Timestamp | undefined;
  /** By reason: how many offers were declined for it since the launch began to wait. */
  readonly rejections: ReadonlyMap<RejectionReason, number>;
  /** The last one of each agent; a bounded number of them. */
  readonly lastUnusedOffers: readonly UnusedOffer[];
}

export interface FitQuestion {
  /** As it would be: nothing of it has to be real. */
  readonly runSpec: RunSpec;
  /** How many places are looked for. */
  readonly wanted: number;
  /** Where no offers are here, Mesos is asked for some. */
  readonly mayAsk: boolean;
}

/** Where instances of an app or pod would have a place, by the offers that are here. */
export interface Fit {
  /** Undefined: there are offers. Else why nothing can be said. */
  readonly unknown?: 'not-connected' | 'unknown-role' | 'none-held' | 'none-came' | 'too-many';
  readonly offers: readonly OfferFit[];
  readonly fits: number;
  /** It was not looked for all places, or not on all offers. */
  readonly isAtLeast: boolean;
}

export interface OfferFit {
  readonly offer: Offer;
  readonly fits: number;
  /** Why no more; undefined: as many as were looked for have a place. */
  readonly why: NoMatch | undefined;
}

export interface Fits {
  ask(question: FitQuestion, done: (fit: Fit) => void): void;
}

export interface LaunchQueue {
  readonly fits: Fits;
  /** So many instances of it are wanted in addition to those that exist; 0: no more are. */
  want(runSpec: RunSpec, count: number): void;
  /** Not yet launched. */
  wantedOf(runSpecId: PathId): number;
  /** Takes it off and forgets its delay. */
  purge(runSpecId: PathId): void;
  /** False: it is not in the queue. */
  resetDelay(runSpecId: PathId): boolean;
  entries(): Iterable<QueueEntry>;
  find(runSpecId: PathId): QueueEntry | undefined;
}

/** `after` undefined: it is gone. `last` is how it was at the end, then and when only its place is kept. */
export interface InstanceChange {
  readonly before: Instance | undefined;
  readonly after: Instance | undefined;
  readonly last?: Instance | undefined;
}

export interface Instances {
  find(id: InstanceId): Instance | undefined;
  findByTask(taskId: TaskId): Instance | undefined;
  of(runSpecId: PathId): Iterable<Instance>;
  all(): Iterable<Instance>;
  /** Stores them; they exist (and may be launched) when `done` says ok. */
  add(instances: readonly Instance[], done: (result: Result<void>) => void): void;
  /** Stores what was changed of it: a goal, a reservation, a relaunch. */
  update(instance: Instance, done?: (result: Result<void>) => void): void;
  /** Forgets it. */
  expunge(id: InstanceId): void;
  /** `acknowledge` once what it says is durable. */
  receiveStatus(status: TaskStatus, acknowledge: () => void): void;
  /** Once all changes until now are stored and told: for what is told because of them. */
  whenStored(action: () => void): void;
  /** Of the last instance of an app that failed. */
  lastFailureOf(runSpecId: PathId): TaskFailure | undefined;
  /** The app is gone; another one of its name has not failed yet. */
  forgetFailure(runSpecId: PathId): void;
}

/** `lastTaskFailure` of apps. */
export interface TaskFailure {
  readonly appId: PathId;
  /** Not in what was stored before these were; nor when it began, which is when it was staged where it never ran. */
  readonly instanceId?: InstanceId;
  readonly startedAt?: Timestamp;
  readonly taskId: TaskId;
  /** "TASK_FAILED" */
  readonly state: string;
  readonly message: string;
  /** "REASON_CONTAINER_LIMITATION_MEMORY", where Mesos told one. */
  readonly reason?: string;
  readonly host: string;
  readonly agentId: string;
  readonly version: Timestamp;
  readonly timestamp: Timestamp;
}

export interface Killer {
  /** Kills again and again until they are gone. Their `goal` becomes `goal` first, durably. */
  kill(ids: Iterable<InstanceId>, goal: Exclude<Goal, 'Running'>, why: string): void;
  /** Kills what runs, with the wish that it be replaced: the goal stays. */
  restart(ids: Iterable<InstanceId>, why: string): void;
  isKilling(id: InstanceId): boolean;
  instanceChanged(change: InstanceChange): void;
}

export interface HealthResult {
  readonly alive: boolean;
  readonly consecutiveFailures: number;
  readonly firstSuccess?: Timestamp;
  readonly lastSuccess?: Timestamp;
  readonly lastFailure?: Timestamp;
  readonly lastFailureCause?: string;
}

export interface ReadinessResult {
  readonly name: string;
  readonly taskId: TaskId;
  readonly ready: boolean;
  readonly lastResponse?: {
    readonly status: number;
    readonly contentType: string;
    readonly body: string;
  };
}

export interface Health {
  /** True, false, or undefined while nobody knows. Without checks: running is healthy. */
  isHealthy(instance: Instance): boolean | undefined;
  /** One for each check of its definition; undefined where it has no result yet. */
  resultsOf(id: InstanceId): readonly (HealthResult | undefined)[];
  /** Begins to ask until it is ready (deployments only); without checks it is ready at once. */
  isReady(instance: Instance): boolean;
  readinessOf(runSpecId: PathId): readonly ReadinessResult[];
  instanceChanged(change: InstanceChange): void;
  /** Of a step of a deployment: which checks there are is told with it. */
  actionBegins(action: Action): void;
}

/** What survives: everything else is made of it at the start. Each write is one batch, in order. */
export interface Records {
  storeFrameworkId(id: FrameworkId | undefined, done: (result: Result<void>) => void): void;
  /** A change of the tree and the deployment that brings it about, together. */
  storePlan(
    plan: DeploymentPlan,
    cancelled: readonly DeploymentId[],
    done: (result: Result<void>) => void,
  ): void;
  storeStep(id: DeploymentId, stepIndex: number): void;
  removeDeployments(ids: readonly DeploymentId[], done: (result: Result<void>) => void): void;
  storeInstances(
    put: readonly Instance[],
    removed: readonly InstanceId[],
    done: (result: Result<void>) => void,
  ): void;
  storeFailure(failure: TaskFailure): void;
  /** Newest first; `runSpec` undefined: it was removed then. */
  readVersions(
    runSpecId: PathId,
    done: (
      versions: readonly { readonly version: Timestamp; readonly runSpec: RunSpec | undefined }[],
    ) => void,
  ): void;
  /** Of the root, newest first. */
  readRootVersions(done: (versions: readonly Timestamp[]) => void): void;
  /** All that is kept of the past. */
  readHistory(
    done: (runSpecs: readonly RunSpecVersion[], groups: readonly GroupVersion[]) => void,
  ): void;
}
