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
import { AgentNode } from './agent-node.ts';
import { CheckingOperator } from './checking-operator.ts';
import { CheckingFramework, type Temper } from './checking-framework.ts';
import { DurabilityWatch } from './durability-watch.ts';
import { IdleWatch } from './idle-watch.ts';
import { findBrokenInvariants } from './invariants.ts';
import type { Master } from '../master/core/master.ts';
import { MasterNode } from './master-node.ts';
import type { LeaderSource, Masters } from './masters.ts';
import { MasterGroup } from './three-masters/group.ts';
import { TaskLedger } from './task-ledger.ts';
import { TimeWatch } from './time-watch.ts';
import { Trace } from './trace.ts';
import { UpdateWatch } from './update-watch.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualElection } from './virtual-election.ts';
import { VirtualNetwork } from './virtual-network.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly agentCount: number;
  readonly tempers: readonly Temper[];
  /** Three masters that ZooKeeper elects among, instead of one at a time. */
  readonly hasGroup?: boolean;
  readonly write: (line: string) => void;
}

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
  #isStrict = false;
  #eventCount = 0;

  constructor({ seed, agentCount, tempers, hasGroup = false, write }: WorldOptions) {
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
      isAlive: (host) => this.findAgent(host)?.core !== undefined,
      report,
    });
    const updates = new UpdateWatch({
      clock,
      isDiskFull: (pid) => this.agents.some((agent) => agent.pid === pid && agent.isDiskFull),
      obeys: (pid, master) =>
        this.agents.some((agent) => agent.pid === pid && agent.core?.state.masterPid === master),
      report,
    });
    this.#updates = updates;
    const common = { clock, random, trace, network };
    const onAgentRemoved = (id: AgentId): void => void this.ledger.givenUpAgents.add(id);
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
          onDied: ({ pid }) => updates.agentDied(pid),
        }),
    );
    this.#durability = new DurabilityWatch({
      masters,
      agents: this.agents,
      isCheckpointing: (id) =>
        masters.master?.core.state.frameworks.get(id)?.info.checkpoint === true,
      isCheckpointingTask: (id) =>
        temperOf.get(this.ledger.find(id)?.framework ?? '')?.isCheckpointing === true,
      report,
    });
    this.operator = new CheckingOperator({ clock, trace, masters, seed });
    network.tap(this.#durability);
    network.tap(updates);
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
    const { name, roles, isCheckpointing, isPartitionAware, failoverTimeoutSecs } = temper;
    return {
      ...(id === undefined ? {} : { id: { value: id } }),
      name,
      user: 'root',
      roles: [...roles],
      checkpoint: isCheckpointing,
      failover_timeout: failoverTimeoutSecs,
      capabilities: [
        { type: 'MULTI_ROLE' },
        ...(isPartitionAware ? [{ type: 'PARTITION_AWARE' as const }] : []),
      ],
    };
  }

  /** The master sends an event to a scheduler. */
  sent(event: Event, master: Master): void {
    this.#durability.onEvent(event, master);
    this.#idle.onEvent(event, this.clock.now());
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
    for (const why of this.operator.findForgotten(core)) this.report(why);
  }

  #watchIdleness(): void {
    this.clock.after(idleCheckMs, () => this.#watchIdleness());
    if (!this.#isStrict) return;
    const why = this.#idle.findIdleness(this.masters, this.frameworks, this.clock.now());
    if (why !== undefined) this.report(why);
  }
}
