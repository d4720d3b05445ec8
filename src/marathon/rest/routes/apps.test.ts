import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const sleep = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

async function withApps(...ids: readonly string[]): Promise<TestApi> {
  const api = new TestApi();
  for (const id of ids) {
    const { status } = await api.ask('POST', '/v2/apps', { body: { id, ...sleep } });
    expect(status).toBe(201);
  }
  api.test.settle();
  return api;
}

describe('POST /v2/apps', () => {
  it('answers what was stored, where it is and which deployment makes it', async () => {
    const api = new TestApi();
    const answer = await api.ask('POST', '/v2/apps', { body: { id: 'shop/db', ...sleep } });
    const [deployment] = [...api.test.core.deployments.running()];
    expect(answer.status).toBe(201);
    expect(answer.headers).toEqual({
      Location: 'http://marathon:8080/shop/db',
      'Marathon-Deployment-Id': deployment!.plan.id,
    });
    expect(JSON.parse(JSON.stringify(answer.body))).toMatchObject({
      id: '/shop/db',
      version: expect.stringMatching(/^2026-01-01T\d\d:\d\d:\d\d\.\d{3}Z$/),
      tasksStaged: 0,
      tasksRunning: 0,
      tasksHealthy: 0,
      tasksUnhealthy: 0,
      deployments: [{ id: deployment!.plan.id }],
      tasks: [],
    });
  });

  it('refuses an id that is there, and what is not a definition', async () => {
    const api = await withApps('/a');
    const again = await api.ask('POST', '/v2/apps', { body: { id: '/a', ...sleep } });
    expect(again).toMatchObject({
      status: 409,
      body: { message: 'An app with id [/a] already exists.' },
    });
    const wrongType = await api.ask('POST', '/v2/apps', { body: { id: '/b', cpus: 'many' } });
    expect(wrongType).toMatchObject({
      status: 422,
      body: { message: 'Invalid JSON', details: [{ path: '/cpus' }] },
    });
    const invalid = await api.ask('POST', '/v2/apps', { body: { id: '/b' } });
    expect(invalid).toMatchObject({
      status: 422,
      body: { message: 'Object is not valid', details: [{ path: '/' }] },
    });
    expect((await api.ask('POST', '/v2/apps', {})).status).toBe(422);
  });
});

describe('GET /v2/apps', () => {
  it('lists with counts and deployments, and filters by id, command and labels', async () => {
    const api = await withApps('/shop/db', '/shop/web', '/other');
    const { apps } = await api.json('GET', '/v2/apps');
    expect(apps.map(({ id }: { id: string }) => id).sort()).toEqual([
      '/other',
      '/shop/db',
      '/shop/web',
    ]);
    expect(apps[0]).toMatchObject({ tasksRunning: 1, deployments: [] });
    expect(apps[0].tasks).toBeUndefined();
    const ids = async (query: string): Promise<readonly string[]> =>
      (await api.json('GET', `/v2/apps?${query}`)).apps.map(({ id }: { id: string }) => id);
    expect(await ids('id=SHOP')).toEqual(['/shop/db', '/shop/web']);
    expect(await ids('ids=/other,/none,/shop,odd,/shop/db,/other')).toEqual(['/other', '/shop/db']);
    expect(await ids('ids=')).toEqual([]);
    expect(await ids('ids=/other,/shop/db&id=shop')).toEqual(['/shop/db']);
    expect(await ids('cmd=SLEEP')).toHaveLength(3);
    expect(await ids('cmd=nothing')).toEqual([]);
    expect(await ids('label=a')).toEqual([]);
    expect(await ids('label=a!=b')).toHaveLength(3);
    expect((await api.ask('GET', '/v2/apps?label=a=b')).status).toBe(400);
  });

  it('embeds what is asked for, and ignores what it does not know', async () => {
    const api = await withApps('/a');
    const query =
      'embed=apps.tasks&embed=apps.lastTaskFailure&embed=apps.taskStats&embed=apps.odd&embed=apps.readiness';
    const [app] = (await api.json('GET', `/v2/apps?${query}`)).apps;
    expect(app.tasks).toHaveLength(1);
    expect(app.readinessCheckResults).toEqual([]);
    expect(app.taskStats.totalSummary.stats.counts).toMatchObject({ running: 1 });
  });
});

