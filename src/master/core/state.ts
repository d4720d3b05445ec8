/**
 * What the master remembers: agents, frameworks, tasks, executors, offers, weights. Plain records in maps;
 * the rules that change them live in the folders beside this file, one subject each.
 *
 * Invariants, kept by the functions of tasks/ and offers/:
 * - a task is in its framework's `tasks` and its agent's `tasks`, or in neither of them;
 * - an operation is in its agent's `operations`, and if it has a name in `operations`, or nowhere;
 * - an offer is in `offers`, its framework's `offers` and its agent's `offers`, or nowhere;
 * - `used` and `offered` of agents and frameworks are the sums over those.
 */
import type { OfferConstraintsFilter } from '../../allocator/offer-constraints.ts';
import type { Timer } from '../../foundation/clock.ts';
import type { KillTaskMessage } from '../../protocol/generated/internal.ts';
import type {
  AgentInfo,
  ExecutorInfo,
  FrameworkInfo,
  InverseOffer,
  Operation,
  Task,
  URL,
  Unavailability,
} from '../../protocol/generated/mesos.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type {
  AgentId,
  ExecutorId,
  FrameworkId,
  OfferId,
  OperationId,
  Pid,
  RoleName,
  StreamId,
  TaskId,
} from '../../protocol/ids.ts';
import type { Resources } from '../../resources/resources.ts';
import type { Deactivation } from './registry-kinds.ts';
import type { Maintenance } from './maintenance/schedule.ts';
import type { Quota } from '../../allocator/quota.ts';

/** Texts of a record that the read side keeps. */
export interface KeptTexts {
  letGo(): void;
}

/** A cache of the read side, emptied by `touch` when its record changes. */
export interface Cached {
  fragments: KeptTexts | undefined;
}

/** Hears of the next change of a record, once. */
export interface RecordWatcher {
  changed(record: Watched): void;
}

/** Somebody follows what it is; set anew for each time (live/feed.ts). */
export interface Watched {
  watcher?: RecordWatcher | undefined;
}

/** The event stream of a connected framework. */
export interface EventSink {
  send(event: Event): void;
  /** The event OFFERS; there are many. */
  sendOffers(offers: readonly OfferRecord[]): void;
  /** Ends the stream once everything that was sent is written. */
  close(): void;
}

export interface TaskRecord extends Cached {
  /** `state` is where the task is by now; `statuses` the latest status of each state it was in. */
  readonly task: Task;
  readonly id: TaskId;
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  readonly executorId: ExecutorId | undefined;
  /** With allocation role. */
  readonly resources: Resources;
  readonly role: RoleName;
  /** Whether `resources` still count as used: until the task is known to have ended. */
  isUsing: boolean;
}

export interface ExecutorRecord {
  readonly info: ExecutorInfo;
  readonly id: ExecutorId;
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  /** With allocation role. */
  readonly resources: Resources;
}

export interface OfferRecord {
  readonly id: OfferId;
  readonly framework: FrameworkRecord;
  readonly agent: AgentRecord;
  readonly role: RoleName;
  readonly resources: Resources;
  /** The agent and the framework as they were when it was made: endpoints show what was sent
   * (offers/offer-message.ts), and a message kept for each of 10,000 offers is mostly garbage. */
  readonly agentInfo: AgentInfo;
  readonly url: URL;
  readonly executorIds: readonly ExecutorId[] | undefined;
  readonly unavailability: Unavailability | undefined;
  readonly capabilities: ReadonlySet<string>;
  /** When it was made (ms since the epoch). */
  readonly madeMs: number;
  /** --offer_timeout: rescinds the offer. */
  timer: Timer | undefined;
}

/** Asks a framework to leave an agent (maintenance/inverse-offers.ts). */
export interface InverseOfferRecord {
  readonly id: OfferId;
  readonly framework: FrameworkRecord;
  readonly agent: AgentRecord;
  readonly message: InverseOffer;
  /** --offer_timeout */
  timer: Timer | undefined;
}

/**
 * An operation that an agent was told to apply, until the end of it is known, and acknowledged by
 * whom it was told to.
 */
export interface OperationRecord extends Cached {
  /** `latest_status` is where it is by now; `statuses` those that the agent told. */
  readonly operation: Operation;
  /** Its uuid as text; the master's own name for it. */
  readonly key: string;
  /** The framework's name for it; only one with a name is told what became of it. */
  readonly id: OperationId | undefined;
  /** Undefined: an operator asked for it. */
  readonly frameworkId: FrameworkId | undefined;
  readonly agentId: AgentId;
}

