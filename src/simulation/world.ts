/**
 * A small cluster in one thread: a master, agents with their machines, frameworks of several
 * tempers, a network between them, and the watchers that hold all of it to its promises. The
 * scenario (random faults) and the scripts (faults as written) both live in such a world.
 */
import { type Random, SeededRandom } from '../foundation/random.ts';
import { assert } from '../foundation/result.ts';
import type { FrameworkInfo } from '../protocol/generated/mesos.ts';
import type { Event } from '../protocol/generated/scheduler.ts';
import type { AgentId, FrameworkId } from '../protocol/ids.ts';
import type { AgentCapability } from '../agent/core/capabilities.ts';
import { AgentNode } from './machines/agent-node.ts';
import { CheckingOperator } from './operators/checking-operator.ts';
import { CheckingFramework, type Temper } from './frameworks/checking-framework.ts';
import { DecisionWatch, findDecisionBreaches } from './operators/decision-invariants.ts';
import { DurabilityWatch } from './watchers/durability-watch.ts';
import { IdleWatch } from './watchers/idle-watch.ts';
import { Lender } from './machines/lender.ts';
import { LendingWatch } from './watchers/lending-watch.ts';
import { FairnessWatch } from './watchers/fairness-watch.ts';
import { findGuaranteeBreaches } from './watchers/guarantee-watch.ts';
import { findBrokenInvariants } from './watchers/invariants.ts';
import type { Master } from '../master/core/master.ts';
import { MasterNode } from './machines/master-node.ts';
import type { LeaderSource, Masters } from './network/masters.ts';
import { MasterGroup } from './three-masters/group.ts';
import { Endings, PieceNames } from './frameworks/resource-wishes.ts';
import { ResourceWatch } from './watchers/resource-watch.ts';
import type { AgentFate } from './machines/simulated-master.ts';
import { TaskLedger } from './frameworks/task-ledger.ts';
import { TimeWatch } from './watchers/time-watch.ts';
import { Trace } from './trace.ts';
import { UpdateWatch } from './watchers/update-watch.ts';
import { VirtualClock } from '../foundation/virtual-clock.ts';
import { VirtualElection } from './network/virtual-election.ts';
import { VirtualNetwork } from './network/virtual-network.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly agentCount: number;
  readonly tempers: readonly Temper[];
  /** Three masters that ZooKeeper elects among, instead of one at a time. */
  readonly hasGroup?: boolean;
  readonly write: (line: string) => void;
  /** Resources are reserved and made into volumes, and operators decide more than weights. */
  readonly isOperating?: boolean;
  /** Agents lend more than they have. */
  readonly isLending?: boolean;
  /** Agents have ports to offer, too. */
  readonly hasPorts?: boolean;
}

/** By number of the agent; the last knows no operations. */
const moreCapabilities: readonly (readonly AgentCapability[])[] = [
  ['RESOURCE_PROVIDER', 'RESIZE_VOLUME', 'AGENT_OPERATION_FEEDBACK', 'AGENT_DRAINING'],
  ['RESOURCE_PROVIDER', 'RESIZE_VOLUME', 'AGENT_OPERATION_FEEDBACK', 'AGENT_DRAINING'],
  ['AGENT_DRAINING'],
];
/** An agent that ended as it was told is started again by its machine. */
const restartMs = 3000;

/** 2026-01-01: any fixed instant will do. */
const startMs = Date.UTC(2026, 0, 1);
export const masterAddresses = ['10.0.0.1:5050', '10.0.0.2:5050'] as const;
/** Checking everything after every event would cost more than the events. */
const eventsPerCheck = 50;
const idleCheckMs = 1000;
/** One fault shows itself in many ways; the first ones tell. */
const mostViolations = 20;

export class World {
  readonly clock = new VirtualClock(startMs);
  readonly random: Random;
  readonly trace: Trace;
  readonly network: VirtualNetwork;
  readonly masters: Masters;
  readonly leaders: LeaderSource;
  readonly #node: MasterNode | undefined;
  readonly #group: MasterGroup | undefined;
  readonly agents: readonly AgentNode[];
  readonly frameworks: readonly CheckingFramework[];
  readonly ledger: TaskLedger;
  readonly operator: CheckingOperator;
  readonly violations: string[] = [];
  readonly #tempers = new Map<string, Temper>();
  readonly #idle = new IdleWatch();
  readonly #durability: DurabilityWatch;
  readonly #updates: UpdateWatch;
  readonly #decisions: DecisionWatch;
  readonly resources: ResourceWatch;
  readonly fairness: FairnessWatch;
  readonly lending: LendingWatch;
  readonly #lenders: readonly Lender[];
  readonly endings = new Endings();
  readonly #pieceNames = new PieceNames();
  #isStrict = false;
  #eventCount = 0;

