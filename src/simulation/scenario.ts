/**
 * One life of a small cluster under a hostile sky. For a while processes die and connections break
 * at random; then the sky clears, and for another while everything has to happen in time; then no
 * new tasks are launched, and in the end nothing may be left.
 */
import { SeededRandom, randomInteger } from '../foundation/random.ts';
import { checkEnd } from './end-of-world.ts';
import { ForgingStranger } from './forging-stranger.ts';
import type { Temper } from './frameworks/checking-framework.ts';
import { borrower, tempers } from './scenario-tempers.ts';
import { shareOut } from './share-out.ts';
import { type ScenarioOptions, type ScenarioResult, resultOf } from './scenario-result.ts';
import { workStrictly } from './strict-work.ts';
import { calmNetwork, stormyNetwork } from './network/virtual-network.ts';
import { World, masterAddresses } from './world.ts';

const agentCount = 3;

/** Of lives in which resources are reserved and operators decide more than weights. */
const keeper: Temper = {
  name: 'keeper',
  roles: ['db'],
  isCheckpointing: true,
  isPartitionAware: true,
  failoverTimeoutSecs: 604_800,
  kinds: ['command'],
  mostOpenTasks: 6,
  isKeeper: true,
};

/** Everybody is back, also a scheduler that stayed away for long. */
const settleMs = 200_000;
const strictMs = 60_000;
/** What was launched under the calm sky has come to its end. */
const strictTailMs = 30_000;
/** Unacknowledged updates are repeated after at most 10 minutes; three rounds of that. */
const calmMs = 1_800_000;
/** More than five pings, 15 s apart, that nobody answers. */
const longestPingSilenceMs = 100_000;
/** That a machine comes back with an empty disk. */
const diskLossChance = 0.05;
/** About twice what a decision takes until it is on the disk: half of them die with the master. */
const longestLastWordsMs = 10;
/** What a machine is wrong by; far less than the registry keeps lost agents (two weeks). */
const mostAheadMs = 12 * 3_600_000;
/** That a wrong time stands. */
const longestTimeMs = 20_000;

export function runScenario(options: ScenarioOptions): ScenarioResult {
  return new Scenario(options).run(options.stormSecs);
}

/** In some lives somebody forges messages. */
function isHaunted(seed: number): boolean {
  return seed % 5 === 0 || seed % 5 === 2;
}

class Scenario {
  readonly #world: World;
  readonly #stranger: ForgingStranger | undefined;
  #isStormy = true;
  #faultCount = 0;

  /** In some seeds disks are full now and then, often while their agents die and come up. */
  readonly #hasFullDisks: boolean;
  /** A master that dies forgets how long it has not heard of an agent: some seeds spare it. */
  readonly #isMasterSpared: boolean;
  /** In some seeds another machine takes over from a master that dies. */
  readonly #hasStandby: boolean;
  /** In some seeds machines are wrong about the time, and are set all the while. */
  readonly #isTimeSet: boolean;
  readonly #isOperating: boolean;
  /** Its own: what machines think of the time changes nothing else. */
  readonly #timeRandom: SeededRandom;

  constructor({ seed, write, isOperating = false, isLending = false }: ScenarioOptions) {
    this.#isMasterSpared = seed % 4 === 0;
    this.#hasFullDisks = seed % 5 === 0;
    this.#hasStandby = seed % 3 === 2;
    this.#isTimeSet = seed % 4 === 3;
    this.#isOperating = isOperating;
    this.#timeRandom = new SeededRandom(seed);
    const world = new World({
      ...{ seed, agentCount, write },
      tempers: [...tempers, ...(isOperating ? [keeper] : []), ...(isLending ? [borrower] : [])],
      isOperating,
      isLending,
    });
    this.#world = world;
    const { clock, network, agents, masters } = world;
    // A forged word of what is lent would be believed until the next.
    this.#stranger =
      isHaunted(seed) && !isLending
        ? new ForgingStranger({ clock, seed, network, agents, masters })
        : undefined;
  }