describe('/v2/apps/{id}', () => {
  it('is read with its tasks, and says when it is not there', async () => {
    const api = await withApps('/shop/db');
    const { app } = await api.json('GET', '/v2/apps//shop/db');
    expect(app).toMatchObject({ id: '/shop/db', tasksRunning: 1, deployments: [] });
    expect(app.tasks[0]).toMatchObject({ appId: '/shop/db', state: 'TASK_RUNNING' });
    expect(app.versionInfo.lastScalingAt).toBe(app.version);
    expect(await api.ask('GET', '/v2/apps/none')).toEqual({
      status: 404,
      body: { message: "App '/none' does not exist" },
    });
    const below = await api.json('GET', '/v2/apps/shop/*');
    expect(below['*'].map(({ id }: { id: string }) => id)).toEqual(['/shop/db']);
    expect(await api.ask('GET', '/v2/apps/none/*')).toMatchObject({
      status: 404,
      body: { message: "Group '/none' does not exist" },
    });
  });

  it('is changed by parts of it, or as a whole, or made by PUT', async () => {
    const api = await withApps('/a');
    const made = await api.ask('PUT', '/v2/apps/b', { body: sleep });
    expect(made.status).toBe(201);
    expect(made.headers!['Location']).toBe('http://marathon:8080/b');
    const scaled = await api.ask('PUT', '/v2/apps/a', { body: { instances: 3 } });
    expect(scaled).toMatchObject({
      status: 200,
      body: { version: expect.any(String), deploymentId: expect.any(String) },
    });
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/a')).app).toMatchObject({
      instances: 3,
      cmd: 'sleep 1000',
      tasksRunning: 3,
    });
    const body = { cmd: 'sleep 2', id: '/ignored' };
    expect((await api.ask('PUT', '/v2/apps/a?partialUpdate=false', { body })).status).toBe(200);
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/a')).app).toMatchObject({ instances: 1, mem: 128 });
  });

  it('goes back to an earlier version, which is listed', async () => {
    const api = await withApps('/a');
    const { versions } = await api.json('GET', '/v2/apps/a/versions');
    await api.ask('PUT', '/v2/apps/a', { body: { cmd: 'sleep 2' } });
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/a/versions')).versions).toHaveLength(2);
    const [first] = versions;
    expect(await api.json('GET', `/v2/apps/a/versions/${first}`)).toMatchObject({
      id: '/a',
      cmd: 'sleep 1000',
    });
    expect((await api.ask('PUT', '/v2/apps/a', { body: { version: first } })).status).toBe(200);
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/a')).app.cmd).toBe('sleep 1000');
    const never = '2001-01-01T00:00:00.000Z';
    expect(await api.ask('PUT', '/v2/apps/a', { body: { version: never } })).toMatchObject({
      status: 404,
    });
    expect(await api.ask('GET', `/v2/apps/a/versions/${never}`)).toEqual({
      status: 404,
      body: { message: `App '/a' does not exist in version ${never}` },
    });
    expect(await api.ask('GET', '/v2/apps/a/versions/yesterday')).toEqual({
      status: 422,
      body: {
        message: "Invalid timestamp provided 'yesterday'. Expecting ISO-8601 datetime string.",
      },
    });
    expect((await api.ask('GET', '/v2/apps/none/versions')).status).toBe(404);
  });

  it('is patched only where it is', async () => {
    const api = await withApps('/a');
    expect((await api.ask('PATCH', '/v2/apps/a', { body: { instances: 2 } })).status).toBe(200);
    expect((await api.ask('PATCH', '/v2/apps/b', { body: { instances: 2 } })).status).toBe(404);
  });

  it('is locked while it is deployed, unless forced', async () => {
    const api = new TestApi();
    api.test.mesos.behaviour = () => 'TASK_STAGING';
    await api.ask('POST', '/v2/apps', { body: { id: '/a', ...sleep } });
    const { plan } = [...api.test.core.deployments.running()][0]!;
    const locked = await api.ask('PUT', '/v2/apps/a', { body: { instances: 2 } });
    expect(locked).toMatchObject({ status: 409, body: { deployments: [{ id: plan.id }] } });
    const restart = await api.ask('POST', '/v2/apps/a/restart');
    expect(restart.status).toBe(409);
    expect((await api.ask('DELETE', '/v2/apps/a?force=false')).status).toBe(409);
    expect((await api.ask('PUT', '/v2/apps/a?force=true', { body: { instances: 2 } })).status).toBe(
      200,
    );
    expect((await api.ask('DELETE', '/v2/apps/a')).status).toBe(200);
    expect((await api.ask('DELETE', '/v2/apps/a')).status).toBe(404);
  });

  it('is restarted: all its tasks are new', async () => {
    const api = await withApps('/a');
    const [before] = api.test.mesos.living;
    expect((await api.ask('POST', '/v2/apps/a/restart')).body).toMatchObject({
      deploymentId: expect.any(String),
    });
    api.test.settle();
    expect(api.test.mesos.living).toHaveLength(1);
    expect(api.test.mesos.living[0]).not.toBe(before);
    expect((await api.ask('POST', '/v2/apps/none/restart')).status).toBe(404);
  });
});

describe('several apps at once', () => {
  it('are put, made where they were missing, and patched only where they are', async () => {
    const api = await withApps('/a');
    const put = await api.ask('PUT', '/v2/apps', {
      body: [
        { id: '/a', instances: 2 },
        { id: '/b', ...sleep },
      ],
    });
    expect(put).toMatchObject({ status: 200, body: { deploymentId: expect.any(String) } });
    api.test.settle();
    expect((await api.json('GET', '/v2/apps')).apps).toHaveLength(2);
    expect((await api.ask('PUT', '/v2/apps', { body: [{ instances: 2 }] })).status).toBe(422);
    expect((await api.ask('PUT', '/v2/apps', { body: {} })).status).toBe(422);
    const patched = await api.ask('PATCH', '/v2/apps', { body: [{ id: '/c', instances: 2 }] });
    expect(patched).toEqual({ status: 404, body: { message: "App '/c' does not exist" } });
  });
});
