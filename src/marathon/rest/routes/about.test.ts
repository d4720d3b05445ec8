import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const sleep = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

describe('/ping', () => {
  it.each([
    ['*/*', 'pong', 'text/plain; charset=utf-8'],
    ['', 'pong', 'text/plain; charset=utf-8'],
    ['text/plain', 'pong', 'text/plain; charset=utf-8'],
    ['application/json', '"pong"', 'application/json'],
  ])('for %j is %j', async (accept, body, type) => {
    expect(await new TestApi().ask('GET', '/ping', { accept })).toEqual({
      status: 200,
      body,
      headers: { 'Content-Type': type },
    });
  });

  it('has nothing for others', async () => {
    expect(await new TestApi().ask('GET', '/ping', { accept: 'image/png' })).toEqual({
      status: 204,
    });
  });
});

describe('/v2/info and /v2/leader', () => {
  it('tell who this is and how it is set up', async () => {
    const info = await new TestApi().json('GET', '/v2/info');
    expect(info).toMatchObject({
      name: 'marathon',
      version: expect.stringMatching(/^1\.11/),
      buildref: expect.any(String),
      elected: true,
      leader: 'leader:8080',
      frameworkId: 'framework',
      http_config: { http_port: 8080, https_port: 8443 },
    });
    const marathonKeys =
      'access_control_allow_origin, checkpoint, decline_offer_duration, default_network_name, env_vars_prefix, executor, failover_timeout, features, framework_name, ha, hostname, launch_token, launch_token_refresh_interval, leader_proxy_connection_timeout_ms, leader_proxy_read_timeout_ms, local_port_max, local_port_min, maintenance_mode, master, max_instances_per_offer, mesos_bridge_name, mesos_heartbeat_failure_threshold, mesos_heartbeat_interval, mesos_leader_ui_url, mesos_role, mesos_user, min_revive_offers_interval, new_group_enforce_role, offer_matching_timeout, on_elected_prepare_timeout, reconciliation_initial_delay, reconciliation_interval, scale_apps_initial_delay, scale_apps_interval, store_cache, task_launch_confirm_timeout, task_launch_timeout, task_lost_expunge_initial_delay, task_lost_expunge_interval, task_reservation_timeout, webui_url';
    expect(Object.keys(info.marathon_config).toSorted()).toEqual(marathonKeys.split(', '));
    expect(info.marathon_config).toMatchObject({
      webui_url: null,
      mesos_leader_ui_url: 'http://mesos:5050/',
    });
    expect(Object.keys(info.zookeeper_config).toSorted()).toEqual([
      'zk',
      'zk_compression',
      'zk_compression_threshold',
      'zk_connection_timeout',
      'zk_max_node_size',
      'zk_max_versions',
      'zk_session_timeout',
      'zk_timeout',
    ]);
  });

  it('tell who leads, and give it up', async () => {
    const api = new TestApi();
    expect(await api.json('GET', '/v2/leader')).toEqual({ leader: 'leader:8080' });
    expect(await api.ask('DELETE', '/v2/leader')).toEqual({
      status: 200,
      body: { message: 'Leadership abdicated' },
    });
    expect(api.abdications).toBe(1);
    expect(await api.ask('DELETE', '/v2/leader?backup=file:///b.tar')).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('no backups yet') },
    });
    expect(api.abdications).toBe(1);
    api.leader = undefined;
    for (const method of ['GET', 'DELETE']) {
      expect(await api.ask(method, '/v2/leader')).toEqual({
        status: 404,
        body: { message: 'There is no leader' },
      });
    }
  });
});

describe('/v2/plugins', () => {
  it('are none', async () => {
    const api = new TestApi();
    expect(await api.json('GET', '/v2/plugins')).toEqual({ plugins: [] });
    expect(await api.ask('GET', '/v2/plugins/x/y/z')).toEqual({
      status: 404,
      body: { message: 'No plugin with this pluginId: x' },
    });
  });
});

