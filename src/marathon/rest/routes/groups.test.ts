import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const sleep = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
const shop = {
  id: '/shop',
  apps: [{ id: 'web', ...sleep }],
  groups: [{ id: 'data', apps: [{ id: 'db', ...sleep }] }],
};

async function withShop(): Promise<TestApi> {
  const api = new TestApi();
  expect((await api.ask('POST', '/v2/groups', { body: shop })).status).toBe(201);
  api.test.settle();
  return api;
}

const idsOf = (things: readonly { readonly id: string }[]): readonly string[] =>
  things.map(({ id }) => id);

describe('GET /v2/groups', () => {
  it('is the tree, or what is embedded of it', async () => {
    const api = await withShop();
    const root = await api.json('GET', '/v2/groups');
    expect(root).toMatchObject({ id: '/', apps: [], pods: [], dependencies: [] });
    expect(idsOf(root.groups)).toEqual(['/shop']);
    expect(idsOf(root.groups[0].apps)).toEqual(['/shop/web']);
    expect(idsOf(root.groups[0].groups[0].apps)).toEqual(['/shop/data/db']);
    const part = await api.json('GET', '/v2/groups/shop?embed=group.apps&embed=group.apps.counts');
    expect(part.apps[0]).toMatchObject({ id: '/shop/web', tasksRunning: 1 });
    expect(part.groups).toEqual([]);
    expect(idsOf((await api.json('GET', '/v2/groups/shop/apps')).apps).toSorted()).toEqual([
      '/shop/data/db',
      '/shop/web',
    ]);
  });

  it('says when there is no such group', async () => {
    const api = new TestApi();
    for (const path of ['', '/apps', '/versions', '/versions/2026-01-01T00:00:00.000Z']) {
      expect(await api.ask('GET', `/v2/groups/none${path}`)).toEqual({
        status: 404,
        body: { message: "Group '/none' does not exist" },
      });
    }
  });

  it('has versions, as a bare list', async () => {
    const api = await withShop();
    const all = await api.json('GET', '/v2/groups/versions');
    expect(await api.json('GET', '/v2/groups/shop/versions')).toEqual(all);
    await api.ask('DELETE', '/v2/groups/shop/data');
    api.test.settle();
    const then = await api.json('GET', `/v2/groups/shop/versions/${all[0]}`);
    expect(idsOf(then.groups)).toEqual(['/shop/data']);
    expect((await api.json('GET', '/v2/groups/shop')).groups).toEqual([]);
    const never = '2001-01-01T00:00:00.000Z';
    expect((await api.ask('GET', `/v2/groups/shop/versions/${never}`)).status).toBe(404);
    expect((await api.ask('GET', '/v2/groups/shop/versions/yesterday')).status).toBe(422);
  });
});

describe('a new group', () => {
  it('is where the path and the body say, and not where something is', async () => {
    const api = await withShop();
    const below = await api.ask('POST', '/v2/groups/shop', {
      body: { id: 'more', apps: [{ id: 'a', ...sleep }] },
    });
    expect(below).toMatchObject({
      status: 201,
      headers: {
        Location: 'http://marathon:8080/shop/more',
        'Marathon-Deployment-Id': expect.any(String),
      },
      body: { version: expect.any(String), deploymentId: expect.any(String) },
    });
    expect(await api.ask('POST', '/v2/groups', { body: shop })).toEqual({
      status: 409,
      body: { message: 'Group /shop is already created. Use PUT to change this group.' },
    });
    expect(await api.ask('POST', '/v2/groups', { body: { id: '/shop/web' } })).toEqual({
      status: 409,
      body: { message: 'An app with the path /shop/web already exists.' },
    });
    const wrong = { id: '/b', apps: [{ id: 'a' }] };
    expect(await api.ask('POST', '/v2/groups', { body: wrong })).toMatchObject({
      status: 422,
      body: { message: 'Object is not valid' },
    });
  });
});

