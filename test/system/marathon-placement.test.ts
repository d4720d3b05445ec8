/** Where a real Marathon puts instances on three agents, and what it does when one of them is gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster, type Task } from '../support/marathon.ts';

const agent = (rack: string): { flags: string[] } => ({
  flags: [
    `--attributes=rack:${rack}`,
    ...['--resources=cpus:4;mem:2000;disk:2000;ports:[31300-31399]'],
  ],
});

describe('placement by a real Marathon', () => {
  const mesos = new MarathonCluster();

  beforeAll(() =>
    mesos.start({
      agents: [agent('a'), agent('a'), agent('b')],
      master: {
        flags: ['--agent_ping_timeout=1secs', '--max_agent_ping_timeouts=2'],
      },
      flags: ['--task_lost_expunge_initial_delay=1000', '--task_lost_expunge_interval=500'],
    }),
  );
  afterAll(() => mesos.stop());

  async function racksOf(tasks: readonly Task[]): Promise<Record<string, number>> {
    const { slaves } = (await mesos.master.getJson('/slaves')) as {
      slaves: { id: string; attributes: { rack: string } }[];
    };
    const racks: Record<string, number> = {};
    for (const { slaveId } of tasks) {
      const { rack } = slaves.find(({ id }) => id === slaveId)!.attributes;
      racks[rack] = (racks[rack] ?? 0) + 1;
    }
    return racks;
  }

  const waiting = (id: string, reason: string): Promise<unknown> =>
    mesos.until(`${id} waits for ${reason}`, async () => {
      const { waiting: found } = await mesos.get<{
        waiting: { count: number; nearMisses: { reason: string }[] } | null;
      }>(`/v2/apps/${id}/explain`);
      const isSo =
        found?.nearMisses.length === 3 && found.nearMisses.every((each) => each.reason === reason);
      return isSo && found.count === 1 ? true : undefined;
    });

  it('spreads over racks as its constraints say, and no further', async () => {
    const sleeping = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
    const grouped = await mesos.deploy({
      ...{ id: 'grouped', instances: 4, constraints: [['rack', 'GROUP_BY', '2']] },
      ...sleeping,
    });
    expect(await racksOf(grouped)).toEqual({ a: 2, b: 2 });
    const unique = { id: '/unique', instances: 3, constraints: [['rack', 'UNIQUE']], ...sleeping };
    await mesos.accepted('PUT', '/v2/apps/unique', unique);
    expect(await racksOf(await mesos.runs('unique', 2))).toEqual({ a: 1, b: 1 });
    await waiting('unique', 'UnfulfilledConstraint');
    const bounded = {
      id: '/bounded',
      instances: 5,
      constraints: [['rack', 'MAX_PER', '2']],
      ...sleeping,
    };
    await mesos.accepted('PUT', '/v2/apps/bounded', bounded);
    expect(await racksOf(await mesos.runs('bounded', 4))).toEqual({ a: 2, b: 2 });
    await waiting('bounded', 'UnfulfilledConstraint');
    const like = {
      id: '/like',
      instances: 2,
      constraints: [['rack', 'LIKE', '[b-z]']],
      ...sleeping,
    };
    await mesos.accepted('PUT', '/v2/apps/like', like);
    expect(await racksOf(await mesos.runs('like', 2))).toEqual({ b: 2 });
    for (const id of ['grouped', 'unique', 'bounded', 'like']) {
      await mesos.accepted('DELETE', `/v2/apps/${id}`);
    }
    await mesos.settled();
  });

  it('scales down so that groups stay even', async () => {
    const spread = { id: 'even', cmd: 'sleep 1000', constraints: [['rack', 'GROUP_BY', '2']] };
    await mesos.deploy({ ...spread, instances: 6 });
    expect(await racksOf(await mesos.deploy({ ...spread, instances: 2 }))).toEqual({ a: 1, b: 1 });
    await mesos.remove('even');
  });

  it('replaces what ran on an agent that is gone, and ends what is too many when it is back', async () => {
    const tasks = await mesos.deploy({
      id: 'lost',
      cmd: 'sleep 1000',
      instances: 1,
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    });
    const { slaves } = (await mesos.master.getJson('/slaves')) as {
      slaves: { id: string; port: number }[];
    };
    const { port } = slaves.find(({ id }) => id === tasks[0]!.slaveId)!;
    const gone = mesos.agents.find((each) => each.port === port)!;
    gone.signal('SIGSTOP');
    const replacement = await mesos.until('it runs elsewhere', async () =>
      (await mesos.running('lost')).find(({ slaveId }) => slaveId !== tasks[0]!.slaveId),
    );
    expect(replacement.id).not.toBe(tasks[0]!.id);
    gone.signal('SIGCONT');
    const tasksOfMesos = async (): Promise<{ id: string; state: string; slave_id: string }[]> => {
      const { frameworks } = (await mesos.master.getJson('/state')) as {
        frameworks: { tasks: { id: string; state: string; slave_id: string }[] }[];
      };
      return frameworks.flatMap((each) => each.tasks);
    };
    await mesos.until('only one of both runs, on agents that are all there', async () => {
      const { slaves: all } = (await mesos.master.getJson('/slaves')) as {
        slaves: { active: boolean }[];
      };
      const isBack = all.filter(({ active }) => active).length === 3;
      const left = await tasksOfMesos();
      return isBack && left.length === 1 && left[0]!.state === 'TASK_RUNNING' ? true : undefined;
    });
    expect((await tasksOfMesos()).map(({ id }) => id)).toEqual(
      (await mesos.runs('lost', 1)).map(({ id }) => id),
    );
    await mesos.remove('lost');
  });

  it('keeps what comes back in time', async () => {
    const [task] = await mesos.deploy({
      id: 'patient',
      cmd: 'sleep 1000',
      unreachableStrategy: { inactiveAfterSeconds: 600, expungeAfterSeconds: 1200 },
    });
    const { slaves } = (await mesos.master.getJson('/slaves')) as {
      slaves: { id: string; port: number }[];
    };
    const gone = mesos.agents.find(
      (each) => each.port === slaves.find(({ id }) => id === task!.slaveId)!.port,
    )!;
    gone.signal('SIGSTOP');
    await mesos.until('it is unreachable', async () => {
      const { tasks } = await mesos.get<{ tasks: Task[] }>('/v2/apps/patient/tasks');
      return tasks[0]?.state === 'TASK_UNREACHABLE' ? true : undefined;
    });
    gone.signal('SIGCONT');
    expect((await mesos.runs('patient', 1))[0]!.id).toBe(task!.id);
    await mesos.remove('patient');
  });
});

describe('regions', () => {
  const mesos = new MarathonCluster();
  const domain = (region: string): string => {
    const fault_domain = { region: { name: region }, zone: { name: `${region}-1` } };
    return `--domain=${JSON.stringify({ fault_domain })}`;
  };
  const agentIn = (region: string): { flags: string[] } => ({
    flags: [domain(region), '--resources=cpus:1;mem:500;disk:500;ports:[31400-31499]'],
  });

  beforeAll(() =>
    mesos.start({
      agents: [agentIn('home'), agentIn('away')],
      master: { flags: [domain('home')] },
    }),
  );
  afterAll(() => mesos.stop());

  it('other than that of the master are used by those only who ask for them', async () => {
    const sleeping = { cmd: 'sleep 1000', cpus: 0.5, mem: 32 };
    await mesos.accepted('PUT', '/v2/apps/near', { id: '/near', instances: 3, ...sleeping });
    const far = { id: '/far', constraints: [['@region', 'IS', 'away']], ...sleeping };
    // The third of those near waits for as long as this lasts, and so does its deployment.
    await mesos.accepted('PUT', '/v2/apps/far', far);
    expect(await mesos.runs('far', 1)).toMatchObject([{ region: 'away', zone: 'away-1' }]);
    const near = await mesos.runs('near', 2);
    expect(near).toMatchObject([{ region: 'home' }, { region: 'home' }]);
    const detail = await mesos.until('it says why', async () => {
      const { waiting } = await mesos.get<{
        waiting: { count: number; nearMisses: { detail: string }[] };
      }>('/v2/apps/near/explain');
      expect(waiting.count).toBe(1);
      return waiting.nearMisses.map((each) => each.detail).find((each) => each.includes('region'));
    });
    expect(detail).toContain('the agent is in region away and the master in home');
  });
});
