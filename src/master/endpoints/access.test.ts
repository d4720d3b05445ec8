/** Which realm and which actions of Mesos each endpoint of a master is, and that they are asked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionsOf } from '../../manners/index.ts';
import type { Authorizer, Demand } from '../../security/authorization.ts';
import { ServedMaster } from './test-support.ts';

describe('the endpoints of a master', () => {
  let served: ServedMaster;
  let demands: Demand[];

  beforeEach(async () => {
    demands = [];
    const authorizer: Authorizer = {
      allows: (_, demand) => demands.push(demand) > 0 && demand.action === 'REGISTER_FRAMEWORK',
    };
    served = await new ServedMaster({ authorizer, authenticators: new Map() }).listen();
  });

  afterEach(() => served.close());

  it('are in the realms of the real product, with its actions', () => {
    const table = served.router.routes
      .filter(({ options }) => options.realm !== 'open')
      .map((route) => `${route.path}: ${route.options.realm}, ${actionsOf(route)}`);
    expect(table.toSorted()).toEqual([
      '/allocator/offer_constraints_debug: readonly, each VIEW_FRAMEWORK',
      '/files/browse: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/files/debug: readonly, GET_ENDPOINT_WITH_PATH',
      '/files/download: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/files/read: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/logging/toggle: readwrite, GET_ENDPOINT_WITH_PATH',
      // Those of the web pages are ours: agent, live, terminal.
      '/master/agent: readonly, nobody',
      '/master/api/v1/scheduler: scheduler, nobody',
      '/master/api/v1: readwrite, nobody',
      '/master/create-volumes: readwrite, CREATE_VOLUME',
      '/master/destroy-volumes: readwrite, DESTROY_VOLUME',
      '/master/explain: readonly, each VIEW_FRAMEWORK VIEW_ROLE',
      '/master/flags: readonly, VIEW_FLAGS',
      '/master/frameworks: readonly, each VIEW_FRAMEWORK VIEW_TASK VIEW_EXECUTOR',
      '/master/live: readonly, each VIEW_FRAMEWORK VIEW_TASK',
      '/master/machine/down: readwrite, START_MAINTENANCE',
      '/master/machine/up: readwrite, STOP_MAINTENANCE',
      '/master/maintenance/schedule: readwrite, GET each GET_MAINTENANCE_SCHEDULE, POST UPDATE_MAINTENANCE_SCHEDULE',
      '/master/maintenance/status: readonly, each GET_MAINTENANCE_STATUS',
      '/master/quota: readwrite, GET each GET_QUOTA, POST UPDATE_QUOTA, DELETE UPDATE_QUOTA',
      '/master/rescind-offers: readwrite, DEACTIVATE_AGENT',
      '/master/reserve: readwrite, RESERVE_RESOURCES',
      '/master/roles: readonly, each VIEW_ROLE',
      '/master/slaves: readonly, each VIEW_ROLE',
      '/master/state-summary: readonly, each VIEW_FRAMEWORK VIEW_ROLE',
      '/master/state: readonly, each VIEW_FRAMEWORK VIEW_TASK VIEW_EXECUTOR VIEW_ROLE VIEW_FLAGS',
      '/master/tasks: readonly, each VIEW_FRAMEWORK VIEW_TASK',
      '/master/teardown: readwrite, TEARDOWN_FRAMEWORK',
      '/master/terminal: readwrite, LAUNCH_NESTED_CONTAINER_SESSION',
      '/master/unreserve: readwrite, UNRESERVE_RESOURCES',
      '/master/weights: readwrite, GET each VIEW_ROLE, PUT UPDATE_WEIGHT',
      '/metrics/snapshot: readonly, GET_ENDPOINT_WITH_PATH',
      '/metrics: readonly, GET_ENDPOINT_WITH_PATH',
      '/profiler/start: readwrite, nobody',
      '/profiler/stop: readwrite, nobody',
      '/registrar(1)/registry: readonly, nobody',
    ]);
  });

  it('that are open say nothing of what runs', () => {
    const open = served.router.routes
      .filter(({ options }) => options.realm === 'open' && options.summary !== undefined)
      .map(({ path }) => path);
    expect(open.toSorted()).toEqual([
      '/__processes__',
      '/master',
      '/master/health',
      '/master/redirect',
      '/system/stats.json',
      '/version',
    ]);
    const asking = served.router.routes.filter(
      (route) => route.options.realm === 'open' && actionsOf(route) !== 'nobody',
    );
    expect(asking).toEqual([]);
  });

  async function ask(method: string, path: string, body?: string): Promise<string> {
    const answer = await served.fetch(path, { method, ...(body === undefined ? {} : { body }) });
    return `${answer.status} ${await answer.text()}`;
  }

  it('refuse with 403 and change nothing', async () => {
    const { id } = served.master.subscribe();
    const none = 'is not allowed to nobody in particular';
    demands = [];
    expect(await ask('POST', '/teardown', `frameworkId=${id}`)).toBe(
      `403 TEARDOWN_FRAMEWORK ${none}`,
    );
    expect(await ask('PUT', '/weights', '[{"role":"a","weight":2}]')).toBe(
      `403 UPDATE_WEIGHT ${none}`,
    );
    expect(await ask('GET', '/flags')).toBe(`403 VIEW_FLAGS ${none}`);
    for (const path of ['/metrics/snapshot', '/logging/toggle?level=1&duration=1secs']) {
      expect(await ask('GET', path)).toBe(`403 GET_ENDPOINT_WITH_PATH ${none}`);
    }
    expect(
      demands.map(({ action, object }) => [
        action,
        object?.value ?? object?.frameworkInfo?.id?.value,
      ]),
    ).toEqual([
      ['TEARDOWN_FRAMEWORK', id],
      ['UPDATE_WEIGHT', 'a'],
      ['VIEW_FLAGS', undefined],
      ['GET_ENDPOINT_WITH_PATH', '/metrics/snapshot'],
      ['GET_ENDPOINT_WITH_PATH', '/logging/toggle'],
    ]);
    expect(served.master.state.frameworks.size).toBe(1);
    expect(served.master.state.weights.size).toBe(0);
  });

  it('say what is wrong with a request that is about nothing', async () => {
    expect(await ask('POST', '/teardown', 'frameworkId=none')).toBe(
      '400 No framework found with specified ID',
    );
    expect(await ask('POST', '/teardown', '')).toMatch(/^400 Missing 'frameworkId'/);
    expect(await ask('PUT', '/weights', '{}')).toMatch(/^400 Failed to parse/);
    expect(await ask('GET', '/health')).toBe('200 ');
    expect(demands).toEqual([]);
  });
});
