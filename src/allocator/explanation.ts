/** What the allocator answers when it is asked why somebody gets nothing. Amounts are as they are now. */
import type { Unavailability } from '../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import type { Quantities, Resources } from '../resources/resources.ts';
import type { InactiveReason, Note, Reason } from './notes.ts';
import type { Quota } from './quota.ts';

/** What is left open is asked of all. */
export interface Question {
  readonly frameworkId?: FrameworkId | undefined;
  readonly role?: RoleName | undefined;
  readonly agentId?: AgentId | undefined;
}

export interface Explanation {
  /** By the clock that `untilMs` of refusals is of. */
  readonly nowMs: number;
  readonly clients: readonly ClientExplanation[];
  /** How many frameworks in roles were asked about and are not among `clients`: ask for fewer. */
  readonly clientsLeftOut: number;
  /** The roles of `clients`, and the one that was asked for. */
  readonly roles: readonly RoleExplanation[];
  /** Only of a question that names one. */
  readonly agent: AgentExplanation | undefined;
}

/** One framework in one of its roles. */
export interface ClientExplanation {
  readonly frameworkId: FrameworkId;
  readonly role: RoleName;
  /** Of what the role has. */
  readonly share: number;
  /** How often it was given something. */
  readonly allocationCount: number;
  /** Among the frameworks of the role that want something, 1 = asked first; undefined = not among them. */
  readonly place: number | undefined;
  readonly placeOf: number;
  /** On how many agents it was offered or uses something. */
  readonly holdsOn: number;
  /** Why it is offered nothing (more) of agents: the most frequent reason first. */
  readonly reasons: readonly ReasonCount[];
  /** Undefined when neither the framework nor its role was asked about by name. */
  readonly recent: RecentRuns | undefined;
}

/** What was noted since somebody asked first; nobody asked before. */
export interface RecentRuns {
  readonly sinceMs: number;
  /** Oldest first. */
  readonly runs: readonly RunFacts[];
}

/** What one run did for one framework in one of its roles. */
export interface RunFacts {
  readonly atMs: number;
  /** How many agents it looked at. */
  readonly agentCount: number;
  readonly givenCount: number;
  /** Of the others; one example each. */
  readonly reasons: readonly ReasonCount[];
}

export interface ReasonCount {
  readonly reason: Reason;
  /** Of how many agents. */
  readonly count: number;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly agentId: AgentId;
  readonly note: Note;
}

export interface RoleExplanation {
  readonly role: RoleName;
  readonly weight: number;
  /** Of the cluster, divided by the weight. */
  readonly share: number;
  readonly place: number | undefined;
  readonly placeOf: number;
  readonly reserved: Quantities;
  readonly allocated: Quantities;
  /** Only of roles that have one. */
  readonly quota: (Quota & { readonly consumed: Quantities }) | undefined;
}

export interface AgentExplanation {
  readonly agentId: AgentId;
  readonly total: Resources;
  readonly free: Resources;
  readonly inactiveWhy: InactiveReason | undefined;
  readonly unavailability: Unavailability | undefined;
}
