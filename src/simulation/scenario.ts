/**
 * One life of a small cluster under a hostile sky: a master, three agents, a framework and an
 * operator who check what they are told, and in some lives a stranger who forges messages.
 * For a while processes die and connections break at random; then the faults stop, and in time
 * everything must have come to its end.
 */
import { SeededRandom, randomInteger } from '../foundation/random.ts';
import { AgentNode } from './agent-node.ts';
import { CheckingFramework } from './checking-framework.ts';
import { CheckingOperator } from './checking-operator.ts';
import { ForgingStranger } from './forging-stranger.ts';
import { findBrokenInvariants } from './invariants.ts';
import { MasterNode } from './master-node.ts';
import { Trace } from './trace.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualNetwork } from './virtual-network.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** How long faults go on, in virtual seconds. */
  readonly stormSecs: number;
  readonly write: (line: string) => void;
}

export interface ScenarioResult {
  readonly launched: number;
  readonly ends: ReadonlyMap<string, number>;
  readonly faultCount: number;
  /** Decisions of the operator that the master answered for. */
  readonly decisionCount: number;
  /** Of a stranger; without one, 0. */
  readonly lieCount: number;
  readonly violations: readonly string[];
}

/** 2026-01-01: any fixed instant will do. */
const startMs = Date.UTC(2026, 0, 1);
const masterAddress = '10.0.0.1:5050';
const agentCount = 3;
/** Unacknowledged updates are repeated after at most 10 minutes; three rounds of that. */
const calmSecs = 1800;
/** More than five pings, 15 s apart, that nobody answers. */
const longestPingSilenceMs = 100_000;
/** About twice what a decision takes until it is on the disk: half of them die with the master. */
const longestLastWordsMs = 10;
/** Checking everything after every event would cost more than the events. */
const eventsPerCheck = 50;

export function runScenario({ seed, stormSecs, write }: ScenarioOptions): ScenarioResult {
  return new Scenario(seed, write).run(stormSecs);
}

/** The others keep the lives that they had before there were strangers. */
export function isHaunted(seed: number): boolean {
  return seed % 5 === 0 || seed % 5 === 2;
}

class Scenario {
  readonly #clock = new VirtualClock(startMs);
  readonly #random: SeededRandom;
  readonly #network: VirtualNetwork;
  readonly #trace: Trace;
  readonly #master: MasterNode;
  readonly #agents: AgentNode[];
  readonly #framework: CheckingFramework;
  readonly #operator: CheckingOperator;
  /** Some seeds have one. */
  readonly #stranger: ForgingStranger | undefined;
  readonly #violations: string[] = [];
  #isStormy = true;
  #faultCount = 0;
  #eventCount = 0;

  /** A master that dies forgets how long it has not heard of an agent: some seeds spare it. */
  readonly #isMasterSpared: boolean;
  /** In some seeds disks are full now and then, often while their agents die and come up. */
  readonly #hasFullDisks: boolean;

