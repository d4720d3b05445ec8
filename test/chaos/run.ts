/** The rounds: breaks a cluster by a seeded plan, waits for rest, looks whether all promises hold. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { strike } from './blows.ts';
import { ChaosCluster } from './chaos-cluster.ts';
import { type Blow, Plan, textOf } from './plan.ts';
import { Promises } from './promises.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly rounds: number;
  /** The rounds before are left out. */
  readonly first: number;
  /** No round begins after so long. */
  readonly minutes: number;
  readonly basePort: number;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly rounds: number;
  readonly broken: readonly string[];
}

const decisionsInRound = 4;

/** Everything that it started is gone when it returns, whatever happened. */
export async function runChaos(options: ChaosOptions): Promise<Verdict> {
  const cluster = new ChaosCluster(options.basePort);
  try {
    await cluster.start();
    const verdict = await playRounds(cluster, options);
    if (verdict.broken.length > 0) explain(cluster, options, verdict);
    return verdict;
  } finally {
    await cluster.stop();
  }
}

async function playRounds(cluster: ChaosCluster, options: ChaosOptions): Promise<Verdict> {
  const { seed, rounds, first, minutes, say } = options;
  const plan = new Plan(seed);
  for (let skipped = 1; skipped < first; skipped++) plan.nextRound();
  const promises = new Promises(cluster);
  const deadlineMs = performance.now() + minutes * 60_000;
  await promises.untilRest();
  let round = first;
  for (; round < first + rounds && performance.now() < deadlineMs; round++) {
    const blows = plan.nextRound();
    say(`round ${round}: ${blows.map(textOf).join('; ')}`);
    const broken = await playRound(cluster, promises, blows, say).catch((error: unknown) => [
      error instanceof Error ? error.message : String(error),
    ]);
    if (broken.length > 0) return { rounds: round - first + 1, broken };
  }
  return { rounds: round - first, broken: [] };
}

async function playRound(
  cluster: ChaosCluster,
  promises: Promises,
  blows: readonly Blow[],
  say: (line: string) => void,
): Promise<string[]> {
  const longestMs = Math.max(...blows.map(({ afterMs, lastsMs }) => afterMs + lastsMs));
  const deciding = (async (): Promise<void> => {
    for (let i = 0; i < decisionsInRound; i++) {
      await promises.decide();
      await sleep(longestMs / decisionsInRound);
    }
  })();
  await Promise.all([deciding, ...blows.map((blow) => strike(cluster, blow))]);
  const { ms, long, short, lost } = await promises.untilRest();
  say(`    at rest after ${ms} ms: ${long} tasks live, ${short} short ones, ${lost} launches lost`);
  return promises.findBroken();
}

function explain(cluster: ChaosCluster, options: ChaosOptions, { broken, rounds }: Verdict): void {
  const { seed, first, say } = options;
  for (const line of broken) say(`BROKEN ${line}`);
  const kept = join(tmpdir(), `altiplano-chaos-${seed}-${first + rounds - 1}`);
  cluster.keepLogs(kept);
  say(`Logs and what the frameworks heard: ${kept}`);
  say(`The same blows again: npm run chaos -- --seed ${seed} --first ${first} --rounds ${rounds}`);
}
