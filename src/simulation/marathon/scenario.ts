/**
 * One life of Marathon on a cluster under a hostile sky: users change their minds all the time while
 * masters, agents and Marathon itself die, connections break, tasks fail and fall ill. Then the sky
 * clears, what is wanted has to come true, each change keeps its bounds, and in the end nothing may be left.
 */
import { SeededRandom, randomInteger } from '../../foundation/random.ts';
import { checkEnd } from '../end-of-world.ts';
import { volumeIdOf } from '../frameworks/resource-wishes.ts';
import { calmNetwork, stormyNetwork } from '../network/virtual-network.ts';
import type { ScenarioOptions, ScenarioResult } from '../scenario-result.ts';
import { World } from '../world.ts';
import { CalmChanges } from './calm-changes.ts';
import { MachineTasks } from './machine-tasks.ts';
import { MarathonNode } from './marathon-node.ts';
import { MarathonWatch } from './marathon-watch.ts';
import { MarathonUser } from './user.ts';
import { VolumeWatch } from './volume-watch.ts';

const agentCount = 3;
const lookMs = 200;
const longestUserPauseMs = 6000;
const longestFaultPauseMs = 8000;
const longestMarathonAbsenceMs = 20_000;
/** That a machine comes back with an empty disk: what ran there is never heard of again. */
const diskLossChance = 0.1;
/** More than five pings, 15 s apart, that nobody answers. */
const longestPingSilenceMs = 100_000;
/** Agents are back, launches of which nothing was heard have been given up. */
const settleMs = 300_000;
/**
 * A new master waits 10 minutes for the agents of the one before, and tells nothing of their tasks until
 * then. An agent that lost its disk never comes back as who it was: with `settleMs` that is over, and
 * there is time left for what had to wait for it.
 */
const fineMs = 600_000;
const calmChangeCount = 18;
/** Unacknowledged updates are repeated after at most 10 minutes. */
const calmMs = 1_300_000;
/** About twice what a change takes until it is on the disk. */
const longestLastWordsMs = 10;

export function runMarathon(options: ScenarioOptions): ScenarioResult {
  return new MarathonScenario(options).run(options.stormSecs);
}

class MarathonScenario {
  readonly #world: World;
  readonly #node: MarathonNode;
  readonly #tasks: MachineTasks;
  readonly #user: MarathonUser;
  readonly #watch: MarathonWatch;
  readonly #volumes: VolumeWatch;
  readonly #calm: CalmChanges;
  /** Its own: what the cluster draws does not decide what happens to it. */
  readonly #random: SeededRandom;
  readonly #ends = new Map<string, number>();
  #isStormy = true;
  #faultCount = 0;

