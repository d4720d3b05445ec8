import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import type { Definition } from './definition.ts';
import { deploy } from './deploy.ts';
import type { ZddOptions } from './ports.ts';
import { PretendCluster } from './test-support.ts';

const standard: ZddOptions = {
  isDryRun: false,
  isForced: true,
  stepDelayMs: 5000,
  maxWaitMs: 300_000,
  initialInstances: 1,
  linearIncrease: 0,
  newInstances: 0,
  resumes: false,
  completesCurrent: false,
  completesPrevious: false,
};

const app: Definition = {
  id: 'web',
  instances: 4,
  cmd: 'serve',
  container: { portMappings: [{ containerPort: 80, servicePort: 10_000 }] },
  networks: [{ mode: 'container/bridge' }],
  labels: { HAPROXY_DEPLOYMENT_GROUP: 'web', HAPROXY_DEPLOYMENT_ALT_PORT: '10001' },
};

async function withFirst(options: Partial<ZddOptions> = {}): Promise<PretendCluster> {
  const cluster = new PretendCluster();
  expect(await deploy(app, { ...standard, ...options }, cluster.ports)).toEqual(ok(true));
  return cluster;
}

describe('a first deployment', () => {
  it('is blue, at the port of the file, with all instances', async () => {
    const cluster = await withFirst();
    expect(cluster.apps).toMatchObject([
      {
        id: '/web-blue',
        instances: 4,
        container: { portMappings: [{ servicePort: 10_000 }] },
        labels: {
          HAPROXY_APP_ID: 'web',
          HAPROXY_0_PORT: '10000',
          HAPROXY_DEPLOYMENT_COLOUR: 'blue',
          HAPROXY_DEPLOYMENT_TARGET_INSTANCES: '4',
          HAPROXY_DEPLOYMENT_NEW_INSTANCES: '0',
        },
      },
    ]);
  });

  it('changes nothing with --dry-run, but shows what would be', async () => {
    const cluster = await withFirst({ isDryRun: true });
    expect(cluster.apps).toEqual([]);
    expect(JSON.parse(cluster.printed)).toMatchObject({ id: '/web-blue' });
  });

  it('nor when nobody wants it', async () => {
    const cluster = new PretendCluster();
    cluster.answer = false;
    expect(await deploy(app, { ...standard, isForced: false }, cluster.ports)).toEqual(ok(false));
    expect(cluster.apps).toEqual([]);
  });
});

