import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../../foundation/result.ts';
import { TestApi } from '../../test-support/test-api.ts';

const app = { id: '/shop/web', cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

/** Files by their paths, as an agent reads them. */
function serve(api: TestApi, files: Readonly<Record<string, string>>): string[] {
  const asked: string[] = [];
  api.reads = (agentId, endpoint, query = {}) => {
    const { path = '', offset = '', length } = query;
    asked.push(`${endpoint} ${path} ${offset} ${length ?? ''}`.trim());
    const file = files[path];
    if (file === undefined) return failure({ kind: 'missing', why: `nothing on ${agentId}` });
    if (offset === '-1') return ok({ data: '', offset: file.length });
    const from = Number(offset);
    return ok({ data: file.slice(from, from + Number(length)), offset: from });
  };
  return asked;
}

async function withTask(body: object = app): Promise<{ api: TestApi; id: string }> {
  const api = new TestApi();
  expect((await api.ask('POST', '/v2/apps', { body })).status).toBe(201);
  api.test.settle();
  const { tasks } = await api.json('GET', '/v2/tasks');
  return { api, id: tasks[0].id };
}

const placeOf = (executor: string): string =>
  `/frameworks/framework/executors/${executor}/runs/latest`;

describe('the output of a task', () => {
  it('is the end of its file, of its agent', async () => {
    const { api, id } = await withTask();
    serve(api, { [`${placeOf(id)}/stderr`]: '0123456789', [`${placeOf(id)}/stdout`]: '' });
    const read = (query: string) => api.json('GET', `/v2/tasks/${id}/output${query}`);
    expect(await read('?bytes=4')).toMatchObject({
      ...{ taskId: id, appId: '/shop/web', file: 'stderr' },
      ...{ sizeBytes: 10, offset: 6, data: '6789', host: expect.any(String) },
    });
    expect(await read('')).toMatchObject({ offset: 0, data: '0123456789' });
    expect(await read('?file=stdout')).toMatchObject({ sizeBytes: 0, data: '' });
  });

  it('of one that failed last can be read, and of no other that is gone', async () => {
    const { api, id } = await withTask();
    api.test.mesos.report(id, 'TASK_FAILED');
    api.test.run(60_000);
    const { app: now } = await api.json('GET', '/v2/apps/shop/web?embed=app.tasks');
    expect(now.lastTaskFailure.taskId).toBe(id);
    expect(now.tasks.map((task: { id: string }) => task.id)).not.toContain(id);
    serve(api, { [`${placeOf(id)}/stderr`]: 'no luck' });
    expect(await api.json('GET', `/v2/tasks/${id}/output`)).toMatchObject({ data: 'no luck' });
    const other = id.replace(/[0-9a-f]{4}\._app/, 'ffff._app');
    expect((await api.ask('GET', `/v2/tasks/${other}/output`)).status).toBe(404);
  });

  it('of an executor of its own, and of a container of a pod, is in their places', async () => {
    const { api, id } = await withTask({ ...app, executor: '/bin/own' });
    serve(api, { [`${placeOf(`marathon-${id}`)}/stderr`]: 'own' });
    expect(await api.json('GET', `/v2/tasks/${id}/output`)).toMatchObject({ data: 'own' });
    const pod = {
      id: '/pod',
      containers: [
        {
          name: 'one',
          exec: { command: { shell: 'sleep 1' } },
          resources: { cpus: 0.1, mem: 32 },
        },
      ],
    };
    expect((await api.ask('POST', '/v2/pods', { body: pod })).status).toBe(201);
    api.test.settle();
    const [instance] = [...api.test.core.instances.of('/pod')];
    const { taskId } = instance!.tasks[0]!;
    serve(api, { [`${placeOf(instance!.id)}/tasks/${taskId}/stdout`]: 'inside' });
    const answer = await api.json('GET', `/v2/tasks/${taskId}/output?file=stdout`);
    expect(answer).toMatchObject({ appId: '/pod', data: 'inside' });
  });

  it('is asked for in its words only; nothing else of an agent is read', async () => {
    const { api, id } = await withTask();
    const asked = serve(api, {});
    const status = async (target: string): Promise<number> => (await api.ask('GET', target)).status;
    for (const query of ['file=../../etc/passwd', 'bytes=0', 'bytes=65537', 'bytes=x']) {
      expect(await status(`/v2/tasks/${id}/output?${query}`)).toBe(422);
    }
    expect(await status('/v2/tasks/shop_web.marathon-1/output')).toBe(404);
    expect(await status('/v2/tasks/..%2Fx/output')).toBe(404);
    expect(asked).toEqual([]);
    expect(await status(`/v2/tasks/${id}/output`)).toBe(404);
    expect((await api.ask('POST', `/v2/tasks/${id}/output`)).status).toBe(405);
    for (const [kind, expected] of [
      ['unknown-agent', 404],
      ['busy', 503],
      ['late', 504],
      ['refused', 502],
      ['away', 502],
    ] as const) {
      api.reads = () => failure({ kind, why: 'so' });
      expect(await status(`/v2/tasks/${id}/output`)).toBe(expected);
    }
  });
});

describe('the use of instances', () => {
  const statistics = { timestamp: 1, mem_rss_bytes: 5, mem_limit_bytes: 9 };

  it('is told of those on the agents that are named', async () => {
    const { api } = await withTask({ ...app, instances: 3 });
    const { tasks } = await api.json('GET', '/v2/tasks');
    const asked: string[] = [];
    api.reads = (agentId, endpoint) => {
      asked.push(`${agentId} ${endpoint}`);
      return ok(
        tasks.map(({ id }: { id: string }) => ({
          ...{ framework_id: 'framework', executor_id: id, statistics },
        })),
      );
    };
    const { slaveId, id } = tasks[0];
    const use = await api.json('GET', `/v2/tasks/use?app=/shop/web&agent=${slaveId}&agent=other`);
    expect(asked).toEqual([`${slaveId} monitor/statistics`]);
    expect(use.faults).toEqual([]);
    expect(use.tasks).toContainEqual({
      ...{ id, agentId: slaveId, cpus: null, cpusLimit: null, memBytes: 5, memLimitBytes: 9 },
    });
  });

  it('says which agents did not answer, and refuses what it cannot take', async () => {
    const { api } = await withTask();
    const { tasks } = await api.json('GET', '/v2/tasks');
    const { slaveId } = tasks[0];
    expect(await api.json('GET', `/v2/tasks/use?app=/shop/web&agent=${slaveId}`)).toEqual({
      tasks: [],
      faults: [{ agentId: slaveId, message: 'Nobody answers' }],
    });
    const status = async (query: string): Promise<number> =>
      (await api.ask('GET', `/v2/tasks/use?${query}`)).status;
    expect(await status('app=/shop/web')).toBe(422);
    expect(await status('agent=a')).toBe(422);
    expect(await status('app=/none&agent=a')).toBe(404);
    const many = Array.from({ length: 21 }, (_, i) => `agent=${i}`).join('&');
    expect(await status(`app=/shop/web&${many}`)).toBe(422);
  });
});
