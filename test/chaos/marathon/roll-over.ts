/**
 * Apps on a real cluster are given new versions one after another, and with each the master, Marathon or
 * both are killed at some moment. Their processes are counted all the while: what runs is what promises
 * are about, whatever anybody believes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../../src/foundation/random.ts';
import { Cluster, type Program, eventually } from '../../support/cluster.ts';
import { Census } from './census.ts';

export interface RollOver {
  readonly seed: number;
  readonly deployments: number;
  readonly say: (line: string) => void;
}

const instances = 4;
const strategies = [
  { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
  { minimumHealthCapacity: 0.75, maximumOverCapacity: 0 },
  { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.25 },
] as const;
const longestDeploymentMs = 90_000;
const longestDelayMs = 2_000;
const longestDeadMs = 1_500;
const askMs = 200;

/** What of the promises was broken. */
export async function rollOver({ seed, deployments, say }: RollOver): Promise<readonly string[]> {
  const cluster = new Cluster();
  const census = new Census();
  try {
    const master = await cluster.startMaster();
    const resources = '--resources=cpus:4;mem:2048;disk:1024;ports:[31000-32000]';
    await cluster.startAgent(master, { flags: [resources] });
    const marathon = await cluster.startMarathon('marathon', [
      `--master=${master.address}`,
      // What an upgrade step by step waits for most; more blows find it busy.
      '--min_revive_offers_interval=200',
    ]);
    const random = new SeededRandom(seed);
    const rounds = strategies.map(() => 0);
    for (const [index, strategy] of strategies.entries()) {
      await change(marathon, 'POST', '', appOf(census, index, strategy));
      await settled(marathon);
      census.promise(index, {
        atLeast: Math.ceil(instances * strategy.minimumHealthCapacity),
        atMost: instances + Math.floor(instances * strategy.maximumOverCapacity),
      });
    }
    for (let round = 1; round <= deployments && census.broken.length === 0; round++) {
      const index = Math.floor(random.next() * strategies.length);
      rounds[index] = round;
      await change(marathon, 'PUT', idOf(index), { env: { ROUND: String(round) } });
      const done = await strike({ master, marathon }, random);
      const ms = await settled(marathon);
      say(`deployment ${round}: app-${index}; ${done}; settled ${ms} ms later`);
      const misses = rounds.map((last, app) => missesOf(census, app, last));
      census.broken.push(...misses.flat());
    }
    return census.broken;
  } catch (error) {
    return [...census.broken, error instanceof Error ? error.message : String(error)];
  } finally {
    census.end();
    await cluster.stop();
  }
}

function idOf(index: number): string {
  return `/rolled/app-${index}`;
}

function appOf(census: Census, index: number, upgradeStrategy: object): object {
  const cmd = census.commandOf(index);
  const size = { instances, cpus: 0.1, mem: 16, portDefinitions: [] };
  return { id: idOf(index), cmd, env: { ROUND: '0' }, upgradeStrategy, ...size };
}

interface Victims {
  readonly master: Program;
  readonly marathon: Program;
}

/** @returns what was done */
async function strike(victims: Victims, random: SeededRandom): Promise<string> {
  const chance = random.next();
  const names = chance < 0.4 ? ['marathon'] : chance < 0.7 ? ['master'] : ['marathon', 'master'];
  const blows = (names as (keyof Victims)[]).map((name) => ({
    name,
    afterMs: Math.floor(random.next() * longestDelayMs),
    deadMs: Math.floor(random.next() * longestDeadMs),
  }));
  await Promise.all(
    blows.map(async ({ name, afterMs, deadMs }) => {
      await sleep(afterMs);
      await victims[name].end('SIGKILL');
      await sleep(deadMs);
      await victims[name].start();
    }),
  );
  return blows.map(({ name, afterMs, deadMs }) => `${name} at ${afterMs} for ${deadMs}`).join(', ');
}

async function change(marathon: Program, method: string, id: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const url = `http://${marathon.address}/v2/apps${id}`;
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${id}: ${answer.status} ${await answer.text()}`);
}

/** All deployments ended. @returns how long it took */
async function settled(marathon: Program): Promise<number> {
  const startedMs = performance.now();
  const isSettled = async (): Promise<true | undefined> => {
    await sleep(askMs);
    const deployments = (await marathon.getJson('/v2/deployments')) as readonly unknown[];
    return deployments.length === 0 ? true : undefined;
  };
  await eventually('the deployment ends', isSettled, longestDeploymentMs).catch(async () => {
    const why = await marathon.getJson('/v2/deployments?embed=blockers');
    throw new Error(`A deployment is stuck: ${JSON.stringify(why)}`);
  });
  return Math.round(performance.now() - startedMs);
}

/** Where its processes are not all of the last version that was answered for. */
function missesOf(census: Census, app: number, last: number): readonly string[] {
  const rounds = census.roundsOf(app);
  if (rounds.length === instances && rounds.every((each) => each === String(last))) return [];
  return [
    `app-${app} is to be of round ${last} and ${instances} times; it is of ${rounds.join(', ')}`,
  ];
}
