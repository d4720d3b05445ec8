import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const app = {
  id: '/shop/web',
  cmd: 'sleep 1000',
  cpus: 0.1,
  mem: 32,
  instances: 2,
  portDefinitions: [{ port: 10_001 }],
};

async function withTasks(): Promise<{ api: TestApi; ids: readonly string[] }> {
  const api = new TestApi();
  await api.ask('POST', '/v2/apps', { body: app });
  api.test.settle();
  const { tasks } = await api.json('GET', '/v2/tasks');
  return { api, ids: tasks.map(({ id }: { id: string }) => id) };
}

describe('tasks', () => {
  it('are listed with all that is known of them', async () => {
    const { api } = await withTasks();
    const { tasks } = await api.json('GET', '/v2/apps/shop/web/tasks');
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatchObject({
      id: expect.stringMatching(/^shop_web\.instance-[0-9a-f-]{36}\._app\.1$/),
      appId: '/shop/web',
      host: expect.any(String),
      ports: [expect.any(Number)],
      servicePorts: [10_001],
      slaveId: expect.any(String),
      state: 'TASK_RUNNING',
      stagedAt: expect.stringMatching(/Z$/),
      startedAt: expect.stringMatching(/Z$/),
      version: expect.stringMatching(/Z$/),
      role: '*',
    });
    expect((await api.json('GET', '/v2/apps/shop/*/tasks')).tasks).toHaveLength(2);
    expect(await api.ask('GET', '/v2/apps/none/tasks')).toEqual({
      status: 404,
      body: { message: "App '/none' does not exist" },
    });
    expect(await api.ask('GET', '/v2/apps/none/*/tasks')).toEqual({
      status: 404,
      body: { message: "Group '/none' does not exist" },
    });
  });

  it('have the ports of the host that they have, also after a restart', async () => {
    const api = new TestApi();
    const portMappings = [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }];
    const body = {
      id: '/a',
      cmd: 'sleep 1000',
      cpus: 0.1,
      mem: 32,
      networks: [{ mode: 'container', name: 'inside' }],
      container: { type: 'MESOS', portMappings },
    };
    expect((await api.ask('POST', '/v2/apps', { body })).status).toBe(201);
    api.test.settle();
    const ports = async () => (await api.json('GET', '/v2/apps/a/tasks')).tasks[0].ports;
    const [port, ...more] = await ports();
    expect([port, more]).toEqual([expect.any(Number), []]);
    api.test.restart();
    expect(await ports()).toEqual([port]);
  });

  it('are listed by state', async () => {
    const { api } = await withTasks();
    api.test.mesos.behaviour = () => 'TASK_STAGING';
    await api.ask('PUT', '/v2/apps/shop/web', { body: { instances: 3 } });
    api.test.run(10_000);
    const count = async (query: string): Promise<number> =>
      (await api.json('GET', `/v2/tasks?${query}`)).tasks.length;
    expect(await count('status=running')).toBe(2);
    expect(await count('status=staging')).toBe(1);
    expect(await count('status=bogus')).toBe(3);
    expect(await count('status=bogus&status=running')).toBe(2);
    expect(await count('status[]=running&status[]=staging')).toBe(3);
    expect(await count('')).toBe(3);
  });

  it('are a table of text for who asks for that', async () => {
    const { api } = await withTasks();
    const { body } = await api.ask('GET', '/v2/tasks', { accept: 'text/plain' });
    expect(body).toMatch(/^shop_web\t10001\t\w+:\d+\t\w+:\d+\t\n$/);
    const own = await api.ask('GET', '/v2/apps/shop/web/tasks', { accept: 'text/plain' });
    expect(own.body).toBe(body);
    for (const accept of ['application/json, text/plain, */*', 'text/plain;q=0.5, */*', '*/*']) {
      const { body: json } = await api.ask('GET', '/v2/tasks', { accept });
      expect(json).toMatchObject({ tasks: [{}, {}] });
    }
  });

  it('are killed one by one and replaced', async () => {
    const { api, ids } = await withTasks();
    const killed = await api.json('DELETE', `/v2/apps/shop/web/tasks/${ids[0]}`);
    expect(killed.task).toMatchObject({ id: ids[0], appId: '/shop/web' });
    api.test.run(60_000);
    const { tasks } = await api.json('GET', '/v2/tasks');
    expect(tasks).toHaveLength(2);
    expect(tasks.some(({ id }: { id: string }) => id === ids[0])).toBe(false);
    expect(await api.ask('DELETE', '/v2/apps/shop/web/tasks/odd')).toEqual({
      status: 404,
      body: { message: "Task 'odd' does not exist" },
    });
  });

  it('are killed all, or those of one host', async () => {
    const { api } = await withTasks();
    const [{ host }] = (await api.json('GET', '/v2/tasks')).tasks;
    const hosts = (await api.json('GET', '/v2/tasks')).tasks.filter(
      (task: { host: string }) => task.host === host,
    );
    const some = await api.json('DELETE', `/v2/apps/shop/web/tasks?host=${host}`);
    expect(some.tasks).toHaveLength(hosts.length);
    expect((await api.json('DELETE', '/v2/apps/shop/web/tasks?host=none')).tasks).toEqual([]);
    expect((await api.json('DELETE', '/v2/apps/shop/web/tasks')).tasks).toHaveLength(2);
    expect((await api.ask('DELETE', '/v2/apps/none/tasks')).status).toBe(404);
    expect((await api.ask('DELETE', '/v2/apps/shop/*/tasks')).status).toBe(404);
  });

  it('with scale are not replaced, in a deployment', async () => {
    const { api, ids } = await withTasks();
    const scaled = await api.ask('DELETE', `/v2/apps/shop/web/tasks/${ids[1]}?scale=true`);
    expect(scaled).toMatchObject({ status: 200, body: { deploymentId: expect.any(String) } });
    api.test.settle();
    const { tasks } = await api.json('GET', '/v2/tasks');
    expect(tasks.map(({ id }: { id: string }) => id)).toEqual([ids[0]]);
  });

  it('with scale that are being killed already are taken off once', async () => {
    const { api, ids } = await withTasks();
    const { test } = api;
    const send = test.mesos.send.bind(test.mesos);
    // Mesos does not get to it.
    test.mesos.send = (call) => (call.type === 'KILL' ? undefined : send(call));
    for (const force of [false, true]) {
      const target = `/v2/apps/shop/web/tasks/${ids[1]}?scale=true&force=${force}`;
      expect((await api.ask('DELETE', target)).status).toBe(200);
      test.run(100);
      expect((await api.json('GET', '/v2/apps/shop/web')).app.instances).toBe(1);
    }
  });

  it('of several apps are killed by their ids; unknown ones are passed over', async () => {
    const { api, ids } = await withTasks();
    const body = {
      ids: [ids[0], 'other_app.instance-8e7a5e0c-0000-11e8-a1b2-000000000000._app.1'],
    };
    const { tasks } = await api.json('POST', '/v2/tasks/delete', { body });
    expect(tasks.map(({ id }: { id: string }) => id)).toEqual([ids[0]]);
    const odd = await api.ask('POST', '/v2/tasks/delete', { body: { ids: ['odd'] } });
    expect(odd).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/^Invalid task id 'odd'/) },
    });
    const scaled = await api.ask('POST', '/v2/tasks/delete?scale=true', {
      body: { ids: [ids[1]] },
    });
    expect(scaled.body).toMatchObject({ deploymentId: expect.any(String) });
    expect((await api.ask('POST', '/v2/tasks/delete', { body: {} })).status).toBe(422);
  });

  it('cannot be scaled and wiped at the same time', async () => {
    const { api, ids } = await withTasks();
    for (const [method, path] of [
      ['DELETE', '/v2/apps/shop/web/tasks'],
      ['DELETE', `/v2/apps/shop/web/tasks/${ids[0]}`],
      ['POST', '/v2/tasks/delete'],
    ] as const) {
      const answer = await api.ask(method, `${path}?scale=true&wipe=true`, { body: { ids } });
      expect(answer).toEqual({
        status: 400,
        body: { message: 'You cannot use scale and wipe at the same time.' },
      });
    }
  });

  it('that failed are remembered by their app', async () => {
    const { api, ids } = await withTasks();
    api.test.mesos.report(ids[0]!, 'TASK_FAILED');
    api.test.run(100);
    const { app: info } = await api.json('GET', '/v2/apps/shop/web');
    expect(info.lastTaskFailure).toMatchObject({
      appId: '/shop/web',
      taskId: ids[0],
      state: 'TASK_FAILED',
      host: expect.any(String),
      message: expect.any(String),
      slaveId: expect.any(String),
      timestamp: expect.stringMatching(/Z$/),
      version: expect.stringMatching(/Z$/),
    });
  });
});
