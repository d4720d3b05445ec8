/** The rounds: strikes by a seeded plan, waits for rest, looks whether all promises hold; at the end nothing is left. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/cluster.ts';
import { strike } from './blows.ts';
import { toldOf } from './framework.ts';
import { Plan, type Round, textOf } from './plan.ts';
import { Promises } from './promises.ts';
import { World } from './world.ts';

export interface ContainerChaosOptions {
  readonly seed: number;
  readonly blows: number;
  /** No round begins after so long. */
  readonly minutes: number;
  readonly basePort: number;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly blows: number;
  /** Processes that were killed or stopped; a blow may find nobody. */
  readonly hits: number;
  readonly tasks: number;
  readonly broken: readonly string[];
}

/** Everything that it started is gone when it returns, whatever happened. */
export async function runContainerChaos(options: ContainerChaosOptions): Promise<Verdict> {
  const world = new World(options.basePort);
  try {
    await world.start();
    const verdict = await playRounds(world, options);
    if (verdict.broken.length > 0) explain(world, options, verdict);
    return verdict;
  } finally {
    await world.framework?.stop().catch(() => undefined);
    await world.stop();
  }
}

async function playRounds(world: World, options: ContainerChaosOptions): Promise<Verdict> {
  const plan = new Plan(options.seed);
  const promises = new Promises(world);
  const deadlineMs = performance.now() + options.minutes * 60_000;
  let [blows, hits] = [0, 0];
  let broken: string[] = [];
  while (blows < options.blows && performance.now() < deadlineMs && broken.length === 0) {
    const round = plan.nextRound(options.blows - blows);
    options.say(`after ${blows} blows: ${textOf(round)}`);
    const played = await playRound(world, promises, round).catch((error: Error) => ({
      hits: 0,
      broken: [error.message],
    }));
    blows += round.blows.length;
    hits += played.hits;
    broken = played.broken;
  }
  if (broken.length === 0) broken = await endAll(world, promises);
  return { blows, hits, tasks: world.framework.tasks.size, broken };
}

async function playRound(
  world: World,
  promises: Promises,
  { blows, launches, released, killed, index }: Round,
): Promise<{ hits: number; broken: string[] }> {
  const { framework } = world;
  framework.want(launches);
  // Else most blows would come before there is anything to strike.
  await eventually('an offer is used', () => framework.isSatisfied || undefined);
  const struck = Promise.all(blows.map((blow) => strike(world, blow)));
  const pick = <T>(list: readonly T[]): T[] => list.slice(index % Math.max(1, list.length));
  for (const task of pick(framework.waiting()).slice(0, released)) framework.release(task);
  for (const task of pick(framework.waiting()).slice(0, killed)) framework.kill(task);
  const hits = (await struck).reduce((sum, one) => sum + one, 0);
  await world.agentIsBack();
  const restless = await promises.untilRest();
  return { hits, broken: restless === undefined ? promises.findBroken() : [restless] };
}

/** All are let end, and their exact status is told; and then there is nothing any more. */
async function endAll({ framework }: World, promises: Promises): Promise<string[]> {
  for (const task of framework.waiting()) framework.release(task);
  const restless = await promises.untilRest();
  return restless === undefined ? promises.findBroken() : [restless];
}

function explain(world: World, { seed, say }: ContainerChaosOptions, { broken }: Verdict): void {
  for (const line of broken) say(`BROKEN ${line}`);
  const kept = join(tmpdir(), `altiplano-container-chaos-${seed}`);
  const told = [...world.framework.tasks.values()].map(toldOf).join('\n');
  writeFileSync(`${kept}.txt`, `${told}\n\n${world.agent.log}\n\n${world.master.log}`);
  say(`What the framework heard, and the logs of the agent and the master: ${kept}.txt`);
}