describe('/v2/deployments', () => {
  it('shows how far each is, and undoes or stops it', async () => {
    const api = new TestApi();
    api.test.mesos.behaviour = () => 'TASK_STAGING';
    await api.ask('POST', '/v2/apps', { body: { id: '/a', ...sleep } });
    api.test.run(1000);
    const [deployment, ...others] = await api.json('GET', '/v2/deployments');
    expect(others).toEqual([]);
    expect(deployment).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: expect.stringMatching(/Z$/),
      affectedApps: ['/a'],
      affectedPods: [],
      steps: [
        { actions: [{ action: 'StartApplication', app: '/a' }] },
        { actions: [{ action: 'ScaleApplication', app: '/a' }] },
      ],
      currentActions: [{ action: 'ScaleApplication', app: '/a', readinessCheckResults: [] }],
      currentStep: 2,
      totalSteps: 2,
    });
    const path = `/v2/deployments/${deployment.id}`;
    const undone = await api.ask('DELETE', path);
    expect(undone).toMatchObject({ status: 200, body: { deploymentId: expect.any(String) } });
    api.test.settle();
    expect((await api.ask('GET', '/v2/apps/a')).status).toBe(404);
    expect(await api.ask('DELETE', path)).toEqual({
      status: 404,
      body: { message: `DeploymentPlan ${deployment.id} does not exist` },
    });
    await api.ask('POST', '/v2/apps', { body: { id: '/b', ...sleep } });
    const [second] = await api.json('GET', '/v2/deployments');
    expect(await api.ask('DELETE', `/v2/deployments/${second.id}?force=true`)).toEqual({
      status: 202,
    });
    expect(await api.json('GET', '/v2/deployments')).toEqual([]);
    expect((await api.ask('GET', '/v2/apps/b')).status).toBe(200);
  });
});

describe('/v2/queue', () => {
  it('tells all reasons of an offer, and counts it under the first', async () => {
    const api = new TestApi();
    const big = { ...sleep, mem: 10_000_000, constraints: [['rack', 'IS', 'r1']] };
    await api.ask('POST', '/v2/apps', { body: { id: '/big', ...big } });
    api.test.run(10_000);
    const { queue } = await api.json('GET', '/v2/queue?embed=lastUnusedOffers');
    const [{ lastUnusedOffers, processedOffersSummary: summary }] = queue;
    expect(lastUnusedOffers[0].reason).toEqual(['InsufficientMemory', 'UnfulfilledConstraint']);
    const { rejectSummaryLaunchAttempt: rows, processedOffersCount: processed } = summary;
    const row = (wanted: string) =>
      rows.find(({ reason }: { reason: string }) => reason === wanted);
    expect(row('UnfulfilledConstraint')).toMatchObject({ declined: processed, processed });
    expect(row('InsufficientMemory')).toMatchObject({ declined: 0, processed: 0 });
  });

  it('shows what waits and why, and forgets delays', async () => {
    const api = new TestApi();
    await api.ask('POST', '/v2/apps', { body: { id: '/big', ...sleep, cpus: 1000 } });
    api.test.run(10_000);
    const { queue } = await api.json('GET', '/v2/queue?embed=lastUnusedOffers');
    expect(queue).toMatchObject([
      {
        count: 1,
        delay: { timeLeftSeconds: 0, overdue: true },
        since: expect.stringMatching(/Z$/),
        app: { id: '/big' },
        role: '*',
        processedOffersSummary: {
          processedOffersCount: expect.any(Number),
          unusedOffersCount: expect.any(Number),
          lastUnusedOfferAt: expect.stringMatching(/Z$/),
        },
        lastUnusedOffers: [{ reason: ['InsufficientCpus'] }, {}, {}],
      },
    ]);
    const { rejectSummaryLastOffers: rows } = queue[0].processedOffersSummary;
    expect(rows.map(({ reason }: { reason: string }) => reason)).toEqual([
      'UnfulfilledRole',
      'UnfulfilledConstraint',
      'NoCorrespondingReservationFound',
      'AgentMaintenance',
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientDisk',
      'InsufficientGpus',
      'InsufficientPorts',
      'DeclinedScarceResources',
    ]);
    expect(rows[4]).toEqual({ reason: 'InsufficientCpus', declined: 3, processed: 3 });
    expect(rows[5]).toEqual({ reason: 'InsufficientMemory', declined: 0, processed: 0 });
    expect((await api.json('GET', '/v2/queue')).queue[0].lastUnusedOffers).toBeUndefined();
    const { summary, waiting } = await api.json('GET', '/v2/apps/big/explain');
    expect(summary).toMatch(
      /^1 instance waits\. The last offer was of no use: needs 1000 cpus, \d+ are offered\.$/,
    );
    expect(waiting.nearMisses[0]).toMatchObject({
      reason: 'InsufficientCpus',
      reasons: ['InsufficientCpus'],
    });
    expect(await api.ask('DELETE', '/v2/queue/big/delay')).toEqual({ status: 204 });
    expect(await api.ask('DELETE', '/v2/queue//none/delay')).toMatchObject({ status: 404 });
    expect(await api.ask('DELETE', '/v2/queue/none/delay')).toEqual({
      status: 404,
      body: { message: 'Application /none not found in tasks queue.' },
    });
  });
});
