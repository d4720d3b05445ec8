/**
 * What the master's core is handed: time, chance, the network, the registry, and whoever watches.
 * The process hands in real ones, the simulation virtual ones.
 */
import type { HierarchicalAllocator } from '../../allocator/allocator.ts';
import type { PatternLimits } from '../../allocator/offer-constraints.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Network } from '../../libprocess/network.ts';
import type { FrameworkInfo, MasterInfo, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId } from '../../protocol/ids.ts';
import type { Authorizer } from '../../security/authorization.ts';
import type { RemovalLimiter, RemovalRate } from './agents/removal-limiter.ts';
import type { Decisions } from './decisions.ts';
import type { Registrar } from './registrar.ts';
import type { AgentRecord, FrameworkRecord, State, TaskRecord } from './state.ts';

export interface MasterOptions {
  readonly agentPingTimeoutMs: number;
  readonly maxAgentPingTimeouts: number;
  readonly agentReregisterTimeoutMs: number;
  /** --agent_removal_rate_limit: how many agents may be given up in a time; undefined = any. */
  readonly agentRemovalRate?: RemovalRate | undefined;
  /** --recovery_agent_removal_limit: the share (0 to 1) that may be missing after a restart. */
  readonly recoveryRemovalLimit?: number | undefined;
  /** Undefined: offers stay until answered. */
  readonly offerTimeoutMs: number | undefined;
  readonly maxCompletedFrameworks: number;
  readonly maxCompletedTasksPerFramework: number;
  readonly maxUnreachableTasksPerFramework: number;
  /** How many unreachable agents are remembered, and for how long. */
  readonly registryMaxAgentCount: number;
  readonly registryMaxAgentAgeMs: number;
  readonly registryGcIntervalMs: number;
  /** --require_agent_domain */
  readonly requiresAgentDomain?: boolean | undefined;
  readonly rootSubmissions: boolean;
  /** Is this another name of user id 0? Absent: nobody knows any. */
  readonly isRootAlias?: ((user: string) => boolean) | undefined;
  /** --roles: undefined when any role will do. */
  readonly rolesWhitelist: ReadonlySet<string> | undefined;
  /** --weights: by role, for a registry that holds none. */
  readonly initialWeights: ReadonlyMap<string, number>;
  /** Undefined: the defaults of the flags. */
  readonly offerConstraintPatternLimits?: PatternLimits | undefined;
}

/** The operator's event stream, and anyone else who follows changes. */
export interface Observer {
  agentAdded(agent: AgentRecord): void;
  agentRemoved(agentId: AgentId, fate: 'lost' | 'unreachable' | 'gone'): void;
  frameworkAdded(framework: FrameworkRecord): void;
  frameworkUpdated(framework: FrameworkRecord): void;
  frameworkRemoved(info: FrameworkInfo): void;
  taskAdded(task: TaskRecord): void;
  /** Something was told of it that is worth telling; the task may be further by now. */
  taskUpdated(task: TaskRecord, status: TaskStatus): void;
  /** The same state was told with other words, addresses or health: Mesos' subscribers hear nothing of that. */
  taskRetold(task: TaskRecord): void;
  /** Its state is an end now, whatever was told of it. */
  taskEnded(task: TaskRecord): void;
}

export interface MasterEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly network: Network;
  readonly registrar: Registrar;
  readonly observer: Observer;
  readonly options: MasterOptions;
  /** Absent: everybody may do everything. */
  readonly authorizer?: Authorizer | undefined;
  /** Id, address, version and capabilities of this master. */
  readonly masterInfo: MasterInfo;
  /** The master cannot go on, for a reason that an operator must look into: the process ends. */
  abort?(why: string): void;
  /** Adds one to the counter with this metric name. */
  count(metric: string): void;
}

/** What every rule of the core works on. */
export interface Core extends MasterEnvironment {
  readonly authorizer: Authorizer;
  readonly removals: RemovalLimiter;
  readonly decisions: Decisions;
  readonly state: State;
  readonly allocator: HierarchicalAllocator;
}
