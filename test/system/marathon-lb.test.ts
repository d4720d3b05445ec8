/**
 * marathon-lb with a real HAProxy in front of the services of a real Marathon: who is served where,
 * clients that ask without a pause while everything behind them changes and dies, labels that make no
 * sense, and a HAProxy that is killed, hangs, or outlives the one that started it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOnce, Balancer, Load, whyNoHaproxy } from '../support/balancer.ts';
import { freePort } from '../support/cluster.ts';
import { MarathonCluster } from '../support/marathon.ts';

const missing = whyNoHaproxy();

/** Answers what version it is; ends at once when it is told to. */
const service = (version: string): string =>
  `exec ${process.execPath} -e 'require("http").createServer((q, s) => setTimeout(() => s.end("${version}"), q.url === "/slow" ? 1500 : 5)).listen(+process.env.PORT0, "127.0.0.1")'`;

const healthChecks = [
  {
    ...{ protocol: 'HTTP', path: '/', portIndex: 0, gracePeriodSeconds: 20 },
    ...{ intervalSeconds: 1, timeoutSeconds: 10, maxConsecutiveFailures: 10 },
  },
];

/** So many that one of them is lost where a request gives up after a few dead servers. */
const answersWithoutMarathon = 300;

describe.skipIf(missing !== undefined)(`marathon-lb ${missing ?? ''}`, () => {
  const mesos = new MarathonCluster();
  const ports = { web: 0, other: 0, taken: 0 };
  const foreign = createServer();
  let balancer: Balancer;

  beforeAll(async () => {
    await mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31200-31299]'] }],
    });
    for (const name of ['web', 'other', 'taken'] as const) ports[name] = await freePort();
    await new Promise<void>((resolve) => foreign.listen(ports.taken, '127.0.0.1', resolve));
    balancer = await Balancer.start(mesos.cluster, [mesos.marathon]);
  });
  afterAll(async () => {
    foreign.close();
    await mesos.stop();
  });

  const app = (
    id: string,
    version: string,
    more: { readonly port: number; readonly instances: number; readonly labels?: object },
  ): { id: string } & Record<string, unknown> => ({
    ...{ id, cmd: service(version), healthChecks, cpus: 0.05, mem: 32, instances: more.instances },
    portDefinitions: [{ port: more.port }],
    labels: { HAPROXY_GROUP: 'test', HAPROXY_0_BIND_ADDR: '127.0.0.1', ...more.labels },
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
  });

  it('serves apps at their service ports, by virtual host and by id', async () => {
    const labels = { HAPROXY_0_VHOST: 'web.example' };
    await mesos.deploy(app('web', 'one', { port: ports.web, instances: 2, labels }));
    await balancer.serves(`web_${ports.web}`, 2);
    const one = { status: 200, text: 'one' };
    expect(await askOnce({ port: ports.web })).toEqual(one);
    expect(await askOnce({ port: balancer.ports.http, headers: { host: 'WEB.example' } })).toEqual(
      one,
    );
    const byId = { 'x-marathon-app-id': '/web' };
    expect(await askOnce({ port: balancer.ports.appId, headers: byId })).toEqual(one);
    expect((await askOnce({ port: balancer.ports.http, headers: { host: 'odd' } })).status).toBe(
      503,
    );
    const file = join(balancer.program.workDir, 'haproxy.cfg');
    await mesos.until('the file has all servers, and is told', async () => {
      const config = await balancer.ask('/_haproxy_getconfig');
      const servers = config.match(/^ {2}server localhost_127_0_0_1_312\d\d /gm) ?? [];
      return servers.length === 2 && config === readFileSync(file, 'utf8') ? true : undefined;
    });
    await mesos.until('the worker of before has ended', async () =>
      (await balancer.pids()).length === 2 ? true : undefined,
    );
    expect(await balancer.ask('/metrics')).toContain('haproxy_server_status');
    expect(await balancer.metric('marathon_lb_servers')).toBe(2);
    expect(await balancer.problems()).toEqual([]);
  });

  it('loses no request while tasks are replaced, scaled, killed, and Marathon dies', async () => {
    const reloads = await balancer.metric('marathon_lb_reloads_total');
    const load = new Load({ port: ports.web }, { kept: 4, fresh: 2 });
    const backend = `web_${ports.web}`;
    const labels = { HAPROXY_0_VHOST: 'web.example' };
    await mesos.deploy(app('web', 'two', { port: ports.web, instances: 2, labels }));
    await balancer.serves(backend, 2);
    await mesos.until('only the new ones answer', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => askOnce({ port: ports.web })));
      return answers.every(({ text }) => text === 'two') ? true : undefined;
    });
    await mesos.accepted('PUT', '/v2/apps/web', { instances: 4 });
    await mesos.settled();
    await balancer.serves(backend, 4);
    await mesos.accepted('PUT', '/v2/apps/web', { instances: 3 });
    await mesos.settled();
    const tasks = await mesos.runs('web', 3);
    await mesos.accepted('DELETE', `/v2/apps/web/tasks/${tasks[0]!.id}`);
    await mesos.marathon.end('SIGKILL');
    for (const { ports: given } of tasks.slice(0, 2)) killProcessOn(given[0]!);
    // Two of three are dead, and nobody tells the balancer.
    const before = load.answered + load.failures.length;
    await mesos.until('some more are answered', () =>
      load.answered + load.failures.length >= before + answersWithoutMarathon ? true : undefined,
    );
    await mesos.marathon.start();
    await mesos.until('the dead ones are replaced', async () => {
      const running = await mesos.running('web');
      const isReplaced = running.every(({ id }) => id !== tasks[0]!.id && id !== tasks[1]!.id);
      return running.length === 3 && isReplaced ? true : undefined;
    });
    await mesos.settled();
    await balancer.serves(backend, 3);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.answered).toBeGreaterThan(100);
    expect(await balancer.metric('marathon_lb_reloads_total')).toBe(reloads);
  });

  it('tells of labels that make no sense, and serves everything else', async () => {
    const load = new Load({ port: ports.web }, { kept: 2, fresh: 1 });
    const none = { port: ports.other, instances: 0 };
    const odd = { HAPROXY_0_VHOST: 'a.example\nfrontend x', HAPROXY_0_MODE: 'udp' };
    const refused = { HAPROXY_0_MODE: 'http', HAPROXY_0_BACKEND_HTTP_OPTIONS: '  option bogus\n' };
    await mesos.accepted('PUT', '/v2/apps/odd', app('odd', 'x', { ...none, labels: odd }));
    await mesos.accepted(
      'PUT',
      '/v2/apps/bad',
      app('bad', 'x', { ...none, port: await freePort(), labels: refused }),
    );
    await mesos.accepted(
      'PUT',
      '/v2/apps/port',
      app('port', 'x', { port: ports.taken, instances: 1 }),
    );
    await mesos.settled();
    const problems = await mesos.until('all are told of', async () => {
      const found = await balancer.problems();
      return ['/odd', '/bad', '/port'].every((id) => found.some((each) => each.app === id))
        ? found
        : undefined;
    });
    expect(problems.filter((each) => each.app === '/port')).toMatchObject([
      { value: expect.stringContaining('another process uses that port') },
    ]);
    expect(problems.filter((each) => each.app === '/bad')).toMatchObject([
      { value: expect.stringContaining("unknown option 'bogus'") },
    ]);
    const labelsOfOdd = problems.filter((each) => each.app === '/odd').map(({ label }) => label);
    expect(labelsOfOdd).toEqual(expect.arrayContaining(['HAPROXY_0_VHOST', 'HAPROXY_0_MODE']));
    await mesos.remove('odd');
    await mesos.deploy(app('other', 'fine', { port: ports.other, instances: 1 }));
    await balancer.serves(`other_${ports.other}`, 1);
    expect(await askOnce({ port: ports.other })).toEqual({ status: 200, text: 'fine' });
    await load.stop();
    expect(load.failures).toEqual([]);
    await mesos.remove('port');
  });

  it('starts a HAProxy that was killed, or hangs, again with the same servers', async () => {
    for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
      const before = await balancer.pids();
      const reloads = await balancer.metric('marathon_lb_reloads_total');
      process.kill(before[0]!, signal);
      await mesos.until(`another one after ${signal}`, async () => {
        // It is started as it was, and then told what has changed since.
        if ((await balancer.metric('marathon_lb_reloads_total')) <= reloads) return undefined;
        const pids = await balancer.pids().catch(() => []);
        return pids.length === 2 && pids.every((pid) => !before.includes(pid)) ? true : undefined;
      });
      await balancer.serves(`web_${ports.web}`, 3);
    }
    expect(balancer.program.log.match(/ALARM: HAProxy/g)?.length).toBeGreaterThanOrEqual(3);
    expect(await balancer.metric('marathon_lb_haproxy_ends_total')).toBe(2);
  });

  it('takes over the HAProxy of one that was killed, and ends it in peace in the end', async () => {
    const load = new Load({ port: ports.web }, { kept: 2, fresh: 1 });
    const master = (await balancer.pids()).at(-1);
    await balancer.program.end('SIGKILL');
    await balancer.program.start();
    await mesos.until('it is taken over', async () =>
      (await balancer.pids().catch(() => [])).at(-1) === master ? true : undefined,
    );
    await mesos.until('its configuration is known', async () =>
      (await balancer.metric('marathon_lb_reloads_total')) >= 1 ? true : undefined,
    );
    await load.stop();
    expect(load.failures).toEqual([]);
    const slow = askOnce({ port: ports.web, path: '/slow' });
    await mesos.until('it is asked', async () => {
      const rows = (await balancer.ask('/haproxy?stats;csv')).split('\n');
      const sessions = rows
        .find((row) => row.startsWith(`web_${ports.web},BACKEND,`))
        ?.split(',')[4];
      return Number(sessions) > 0 ? true : undefined;
    });
    balancer.program.signal('SIGTERM');
    expect((await slow).status).toBe(200);
    await mesos.until('it ends', () => (balancer.program.isRunning ? undefined : true));
    expect(balancer.program.exit).toEqual({ code: 0, signal: null });
    await expect(askOnce({ port: ports.web })).rejects.toThrow('ECONNREFUSED');
  });
});

/** The service that was given this port; perhaps it is gone already. */
function killProcessOn(port: number): void {
  const of = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1');
    } catch {
      return '';
    }
  };
  const pid = readdirSync('/proc').find(
    (each) =>
      of(each, 'cmdline').startsWith(`${process.execPath}\0-e`) &&
      of(each, 'environ').split('\0').includes(`PORT0=${port}`),
  );
  try {
    if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
