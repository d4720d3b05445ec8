/** Which realm and which actions of Mesos each endpoint of an agent is, and that they are asked. */
import { afterEach, describe, expect, it } from 'vitest';
import { actionsOf } from '../../manners/index.ts';
import type { Demand } from '../../security/authorization.ts';
import { aTask } from '../core/test-support.ts';
import { sandboxSource } from './sandboxes.ts';
import { ServedAgent } from './test-support.ts';

describe('the endpoints of an agent', () => {
  let agent: ServedAgent;

  afterEach(() => agent.close());

  it('are in the realms of the real product, with its actions', async () => {
    agent = new ServedAgent();
    agent.cluster.startRegistered();
    await agent.serve();
    const table = agent.router.routes
      .filter(({ options }) => options.realm !== 'open')
      .map((route) => `${route.path}: ${route.options.realm}, ${actionsOf(route)}`);
    expect(table.toSorted()).toEqual([
      '/files/browse: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/files/debug: readonly, GET_ENDPOINT_WITH_PATH',
      '/files/download: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/files/read: readonly, each ACCESS_SANDBOX ACCESS_MESOS_LOG',
      '/logging/toggle: readwrite, GET_ENDPOINT_WITH_PATH',
      '/metrics/snapshot: readonly, GET_ENDPOINT_WITH_PATH',
      '/metrics: readonly, GET_ENDPOINT_WITH_PATH',
      '/profiler/start: readwrite, nobody',
      '/profiler/stop: readwrite, nobody',
      '/slave(1)/api/v1/executor: executor, nobody',
      '/slave(1)/api/v1: readwrite, nobody',
      '/slave(1)/containerizer/debug: readonly, GET_ENDPOINT_WITH_PATH',
      '/slave(1)/containers: readonly, GET_ENDPOINT_WITH_PATH, then each VIEW_CONTAINER',
      '/slave(1)/flags: readonly, VIEW_FLAGS',
      '/slave(1)/monitor/statistics: readonly, GET_ENDPOINT_WITH_PATH',
      '/slave(1)/state: readonly, each VIEW_FRAMEWORK VIEW_TASK VIEW_EXECUTOR VIEW_ROLE VIEW_FLAGS',
    ]);
  });

  it('refuse with 403, and ask with the path that ACLs name', async () => {
    agent = new ServedAgent();
    const asked: Demand[] = [];
    const authorizer = { allows: (_: unknown, demand: Demand) => (asked.push(demand), false) };
    agent.cluster.startRegistered();
    await agent.serve({ authorizer, authenticators: new Map() });
    for (const path of ['/containers', '/monitor/statistics', '/files/debug']) {
      const { status, body } = await agent.get(path);
      expect([status, body.toString()]).toEqual([
        403,
        'GET_ENDPOINT_WITH_PATH is not allowed to nobody in particular',
      ]);
      expect(asked.pop()).toEqual({
        action: 'GET_ENDPOINT_WITH_PATH',
        object: { value: path },
      });
    }
    expect((await agent.get('/flags')).status).toBe(403);
    expect((await agent.get('/health')).status).toBe(200);
  });

  it('ask for a sandbox with its framework and executor, by whichever path', async () => {
    agent = new ServedAgent();
    const { cluster } = agent;
    cluster.startRegistered();
    await agent.serve();
    cluster.run(aTask('t'));
    await agent.until(() => cluster.agent.core.state.frameworks.size > 0);
    const [framework] = cluster.agent.core.state.frameworks.values();
    const [executor] = framework!.executors.values();
    const source = sandboxSource(cluster.agent, '/var/lib/mesos');
    const object = { frameworkInfo: framework!.info, executorInfo: executor!.info };
    const latest = `/frameworks/${framework!.id}/executors/${executor!.id}/runs/latest/stdout`;
    const run = `/var/lib/mesos/slaves/S/frameworks/${framework!.id}/executors/${executor!.id}/runs/R/x`;
    for (const path of [latest, run]) {
      expect(source.find(path)?.demand).toEqual({ action: 'ACCESS_SANDBOX', object });
    }
    expect(source.find('/var/lib/mesos/containers/c/x')?.demand).toEqual({
      action: 'ACCESS_SANDBOX',
    });
  });
});
