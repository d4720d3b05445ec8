/**
 * Decides who is offered what: hierarchical dominant resource fairness over roles and, within a
 * role, over frameworks, as Mesos' default allocator does it.
 *
 * The master tells it of every agent, every framework and everything that is given back; it tells
 * the master, through `onOffers`, what to offer. From then on what was offered counts as the
 * framework's until it is recovered: declined, rescinded, or freed by a task that ended. Launching
 * a task out of an offer changes nothing here.
 *
 * Invariant that makes idle time free: an agent that is not due for a run has nothing that any
 * framework would be offered now. Whatever could change that (more is free, a refusal ran out, a
 * framework came or wants more) makes the agent due, or all of them.
 */
import type { Clock } from '../foundation/clock.ts';
import type { Random } from '../foundation/random.ts';
import { assert } from '../foundation/result.ts';
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import { Resources } from '../resources/resources.ts';
import { RefusedFilters, refusalMs } from './filters.ts';
import { Ledger, partsByRole } from './ledger.ts';
import { AllocatorMetrics } from './metrics.ts';
import type {
  AllocatorAgent,
  AllocatorFramework,
  AllocatorOptions,
  OffersCallback,
} from './options.ts';
import { RoleTree } from './role-tree.ts';
import { AllocationRun } from './run.ts';
import type { RunContext } from './run.ts';
import { ScalarTotals } from './scalar-totals.ts';
import { Schedule } from './schedule.ts';
import {
  makeAgent,
  setAgentInfo,
  setAgentTotal,
  setFrameworkInfo,
  wantsResources,
} from './state.ts';
import type { AgentState, Client, FrameworkState, RefusedFilter } from './state.ts';

export interface AllocatorDependencies {
  readonly options: AllocatorOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly onOffers: OffersCallback;
}

export interface ReturnedResources {
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  /** With the role that they were allocated to on each. */
  readonly resources: Resources;
  /** Present when the framework refused them: keeps them from it for a while (the wire's Filters). */
  readonly filters?: { readonly refuse_seconds?: number | undefined } | undefined;
  /** `soon` for what a task or executor freed; what came back from an offer waits for the batch. */
  readonly reoffer: 'soon' | 'batch';
}

export class HierarchicalAllocator {
  readonly metrics: AllocatorMetrics;
  readonly #options: AllocatorOptions;
  readonly #clock: Clock;
  readonly #onOffers: OffersCallback;
  readonly #scalars: ScalarTotals;
  readonly #tree: RoleTree;
  readonly #filters = new RefusedFilters();
  readonly #schedule: Schedule;
  readonly #agents = new Map<AgentId, AgentState>();
  readonly #ledger: Ledger;
  readonly #runContext: RunContext;
  #whitelist: ReadonlySet<string> | undefined;
  /** Agents that are due; those no longer so are skipped when their turn comes. */
  #soonAgents: AgentState[] = [];
  #batchAgents: AgentState[] = [];
  #areAllDue = false;

