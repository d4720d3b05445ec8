/**
 * Decides who is offered what: hierarchical dominant resource fairness over roles and, within a
 * role, over frameworks, within the quota of roles, as Mesos' default allocator does it.
 *
 * The master tells it of every agent, every framework and everything that is given back; it tells
 * the master, through `onOffers`, what to offer. From then on what was offered counts as the
 * framework's until it is recovered: declined, rescinded, or freed by a task that ended. Launching
 * a task out of an offer changes nothing here; an operation that makes other resources of some does.
 *
 * Invariant that makes idle time free: an agent that is not due for a run has nothing that any
 * framework would be offered now. Whatever could change that (more is free, a refusal ran out, a
 * framework came or wants more) makes the agent due, or all of them. This is the door; cycle.ts knows
 * what is due, ledger.ts who has what.
 */
import { type Result, assert, failure } from '../foundation/result.ts';
import type { Unavailability } from '../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import type { Conversion } from '../resources/operations.ts';
import { Resources } from '../resources/resources.ts';
import { Cycle } from './cycle.ts';
import { Explainer } from './explain.ts';
import type { Explanation, Question } from './explanation.ts';
import { RefusedFilters, refusalMs } from './filters.ts';
import { Ledger, partsByRole } from './ledger.ts';
import { History } from './history.ts';
import type { InverseOfferStatuses } from './maintenance.ts';
import { AllocatorMetrics } from './metrics.ts';
import type { InactiveReason } from './notes.ts';
import type {
  AllocatorAgent,
  AllocatorDependencies,
  AllocatorFramework,
  InverseOfferEnd,
  Recovery,
} from './options.ts';
import { type Quota, roleQuotaOf } from './quota.ts';
import { RoleTree } from './role-tree.ts';
import type { RunContext } from './run.ts';
import { ScalarTotals } from './scalar-totals.ts';
import { makeAgent, setAgentInfo, setFrameworkInfo } from './state.ts';
import type { AgentState, FrameworkState } from './state.ts';

export class HierarchicalAllocator {
  readonly metrics: AllocatorMetrics;
  readonly #scalars: ScalarTotals;
  readonly #tree: RoleTree;
  readonly #filters = new RefusedFilters();
  readonly #agents = new Map<AgentId, AgentState>();
  readonly #ledger: Ledger;
  readonly #runContext: RunContext;
  readonly #cycle: Cycle;