  constructor(options: WorldOptions) {
    const { seed, agentCount, tempers, hasGroup = false, write, isOperating = false } = options;
    const { hasPorts = false, isLending = false } = options;
    const ownSeed = (i: number): number => seed * agentCount + i;
    this.#lenders = Array.from(
      { length: isLending ? agentCount : 0 },
      (_, i) => new Lender(new SeededRandom(ownSeed(i))),
    );
    const random = new SeededRandom(seed);
    this.random = random;
    this.trace = new Trace(this.clock, write);
    this.network = new VirtualNetwork(this.clock, random, this.trace);
    const { clock, trace, network } = this;
    const report = (why: string): void => this.report(why);
    const temperOf = this.#tempers;
    for (const temper of tempers) this.addTemper(temper);
    this.ledger = new TaskLedger({
      now: () => clock.now(),
      findTruth: (host, id) => this.findAgent(host)?.machine.tasks.get(id),
      isCheckpointing: (name) => temperOf.get(name)?.isCheckpointing === true,
      isBorrowing: (name) => temperOf.get(name)?.isBorrower === true,
      isAlive: (host) => this.findAgent(host)?.core !== undefined,
      report,
    });
    const updates = new UpdateWatch({
      clock,
      mayOweWrites: (pid) => this.agents.some((agent) => agent.pid === pid && agent.mayOweWrites),
      obeys: (pid, master) =>
        this.agents.some((agent) => agent.pid === pid && agent.core?.state.masterPid === master),
      report,
    });
    this.#updates = updates;
    const common = { clock, random, trace, network };
    const onAgentRemoved = (id: AgentId, fate: AgentFate): void => {
      this.ledger.givenUpAgents.add(id);
      if (fate !== 'unreachable') this.ledger.expelledAgents.add(id);
    };
    if (hasGroup) {
      this.#group = new MasterGroup({ ...common, seed, onAgentRemoved, report });
      this.masters = this.#group;
      this.leaders = this.#group.ensemble;
    } else {
      const election = new VirtualElection(seed);
      const address = masterAddresses[0];
      this.#node = new MasterNode({ ...common, election, address, onAgentRemoved });
      this.masters = this.#node;
      this.leaders = election;
    }
    const { masters } = this;
    const parts = { ...common, leaders: this.leaders };
    this.agents = Array.from(
      { length: agentCount },
      (_, i) =>
        new AgentNode({
          ...parts,
          address: `10.0.1.${i + 1}:5051`,
          name: `agent-${i + 1}`,
          lender: this.#lenders[i],
          // Each has its own, so that what several use adds up.
          ...(hasPorts ? { firstPort: 31_000 + 100 * i } : {}),
          onDied: (agent) => {
            updates.agentDied(agent.pid);
            this.resources.agentDied(agent);
          },
          ...(isOperating
            ? {
                capabilities: moreCapabilities[i % moreCapabilities.length]!,
                onShutDown: (agent) => this.#shutDown(agent),
              }
            : {}),
        }),
    );
    this.resources = new ResourceWatch({
      clock,
      agents: this.agents,
      endings: this.endings,
      report,
    });
    this.#decisions = new DecisionWatch(masters, report);
    this.fairness = new FairnessWatch(report);
    this.lending = new LendingWatch(report);
    this.#durability = new DurabilityWatch({
      masters,
      agents: this.agents,
      isCheckpointing: (id) =>
        masters.master?.core.state.frameworks.get(id)?.info.checkpoint === true,
      isCheckpointingTask: (id) =>
        temperOf.get(this.ledger.find(id)?.framework ?? '')?.isCheckpointing === true,
      report,
    });
    const more = {
      agents: this.agents,
      endings: this.endings,
      names: this.#pieceNames,
      onSentAway: (id: AgentId) => {
        this.ledger.givenUpAgents.add(id);
        this.ledger.expelledAgents.add(id);
      },
      onDrained: (id: AgentId) => {
        const host = this.agents.find(({ core }) => core?.state.info.id?.value === id);
        if (host !== undefined) this.ledger.drainedHosts.add(host.name);
        else for (const { name } of this.agents) this.ledger.drainedHosts.add(name);
      },
    };
    this.operator = new CheckingOperator({
      ...{ clock, trace, masters, seed },
      more: isOperating ? more : undefined,
    });
    network.tap(this.#durability);
    network.tap(updates);
    network.tap(this.resources);
    network.tap(this.lending);
    network.tap(this.#decisions);
    network.tap(
      new TimeWatch({
        ledger: this.ledger,
        findTime: (pid) => this.agents.find((agent) => agent.pid === pid)?.time,
        report,
      }),
    );
    this.frameworks = tempers.map(
      (temper) =>
        new CheckingFramework({
          ...parts,
          masters,
          faults: network.faults,
          endings: this.endings,
          pieceNames: this.#pieceNames,
          temper,
          ledger: this.ledger,
          report,
          info: (id) => this.infoOf(temper, id),
          onSent: (event, master) => this.sent(event, master),
        }),
    );
  }

  /** Where one leads at a time. */
  get master(): MasterNode {
    assert(this.#node !== undefined, 'this cluster has one master at a time');
    return this.#node;
  }

  /** Where three stand for election. */
  get group(): MasterGroup {
    assert(this.#group !== undefined, 'this cluster has three masters');
    return this.#group;
  }

  findAgent(name: string): AgentNode | undefined {
    return this.agents.find((agent) => agent.name === name);
  }

  addTemper(temper: Temper): void {
    this.#tempers.set(temper.name, temper);
  }

  /** What a framework of this temper says of itself. */
  infoOf(temper: Temper, id: FrameworkId | undefined): FrameworkInfo {
    const { name, roles, isCheckpointing, isKeeper, isBorrower } = temper;
    const { isPartitionAware, failoverTimeoutSecs } = temper;
    return {
      ...(id === undefined ? {} : { id: { value: id } }),
      name,
      user: 'root',
      roles: [...roles],
      checkpoint: isCheckpointing,
      failover_timeout: failoverTimeoutSecs,
      capabilities: [
        { type: 'MULTI_ROLE' },
        ...(isKeeper === true
          ? [{ type: 'SHARED_RESOURCES' as const }, { type: 'RESERVATION_REFINEMENT' as const }]
          : []),
        ...(isBorrower === true ? [{ type: 'REVOCABLE_RESOURCES' as const }] : []),
        ...(isPartitionAware ? [{ type: 'PARTITION_AWARE' as const }] : []),
      ],
    };
  }

  /** The master sends an event to a scheduler. */
  sent(event: Event, master: Master): void {
    this.#durability.onEvent(event, master);
    this.#idle.onEvent(event, this.clock.now());
    this.#decisions.onEvent(event);
    this.fairness.onEvent(event, master.core, this.clock.now());
    this.lending.onEvent(event, master.core);
    for (const why of findGuaranteeBreaches(event, master.core)) this.report(why);
  }

  /** The machine gets a new disk while its agent is down: the next agent is a stranger. */
  loseDisk(agent: AgentNode): void {
    agent.loseDisk();
    this.resources.diskLost(agent);
  }

  /** A machine starts its agent again, as a new one if it was sent away for good. */
  #shutDown(agent: AgentNode): void {
    const id = agent.core?.state.info.id?.value ?? '';
    if (!this.ledger.expelledAgents.has(id) && !this.operator.hasTakenDown(agent.name)) {
      this.report(`${agent.name} was shut down, which nobody asked for`);
    }
    agent.kill();
    if (this.operator.hasSentAway(id)) {
      this.ledger.vanishedAgents.add(id);
      if (this.random.next() < 0.3) this.loseDisk(agent);
      else agent.forgetId();
    }
    this.clock.after(restartMs, () => agent.start());
  }

  start(): void {
    this.#node?.start();
    this.#group?.start();
    for (const agent of this.agents) agent.start();
    for (const framework of this.frameworks) framework.start();
    this.clock.after(idleCheckMs, () => this.#watchIdleness());
  }

  /** A calm sky: every wish is fulfilled in time, and the frameworks insist on it. */
  beStrict(isStrict: boolean): void {
    this.#isStrict = isStrict;
    // Each decision takes offers back, under the hands of those who accept them.
    this.operator.isResting = isStrict;
    this.#updates.isStrict = isStrict;
    for (const framework of this.frameworks) {
      framework.isStrict = isStrict;
      framework.offers.isStrict = isStrict;
    }
  }

  /** From now on agents lend the same all the time. */
  lendSteadily(): void {
    for (const lender of this.#lenders) lender.isResting = true;
  }

  report(why: string): void {
    if (this.violations.length >= mostViolations) return;
    this.trace.note(`BROKEN ${why}`);
    this.violations.push(why);
  }

  runFor(durationMs: number): void {
    const untilMs = this.clock.now() + durationMs;
    while (this.clock.step(untilMs)) {
      if (++this.#eventCount % eventsPerCheck === 0) this.#checkNow();
    }
    this.#checkNow();
  }

  #checkNow(): void {
    const core = this.masters.master?.core;
    if (core === undefined || this.violations.length > 0) return;
    for (const why of findBrokenInvariants(core)) this.report(why);
    for (const why of findDecisionBreaches(core, (key) => this.operator.hasAskedLate(key)))
      this.report(why);
    for (const why of this.operator.findForgotten(core)) this.report(why);
    this.resources.check();
  }

  #watchIdleness(): void {
    this.clock.after(idleCheckMs, () => this.#watchIdleness());
    if (!this.#isStrict) return;
    const why = this.#idle.findIdleness(this.masters, this.frameworks, this.clock.now());
    if (why !== undefined) this.report(why);
  }
}
