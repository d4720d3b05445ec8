/**
 * An older build and this one, side by side: master and agent are exchanged one after the other, up and
 * down again, each on the files that the other left. A task, a decision and the agent's id live through
 * it all.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TaskId } from '../../src/protocol/ids.ts';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { type OlderBuild, buildOlder } from '../support/older-build.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';
import { root as present } from '../house/sources.ts';

const longestBuildMs = 150_000;
const scalar = (name: string, value: number) =>
  ({ name, type: 'SCALAR', scalar: { value } }) as const;

interface State {
  readonly slaves: readonly { readonly id: string; readonly active: boolean }[];
  readonly frameworks: readonly {
    readonly connected: boolean;
    readonly tasks: readonly { readonly state: string }[];
  }[];
}

/** How often the task was started: it leaves a line in its sandbox each time. */
function startsOf({ workDir }: Program): number {
  const files = readdirSync(workDir, { recursive: true, encoding: 'utf8' });
  const marks = files.filter((name) => name.endsWith('/starts') && !name.includes('/latest/'));
  const lines = marks.flatMap((name) => readFileSync(join(workDir, name), 'utf8').split('\n'));
  return lines.filter((line) => line !== '').length;
}

describe('an upgrade, and the way back', () => {
  let older: OlderBuild;
  let cluster: Cluster;
  const updates: string[] = [];

  beforeAll(() => void (older = buildOlder()), longestBuildMs);
  beforeEach(() => {
    cluster = new Cluster();
    updates.length = 0;
  });
  afterEach(() => cluster.stop());

  const serves = (master: Program): Promise<unknown> =>
    eventually('the master serves', () => master.getJson('/weights').catch(() => undefined));

  async function putWeight(master: Program, weight: number): Promise<number> {
    const body = JSON.stringify([{ role: 'eng', weight }]);
    return (await fetch(`http://${master.address}/weights`, { method: 'PUT', body })).status;
  }

  /** Kills it and starts the program of the other build in its place. */
  async function exchange(program: Program, root: string): Promise<void> {
    await program.end('SIGKILL');
    program.root = root;
    await program.start();
  }

  function startFramework(master: string): Scheduler {
    let isLaunched = false;
    const scheduler = new Scheduler({
      master,
      framework: {
        user: userInfo().username,
        name: 'upgraded',
        checkpoint: true,
        failover_timeout: 600,
      },
      handlers: {
        offers: (offers) => {
          const unused = isLaunched ? offers : offers.slice(1);
          if (unused.length > 0) scheduler.decline(unused);
          if (isLaunched) return;
          isLaunched = true;
          const command = { value: 'echo ran >> starts; exec sleep 1000' };
          const resources = [scalar('cpus', 0.1), scalar('mem', 32)];
          scheduler.launch(offers[0]!, [
            { name: 'long', task_id: { value: 'long' }, resources, command },
          ]);
        },
        update: ({ state }) => void updates.push(state),
      },
    });
    scheduler.start();
    return scheduler;
  }

  /** The agent's id, when agent, framework and task are there. */
  const allThere = (master: Program): Promise<string> =>
    eventually('all are there', async () => {
      const state = (await master.getJson('/state').catch(() => undefined)) as State | undefined;
      const [agent] = state?.slaves ?? [];
      const [framework] = state?.frameworks ?? [];
      const isThere = agent?.active === true && framework?.connected === true;
      return isThere && framework.tasks[0]?.state === 'TASK_RUNNING' ? agent.id : undefined;
    });

  it('goes through every pair of masters and agents on the same files', async (context) => {
    if ('missing' in older) return context.skip(older.missing);
    const { directory } = older;
    const master = await cluster.startMaster({ root: directory });
    await serves(master);
    expect(await putWeight(master, 2)).toBe(200);
    const agent = await cluster.startAgent(master, { root: directory });
    const scheduler = startFramework(master.address);
    try {
      await eventually('the task runs', () => updates.includes('TASK_RUNNING') || undefined);
      const id = await allThere(master);
      const steps: [Program, string][] = [
        [master, present],
        [agent, present],
        [master, directory],
        [agent, directory],
      ];
      let weight = 2;
      for (const [program, root] of steps) {
        await exchange(program, root);
        await serves(master);
        expect(await master.getJson('/weights')).toEqual([{ role: 'eng', weight }]);
        expect(await allThere(master)).toBe(id);
        expect(await putWeight(master, ++weight)).toBe(200);
      }
      expect(updates.filter((state) => !/STARTING|RUNNING/.test(state))).toEqual([]);
      expect(startsOf(agent)).toBe(1);
      scheduler.kill('long' as TaskId);
      await eventually('it is killed', () => updates.includes('TASK_KILLED') || undefined);
    } finally {
      await scheduler.stop({ mode: 'teardown' });
    }
  });

  it.skipIf(whyNoZooKeeper() !== undefined)(
    'is possible one master after the other, with the registry in ZooKeeper',
    async (context) => {
      if ('missing' in older) return context.skip(older.missing);
      const { directory } = older;
      const ensemble = await Ensemble.start();
      try {
        const zk = `zk://${ensemble.hosts}/mesos`;
        const flags = [`--zk=${zk}`, '--quorum=1', '--zk_session_timeout=3secs'];
        const old = await cluster.startMaster({ name: 'old', flags, root: directory });
        await serves(old);
        expect(await putWeight(old, 2)).toBe(200);
        const agent = await cluster.startAgent({ address: zk }, { root: directory });
        const scheduler = startFramework(zk);
        await eventually('the task runs', () => updates.includes('TASK_RUNNING') || undefined);
        const id = await allThere(old);
        const now = await cluster.startMaster({ name: 'now', flags });
        await old.end('SIGKILL');
        await serves(now);
        expect(await now.getJson('/weights')).toEqual([{ role: 'eng', weight: 2 }]);
        expect(await allThere(now)).toBe(id);
        expect(await putWeight(now, 3)).toBe(200);
        await old.start();
        await now.end('SIGKILL');
        await serves(old);
        expect(await old.getJson('/weights')).toEqual([{ role: 'eng', weight: 3 }]);
        expect(await allThere(old)).toBe(id);
        expect(startsOf(agent)).toBe(1);
        await scheduler.stop({ mode: 'teardown' });
      } finally {
        await cluster.stop();
        await ensemble.stop();
      }
    },
  );
});