  constructor({ options, clock, random, onOffers, onInverseOffers }: AllocatorDependencies) {
    const scalars = new ScalarTotals(options.fairSharingExcludedNames);
    const tree = new RoleTree(options, scalars, random);
    const ledger = new Ledger(tree, this.#filters, scalars);
    this.#scalars = scalars;
    this.#tree = tree;
    this.#ledger = ledger;
    this.metrics = new AllocatorMetrics(scalars, tree);
    this.#runContext = {
      options,
      random,
      tree,
      scalars,
      filters: this.#filters,
      history: new History(),
      grant: (client, agent, resources) => {
        if (agent.maintenance !== undefined) this.#cycle.inverseOffers.wake(0);
        return ledger.grant(client, agent, resources);
      },
      hasOwnMinimums: () => ledger.hasOwnMinimums(),
    };
    this.#cycle = new Cycle({
      options,
      clock,
      metrics: this.metrics,
      freeAgents: ledger.freeAgents,
      runContext: this.#runContext,
      onOffers,
      onInverseOffers: onInverseOffers ?? (() => undefined),
    });
  }

  /**
   * Before any agent is added: the quota of before, and how many agents were members. With quota nothing
   * is offered until most of them are back (recovery-hold.ts).
   */
  recover(expectedAgentCount: number, quotas: ReadonlyMap<RoleName, Quota>): void {
    for (const [role, quota] of quotas) this.setQuota(role, quota);
    if (quotas.size > 0) this.#cycle.hold.begin(expectedAgentCount);
  }

  /** `used` is what frameworks hold there already (an agent that came back); all with roles. */
  addAgent(
    id: AgentId,
    info: AllocatorAgent,
    total: Resources,
    used: ReadonlyMap<FrameworkId, Resources> = new Map(),
  ): void {
    // Whoever asks again, or from elsewhere, while an agent is admitted is told to wait by the master.
    assert(!this.#agents.has(id), `agent ${id} is added to the allocator once`);
    const agent = makeAgent(id, info);
    this.#agents.set(id, agent);
    this.#ledger.replaceTotal(agent, total.unallocate());
    for (const [frameworkId, resources] of used) this.#ledger.book(agent, frameworkId, resources);
    this.#cycle.dueAtOnce(agent);
    this.#cycle.hold.noteAgents(this.#agents.size);
  }

  removeAgent(id: AgentId): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    this.#filters.clearAgent(agent);
    for (const [client, resources] of [...agent.allocated])
      this.#ledger.release(client, agent, resources);
    this.#ledger.replaceTotal(agent, Resources.empty);
    agent.isRemoved = true;
    this.#agents.delete(id);
    this.#cycle.forget(agent);
  }

  /** Offers of this agent may be made again. */
  activateAgent(id: AgentId): void {
    const agent = this.#agents.get(id);
    if (agent?.inactiveWhy === undefined) return;
    agent.inactiveWhy = undefined;
    if (agent.maintenance !== undefined) this.#cycle.inverseOffers.wake(0);
    this.#cycle.dueAtOnce(agent);
  }

  /** No more offers of this agent; what it has still counts. Of several reasons the last is kept. */
  deactivateAgent(id: AgentId, why: InactiveReason = 'disconnected'): void {
    const agent = this.#agents.get(id);
    if (agent !== undefined) agent.inactiveWhy = why;
  }

  /** The agent came back with other attributes, capabilities, hostname: old refusals are void. */
  updateAgentInfo(id: AgentId, info: AllocatorAgent): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    setAgentInfo(agent, info);
    this.#filters.clearAgent(agent);
    this.#cycle.inverseOffers.clearFiltersOn(agent);
    this.#cycle.dueAtOnce(agent);
  }

  updateAgentTotal(id: AgentId, total: Resources): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    this.#ledger.replaceTotal(agent, total.unallocate());
    this.#cycle.dueAtOnce(agent);
  }

  /**
   * When the agent is to be taken away for maintenance; undefined = not at all. Who has something on it
   * gets inverse offers, whatever was answered to earlier ones.
   */
  updateUnavailability(agentId: AgentId, unavailability: Unavailability | undefined): void {
    const agent = this.#agents.get(agentId);
    if (agent === undefined) return;
    this.#cycle.inverseOffers.setUnavailability(agent, unavailability);
    this.#cycle.dueAtOnce(agent);
  }

  /** An inverse offer was answered, rescinded, or not answered in time. */
  updateInverseOffer({ agentId, frameworkId, status, filters }: InverseOfferEnd): void {
    const agent = this.#agents.get(agentId);
    if (agent === undefined) return;
    const lifeMs = filters === undefined ? 0 : refusalMs(filters.refuse_seconds, 0);
    const untilMs = this.#cycle.nowMs + lifeMs;
    const isKnown = this.#cycle.inverseOffers.settle(agent, frameworkId, status, untilMs);
    if (isKnown) this.#cycle.askAt(untilMs);
  }

  /** By agent that has an unavailability: what frameworks answered last. */
  inverseOfferStatuses(): InverseOfferStatuses {
    return this.#cycle.inverseOffers.statuses();
  }

  /** Resources that came into use without an offer: tasks of a returning agent, say. */
  addAllocation(frameworkId: FrameworkId, agentId: AgentId, resources: Resources): void {
    const agent = this.#agents.get(agentId);
    if (agent === undefined || resources.isEmpty()) return;
    this.#ledger.book(agent, frameworkId, resources);
    if (agent.maintenance !== undefined) this.#cycle.askAt(0);
  }

  /**
   * What operations make of resources that a framework was offered or uses (speculatively, or told by
   * the agent): its allocation and the agent's total change together. `held` is the part they
   * apply to, `conversions` are allocated to the same role; gives what `held` has become. A failure
   * names what is missing and changes nothing.
   */
  updateAllocation(
    frameworkId: FrameworkId,
    agentId: AgentId,
    held: Resources,
    conversions: readonly Conversion[],
  ): Result<Resources> {
    const agent = this.#agents.get(agentId);
    const role = held.entries[0]?.kind.allocationRole;
    const client = this.#ledger.findFramework(frameworkId)?.clients.get(role ?? '');
    if (agent === undefined || client === undefined) {
      return failure(`Framework ${frameworkId} holds nothing as ${role} on agent ${agentId}`);
    }
    const after = this.#ledger.convertHeld(client, agent, held, conversions);
    if (after.ok) this.#cycle.dueFreed(agent, 'batch');
    return after;
  }

  /**
   * What operations of operators make of an agent's resources that nobody has. Fails when not all of
   * them are free: offers have to be rescinded before, tasks to end.
   */
  updateAvailable(agentId: AgentId, conversions: readonly Conversion[]): Result<void> {
    const agent = this.#agents.get(agentId);
    if (agent === undefined) return failure(`No agent ${agentId}`);
    const done = this.#ledger.convertFree(agent, conversions);
    if (done.ok) this.#cycle.dueFreed(agent, 'batch');
    return done;
  }

  addFramework(id: FrameworkId, info: AllocatorFramework, state: 'active' | 'inactive'): void {
    const framework = this.#ledger.getOrAddFramework(id);
    setFrameworkInfo(framework, info);
    framework.isActive = state === 'active';
    this.#reconsider(framework);
  }

  /** Replaces roles, suppressed roles, capabilities and filters of offers. */
  updateFramework(id: FrameworkId, info: AllocatorFramework): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    setFrameworkInfo(framework, info);
    this.#reconsider(framework);
  }

  activateFramework(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isActive = true;
    this.#reconsider(framework);
  }

  /** It is going to be deactivated, and gets no offers until then. */
  setFrameworkAside(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isActive = false;
    this.#ledger.placeClients(framework);
  }

  /** Disconnected: gets no offers, keeps what it has, its refusals are forgotten. */
  deactivateFramework(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isActive = false;
    this.#forgetRefusals(framework);
    this.#reconsider(framework);
  }

  /** What it still holds counts until it is recovered. */
  removeFramework(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isSubscribed = false;
    framework.isActive = false;
    this.#forgetRefusals(framework);
    this.#reconsider(framework);
  }

  /** No roles = all of the framework's. */
  reviveOffers(frameworkId: FrameworkId, roles: readonly RoleName[] = []): void {
    const framework = this.#ledger.findFramework(frameworkId);
    if (framework === undefined) return;
    for (const role of roles.length > 0 ? roles : framework.roles) {
      framework.suppressedRoles.delete(role);
      const client = framework.clients.get(role);
      if (client !== undefined) this.#filters.clearClient(client);
    }
    this.#cycle.inverseOffers.clearFilters(framework.id);
    this.#reconsider(framework);
  }

  /** No roles = all of the framework's. */
  suppressOffers(frameworkId: FrameworkId, roles: readonly RoleName[] = []): void {
    const framework = this.#ledger.findFramework(frameworkId);
    if (framework === undefined) return;
    for (const role of roles.length > 0 ? roles : framework.roles) {
      if (framework.roles.has(role)) framework.suppressedRoles.add(role);
    }
    this.#ledger.placeClients(framework);
  }

  /** Takes back what a framework no longer has. Unknown agents have gone with all they had. */
  recoverResources({ frameworkId, agentId, resources, filters, reoffer }: Recovery): void {
    const agent = this.#agents.get(agentId);
    const framework = this.#ledger.findFramework(frameworkId);
    if (agent === undefined || framework === undefined || resources.isEmpty()) return;
    for (const [role, part] of partsByRole(resources)) {
      const client = framework.clients.get(role);
      // What is given back comes from records of offers, tasks and executors, never from a message.
      if (client === undefined) assert(false, `framework ${frameworkId} holds nothing as ${role}`);
      if (filters !== undefined) this.#cycle.refuse(client, agent, part, filters.refuse_seconds);
      this.#ledger.release(client, agent, part);
    }
    this.#cycle.dueFreed(agent, reoffer);
  }

  /** By role; takes effect as offers come back. The map stays the caller's: call again after changes. */
  updateWeights(weights: ReadonlyMap<RoleName, number>): void {
    this.#tree.setWeights(weights);
  }

  /** Of a top-level role; in force with the next batch. What is offered already stays offered. */
  setQuota(role: RoleName, quota: Quota): void {
    assert(!role.includes('/'), `quota is of a top-level role, not of ${role}`);
    this.#tree.setQuota(role, roleQuotaOf(quota, this.#scalars));
    this.#cycle.dueAllAtBatch();
  }

  removeQuota(role: RoleName): void {
    this.#tree.setQuota(role, undefined);
    this.#cycle.dueAllAtBatch();
  }

  /** Hostnames whose agents may be offered; undefined = all. */
  updateWhitelist(hostnames: ReadonlySet<string> | undefined): void {
    this.#cycle.whitelist = hostnames;
    this.#cycle.dueAll();
  }

  /** Runs now whatever is due; the allocator otherwise does so by itself. */
  allocate(): void {
    this.#cycle.runNow();
  }

  /** Ends all timers: the master is no longer the leader. */
  stop(): void {
    this.#cycle.stop();
  }

  /** Why a framework, a role, or whoever else, is offered nothing (more): facts as of now, and of the last runs. */
  explain(question: Question): Explanation {
    const explainer = new Explainer({
      cycle: this.#cycle,
      runContext: this.#runContext,
      frameworks: this.#ledger.frameworks(),
      agents: this.#agents.values(),
      agentCount: this.#agents.size,
      isSpecific: question.frameworkId !== undefined || question.role !== undefined,
    });
    return explainer.explain(question);
  }

  /** What of an agent nobody has; for endpoints and tests. */
  findFree(agentId: AgentId): Resources | undefined {
    return this.#agents.get(agentId)?.free;
  }

  /** Agents that offer constraints keep from a framework in a role: of now, whenever it is asked. */
  exclusionsNow(): (frameworkId: FrameworkId, role: RoleName) => string[] {
    const agents = Array.from(this.#agents.values(), ({ id, info }) => ({ id, info }));
    const constraints = this.#ledger.offerConstraints();
    return (frameworkId, role) => {
      const own = constraints.get(frameworkId);
      if (own === undefined) return [];
      return agents.filter(({ info }) => own.isExcluded(role, info)).map(({ id }) => id);
    };
  }

  /** What a framework holds on an agent, offered or used. */
  allocationOf(frameworkId: FrameworkId, agentId: AgentId): Resources {
    const agent = this.#agents.get(agentId);
    const clients = this.#ledger.findFramework(frameworkId)?.clients.values() ?? [];
    return Resources.sum(
      [...clients].map((client) => agent?.allocated.get(client) ?? Resources.empty),
    );
  }

  /** After a change of what a framework is or wants. */
  #reconsider(framework: FrameworkState): void {
    this.#ledger.placeClients(framework);
    if (framework.isActive) {
      this.#cycle.inverseOffers.wake(0);
      this.#cycle.dueAll();
    }
  }

  #forgetRefusals(framework: FrameworkState): void {
    for (const client of framework.clients.values()) this.#filters.clearClient(client);
    this.#cycle.inverseOffers.clearFilters(framework.id);
  }
}
