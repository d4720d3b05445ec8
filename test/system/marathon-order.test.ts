/**
 * In which order a real Marathon does things and tells of them: events of the life of an app, groups
 * whose apps need each other; and what it places while the maintenance of a machine is planned.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster } from '../support/marathon.ts';

interface Step {
  readonly actions: readonly { readonly action: string; readonly app: string }[];
}

const checkTimes = {
  ...{ gracePeriodSeconds: 60, intervalSeconds: 1, timeoutSeconds: 20, delaySeconds: 0 },
};

describe('a real Marathon, in order,', () => {
  const mesos = new MarathonCluster();

  beforeAll(async () => {
    await mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31600-31699]'] }],
      flags: ['--maintenance_mode'],
    });
    await mesos.follow();
  });
  afterAll(() => mesos.stop());

  const at = (name: string): string => join(mesos.cluster.directory, name);

  const fileCheck = (name: string): object => ({
    ...checkTimes,
    protocol: 'COMMAND',
    command: { value: `test -e ${at(name)}` },
  });

  /** What was told since, in one word each, up to the end of a deployment. */
  async function toldSince(count: number): Promise<readonly string[]> {
    const isOver = (): true | undefined =>
      mesos.events.slice(count).some(({ eventType }) => eventType === 'deployment_success') ||
      undefined;
    await mesos.until('the deployment is told to be over', isOver);
    return mesos.events.slice(count).map(({ eventType, taskStatus, condition, currentStep }) => {
      if (eventType === 'status_update_event') return String(taskStatus);
      if (eventType === 'instance_changed_event') return String(condition);
      const actions = (currentStep as Step | undefined)?.actions ?? [];
      return [eventType, ...actions.map(({ action }) => action)].join(' ');
    });
  }

  it('tells of the life of an app', async () => {
    writeFileSync(at('well'), '');
    const from = mesos.events.length;
    await mesos.deploy({ id: 'told', cmd: 'sleep 1000', healthChecks: [fileCheck('well')] });
    const born = await toldSince(from);
    // The answer to the client comes beside the first steps.
    expect(born.filter((each) => each !== 'api_post_event')).toEqual([
      'group_change_success',
      ...['deployment_info StartApplication', 'add_health_check_event'],
      'deployment_step_success StartApplication',
      'deployment_info ScaleApplication',
      ...['Provisioned', 'TASK_STARTING', 'Starting', 'TASK_RUNNING', 'Running'],
      ...['TASK_RUNNING', 'health_status_changed_event', 'instance_health_changed_event'],
      'deployment_step_success ScaleApplication',
      'deployment_success',
    ]);
    expect(born).toContain('api_post_event');
    const success = mesos.events.find(({ eventType }) => eventType === 'deployment_success');
    expect(success).toMatchObject({
      plan: {
        steps: [
          { actions: [{ action: 'StartApplication', app: '/told' }] },
          { actions: [{ action: 'ScaleApplication', app: '/told' }] },
        ],
      },
    });

    const until = mesos.events.length;
    await mesos.remove('told');
    const gone = await toldSince(until);
    expect(gone.filter((each) => !/^TASK_KILLING$|^Killing$/u.test(each))).toEqual([
      'group_change_success',
      ...['deployment_info StopApplication', 'remove_health_check_event'],
      ...['TASK_KILLED', 'Killed', 'app_terminated_event'],
      'deployment_step_success StopApplication',
      'deployment_success',
    ]);
  });

  it('starts first what others need, and waits until it is well', async () => {
    const app = (id: string, dependencies: readonly string[], more: object = {}): object => ({
      ...{ id, cmd: 'sleep 1000', cpus: 0.1, mem: 32, dependencies },
      ...more,
    });
    const stack = {
      id: '/stack',
      apps: [
        app('web', ['cache', '../base']),
        app('cache', ['/stack/store'], { instances: 2 }),
        app('store', [], { healthChecks: [fileCheck('store-is-well')] }),
      ],
    };
    const root = { id: '/', groups: [stack, { id: '/base', apps: [app('log', [])] }] };
    const from = mesos.events.length;
    await mesos.accepted('PUT', '/v2/groups', root);
    await mesos.runs('stack/store', 1);
    await mesos.until('it is all that the deployment waits for', async () => {
      const [deployment] =
        await mesos.get<readonly { currentActions: Step['actions'] }[]>('/v2/deployments');
      const open = deployment!.currentActions.map((each) => each.app);
      return open.length === 1 && open[0] === '/stack/store' ? true : undefined;
    });
    expect(await mesos.running('stack/cache')).toEqual([]);
    expect(existsSync(at('store-is-well'))).toBe(false);
    writeFileSync(at('store-is-well'), '');
    await mesos.settled();
    await toldSince(from);
    const starts = mesos.events
      .slice(from)
      .filter(({ taskStatus }) => taskStatus === 'TASK_RUNNING')
      .map(({ appId }) => String(appId));
    const firstOf = (id: string): number => starts.indexOf(id);
    const lastOf = (id: string): number => starts.lastIndexOf(id);
    expect(firstOf('/stack/cache')).toBeGreaterThan(lastOf('/stack/store'));
    expect(firstOf('/stack/web')).toBeGreaterThan(lastOf('/stack/cache'));
    expect(firstOf('/stack/web')).toBeGreaterThan(lastOf('/base/log'));

    const until = mesos.events.length;
    await mesos.accepted('PUT', '/v2/groups', { id: '/', groups: [] });
    await mesos.settled();
    const gone = await toldSince(until);
    const stop = Array.from({ length: 4 }, () => 'StopApplication').join(' ');
    expect(gone).toContain(`deployment_step_success ${stop}`);
    expect(gone.filter((each) => each === 'app_terminated_event')).toHaveLength(4);
  });

  it('places nothing on a machine in maintenance, unless it is told not to look', async () => {
    const machine = { hostname: 'localhost', ip: '127.0.0.1' };
    const start = { nanoseconds: (BigInt(Date.now()) * 1_000_000n).toString() };
    const window = { machine_ids: [machine], unavailability: { start } };
    const schedule = async (windows: readonly object[]): Promise<void> => {
      const url = `http://${mesos.master.address}/maintenance/schedule`;
      const body = JSON.stringify({ windows }).replace(
        /"nanoseconds":"(\d+)"/u,
        '"nanoseconds":$1',
      );
      const answer = await fetch(url, { method: 'POST', body });
      expect(answer.status, await answer.text()).toBe(200);
    };
    await schedule([window]);
    const app = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
    await mesos.accepted('PUT', '/v2/apps/careful', { id: '/careful', ...app });
    const explained = await mesos.until('an offer was of no use', async () => {
      const found = await mesos.get<{
        summary: string;
        waiting: { declined: Record<string, number> } | null;
      }>('/v2/apps/careful/explain');
      return found.summary.includes('maintenance') ? found : undefined;
    });
    // Counted as in the original, by the first check that it fails.
    expect(explained.waiting?.declined['UnfulfilledConstraint']).toBeGreaterThan(0);

    const careless = await mesos.cluster.startMarathon('careless', [
      `--master=${mesos.master.address}`,
      '--framework_name=careless',
      '--disable_maintenance_mode',
    ]);
    const headers = { 'content-type': 'application/json' };
    const put = await fetch(`http://${careless.address}/v2/apps/careless`, {
      ...{ method: 'PUT', headers, body: JSON.stringify({ id: '/careless', ...app }) },
    });
    expect(put.status).toBe(201);
    await mesos.until('it runs all the same', async () => {
      const { tasks } = (await careless.getJson('/v2/tasks')) as { tasks: { state: string }[] };
      return tasks[0]?.state === 'TASK_RUNNING' ? true : undefined;
    });
    expect(await mesos.running('careful')).toEqual([]);

    await schedule([]);
    await mesos.runs('careful', 1);
  });
});
