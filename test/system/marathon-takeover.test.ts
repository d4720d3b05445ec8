/**
 * A Marathon of others is replaced under its running tasks: its state, as it wrote it, is taken over, ours
 * knows every task again, kills and starts none, and goes on from there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MarathonCluster, type Task } from '../support/marathon.ts';
import { OriginalMarathon, originalRole } from '../support/marathon-original.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const program = fileURLToPath(new URL('../../bin/marathon', import.meta.url));
const originals = new URL('./marathon-originals/', import.meta.url);

describe.skipIf(missing !== undefined)(`replacing a Marathon ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let mesos: MarathonCluster;

  beforeEach(async () => {
    ensemble = await Ensemble.start();
    mesos = new MarathonCluster();
  });
  afterEach(async () => {
    await mesos.stop();
    await ensemble.stop();
  });

  interface State {
    readonly frameworks: readonly {
      readonly id: string;
      readonly tasks: readonly { readonly id: string; readonly state: string }[];
      readonly completed_tasks: readonly { readonly id: string }[];
    }[];
  }

  const frameworksOf = async (): Promise<State['frameworks']> =>
    ((await mesos.master.getJson('/state')) as State).frameworks;

  it.each(['1.5', '1.11'])('%s leaves its tasks as they are', async (version) => {
    const original = new OriginalMarathon(fileURLToPath(new URL(`${version}.json`, originals)));
    const zk = `zk://${ensemble.hosts}/marathon`;
    const flags = [
      ...[`--zk=${zk}`, `--mesos_role=${originalRole}`],
      ...['--mesos_authentication_principal=marathon', '--scale_apps_initial_delay=200'],
      '--scale_apps_interval=500',
    ];
    await mesos.startMesos({
      agents: [{ flags: ['--resources=cpus:4;mem:2000;disk:2000;ports:[31999-31999]'] }],
    });
    const world = await original.run(mesos.master);
    await original.write(ensemble, '/marathon', world);

    const args = ['migrate-from', zk, `--master=${mesos.master.address}`, ...flags];
    const migrated = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    expect(migrated.stderr).not.toContain('in the way');
    expect(migrated.stdout).toContain(`framework id: ${world.frameworkId}`);
    expect(migrated.stdout).toContain('apps and pods: 4, groups: 2');
    expect(migrated.stdout).toContain('instances: 5');
    expect(migrated.stdout).not.toContain('left out');

    await mesos.startMarathon(flags);
    const known = await mesos.until('it is subscribed and knows all tasks', async () => {
      const { frameworkId } = await mesos.get<{ frameworkId?: string }>('/v2/info');
      const { tasks } = await mesos.get<{ tasks: readonly Task[] }>('/v2/tasks');
      return frameworkId === world.frameworkId && tasks.length === 4 ? tasks : undefined;
    });
    const ofApps = original.taskIds.filter((id) => !id.startsWith('crew.'));
    expect(known.map(({ id }) => id).toSorted()).toEqual(ofApps.toSorted());
    // By then all apps have been looked at, and Mesos has been asked what runs.
    await mesos.deploy({ id: 'witness', cmd: 'sleep 1000', portDefinitions: [] });
    await mesos.remove('witness');
    const [one, ...others] = await frameworksOf();
    expect(others).toEqual([]);
    expect(one!.id).toBe(world.frameworkId);
    const alive = one!.tasks.map(({ id, state }) => `${id} ${state}`);
    expect(alive.toSorted()).toEqual(original.taskIds.map((id) => `${id} TASK_RUNNING`).toSorted());
    expect(one!.completed_tasks.every(({ id }) => id.startsWith('witness.'))).toBe(true);

    const db = await mesos.app('shop/db');
    expect(db).toMatchObject({
      ...{ version: '2019-03-02T00:00:07.045Z', tasksRunning: 2, deployments: [] },
      lastTaskFailure: { message: 'boom' },
      healthChecks: [{ protocol: 'COMMAND', gracePeriodSeconds: 300, intervalSeconds: 60 }],
      labels: { tier: 'back' },
      taskKillGracePeriodSeconds: 2,
      role: originalRole,
    });
    expect(await mesos.get('/v2/apps/shop/db/versions')).toEqual({
      versions: ['2019-03-02T00:00:07.045Z', '2019-03-01T10:00:00.000Z'],
    });
    expect(await mesos.app('shop/web')).toMatchObject({
      dependencies: ['/shop/db'],
      env: { GREETING: 'hello' },
      constraints: [['hostname', 'LIKE', '.*']],
      portDefinitions: [{ port: 10_001, name: 'http', protocol: 'tcp' }],
      killSelection: 'OLDEST_FIRST',
      tasks: [{ ports: [31_999], state: 'TASK_RUNNING' }],
    });
    expect(await mesos.get('/v2/pods/crew::status')).toMatchObject({ status: 'STABLE' });

    await goesOn();
  });

  /** A new version of one app, the end of a task that keeps data, and the end of everything. */
  async function goesOn(): Promise<void> {
    const [before] = await mesos.runs('shop/web', 1);
    const env = { GREETING: 'good evening' };
    await mesos.accepted('PATCH', '/v2/apps/shop/web', { env });
    await mesos.settled();
    const [after] = await mesos.runs('shop/web', 1);
    expect(after!.id).not.toBe(before!.id);
    expect(after!.id).toMatch(/^shop_web\.instance-.*\._app\.1$/u);

    const [keeper] = await mesos.runs('shop/data', 1);
    await mesos.accepted('DELETE', `/v2/apps/shop/data/tasks/${keeper!.id}`);
    const again = await mesos.until('it runs again', async () =>
      (await mesos.running('shop/data')).find(({ id }) => id !== keeper!.id),
    );
    const { persistenceId } = again.localVolumes![0]!;
    expect(persistenceId).toBe(keeper!.localVolumes![0]!.persistenceId);
    const runs = join(
      mesos.agents[0]!.workDir,
      `volumes/roles/${originalRole}/${persistenceId}/runs`,
    );
    await mesos.until('it wrote to the same volume', () =>
      existsSync(runs) && readFileSync(runs, 'utf8') === 'run\nrun\n' ? true : undefined,
    );

    await mesos.accepted('DELETE', '/v2/pods/crew?force=true');
    await mesos.accepted('DELETE', '/v2/groups//shop?force=true');
    await mesos.settled();
    await mesos.until('nothing is left in Mesos', async () => {
      const [one] = await frameworksOf();
      const { slaves } = (await mesos.master.getJson('/slaves')) as {
        slaves: { reserved_resources_full: Record<string, unknown> }[];
      };
      const isFree = Object.keys(slaves[0]!.reserved_resources_full).length === 0;
      return one!.tasks.length === 0 && isFree ? true : undefined;
    });
  }
});
