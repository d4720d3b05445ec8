/** What an app of Marathon is given and how it is ended, on a real master and a real agent. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster } from '../support/marathon.ts';

describe('apps of a real Marathon', () => {
  const mesos = new MarathonCluster();

  beforeAll(() =>
    mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31000-31099]'] }],
    }),
  );
  afterAll(() => mesos.stop());

  const at = (name: string): string => join(mesos.cluster.directory, name);
  const written = (name: string): Promise<string> =>
    mesos.until(`${name} is written`, () => {
      const text = existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '';
      return text.endsWith('\n') ? text : undefined;
    });

  it('are told in their environment what they are and which ports they have', async () => {
    const file = at('environment');
    const [task] = await mesos.deploy({
      id: 'shop/front',
      cmd: `tr '\\0' '\\n' < /proc/$$/environ > ${file}.new; echo >> ${file}.new; mv ${file}.new ${file}; sleep 1000`,
      env: { GREETING: 'hello' },
      labels: { tier: 'one' },
      portDefinitions: [{ port: 0, name: 'http-api' }, { port: 0 }],
    });
    const environment = new Map(
      (await written('environment'))
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const [first, second] = task!.ports;
    expect(Object.fromEntries(environment)).toMatchObject({
      GREETING: 'hello',
      HOST: 'localhost',
      PORT: String(first),
      PORT0: String(first),
      PORT1: String(second),
      PORTS: `${first},${second}`,
      'PORT_HTTP-API': String(first),
      MARATHON_APP_ID: '/shop/front',
      MARATHON_APP_VERSION: task!.version,
      MARATHON_APP_RESOURCE_CPUS: '0.1',
      MARATHON_APP_RESOURCE_MEM: '32.0',
      MARATHON_APP_LABELS: 'TIER',
      MARATHON_APP_LABEL_TIER: 'one',
      MESOS_TASK_ID: task!.id,
    });
    await mesos.remove('shop/front');
  });

  it('find in their sandbox what they want to be fetched', async () => {
    writeFileSync(at('greeting.txt'), 'fetched\n');
    const copy = at('copy');
    await mesos.deploy({
      id: 'fetch',
      cmd: `cat inner/name.txt > ${copy}; sleep 1000`,
      fetch: [{ uri: `file://${at('greeting.txt')}`, destPath: 'inner/name.txt', cache: true }],
    });
    expect(await written('copy')).toBe('fetched\n');
    await mesos.remove('fetch');
  });

  it('get the ports they require, one at a time', async () => {
    const fixed = { cmd: 'sleep 1000', requirePorts: true, portDefinitions: [{ port: 31050 }] };
    const [task] = await mesos.deploy({ id: 'fixed', ...fixed });
    expect(task!.ports).toEqual([31050]);
    const second = { id: '/fixed2', cpus: 0.1, mem: 32, ...fixed };
    await mesos.accepted('PUT', '/v2/apps/fixed2', second);
    const explained = await mesos.until('an offer was of no use', async () => {
      const found = await mesos.get<{
        summary: string;
        waiting: { declined: Record<string, number>; nearMisses: { reason: string }[] } | null;
      }>('/v2/apps/fixed2/explain');
      return (found.waiting?.nearMisses.length ?? 0) > 0 ? found : undefined;
    });
    expect(explained.waiting!.declined).toHaveProperty('InsufficientPorts');
    expect(explained.waiting!.nearMisses[0]!.reason).toBe('InsufficientPorts');
    expect(explained.summary).toContain('31050');
    await mesos.accepted('DELETE', '/v2/apps/fixed');
    const [after] = await mesos.runs('fixed2', 1);
    expect(after!.ports).toEqual([31050]);
    await mesos.settled();
    await mesos.remove('fixed2');
  });

  it('have as long to end as they are granted', async () => {
    const file = at('ended');
    await mesos.deploy({
      id: 'slow-end',
      cmd: `trap 'sleep 1; echo done > ${file}; exit 0' TERM; touch ${file}.on; while :; do sleep 0.1; done`,
      taskKillGracePeriodSeconds: 30,
    });
    await mesos.until('it listens', () => existsSync(`${file}.on`) || undefined);
    await mesos.remove('slow-end');
    expect(readFileSync(file, 'utf8')).toBe('done\n');
    await mesos.deploy({
      id: 'never-ends',
      cmd: `trap '' TERM; touch ${file}.on2; while :; do sleep 0.1; done`,
      taskKillGracePeriodSeconds: 1,
    });
    await mesos.until('it listens', () => existsSync(`${file}.on2`) || undefined);
    await mesos.remove('never-ends');
  });

  it('run to their end where they are not to start again', async () => {
    const runs = at('runs');
    await mesos.deploy({ id: 'once', cmd: `echo run >> ${runs}`, restartPolicy: 'Never' });
    expect(await written('runs')).toBe('run\n');
    const tries = at('tries');
    await mesos.deploy({
      id: 'until-well',
      cmd: `echo try >> ${tries}; test $(wc -l < ${tries}) -ge 3`,
      restartPolicy: 'OnFailure',
      backoffSeconds: 0,
      backoffFactor: 1,
    });
    await mesos.until('the third try was well', () =>
      readFileSync(tries, 'utf8') === 'try\ntry\ntry\n' ? true : undefined,
    );
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
    await mesos.until('nothing waits', async () => {
      const { queue } = await mesos.get<{ queue: unknown[] }>('/v2/queue');
      return queue.length === 0 && (await mesos.app('until-well')).tasksRunning === 0
        ? true
        : undefined;
    });
    // Looks at all apps every two seconds, and once more after a new start.
    await mesos.marathon.end('SIGKILL');
    await mesos.marathon.start();
    await mesos.deploy({ id: 'meanwhile', cmd: 'sleep 1000' });
    expect(readFileSync(tries, 'utf8')).toBe('try\ntry\ntry\n');
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
    await mesos.remove('meanwhile');
    await mesos.remove('once');
    await mesos.remove('until-well');
  });

  it('say what they need when they can never run', async () => {
    const app = { id: '/giant', cmd: 'sleep 1000', cpus: 1000, mem: 32 };
    await mesos.accepted('PUT', '/v2/apps/giant', app);
    const summary = await mesos.until('an offer was of no use', async () => {
      const found = await mesos.get<{ summary: string }>('/v2/apps/giant/explain');
      return found.summary.includes('of no use') ? found.summary : undefined;
    });
    expect(summary).toContain('cpus');
    expect(summary).toContain('1000');
    const { queue } = await mesos.get<{
      queue: { processedOffersSummary: { rejectSummaryLastOffers: unknown[] } }[];
    }>('/v2/queue');
    expect(queue[0]!.processedOffersSummary.rejectSummaryLastOffers).toContainEqual(
      expect.objectContaining({ reason: 'InsufficientCpus', declined: 1 }),
    );
    await mesos.accepted('DELETE', '/v2/apps/giant');
    await mesos.settled();
  });

  it('wait after failures until somebody says that they need not', async () => {
    const failing = { id: '/failing', cmd: 'exit 3', cpus: 0.1, mem: 32, backoffSeconds: 3600 };
    await mesos.accepted('PUT', '/v2/apps/failing', { ...failing, maxLaunchDelaySeconds: 3600 });
    const delayed = await mesos.until('it is delayed', async () => {
      const { queue } = await mesos.get<{
        queue: { delay: { overdue: boolean; timeLeftSeconds: number } }[];
      }>('/v2/queue');
      return queue[0]?.delay.overdue === false ? queue[0].delay : undefined;
    });
    expect(delayed.timeLeftSeconds).toBeGreaterThan(3000);
    const before = (await mesos.app('failing')).lastTaskFailure;
    expect(before).toMatchObject({ state: 'TASK_FAILED' });
    expect((await mesos.call('DELETE', '/v2/queue//failing/delay')).status).toBe(204);
    await mesos.until('it was tried again', async () => {
      const { lastTaskFailure } = await mesos.app('failing');
      return JSON.stringify(lastTaskFailure) === JSON.stringify(before) ? undefined : true;
    });
    await mesos.accepted('DELETE', '/v2/apps/failing');
    await mesos.settled();
  });
});