  constructor(seed: number, write: (line: string) => void) {
    this.#isMasterSpared = seed % 4 === 0;
    this.#hasFullDisks = seed % 5 === 0;
    this.#random = new SeededRandom(seed);
    this.#trace = new Trace(this.#clock, write);
    const parts = { clock: this.#clock, random: this.#random, trace: this.#trace };
    this.#network = new VirtualNetwork(this.#clock, this.#random, this.#trace, {
      lossChance: 0.02,
      doublingChance: 0.02,
      maxDelayMs: 5,
    });
    this.#master = new MasterNode({ ...parts, network: this.#network, address: masterAddress });
    this.#agents = Array.from(
      { length: agentCount },
      (_, i) =>
        new AgentNode({
          ...parts,
          network: this.#network,
          address: `10.0.1.${i + 1}:5051`,
          name: `agent-${i + 1}`,
          masterPid: this.#master.pid,
        }),
    );
    this.#framework = new CheckingFramework({
      ...parts,
      node: this.#master,
      name: 'checker',
      maxDelayMs: 5,
      isRunning: (taskId) => this.#agents.some((agent) => agent.isRunning(taskId)),
    });
    this.#operator = new CheckingOperator({ ...parts, node: this.#master, seed });
    this.#stranger = isHaunted(seed)
      ? new ForgingStranger({
          clock: this.#clock,
          seed,
          network: this.#network,
          masterPid: this.#master.pid,
          agents: this.#agents,
        })
      : undefined;
  }

  run(stormSecs: number): ScenarioResult {
    this.#master.start();
    for (const agent of this.#agents) agent.start();
    this.#framework.start();
    this.#operator.start();
    this.#stranger?.start();
    this.#scheduleFault();
    if (this.#hasFullDisks) this.#scheduleFullDisk();
    this.#runUntil(startMs + stormSecs * 1000);
    this.#calm();
    this.#runUntil(this.#clock.now() + calmSecs * 1000);
    this.#checkEnd();
    return {
      launched: this.#framework.launchedCount,
      ends: this.#framework.ends,
      faultCount: this.#faultCount,
      decisionCount: this.#operator.answeredCount,
      lieCount: this.#stranger?.lieCount ?? 0,
      violations: [...this.#violations, ...this.#framework.violations],
    };
  }

  #runUntil(untilMs: number): void {
    while (this.#clock.step(untilMs)) {
      if (++this.#eventCount % eventsPerCheck === 0) this.#checkNow();
    }
    this.#checkNow();
  }

  #checkNow(): void {
    const core = this.#master.master?.core;
    if (core === undefined || this.#violations.length > 0) return;
    for (const why of [...findBrokenInvariants(core), ...this.#operator.findForgotten(core)]) {
      this.#trace.note(`BROKEN ${why}`);
      this.#violations.push(why);
    }
  }

  #scheduleFault(): void {
    this.#clock.after(500 + this.#random.next() * 8000, () => {
      if (!this.#isStormy) return;
      this.#fault();
      this.#scheduleFault();
    });
  }

  #scheduleFullDisk(): void {
    this.#clock.after(2000 + this.#random.next() * 10_000, () => {
      if (!this.#isStormy) return;
      this.#faultCount++;
      const agent = this.#agents[randomInteger(this.#random, agentCount)]!;
      agent.fillDisk(true);
      this.#clock.after(this.#random.next() * 20_000, () => agent.fillDisk(false));
      this.#scheduleFullDisk();
    });
  }

  #fault(): void {
    this.#faultCount++;
    // Mostly short; now and then long enough for the master to give an agent up.
    const isLong = this.#random.next() < (this.#isMasterSpared ? 0.3 : 0.1);
    const downMs = isLong ? longestPingSilenceMs : 50 + this.#random.next() ** 2 * 8000;
    switch (randomInteger(this.#random, 5) || (this.#isMasterSpared ? 1 : 0)) {
      case 0:
        if (!this.#master.isRunning) return;
        this.#operator.decide();
        this.#clock.after(this.#random.next() * longestLastWordsMs, () => {
          this.#master.kill();
          this.#clock.after(downMs, () => this.#master.start());
        });
        return;
      case 1:
      case 2: {
        const agent = this.#agents[randomInteger(this.#random, agentCount)]!;
        if (agent.core === undefined) return;
        agent.kill();
        this.#clock.after(downMs, () => agent.start());
        return;
      }
      case 3:
        this.#network.breakOne();
        return;
      default:
        this.#framework.breakConnection();
    }
  }

  #calm(): void {
    this.#trace.note('the storm is over');
    this.#isStormy = false;
    if (this.#stranger !== undefined) this.#stranger.isDone = true;
    this.#network.faults.lossChance = 0;
    this.#network.faults.doublingChance = 0;
    this.#framework.isDraining = true;
  }

  #checkEnd(): void {
    for (const id of this.#framework.unfinished) this.#violations.push(`task ${id} never ended`);
    for (const { machine } of this.#agents) {
      for (const [task, count] of machine.starts) {
        if (count > 1) this.#violations.push(`task ${task} was started ${count} times`);
      }
      for (const { id, config, termination } of machine.containers.values()) {
        if (termination === undefined && config.command !== undefined) {
          this.#violations.push(`container ${id.value} still runs`);
        }
      }
    }
    const agents = this.#master.master?.core.state.agents.size ?? 0;
    if (agents !== agentCount) this.#violations.push(`${agents} of ${agentCount} agents are back`);
  }
}