  run(stormSecs: number): ScenarioResult {
    const world = this.#world;
    Object.assign(world.network.faults, stormyNetwork);
    if (this.#isTimeSet) this.#beginWithWrongTime();
    world.start();
    world.operator.start();
    this.#stranger?.start();
    this.#scheduleFault();
    if (this.#hasFullDisks) this.#scheduleFullDisk();
    world.runFor(stormSecs * 1000);
    world.trace.note('the storm is over');
    this.#isStormy = false;
    world.operator.isWithdrawing = true;
    world.lendSteadily();
    if (this.#stranger !== undefined) this.#stranger.isDone = true;
    Object.assign(world.network.faults, calmNetwork);
    world.runFor(settleMs);
    const core = world.master.master?.core;
    for (const why of core === undefined ? [] : world.operator.findLeft(core)) world.report(why);
    workStrictly(world, { workMs: strictMs, tailMs: strictTailMs });
    if (this.#isOperating) {
      world.operator.isWithdrawing = false;
      shareOut(world);
      world.operator.isWithdrawing = true;
    }
    for (const framework of world.frameworks) framework.isDraining = true;
    world.runFor(calmMs);
    checkEnd(world, agentCount);
    const lieCount = this.#stranger?.lieCount ?? 0;
    return resultOf(world, { faultCount: this.#faultCount, lieCount });
  }

  #scheduleFault(): void {
    const { clock, random } = this.#world;
    clock.after(500 + random.next() * 8000, () => {
      if (!this.#isStormy) return;
      this.#faultCount++;
      this.#fault();
      this.#scheduleFault();
    });
  }

  #scheduleFullDisk(): void {
    const { clock, random, agents } = this.#world;
    clock.after(2000 + random.next() * 10_000, () => {
      if (!this.#isStormy) return;
      this.#faultCount++;
      const agent = agents[randomInteger(random, agents.length)]!;
      agent.fillDisk(true);
      clock.after(random.next() * 20_000, () => agent.fillDisk(false));
      this.#scheduleFullDisk();
    });
  }

  #nextMasterAddress(): string {
    const { master } = this.#world;
    if (!this.#hasStandby) return master.address;
    return masterAddresses.find((address) => address !== master.address) ?? master.address;
  }

  #beginWithWrongTime(): void {
    const { master, agents } = this.#world;
    for (const { time } of [master, ...agents]) time.beginAt(this.#anyTime());
    this.#scheduleTimeStep();
  }

  #anyTime(): number {
    return (this.#timeRandom.next() * 2 - 1) * mostAheadMs;
  }

  /** Under the calm sky too: that somebody set the time is no excuse. */
  #scheduleTimeStep(): void {
    const { clock, master, agents, trace } = this.#world;
    clock.after(this.#timeRandom.next() * longestTimeMs, () => {
      const machines = [master, ...agents];
      const { time } = machines[randomInteger(this.#timeRandom, machines.length)]!;
      time.set(this.#anyTime());
      trace.note(`a machine thinks that it is ${new Date(time.timestamp()).toISOString()}`);
      this.#scheduleTimeStep();
    });
  }

  #fault(): void {
    const { random, clock, master, agents, frameworks, network, ledger, operator } = this.#world;
    // Mostly short; now and then long enough for the master to give an agent up.
    const isLong = random.next() < (this.#isMasterSpared ? 0.3 : 0.1);
    const downMs = isLong ? longestPingSilenceMs : 50 + random.next() ** 2 * 8000;
    switch (randomInteger(random, 6) || (this.#isMasterSpared ? 1 : 0)) {
      case 0:
        if (!master.isRunning) return;
        // What is being decided just then is what could get lost.
        operator.decide();
        clock.after(random.next() * longestLastWordsMs, () => {
          master.kill();
          clock.after(downMs, () => master.start(this.#nextMasterAddress()));
        });
        return;
      case 1:
      case 2: {
        const agent = agents[randomInteger(random, agents.length)]!;
        if (agent.core === undefined) return;
        const id = agent.core.state.info.id?.value;
        agent.kill();
        if (random.next() < diskLossChance) {
          this.#world.loseDisk(agent);
          if (id !== undefined) ledger.vanishedAgents.add(id);
        }
        clock.after(downMs, () => agent.start());
        return;
      }
      case 3:
        network.breakOne();
        return;
      case 4:
        frameworks[randomInteger(random, frameworks.length)]!.breakConnection();
        return;
      default:
        frameworks[randomInteger(random, frameworks.length)]!.restart();
    }
  }
}
