/**
 * One life of a cluster with three masters, under faults of its own: leaders are killed, or stand
 * still for longer than their sessions and go on; processes are cut off from ZooKeeper only, or from
 * each other only; the ensemble loses its quorum for a moment or for long; agents and schedulers die.
 * Then the sky clears, everything has to happen in time, and in the end nothing may be left.
 */
import { SeededRandom, randomInteger } from '../../foundation/random.ts';
import { checkEnd } from '../end-of-world.ts';
import { tempers } from '../scenario-tempers.ts';
import { type ScenarioOptions, type ScenarioResult, resultOf } from '../scenario-result.ts';
import { workStrictly } from '../strict-work.ts';
import { calmNetwork, stormyNetwork } from '../network/virtual-network.ts';
import { World } from '../world.ts';
import { sessionTimeoutMs } from './ensemble.ts';
import type { MasterGroup } from './group.ts';

const agentCount = 2;
/** Sessions are over, masters have started again, agents are back, repeated updates have come. */
const settleMs = 120_000;
const strictMs = 20_000;
const strictTailMs = 25_000;
/** Unacknowledged updates are repeated after at most 10 minutes. */
const calmMs = 1_300_000;
const longestPauseMs = 6000;
/** Longer than a session, with what it takes until its end is seen. */
const longMs = 16_000;
const longestLastWordsMs = 20;
/** Until a master that starts stands for election. */
const longestContendingMs = 50;
const halfSessionMs = sessionTimeoutMs / 2;

export function runThreeMasters(options: ScenarioOptions): ScenarioResult {
  return new ThreeMasters(options).run(options.stormSecs);
}

class ThreeMasters {
  readonly #world: World;
  readonly #group: MasterGroup;
  /** Its own: what the cluster draws does not decide what happens to it. */
  readonly #random: SeededRandom;
  #isStormy = true;
  #faultCount = 0;

  constructor({ seed, write }: ScenarioOptions) {
    this.#random = new SeededRandom(seed);
    this.#world = new World({ seed, agentCount, tempers, hasGroup: true, write });
    this.#group = this.#world.group;
  }