export interface AgentRecord extends Cached, Watched {
  readonly id: AgentId;
  info: AgentInfo;
  /** UPID text, where messages go. */
  pid: Pid;
  version: string;
  capabilities: ReadonlySet<string>;
  /** The connection to it stands. */
  isConnected: boolean;
  registeredMs: number;
  reregisteredMs: number | undefined;
  total: Resources;
  /** What its frameworks use, by framework; no entry is empty. */
  readonly used: Map<FrameworkId, Resources>;
  offered: Resources;
  readonly offers: Set<OfferRecord>;
  readonly inverseOffers: Set<InverseOfferRecord>;
  readonly tasks: Map<FrameworkId, Map<TaskId, TaskRecord>>;
  readonly executors: Map<FrameworkId, Map<ExecutorId, ExecutorRecord>>;
  /** By key; bounded by `mostOperationsOnAgent`. */
  readonly operations: Map<string, OperationRecord>;
  /** Uuids of last statuses that were acknowledged, by key: the agent may not have heard that yet. Those
   * that it does not tell of any more are left out; bounded like `operations`. */
  readonly acknowledgedOperations: Map<string, Uint8Array>;
  /** Changes with the agent's resources; sent back with each launch. */
  resourceVersion: Uint8Array | undefined;
  readonly liveness: Liveness;
  /** Somebody claims its place: agents/doubts.ts. */
  doubt: Doubt | undefined;
  /** When it last proved that it is where it was, since its connection stands. */
  provenMs: number | undefined;
  /** Kills that were asked for while it was disconnected; bounded by its tasks. */
  readonly killsWhenBack: Map<TaskId, KillTaskMessage>;
  /** Set while disconnected: how long it may stay so. */
  reregisterTimer: Timer | undefined;
  /** An operator wants no offers of it: agents/deactivation.ts. */
  deactivation: Deactivation | undefined;
  /** That it is drained is being made durable. */
  isSettling: boolean;
  /** Its removal is being made durable. */
  isLeaving: boolean;
  /** No longer in `agents`; late callbacks check it. */
  isRemoved: boolean;
}

/** Somebody claims the place of an agent, whose address is being asked (agents/doubts.ts). */
export interface Doubt {
  readonly kind: 'elsewhere' | 'same address';
  readonly timer: Timer;
  readonly onGone: () => void;
  hasPonged: boolean;
}

/** The same of an agent that is not back yet (agents/last-addresses.ts). */
export interface Question {
  hasPonged: boolean;
}

/** Pings to one agent. */
export interface Liveness {
  timer: Timer | undefined;
  missedPings: number;
  /** Set while it waits to be given up: --agent_removal_rate_limit. */
  cancelGivingUp: (() => void) | undefined;
  /** Process id that pings it: "slave-observer(7)". */
  readonly observerId: string;
}

/**
 * active: connected and gets offers. disconnected: its stream broke, it may come back in time.
 * recovered: known only from agents that run its tasks, since the master restarted.
 */
export type FrameworkState = 'active' | 'disconnected' | 'recovered';

export interface FrameworkRecord extends Cached, Watched {
  readonly id: FrameworkId;
  info: FrameworkInfo;
  roles: ReadonlySet<RoleName>;
  suppressedRoles: ReadonlySet<RoleName>;
  offerConstraints: OfferConstraintsFilter;
  capabilities: ReadonlySet<string>;
  state: FrameworkState;
  sink: EventSink | undefined;
  /** Mesos-Stream-Id of the stream; calls must carry it. */
  streamId: StreamId | undefined;
  registeredMs: number;
  reregisteredMs: number | undefined;
  unregisteredMs: number | undefined;
  readonly tasks: Map<TaskId, TaskRecord>;
  /** Oldest first; bounded by --max_unreachable_tasks_per_framework. */
  readonly unreachableTasks: Map<TaskId, TaskRecord>;
  /** Oldest first; bounded by --max_completed_tasks_per_framework. */
  readonly completedTasks: TaskRecord[];
  /** By agent. */
  readonly executors: Map<AgentId, Map<ExecutorId, ExecutorRecord>>;
  readonly offers: Set<OfferRecord>;
  /** When it was offered something last; undefined: not since this master leads. */
  lastOfferMs: number | undefined;
  readonly inverseOffers: Set<InverseOfferRecord>;
  used: Resources;
  failoverTimer: Timer | undefined;
  heartbeatTimer: Timer | undefined;
}

