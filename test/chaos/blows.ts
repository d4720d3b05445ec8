/** Carries out the blows of a plan, and undoes them when their time is over. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosCluster, Victim } from './chaos-cluster.ts';
import type { Blow } from './plan.ts';

/** Resolves when everything is up again, though not yet at rest. */
export async function strike(cluster: ChaosCluster, blow: Blow): Promise<void> {
  await sleep(blow.afterMs);
  const { lastsMs, index } = blow;
  const pick = <T>(items: readonly T[]): T => items[index % items.length]!;
  switch (blow.kind) {
    case 'kill the leader':
      return killFor(cluster, [await leaderOf(cluster)], lastsMs);
    case 'kill a follower':
      return killFor(cluster, [pick(await followersOf(cluster))], lastsMs);
    case 'stop the leader':
      return stopFor(await leaderOf(cluster), lastsMs);
    case 'stop a follower':
      return stopFor(pick(await followersOf(cluster)), lastsMs);
    case 'kill a ZooKeeper follower':
      return killZooKeepersFor(cluster, [pick(await zooKeepersOf(cluster, 'follower'))], lastsMs);
    case 'kill the ZooKeeper leader':
      return killZooKeepersFor(cluster, [pick(await zooKeepersOf(cluster, 'leader'))], lastsMs);
    case 'stop the ZooKeeper leader': {
      const id = pick(await zooKeepersOf(cluster, 'leader'));
      cluster.ensemble.signal(id, 'SIGSTOP');
      await sleep(lastsMs);
      return cluster.ensemble.signal(id, 'SIGCONT');
    }
    case 'kill all ZooKeepers':
      return killZooKeepersFor(cluster, cluster.ensemble.ids, lastsMs);
    case 'kill an agent':
      return killFor(cluster, [pick(cluster.agents)], lastsMs);
    case 'stop an agent':
      return stopFor(pick(cluster.agents), lastsMs);
    case 'kill a framework':
      return killFor(cluster, [cluster.frameworks[1]!], lastsMs);
    case 'stop a framework':
      return stopFor(pick(cluster.frameworks), lastsMs);
    case 'kill all masters':
      return killFor(cluster, cluster.masters, lastsMs);
  }
}

/** Without a leader, the first master is as good as any. */
async function leaderOf(cluster: ChaosCluster): Promise<Victim> {
  return (await cluster.findLeader()) ?? cluster.masters[0]!;
}

async function followersOf(cluster: ChaosCluster): Promise<Victim[]> {
  const leader = await leaderOf(cluster);
  return cluster.masters.filter((master) => master !== leader);
}

async function zooKeepersOf({ ensemble }: ChaosCluster, mode: string): Promise<number[]> {
  const modes = await ensemble.modes();
  const found = ensemble.ids.filter((id) => modes.get(id) === mode);
  return found.length > 0 ? found : ensemble.ids;
}

async function killFor(
  cluster: ChaosCluster,
  victims: readonly Victim[],
  lastsMs: number,
): Promise<void> {
  for (const victim of victims) {
    cluster.hold(victim);
    victim.signal('SIGKILL');
  }
  await sleep(lastsMs);
  for (const victim of victims) cluster.letGo(victim);
}

/** It may have been killed meanwhile: then nobody is there to go on. */
async function stopFor(victim: Victim, lastsMs: number): Promise<void> {
  victim.signal('SIGSTOP');
  await sleep(lastsMs);
  victim.signal('SIGCONT');
}

async function killZooKeepersFor(
  { ensemble }: ChaosCluster,
  ids: readonly number[],
  lastsMs: number,
): Promise<void> {
  for (const id of ids) await ensemble.kill(id);
  await sleep(lastsMs);
  for (const id of ids) ensemble.startServer(id);
}