  constructor({ options, clock, random, onOffers }: AllocatorDependencies) {
    this.#options = options;
    this.#clock = clock;
    this.#onOffers = onOffers;
    this.#scalars = new ScalarTotals(options.fairSharingExcludedNames);
    this.#tree = new RoleTree(options, this.#scalars, random);
    this.#schedule = new Schedule(clock, options.allocationIntervalMs, (...asked) =>
      this.#runAt(...asked),
    );
    this.#ledger = new Ledger(this.#tree, this.#filters);
    this.#runContext = {
      options,
      random,
      tree: this.#tree,
      filters: this.#filters,
      grant: (client, agent, resources) => this.#ledger.grant(client, agent, resources),
    };
    this.metrics = new AllocatorMetrics(this.#scalars, this.#tree);
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
    const agent = makeAgent(id, info, total.unallocate());
    this.#agents.set(id, agent);
    this.#scalars.changeTotals(agent.total, 1);
    for (const [frameworkId, resources] of used) this.#ledger.book(agent, frameworkId, resources);
    this.#makeDue(agent, 'soon');
    this.#schedule.atOnce();
  }

  removeAgent(id: AgentId): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    this.#filters.clearAgent(agent);
    for (const [client, resources] of [...agent.allocated])
      this.#ledger.release(client, agent, resources);
    this.#scalars.changeTotals(agent.total, -1);
    agent.isRemoved = true;
    this.#agents.delete(id);
  }

  /** Offers of this agent may be made again. */
  activateAgent(id: AgentId): void {
    const agent = this.#agents.get(id);
    if (agent === undefined || agent.isActive) return;
    agent.isActive = true;
    this.#makeDue(agent, 'soon');
    this.#schedule.atOnce();
  }

  /** No more offers of this agent; what it has still counts. */
  deactivateAgent(id: AgentId): void {
    const agent = this.#agents.get(id);
    if (agent !== undefined) agent.isActive = false;
  }

  /** The agent came back with other attributes, capabilities, hostname: old refusals are void. */
  updateAgentInfo(id: AgentId, info: AllocatorAgent): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    setAgentInfo(agent, info);
    this.#filters.clearAgent(agent);
    this.#makeDue(agent, 'soon');
    this.#schedule.atOnce();
  }

  updateAgentTotal(id: AgentId, total: Resources): void {
    const agent = this.#agents.get(id);
    if (agent === undefined) return;
    this.#scalars.changeTotals(agent.total, -1);
    setAgentTotal(agent, total.unallocate());
    this.#scalars.changeTotals(agent.total, 1);
    this.#makeDue(agent, 'soon');
    this.#schedule.atOnce();
  }

  /** Resources that came into use without an offer: tasks of a returning agent, say. */
  addAllocation(frameworkId: FrameworkId, agentId: AgentId, resources: Resources): void {
    const agent = this.#agents.get(agentId);
    if (agent === undefined || resources.isEmpty()) return;
    this.#ledger.book(agent, frameworkId, resources);
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

  /** Disconnected: gets no offers, keeps what it has, its refusals are forgotten. */
  deactivateFramework(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isActive = false;
    for (const client of framework.clients.values()) this.#filters.clearClient(client);
    this.#reconsider(framework);
  }

  /** What it still holds counts until it is recovered. */
  removeFramework(id: FrameworkId): void {
    const framework = this.#ledger.findFramework(id);
    if (framework === undefined) return;
    framework.isSubscribed = false;
    framework.isActive = false;
    for (const client of framework.clients.values()) this.#filters.clearClient(client);
    this.#reconsider(framework);
  }

  /** No roles = all of the framework's. */
  reviveOffers(frameworkId: FrameworkId, roles: readonly string[] = []): void {
    const framework = this.#ledger.findFramework(frameworkId);
    if (framework === undefined) return;
    for (const role of roles.length > 0 ? roles : framework.roles) {
      framework.suppressedRoles.delete(role);
      const client = framework.clients.get(role);
      if (client !== undefined) this.#filters.clearClient(client);
    }
    this.#reconsider(framework);
  }

  /** No roles = all of the framework's. */
  suppressOffers(frameworkId: FrameworkId, roles: readonly string[] = []): void {
    const framework = this.#ledger.findFramework(frameworkId);
    if (framework === undefined) return;
    for (const role of roles.length > 0 ? roles : framework.roles) {
      if (framework.roles.has(role)) framework.suppressedRoles.add(role);
    }
    this.#ledger.placeClients(framework);
  }

  /** Takes back what a framework no longer has. Unknown agents have gone with all they had. */
  recoverResources({ frameworkId, agentId, resources, filters, reoffer }: ReturnedResources): void {
    const agent = this.#agents.get(agentId);
    const framework = this.#ledger.findFramework(frameworkId);
    if (agent === undefined || framework === undefined || resources.isEmpty()) return;
    for (const [role, part] of partsByRole(resources)) {
      const client = framework.clients.get(role);
      // What is given back comes from records of offers, tasks and executors, never from a message.
      if (client === undefined) assert(false, `framework ${frameworkId} holds nothing as ${role}`);
      if (filters !== undefined) this.#refuse(client, agent, part, filters.refuse_seconds);
      this.#ledger.release(client, agent, part);
    }
    this.#makeDue(agent, reoffer);
    if (reoffer === 'soon') this.#schedule.soon();
    else this.#schedule.atBatch();
  }

  /** By role; takes effect as offers come back. The map stays the caller's: call again after changes. */
  updateWeights(weights: ReadonlyMap<RoleName, number>): void {
    this.#tree.setWeights(weights);
  }

  /** Hostnames whose agents may be offered; undefined = all. */
  updateWhitelist(hostnames: ReadonlySet<string> | undefined): void {
    this.#whitelist = hostnames;
    this.#makeAllDue();
  }

  /** Runs now whatever is due; the allocator otherwise does so by itself. */
  allocate(): void {
    this.#runAt('batch', this.#clock.now(), 0);
  }

  /** Ends all timers: the master is no longer the leader. */
  stop(): void {
    this.#schedule.stop();
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

  #runAt(kind: 'prompt' | 'batch', nowMs: number, latencyMs: number): void {
    if (kind === 'batch') {
      const onExpired = (filter: RefusedFilter): void => this.#makeDue(filter.agent, 'batch');
      this.#filters.expire(this.#schedule.batchNumberAt(nowMs), onExpired);
    }
    const agents = this.#takeDueAgents(kind);
    if (agents.length > 0) {
      const startMs = this.#clock.now();
      const run = new AllocationRun(this.#runContext, nowMs);
      run.allocate(agents);
      this.metrics.noteRun(this.#clock.now() - startMs, latencyMs);
      run.deliver(this.#onOffers);
    }
    const expiryBatch = this.#filters.nextBatchNumber();
    if (expiryBatch !== undefined) this.#schedule.atBatchNumber(expiryBatch);
  }

  /** Those among the due that can be offered; none of them is due any longer. */
  #takeDueAgents(kind: 'prompt' | 'batch'): AgentState[] {
    const taken: AgentState[] = [];
    const take = (agents: Iterable<AgentState>): void => {
      for (const agent of agents) {
        if (agent.due === 'no' && !this.#areAllDue) continue;
        agent.due = 'no';
        if (this.#isOfferable(agent)) taken.push(agent);
      }
    };
    if (this.#areAllDue) {
      take(this.#agents.values());
      this.#areAllDue = false;
    } else {
      take(this.#soonAgents);
      if (kind === 'batch') take(this.#batchAgents);
    }
    this.#soonAgents = [];
    if (kind === 'batch') this.#batchAgents = [];
    return taken;
  }

  #isOfferable(agent: AgentState): boolean {
    return (
      agent.isActive &&
      !agent.isRemoved &&
      !agent.free.isEmpty() &&
      (this.#whitelist === undefined || this.#whitelist.has(agent.info.hostname))
    );
  }

  #makeDue(agent: AgentState, when: 'soon' | 'batch'): void {
    if (agent.due === when || agent.due === 'soon') return;
    agent.due = when;
    (when === 'soon' ? this.#soonAgents : this.#batchAgents).push(agent);
  }

  #makeAllDue(): void {
    this.#areAllDue = true;
    this.#schedule.atOnce();
  }

  /** After a change of what a framework is or wants. */
  #reconsider(framework: FrameworkState): void {
    this.#ledger.placeClients(framework);
    if (framework.isActive) this.#makeAllDue();
  }

  #refuse(
    client: Client,
    agent: AgentState,
    resources: Resources,
    refuseSeconds: number | undefined,
  ): void {
    const lifeMs = refusalMs(refuseSeconds, this.#options.allocationIntervalMs);
    if (lifeMs === 0 || !wantsResources(client)) return;
    const expiresAtMs = this.#clock.now() + lifeMs;
    const batchNumber = this.#schedule.batchNumberFrom(expiresAtMs);
    this.#filters.add({
      client,
      agent,
      resources: resources.unallocate(),
      expiresAtMs,
      batchNumber,
      isRemoved: false,
    });
    this.#schedule.atBatchNumber(batchNumber);
  }
}