  constructor({ seed, write }: ScenarioOptions) {
    this.#random = new SeededRandom(seed);
    const random = this.#random;
    const world = new World({ seed, agentCount, tempers: [], write, hasPorts: true });
    this.#world = world;
    const { clock, trace, masters, leaders, network } = world;
    const report = (why: string): void => world.report(why);
    this.#tasks = new MachineTasks(clock, world.agents);
    const tasks = this.#tasks;
    this.#node = new MarathonNode({
      ...{ clock, random: new SeededRandom(seed + 1), trace, masters, leaders, report },
      faults: network.faults,
      prober: (own) => tasks.proberFor(own),
      onSent: (event, master) => world.sent(event, master),
      onEvent: (event) => {
        if (event.type === 'status_update_event') this.#countEnd(event.taskStatus);
      },
      onAccept: (call) => {
        this.#watch.accepted(call);
        const destroyed = (call.accept?.operations ?? []).flatMap(
          (one) => one.destroy?.volumes ?? [],
        );
        for (const volume of destroyed) world.endings.volumes.add(volumeIdOf(volume)!);
      },
    });
    const node = this.#node;
    this.#user = new MarathonUser({ random, trace, node });
    const user = this.#user;
    this.#watch = new MarathonWatch({ clock, masters, tasks, node, user, report });
    this.#volumes = new VolumeWatch({ agents: world.agents, masters, tasks, node, report });
    const runFor = (ms: number): void => world.runFor(ms);
    this.#calm = new CalmChanges({ random, tasks, node, user, runFor, report });
  }

  run(stormSecs: number): ScenarioResult {
    const world = this.#world;
    Object.assign(world.network.faults, stormyNetwork);
    world.start();
    world.operator.start();
    this.#node.start();
    this.#look();
    this.#scheduleFault();
    this.#scheduleWish();
    world.runFor(stormSecs * 1000);
    world.trace.note('the storm is over');
    this.#isStormy = false;
    world.operator.isWithdrawing = true;
    Object.assign(world.network.faults, calmNetwork);
    this.#tasks.ill.clear();
    world.runFor(settleMs);
    this.#user.makeEverythingFine();
    world.runFor(fineMs);
    this.#calm.checkRunning('after the storm');
    world.trace.note('calm changes begin');
    // Each decision takes offers back. What agents repeat is not looked at: Marathon is restarted.
    world.operator.isResting = true;
    this.#calm.run(calmChangeCount);
    this.#calm.restartMarathon();
    this.#user.removeEverything();
    world.runFor(calmMs);
    this.#calm.checkRunning('at the end');
    this.#volumes.checkEnd();
    checkEnd(world, agentCount);
    return this.#result();
  }

  #result(): ScenarioResult {
    return {
      launched: this.#watch.seen.size,
      ends: this.#ends,
      faultCount: this.#faultCount,
      decisionCount: this.#user.answeredCount,
      operationCount: 0,
      lieCount: 0,
      violations: this.#world.violations,
    };
  }

  #countEnd(state: string): void {
    this.#ends.set(state, (this.#ends.get(state) ?? 0) + 1);
  }

  #look(): void {
    this.#watch.look();
    this.#volumes.look();
    this.#world.clock.after(lookMs, () => this.#look());
  }

  #scheduleWish(): void {
    const { clock } = this.#world;
    clock.after(this.#random.next() ** 2 * longestUserPauseMs, () => {
      if (!this.#isStormy) return;
      this.#user.doSomething();
      this.#scheduleWish();
    });
  }

  #scheduleFault(): void {
    const { clock } = this.#world;
    clock.after(500 + this.#random.next() * longestFaultPauseMs, () => {
      if (!this.#isStormy) return;
      this.#faultCount++;
      this.#fault();
      this.#scheduleFault();
    });
  }

  #fault(): void {
    const random = this.#random;
    const isLong = random.next() < 0.2;
    const longMs = longestPingSilenceMs * (1 + random.next());
    const downMs = isLong ? longMs : 50 + random.next() ** 2 * 8000;
    switch (randomInteger(random, 9)) {
      case 0:
        return this.#killMaster(Math.min(downMs, 8000));
      case 1:
      case 2:
        return this.#killAgent(downMs);
      case 3:
        return this.#world.network.breakOne();
      case 4:
        return this.#node.breakConnection();
      case 5:
      case 6:
        return this.#killMarathon(Math.min(downMs, longestMarathonAbsenceMs));
      case 7:
        return this.#endTask();
      default:
        return this.#makeIll();
    }
  }

  #killMaster(downMs: number): void {
    const { master, clock, operator } = this.#world;
    if (!master.isRunning) return;
    operator.decide();
    clock.after(this.#random.next() * longestLastWordsMs, () => {
      master.kill();
      clock.after(downMs, () => master.start());
    });
  }

  #killAgent(downMs: number): void {
    const { agents, clock } = this.#world;
    const agent = agents[randomInteger(this.#random, agents.length)]!;
    if (agent.core === undefined) return;
    agent.kill();
    if (this.#random.next() < diskLossChance) {
      this.#world.loseDisk(agent);
      this.#volumes.diskLost(agent);
    }
    clock.after(downMs, () => agent.start());
  }

  /** In the middle of what is being written. */
  #killMarathon(downMs: number): void {
    const { clock } = this.#world;
    if (!this.#node.isRunning) return;
    this.#user.doSomething();
    clock.after(this.#random.next() * longestLastWordsMs, () => {
      if (!this.#node.isRunning) return;
      this.#node.kill();
      clock.after(downMs, () => this.#node.start());
    });
  }

  #endTask(): void {
    const running = this.#tasks.running();
    if (running.length === 0) return;
    const task = running[randomInteger(this.#random, running.length)]!;
    this.#world.trace.note(`task ${task.id} dies`);
    this.#tasks.end(task, this.#random.next() < 0.5 ? 0 : 1);
  }

  #makeIll(): void {
    const running = this.#tasks.running();
    if (running.length === 0) return;
    const task = running[randomInteger(this.#random, running.length)]!;
    this.#world.trace.note(`task ${task.id} falls ill`);
    this.#tasks.ill.add(task.id);
  }
}
