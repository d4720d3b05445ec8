/**
 * Apps of a real Marathon that keep data: it is there again after their end, an upgrade and a new
 * Marathon, and given back when it is wanted no more.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster, type Task } from '../support/marathon.ts';

interface Agent {
  readonly id: string;
  readonly reserved_resources_full: Readonly<
    Record<string, readonly { name: string; disk?: { persistence?: { id: string } } }[]>
  >;
}

describe('persistent volumes of a real Marathon', () => {
  const mesos = new MarathonCluster();

  const agent = { flags: ['--resources=cpus:4;mem:2000;disk:2000;ports:[31400-31499]'] };
  beforeAll(() =>
    mesos.start({
      agents: [agent, agent],
      flags: ['--mesos_role=keeper', '--mesos_authentication_principal=marathon'],
    }),
  );
  afterAll(() => mesos.stop());

  const keeper = (
    instances: number,
    more: object = {},
  ): { id: string } & Record<string, unknown> => ({
    id: 'keeper',
    instances,
    cmd: 'echo run >> data/runs; sleep 1000',
    disk: 0,
    container: {
      type: 'MESOS',
      volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }],
    },
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    backoffSeconds: 0,
    ...more,
  });

  const kept = async (): Promise<readonly string[]> => {
    const { slaves } = (await mesos.master.getJson('/slaves')) as { slaves: Agent[] };
    return slaves.flatMap(({ reserved_resources_full }) =>
      Object.values(reserved_resources_full)
        .flat()
        .map(({ name, disk }) => disk?.persistence?.id ?? name),
    );
  };

  const volumes = async (): Promise<readonly string[]> =>
    (await kept()).filter((name) => name.includes('#'));

  /** What is in the volume of the task, on the disk of its agent. */
  async function linesOf({ localVolumes }: Task, count: number): Promise<string> {
    const id = localVolumes![0]!.persistenceId;
    const paths = mesos.agents.map(({ workDir }) =>
      join(workDir, 'volumes/roles/keeper', id, 'runs'),
    );
    return mesos.until(`${count} lines`, () => {
      const path = paths.find((each) => existsSync(each));
      const text = path === undefined ? '' : readFileSync(path, 'utf8');
      return text.split('\n').length > count ? text : undefined;
    });
  }

  it('has its data again after its end, an upgrade and a new Marathon', async () => {
    const [first] = await mesos.deploy(keeper(1));
    const before = await volumes();
    expect(before).toHaveLength(1);
    expect(first!.localVolumes).toEqual([
      expect.objectContaining({ containerPath: 'data', persistenceId: before[0] }),
    ]);
    await mesos.accepted('DELETE', `/v2/apps/keeper/tasks/${first!.id}`);
    const second = await mesos.until('it runs again', async () =>
      (await mesos.running('keeper')).find(({ id }) => id !== first!.id),
    );
    expect(second.slaveId).toBe(first!.slaveId);
    expect(await linesOf(second, 2)).toBe('run\nrun\n');
    await mesos.accepted('PUT', '/v2/apps/keeper', keeper(1, { env: { V: '2' } }));
    await mesos.marathon.end('SIGKILL');
    await mesos.marathon.start();
    await mesos.settled();
    const [third] = await mesos.runs('keeper', 1);
    expect(third!.slaveId).toBe(first!.slaveId);
    expect(await linesOf(third!, 3)).toBe('run\nrun\nrun\n');
    expect(await volumes()).toEqual(before);
  });

  it('keeps data when it is made smaller, and gives it back when it is wiped or removed', async () => {
    await mesos.deploy(keeper(3, { env: { V: '2' } }));
    const all = await volumes();
    expect(all).toHaveLength(3);
    await mesos.deploy(keeper(0, { env: { V: '2' } }));
    expect((await volumes()).toSorted()).toEqual(all.toSorted());
    await mesos.deploy(keeper(2, { env: { V: '2' } }));
    const [victim] = await mesos.runs('keeper', 2);
    const wiped = victim!.localVolumes![0]!.persistenceId;
    expect(all).toContain(wiped);
    await mesos.accepted('DELETE', `/v2/apps/keeper/tasks/${victim!.id}?wipe=true`);
    await mesos.until('its data is gone', async () =>
      (await volumes()).includes(wiped) ? undefined : true,
    );
    const runs = await mesos.runs('keeper', 2);
    expect(runs.map(({ id }) => id)).not.toContain(victim!.id);
    expect(await volumes()).toHaveLength(2);
    await mesos.remove('keeper');
    await mesos.until('nothing is reserved', async () =>
      (await kept()).length === 0 ? true : undefined,
    );
  });
});