export interface State {
  /** Registered agents, connected or not. */
  readonly agents: Map<AgentId, AgentRecord>;
  readonly agentsByPid: Map<Pid, AgentRecord>;
  /** In the registry, but not yet back since this master started. */
  readonly recoveredAgents: Map<AgentId, AgentInfo>;
  /** Where those were last, by id, and who was there, by pid: agents/last-addresses.ts. */
  readonly lastPids: Map<AgentId, Pid>;
  readonly lastIds: Map<Pid, AgentId>;
  /** By pid; questions to last addresses that are under way. */
  readonly questions: Map<Pid, Question>;
  /** When each was given up (ms since the epoch); oldest first; bounded by
   * --registry_max_agent_count and --registry_max_agent_age, at the next pruning. */
  readonly unreachableAgents: Map<AgentId, { readonly info: AgentInfo; readonly sinceMs: number }>;
  /** Wherever the agent is by now; only of agents that are, were or will be registered. */
  readonly deactivations: Map<AgentId, Deactivation>;
  /** When each was declared gone; oldest first, bounded like `unreachableAgents`. */
  readonly goneAgents: Map<AgentId, number>;
  /** Agents that are being written down as gone. */
  readonly markingGone: Set<AgentId>;
  /** Pids and ids of agents whose admission is being made durable. */
  readonly admitting: Set<AgentId | Pid>;
  /** Recovered agents that are being written down as unreachable. */
  readonly givingUp: Set<AgentId>;
  readonly frameworks: Map<FrameworkId, FrameworkRecord>;
  /** Oldest first; bounded by --max_completed_frameworks. */
  readonly completedFrameworks: Map<FrameworkId, FrameworkRecord>;
  /** Those without a stream, with the bytes of their info; who is away longest comes first. Idle
   * ones are bounded: frameworks/away.ts. */
  readonly away: Map<FrameworkRecord, number>;
  awayBytes: number;
  isAwayChecked: boolean;
  readonly offers: Map<OfferId, OfferRecord>;
  readonly inverseOffers: Map<OfferId, InverseOfferRecord>;
  readonly maintenance: Maintenance;
  /** Of roles that were given one; the others have none. Bounded by `mostQuotas`. */
  readonly quotas: Map<RoleName, Quota>;
  /** Operations on registered agents that have a name, also of frameworks that are not back yet. */
  readonly operations: Map<FrameworkId, Map<OperationId, OperationRecord[]>>;
  /** Of roles that were given one; the others weigh 1. Bounded by `mostWeights`. */
  readonly weights: Map<RoleName, number>;
  /** How many of the tasks on registered agents are in each state. */
  readonly taskCounts: Map<string, number>;
  nextAgentNumber: number;
  nextFrameworkNumber: number;
  nextOfferNumber: number;
  nextObserverNumber: number;
}

export function makeState(): State {
  return {
    agents: new Map(),
    agentsByPid: new Map(),
    recoveredAgents: new Map(),
    lastPids: new Map(),
    lastIds: new Map(),
    questions: new Map(),
    unreachableAgents: new Map(),
    deactivations: new Map(),
    goneAgents: new Map(),
    markingGone: new Set(),
    admitting: new Set(),
    givingUp: new Set(),
    frameworks: new Map(),
    completedFrameworks: new Map(),
    away: new Map(),
    awayBytes: 0,
    isAwayChecked: false,
    offers: new Map(),
    inverseOffers: new Map(),
    maintenance: { windows: [], machines: new Map() },
    quotas: new Map(),
    operations: new Map(),
    weights: new Map(),
    taskCounts: new Map(),
    nextAgentNumber: 0,
    nextFrameworkNumber: 0,
    nextOfferNumber: 0,
    nextObserverNumber: 1,
  };
}

/** Call it after each change of a record that readers can see, and when it leaves a list. */
export function touch(record: Cached & Watched): void {
  touchTexts(record);
  const { watcher } = record;
  if (watcher === undefined) return;
  record.watcher = undefined;
  watcher.changed(record);
}

/** Of a change that watchers need not hear of: offers come and go, tasks tell of themselves. */
export function touchTexts(record: Cached): void {
  record.fragments?.letGo();
  record.fragments = undefined;
}

/** Takes one out of a map of maps; drops the inner map when it was the last. */
export function removeNested<Outer, Inner, T>(
  outer: Map<Outer, Map<Inner, T>>,
  outerKey: Outer,
  innerKey: Inner,
): void {
  const inner = outer.get(outerKey);
  if (inner === undefined) return;
  inner.delete(innerKey);
  if (inner.size === 0) outer.delete(outerKey);
}

export function putNested<Outer, Inner, T>(
  outer: Map<Outer, Map<Inner, T>>,
  outerKey: Outer,
  innerKey: Inner,
  value: T,
): void {
  let inner = outer.get(outerKey);
  if (inner === undefined) outer.set(outerKey, (inner = new Map<Inner, T>()));
  inner.set(innerKey, value);
}