describe('the next one', () => {
  it('grows by halves at the other port while the old one shrinks, and the old one goes', async () => {
    const cluster = await withFirst();
    expect(await deploy(app, standard, cluster.ports)).toEqual(ok(true));
    expect(cluster.apps).toMatchObject([
      {
        id: '/web-green',
        instances: 4,
        container: { portMappings: [{ servicePort: 10_001 }] },
        labels: { HAPROXY_0_PORT: '10000', HAPROXY_DEPLOYMENT_COLOUR: 'green' },
      },
    ]);
    expect(cluster.done).toEqual([
      'create /web-blue 4',
      'create /web-green 1',
      'kill 1 of /web-blue',
      'scale /web-green 2',
      'kill 1 of /web-blue',
      'scale /web-green 4',
      'delete /web-blue with 2',
    ]);
    expect(cluster.fewestServing).toBe(4);
  });

  it('goes back to the first port the time after', async () => {
    const cluster = await withFirst();
    await deploy(app, standard, cluster.ports);
    await deploy(app, standard, cluster.ports);
    expect(cluster.apps).toMatchObject([
      { id: '/web-blue', container: { portMappings: [{ servicePort: 10_000 }] } },
    ]);
  });

  it('by a number with --linear-increase', async () => {
    const cluster = await withFirst();
    await deploy(app, { ...standard, linearIncrease: 2 }, cluster.ports);
    expect(cluster.done.filter((step) => step.startsWith('scale'))).toEqual([
      'scale /web-green 3',
      'scale /web-green 4',
    ]);
  });

  it('leaves both with --new-instances, until one of them is wanted alone', async () => {
    const cluster = await withFirst();
    const hybrid = { ...standard, newInstances: 2 };
    expect(await deploy(app, hybrid, cluster.ports)).toEqual(ok(true));
    expect(cluster.instances()).toEqual({ '/web-blue': 2, '/web-green': 2 });
    expect(cluster.now).toBeLessThan(standard.maxWaitMs);
    expect((await deploy(app, standard, cluster.ports)).ok).toBe(false);
    const complete = { ...standard, completesCurrent: true };
    expect(await deploy(app, complete, cluster.ports)).toEqual(ok(true));
    expect(cluster.instances()).toEqual({ '/web-green': 4 });
  });

  it('goes back with --complete-prev', async () => {
    const cluster = await withFirst();
    await deploy(app, { ...standard, newInstances: 2 }, cluster.ports);
    await deploy(app, { ...standard, completesPrevious: true }, cluster.ports);
    expect(cluster.instances()).toEqual({ '/web-blue': 4 });
  });

  it('is carried on with --resume', async () => {
    const cluster = await withFirst();
    cluster.failing = 'scale';
    expect(await deploy(app, standard, cluster.ports)).toMatchObject({ error: { exitCode: 9 } });
    cluster.failing = undefined;
    expect(await deploy(app, { ...standard, resumes: true }, cluster.ports)).toEqual(ok(true));
    expect(cluster.instances()).toEqual({ '/web-green': 4 });
    expect(cluster.fewestServing).toBe(4);
  });

  it('is carried on at once when the old app has no instances left', async () => {
    const cluster = await withFirst();
    cluster.failing = 'delete';
    expect(await deploy(app, standard, cluster.ports)).toMatchObject({ error: { exitCode: 8 } });
    cluster.failing = undefined;
    await cluster.ports.marathon.scale('/web-blue', 0);
    const beforeMs = cluster.now;
    expect(await deploy(app, { ...standard, resumes: true }, cluster.ports)).toEqual(ok(true));
    expect(cluster.now - beforeMs).toBeLessThan(standard.maxWaitMs);
  });

  it('waits while a balancer reloads, and kills nothing that has sessions before its time', async () => {
    const cluster = await withFirst();
    cluster.sessionsUntilMs = cluster.now + 100_000;
    await deploy(app, standard, cluster.ports);
    expect(cluster.killedWithSessions).toBe(0);
    expect(cluster.firstKillMs).toBeGreaterThanOrEqual(100_000);
  });

  it('kills those that drain for longer than --max-wait', async () => {
    const cluster = await withFirst();
    cluster.sessionsUntilMs = Number.POSITIVE_INFINITY;
    expect(await deploy(app, standard, cluster.ports)).toEqual(ok(true));
    expect(cluster.killedWithSessions).toBeGreaterThan(0);
    expect(cluster.fewestServing).toBe(4);
  });

  it('asks the hook before every kill, which may stop it', async () => {
    const cluster = await withFirst();
    cluster.hook = failure('it ended with 3');
    const outcome = await deploy(app, standard, cluster.ports);
    expect(outcome).toMatchObject({ ok: false, error: { exitCode: 2, text: 'it ended with 3' } });
    expect(cluster.done.some((step) => step.startsWith('kill'))).toBe(false);
  });
});

describe('exit codes', () => {
  it.each([
    ['list', 6],
    ['get', 6],
    ['create', 7],
    ['delete', 8],
    ['scale', 9],
    ['kill', 9],
    ['balancer', 5],
  ] as const)('%s that fails is %i', async (failing, exitCode) => {
    const cluster = await withFirst();
    cluster.failing = failing;
    expect(await deploy(app, standard, cluster.ports)).toMatchObject({ error: { exitCode } });
  });

  it.each([
    [{ ...app, labels: {} }, 4],
    [{ ...app, labels: { HAPROXY_DEPLOYMENT_GROUP: 'web' } }, 4],
    [{ ...app, id: undefined }, 4],
    [{ ...app, container: {} }, 4],
    [{ ...app, labels: { ...(app['labels'] as object), HAPROXY_DEPLOYMENT_ALT_PORT: 'x' } }, 4],
  ])('a file that lacks something is 4', async (lacking, exitCode) => {
    const cluster = new PretendCluster();
    expect(await deploy(lacking, standard, cluster.ports)).toMatchObject({ error: { exitCode } });
    expect(cluster.done).toEqual([]);
  });

  it('--complete-cur without a hybrid deployment is 3', async () => {
    const cluster = await withFirst();
    const options = { ...standard, completesCurrent: true };
    expect(await deploy(app, options, cluster.ports)).toMatchObject({ error: { exitCode: 3 } });
  });
});

it('there are never fewer instances than wanted, however it is done', async () => {
  const choices = fc.record({
    instances: fc.integer({ min: 1, max: 12 }),
    initialInstances: fc.integer({ min: 1, max: 15 }),
    linearIncrease: fc.integer({ min: 0, max: 5 }),
    newInstances: fc.integer({ min: 0, max: 12 }),
    busyMs: fc.integer({ min: 0, max: 500_000 }),
  });
  await fc.assert(
    fc.asyncProperty(choices, async ({ instances, busyMs, ...options }) => {
      const cluster = new PretendCluster();
      const sized = { ...app, instances };
      await deploy(sized, standard, cluster.ports);
      cluster.sessionsUntilMs = cluster.now + busyMs;
      const all = { ...standard, ...options };
      expect(await deploy(sized, all, cluster.ports)).toEqual(ok(true));
      expect(cluster.fewestServing).toBeGreaterThanOrEqual(instances);
    }),
  );
});
