import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const app = { id: '/web', cmd: 'sleep 1', cpus: 40, mem: 10, instances: 3 };

const pod = {
  id: '/pod',
  containers: [{ name: 'one', exec: { command: { shell: 'x' } }, resources: { cpus: 9, mem: 9 } }],
  networks: [{ mode: 'host' }],
  scaling: { kind: 'fixed', instances: 2 },
};

describe('POST /v2/fit', () => {
  it('says what a new app would come to, and changes nothing', async () => {
    const api = new TestApi();
    const body = { app: { ...app, instances: 8 } };
    const answer = await api.json('POST', '/v2/fit?askForOffers=true', { body });
    expect(answer).toMatchObject({
      id: '/web',
      steps: [
        { actions: [{ action: 'StartApplication', app: '/web' }] },
        { actions: [{ action: 'ScaleApplication', app: '/web' }] },
      ],
      wanted: 8,
      offers: 3,
      fits: 6,
      isAtLeast: false,
      declined: {},
    });
    expect(answer.places[0]).toEqual({
      agentId: expect.any(String),
      host: 'a',
      fits: 2,
      reasons: ['InsufficientCpus'],
      detail: 'needs 40 cpus, 20 are offered',
    });
    expect(await api.json('GET', '/v2/apps')).toEqual({ apps: [] });
    expect(await api.json('GET', '/v2/deployments')).toEqual([]);
  });

  it('counts only what is launched in addition, and tells how an upgrade begins', async () => {
    const api = new TestApi();
    await api.ask('PUT', '/v2/apps/web', { body: app });
    api.test.settle();
    api.test.run(10_000);
    const more = { body: { app: { id: '/web', instances: 5 } } };
    const scaled = await api.json('POST', '/v2/fit?askForOffers=true', more);
    expect(scaled).toMatchObject({ wanted: 2, fits: 2 });
    expect(scaled).not.toHaveProperty('first');
    const other = { body: { app: { id: 'web', cpus: 70 } } };
    expect(await api.json('POST', '/v2/fit?askForOffers=true', other)).toMatchObject({
      steps: [{ actions: [{ action: 'RestartApplication', app: '/web' }] }],
      wanted: 3,
      first: { ended: 0, launched: 3 },
      declined: { InsufficientCpus: expect.any(Number) },
    });
    const same = await api.json('POST', '/v2/fit', { body: { app: { id: '/web' } } });
    expect(same).toMatchObject({ steps: [], wanted: 0 });
  });

  it('knows nothing of offers that are not here, if it may not ask', async () => {
    const api = new TestApi();
    api.test.run(10_000);
    expect(await api.json('POST', '/v2/fit', { body: { pod } })).toMatchObject({
      wanted: 2,
      offers: 0,
      fits: null,
      unknown: 'none-held',
      unknownBecause: 'Marathon holds no offers at this moment.',
    });
    const asked = await api.json('POST', '/v2/fit?askForOffers=true', { body: { pod } });
    expect(asked).toMatchObject({ id: '/pod', wanted: 2, fits: 2 });
  });

  it('refuses what the change itself would be refused for', async () => {
    const api = new TestApi();
    await api.ask('POST', '/v2/pods', { body: pod });
    const bad: readonly (readonly [number, unknown])[] = [
      [422, {}],
      [422, { app, pod }],
      [422, { app: { ...app, cpus: -1 } }],
      [422, { app: 3 }],
      [422, { pod: { id: '/other' } }],
      [409, { app: { ...app, id: '/pod' } }],
    ];
    for (const [status, body] of bad) {
      expect((await api.ask('POST', '/v2/fit', { body })).status, JSON.stringify(body)).toBe(
        status,
      );
    }
    expect((await api.ask('GET', '/v2/fit')).status).toBe(405);
    expect((await api.ask('POST', '/v2/fit/x')).status).toBe(404);
  });
});