describe('PUT /v2/groups', () => {
  it('creates, replaces, scales and goes back', async () => {
    const api = await withShop();
    const created = await api.ask('PUT', '/v2/groups/new', { body: { apps: [] } });
    expect(created.status).toBe(200);
    const filled = { apps: [{ id: 'a', ...sleep }] };
    await api.ask('PUT', '/v2/groups/new', { body: filled });
    api.test.settle();
    expect(idsOf((await api.json('GET', '/v2/groups/new')).apps)).toEqual(['/new/a']);
    expect(idsOf((await api.json('GET', '/v2/groups')).groups)).toEqual(['/new', '/shop']);
    const scaled = await api.ask('PUT', '/v2/groups/shop', { body: { scaleBy: 3 } });
    expect(scaled.status).toBe(200);
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/shop/web')).app.instances).toBe(3);
    const [, , before] = await api.json('GET', '/v2/groups/versions');
    const back = await api.ask('PUT', '/v2/groups/shop', { body: { version: before } });
    expect(back.status).toBe(200);
    api.test.settle();
    expect((await api.json('GET', '/v2/apps/shop/web')).app.instances).toBe(1);
  });

  it('tells with dryRun what it would do, and does nothing', async () => {
    const api = await withShop();
    const body = { apps: [{ id: 'web', ...sleep, instances: 2 }] };
    const planned = await api.json('PUT', '/v2/groups/shop?dryRun=true', { body });
    expect(planned).toEqual({
      steps: [{ actions: [{ action: 'ScaleApplication', app: '/shop/web' }] }],
    });
    expect((await api.json('GET', '/v2/apps/shop/web')).app.instances).toBe(1);
  });

  it('makes the group that it is to scale, and needs one to go back, without anything beside', async () => {
    const api = await withShop();
    expect((await api.ask('PUT', '/v2/groups/none', { body: { scaleBy: 2 } })).status).toBe(200);
    expect((await api.json('GET', '/v2/groups/none')).apps).toEqual([]);
    for (const body of [{ scaleBy: 2 }, { version: '2026-01-01T00:00:00.000Z' }]) {
      const both = { ...body, dependencies: [] };
      expect((await api.ask('PUT', '/v2/groups/shop', { body: both })).status).toBe(422);
    }
    const never = { version: '2001-01-01T00:00:00.000Z' };
    for (const id of ['shop', 'nowhere']) {
      expect(await api.ask('PUT', `/v2/groups/${id}`, { body: never })).toEqual({
        status: 422,
        body: {
          message: `Group /${id} not available in version 2001-01-01T00:00:00.000Z`,
        },
      });
    }
  });
});

describe('a group', () => {
  it('at the top is told to enforce its role', async () => {
    const api = await withShop();
    const body = { enforceRole: true };
    expect(await api.ask('PATCH', '/v2/groups/shop', { body })).toEqual({ status: 200 });
    expect((await api.json('GET', '/v2/groups/shop')).enforceRole).toBe(true);
    expect((await api.ask('PATCH', '/v2/groups/shop/data', { body })).status).toBe(422);
    expect((await api.ask('PATCH', '/v2/groups/none', { body })).status).toBe(404);
  });

  it('is removed with what is in it, unless somebody is in the way', async () => {
    const api = await withShop();
    api.test.mesos.behaviour = () => 'TASK_STAGING';
    await api.ask('PUT', '/v2/apps/shop/web', { body: { instances: 2 } });
    expect((await api.ask('DELETE', '/v2/groups/shop')).status).toBe(409);
    const removed = await api.ask('DELETE', '/v2/groups/shop?force=true');
    expect(removed).toMatchObject({ status: 200, body: { deploymentId: expect.any(String) } });
    expect((await api.ask('DELETE', '/v2/groups/shop')).status).toBe(404);
    api.test.settle();
    expect((await api.json('GET', '/v2/apps')).apps).toEqual([]);
  });

  it('of all of them can go at once', async () => {
    const api = await withShop();
    expect((await api.ask('DELETE', '/v2/groups')).status).toBe(200);
    api.test.settle();
    expect(await api.json('GET', '/v2/groups')).toMatchObject({ apps: [], groups: [] });
  });
});