  run(stormSecs: number): ScenarioResult {
    const world = this.#world;
    Object.assign(world.network.faults, stormyNetwork);
    world.start();
    world.operator.start();
    this.#scheduleFault();
    world.runFor(stormSecs * 1000);
    world.trace.note('the storm is over');
    this.#isStormy = false;
    Object.assign(world.network.faults, calmNetwork);
    // What runs is enough to see who forgets something; nothing new is needed for that.
    this.#drain(true);
    world.runFor(settleMs);
    this.#drain(false);
    this.#work();
    this.#drain(true);
    world.runFor(calmMs);
    checkEnd(world, agentCount);
    return resultOf(world, { faultCount: this.#faultCount, lieCount: 0 });
  }

  #drain(isDraining: boolean): void {
    for (const framework of this.#world.frameworks) framework.isDraining = isDraining;
  }

  /** Under a calm sky: nobody takes over any more, and what is launched now ends promptly. */
  #work(): void {
    const world = this.#world;
    const { takeoverCount } = this.#group;
    workStrictly(world, { workMs: strictMs, tailMs: strictTailMs });
    if (this.#group.takeoverCount !== takeoverCount) {
      world.report('another master took over under a calm sky');
    }
  }

  #scheduleFault(): void {
    const { clock } = this.#world;
    clock.after(500 + this.#random.next() * longestPauseMs, () => {
      if (!this.#isStormy) return;
      this.#faultCount++;
      this.#fault();
      // Now and then the next one comes right behind.
      if (this.#random.next() < 0.2) this.#fault();
      this.#scheduleFault();
    });
  }

  #fault(): void {
    const { clock } = this.#world;
    const forMs = this.#random.next() < 0.5 ? longMs : 50 + this.#random.next() * 9000;
    switch (randomInteger(this.#random, 11)) {
      case 0:
        return this.#killLeader(forMs);
      case 1:
      case 2:
        return this.#stopLeader(forMs);
      case 3:
        return this.#cutFromZooKeeper(this.#anyLeader().name, forMs);
      case 4:
        return this.#cutFromZooKeeper(this.#anybody(), forMs);
      case 5:
        return this.#cutNetwork(this.#anyLeader().pid, forMs);
      case 6:
        return this.#loseQuorum(forMs);
      case 7:
        for (const delayMs of [0, 300, 700]) clock.after(delayMs, () => this.#breakLinks());
        return;
      case 8:
        return this.#hangAndStopLeader();
      case 9:
        return this.#harmAgent(forMs);
      default:
        return this.#harmFramework();
    }
  }

  #pick<T>(all: readonly T[]): T {
    return all[randomInteger(this.#random, all.length)]!;
  }

  /** The leader mostly; a master that stands by or is down if there is none. */
  #anyLeader(): MasterGroup['seats'][number] {
    const any = this.#pick(this.#group.seats);
    return this.#group.leader ?? any;
  }

  #anybody(): string {
    const { agents, frameworks } = this.#world;
    return this.#pick([...this.#group.seats, ...agents, ...frameworks]).name;
  }

  /** What is being decided just then is what could get lost. */
  #withLastWords(act: () => void): void {
    const { operator, clock } = this.#world;
    operator.decide();
    clock.after(this.#random.next() * longestLastWordsMs, act);
  }

  #killLeader(forMs: number): void {
    const seat = this.#anyLeader();
    this.#withLastWords(() => {
      seat.kill();
      this.#world.clock.after(forMs, () => this.#startAgain(seat));
    });
  }

  #stopLeader(forMs: number): void {
    const seat = this.#anyLeader();
    const first = this.#random.next() < 0.5 ? 'timer' : 'message';
    this.#withLastWords(() => {
      seat.stop();
      this.#world.clock.after(forMs, () => seat.continue(first));
      // Somebody asks while it stands still, and it finds that first when it goes on.
      if (this.#random.next() < 0.5) this.#world.operator.decide();
    });
  }

  /**
   * Its candidacy ends while it stands still, but the session that writes the registry lives: only the
   * fence keeps what it is asked for then from becoming true.
   */
  #hangAndStopLeader(): void {
    const { clock, operator, trace } = this.#world;
    const { ensemble } = this.#group;
    const seat = this.#anyLeader();
    trace.note(`a connection of ${seat.name} with ZooKeeper hangs`);
    ensemble.hangOldest(seat.name);
    clock.after(halfSessionMs, () => seat.stop());
    for (let i = 1; i <= 5; i++) clock.after(halfSessionMs + i * 1000, () => operator.decide());
    clock.after(sessionTimeoutMs + 1000 + this.#random.next() * 1500, () => {
      seat.continue('message');
      ensemble.heal(seat.name);
    });
  }

  #cutFromZooKeeper(name: string, forMs: number): void {
    const { trace, clock } = this.#world;
    const { ensemble } = this.#group;
    this.#withLastWords(() => {
      trace.note(`${name} is cut off from ZooKeeper`);
      ensemble.cutOff(name);
      clock.after(forMs, () => ensemble.heal(name));
    });
  }

  #cutNetwork(pid: string, forMs: number): void {
    const { trace, clock, network } = this.#world;
    trace.note(`${pid} is cut off from the others`);
    network.cut(pid);
    clock.after(forMs, () => network.healByReset(pid));
  }

  #loseQuorum(forMs: number): void {
    const { trace, clock } = this.#world;
    const { service } = this.#group.ensemble;
    this.#withLastWords(() => {
      trace.note('ZooKeeper loses its quorum');
      service.loseQuorum();
      clock.after(forMs, () => {
        trace.note('ZooKeeper has a quorum again');
        service.regainQuorum();
      });
    });
  }

  /** In the middle of what is being said and written. */
  #breakLinks(): void {
    const { trace } = this.#world;
    const seat = this.#anyLeader();
    this.#withLastWords(() => {
      trace.note(`${seat.name} loses its links with ZooKeeper`);
      this.#group.ensemble.breakLinks(seat.name);
    });
  }

  /** Its links break while it stands for election, perhaps. */
  #startAgain(seat: MasterGroup['seats'][number]): void {
    seat.start();
    if (this.#random.next() < 0.5) return;
    this.#world.clock.after(this.#random.next() * longestContendingMs, () => {
      this.#group.ensemble.breakLinks(seat.name);
    });
  }

  #harmAgent(forMs: number): void {
    const { agents, clock } = this.#world;
    const agent = this.#pick(agents);
    if (this.#random.next() < 0.5) return this.#cutNetwork(agent.pid, forMs);
    if (agent.core === undefined) return;
    agent.kill();
    clock.after(forMs, () => agent.start());
  }

  #harmFramework(): void {
    const framework = this.#pick(this.#world.frameworks);
    if (this.#random.next() < 0.5) framework.breakConnection();
    else framework.restart();
  }
}
