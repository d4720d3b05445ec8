import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const pod = {
  id: '/shop/pod',
  containers: [
    { name: 'main', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32 } },
  ],
  networks: [{ mode: 'host' }],
};

async function withPod(): Promise<TestApi> {
  const api = new TestApi();
  expect((await api.ask('POST', '/v2/pods', { body: pod })).status).toBe(201);
  api.test.settle();
  return api;
}

const missing = { status: 404, body: { message: "Pod '/none' does not exist" } };

describe('pods', () => {
  it('are supported', async () => {
    expect(await new TestApi().ask('HEAD', '/v2/pods')).toEqual({ status: 200 });
  });

  it('are created once', async () => {
    const api = new TestApi();
    const made = await api.ask('POST', '/v2/pods', { body: pod });
    expect(made).toMatchObject({
      status: 201,
      headers: {
        Location: 'http://marathon:8080/shop/pod',
        'Marathon-Deployment-Id': expect.any(String),
      },
      body: { id: '/shop/pod', containers: [{ name: 'main' }], version: expect.any(String) },
    });
    api.test.settle();
    expect((await api.ask('POST', '/v2/pods', { body: pod })).status).toBe(409);
    expect((await api.ask('POST', '/v2/pods', { body: { id: '/b' } })).status).toBe(422);
  });

  it('are listed and read', async () => {
    const api = await withPod();
    expect(await api.json('GET', '/v2/pods')).toMatchObject([{ id: '/shop/pod' }]);
    expect(await api.json('GET', '/v2/pods/shop/pod')).toMatchObject({ id: '/shop/pod' });
    expect(await api.ask('GET', '/v2/pods/none')).toEqual(missing);
  });

  it('are restarted: all instances are replaced', async () => {
    const api = await withPod();
    const idsOf = async (): Promise<readonly string[]> =>
      (await api.json('GET', '/v2/pods/shop/pod::status')).instances.map(
        ({ id }: { id: string }) => id,
      );
    const [old] = await idsOf();
    const answer = await api.ask('POST', '/v2/pods/shop/pod::restart');
    expect(answer).toMatchObject({ status: 200, body: { deploymentId: expect.any(String) } });
    expect((await api.ask('POST', '/v2/pods/shop/pod::restart')).status).toBe(409);
    expect((await api.ask('POST', '/v2/pods/shop/pod::restart?force=true')).status).toBe(200);
    api.test.settle();
    expect(await idsOf()).toHaveLength(1);
    expect(await idsOf()).not.toContain(old);
    expect(await api.ask('POST', '/v2/pods/none::restart')).toEqual(missing);
    expect((await api.ask('GET', '/v2/pods/shop/pod::restart')).status).toBe(405);
  });

  it('are changed as a whole, by the id of the path', async () => {
    const api = await withPod();
    const body = { ...pod, scaling: { kind: 'fixed', instances: 2 } };
    const changed = await api.ask('PUT', '/v2/pods/shop/pod', { body });
    expect(changed).toMatchObject({
      status: 200,
      headers: { 'Marathon-Deployment-Id': expect.any(String) },
      body: { scaling: { instances: 2 } },
    });
    expect(await api.ask('PUT', '/v2/pods/shop/pod', { body: { ...pod, id: '/b' } })).toEqual({
      status: 400,
      body: { message: "'/shop/pod' does not match definition's id ('/b')" },
    });
    expect((await api.ask('PUT', '/v2/pods/none', { body: { ...pod, id: '/none' } })).status).toBe(
      404,
    );
    expect((await api.ask('PUT', '/v2/pods/shop/pod', { body: pod })).status).toBe(409);
  });

  it('tell how an instance failed last', async () => {
    const api = new TestApi();
    let failures = 1;
    api.test.mesos.behaviour = () => (failures-- > 0 ? 'TASK_FAILED' : 'TASK_RUNNING');
    await api.ask('POST', '/v2/pods', { body: pod });
    api.test.run(10_000);
    const { terminationHistory, status } = await api.json('GET', '/v2/pods/shop/pod::status');
    expect(status).toBe('STABLE');
    expect(terminationHistory).toEqual([
      {
        instanceID: expect.stringMatching(/^shop_pod\.instance-[^.]+$/),
        startedAt: expect.stringMatching(/Z$/),
        terminatedAt: expect.stringMatching(/Z$/),
        message: expect.any(String),
        containers: [
          {
            containerId: expect.stringMatching(/^shop_pod\.instance-[^.]+\.main\.1$/),
            lastKnownState: 'TASK_FAILED',
          },
        ],
      },
    ]);
  });

  it('have a status', async () => {
    const api = await withPod();
    const status = await api.json('GET', '/v2/pods/shop/pod::status');
    expect(status).toMatchObject({
      id: '/shop/pod',
      spec: { id: '/shop/pod' },
      status: 'STABLE',
      statusSince: expect.stringMatching(/Z$/),
      terminationHistory: [],
      lastUpdated: expect.stringMatching(/Z$/),
      lastChanged: expect.stringMatching(/Z$/),
      instances: [
        {
          id: expect.stringMatching(/^shop_pod\.instance-/),
          status: 'STABLE',
          agentHostname: expect.any(String),
          agentId: expect.any(String),
          resources: expect.objectContaining({ cpus: expect.any(Number) }),
          containers: [
            { name: 'main', status: expect.any(String), containerId: expect.any(String) },
          ],
          specReference: expect.stringContaining('/v2/pods/shop/pod::versions/'),
        },
      ],
    });
    expect(await api.json('GET', '/v2/pods::status')).toMatchObject([{ id: '/shop/pod' }]);
    expect(await api.json('GET', '/v2/pods/::status')).toMatchObject([{ id: '/shop/pod' }]);
    expect(await api.ask('GET', '/v2/pods/none::status')).toEqual(missing);
  });

  it('are as well as their containers are known to be', async () => {
    const api = new TestApi();
    const endpoints = [
      { name: 'inner', containerPort: 80 },
      { name: 'web', containerPort: 81, hostPort: 0 },
      { name: 'other', containerPort: 82, hostPort: 0 },
    ];
    const networks = [{ mode: 'container', name: 'inside' }];
    const healthCheck = { http: { endpoint: 'web', path: '/' } };
    const [main] = pod.containers;
    const checked = { ...pod, networks, containers: [{ ...main, endpoints, healthCheck }] };
    expect((await api.ask('POST', '/v2/pods', { body: checked })).status).toBe(201);
    api.test.run(5_000);
    const status = () => api.json('GET', '/v2/pods/shop/pod::status');
    const before = await status();
    expect(before.status).toBe('DEGRADED');
    expect(before.instances[0]).toMatchObject({
      status: 'DEGRADED',
      message: 'at least one container is not healthy',
      role: '*',
      networks: [],
      containers: [
        {
          status: 'TASK_RUNNING',
          conditions: [{ name: 'healthy', value: 'false', reason: 'health-unreported-by-mesos' }],
          resources: { cpus: 0.1, mem: 32 },
        },
      ],
    });
    const taskId = before.instances[0].containers[0].containerId;
    const address = (ip_address: string) => ({ ip_addresses: [{ ip_address }] });
    api.test.marathon.receiveStatus(
      {
        task_id: { value: taskId },
        state: 'TASK_RUNNING',
        healthy: true,
        container_status: {
          network_infos: [address('10.0.0.1'), { name: 'dcos', ...address('9.0.0.1') }],
        },
      },
      () => undefined,
    );
    api.test.run(1_000);
    const after = await status();
    expect(after.status).toBe('STABLE');
    expect(after.instances[0]).toMatchObject({
      status: 'STABLE',
      networks: [{ addresses: ['10.0.0.1'] }, { name: 'dcos', addresses: ['9.0.0.1'] }],
      containers: [
        {
          conditions: [{ value: 'true', reason: 'health-reported-by-mesos' }],
          endpoints: [
            { name: 'other', allocatedHostPort: expect.any(Number) },
            { name: 'inner' },
            { name: 'web', allocatedHostPort: expect.any(Number), healthy: true },
          ],
        },
      ],
    });
    expect(after.instances[0].message).toBeUndefined();
  });

  it('have versions', async () => {
    const api = await withPod();
    const versions = await api.json('GET', '/v2/pods/shop/pod::versions');
    expect(versions).toHaveLength(1);
    const path = `/v2/pods/shop/pod::versions/${versions[0]}`;
    expect(await api.json('GET', path)).toMatchObject({ id: '/shop/pod', version: versions[0] });
    expect(await api.ask('GET', '/v2/pods/none::versions')).toEqual(missing);
    expect((await api.ask('GET', '/v2/pods/shop/pod::versions/yesterday')).status).toBe(422);
    const never = '/v2/pods/shop/pod::versions/2001-01-01T00:00:00.000Z';
    expect((await api.ask('GET', never)).status).toBe(404);
  });

  it('lose instances that are named', async () => {
    const api = await withPod();
    const [{ id }] = (await api.json('GET', '/v2/pods/shop/pod::status')).instances;
    const one = await api.json('DELETE', `/v2/pods/shop/pod::instances/${id}`);
    expect(one).toEqual({
      instanceId: id,
      state: {
        condition: 'Running',
        since: expect.stringMatching(/Z$/),
        activeSince: expect.stringMatching(/Z$/),
        goal: 'Running',
      },
      agentInfo: { host: 'a', agentId: 'agent-a', attributes: [] },
      runSpecVersion: expect.stringMatching(/Z$/),
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    });
    api.test.run(60_000);
    const [{ id: next }] = (await api.json('GET', '/v2/pods/shop/pod::status')).instances;
    expect(next).not.toBe(id);
    const list = await api.json('DELETE', '/v2/pods/shop/pod::instances', { body: [next] });
    expect(list).toMatchObject([{ instanceId: next }]);
    const gone = '/v2/pods/shop/pod::instances/shop_pod.instance-1';
    expect(await api.ask('DELETE', gone)).toEqual({
      status: 404,
      body: { message: "Task 'shop_pod.instance-1' does not exist" },
    });
    for (const [target, body, words, error] of [
      ['/none', undefined, 'Object is not valid', /^must fully match regular expression/],
      ['', ['none'], 'Object is not valid', /^must fully match regular expression/],
      ['', {}, 'Invalid JSON', /^error\.expected\.jsarray$/],
      ['', [1], 'Invalid JSON', /^error\.expected\.jsstring$/],
    ] as const) {
      const asked = body === undefined ? {} : { body };
      expect(await api.ask('DELETE', `/v2/pods/shop/pod::instances${target}`, asked)).toMatchObject(
        {
          status: 422,
          body: { message: words, details: [{ errors: [expect.stringMatching(error)] }] },
        },
      );
    }
    expect(await api.ask('DELETE', '/v2/pods/none::instances', { body: [] })).toEqual(missing);
  });

  it('are deleted', async () => {
    const api = await withPod();
    expect(await api.ask('DELETE', '/v2/pods/none')).toEqual(missing);
    const gone = await api.ask('DELETE', '/v2/pods/shop/pod');
    expect(gone).toEqual({
      status: 202,
      headers: { 'Marathon-Deployment-Id': expect.any(String) },
    });
    api.test.settle();
    expect(await api.json('GET', '/v2/pods')).toEqual([]);
  });
});
