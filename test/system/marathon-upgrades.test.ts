/**
 * A new version of an app takes the place of the old one while Marathon is killed in the middle: at no
 * time are there fewer healthy instances than promised, and what is broken replaces nothing.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster, type Task } from '../support/marathon.ts';

/** Answers what version it is; `broken` ones listen and say that they are not well. */
const service = (version: string, status = 200): string =>
  `exec ${process.execPath} -e 'require("http").createServer((q, s) => { s.statusCode = ${status}; s.end("${version}") }).listen(+process.env.PORT0, "127.0.0.1")'`;

const healthChecks = [
  {
    protocol: 'HTTP',
    path: '/',
    portIndex: 0,
    gracePeriodSeconds: 5,
    intervalSeconds: 1,
    timeoutSeconds: 5,
    maxConsecutiveFailures: 3,
  },
];

describe('upgrades of a real Marathon', () => {
  const mesos = new MarathonCluster();

  beforeAll(() =>
    mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31100-31199]'] }],
    }),
  );
  afterAll(() => mesos.stop());

  const app = (id: string, cmd: string): { id: string } & Record<string, unknown> => ({
    ...{ id, cmd, healthChecks, cpus: 0.1, mem: 64, portDefinitions: [{ port: 0 }] },
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 0.5 },
  });

  const answers = async ({ ports }: Task): Promise<string | undefined> => {
    const response = await fetch(`http://127.0.0.1:${ports[0]}/`).catch(() => undefined);
    return response?.status === 200 ? response.text() : undefined;
  };

  it('keeps as many as promised when it is killed in the middle', async () => {
    const old = await mesos.deploy({ ...app('web', service('old')), instances: 3 });
    expect(old).toHaveLength(3);
    // Whoever is asked: from the ports that the agent gives away, not from what Marathon says.
    const ports = Array.from({ length: 100 }, (_, index) => 31100 + index);
    const counts: number[] = [];
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        const found = await Promise.all(ports.map((port) => answers({ ports: [port] } as never)));
        counts.push(found.filter((each) => each !== undefined).length);
        await sleep(50);
      }
    })();
    await mesos.accepted('PUT', '/v2/apps/web', { ...app('web', service('new')), instances: 3 });
    for (const blow of [1, 2]) {
      await mesos.until(`${blow} of the new version run`, async () => {
        const { tasks } = await mesos.get<{ tasks: Task[] }>('/v2/apps/web/tasks');
        const fresh = tasks.filter(({ id }) => !old.some((each) => each.id === id));
        return fresh.length >= blow ? true : undefined;
      });
      await mesos.marathon.end('SIGKILL');
      await mesos.marathon.start();
    }
    await mesos.settled();
    const tasks = await mesos.runs('web', 3);
    isOver = true;
    await watch;
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
    expect(await Promise.all(tasks.map(answers))).toEqual(['new', 'new', 'new']);
    await mesos.remove('web');
  });

  it('leaves the old ones alone when the new version is not well, and goes back', async () => {
    const old = await mesos.deploy({ ...app('solid', service('old')), instances: 2 });
    const broken = { ...app('solid', service('broken', 500)), instances: 2 };
    const { deploymentId } = await mesos.accepted('PUT', '/v2/apps/solid', broken);
    await mesos.until('the new one is not well', async () =>
      (await mesos.app('solid')).tasksUnhealthy > 0 ? true : undefined,
    );
    await mesos.marathon.end('SIGKILL');
    await mesos.marathon.start();
    await mesos.until('one of the new ones was killed for it', async () =>
      (await mesos.app('solid')).lastTaskFailure === undefined &&
      (await mesos.app('solid')).tasksUnhealthy === 0
        ? undefined
        : true,
    );
    expect(await Promise.all(old.map(answers))).toEqual(['old', 'old']);
    await mesos.accepted('DELETE', `/v2/deployments/${String(deploymentId)}`);
    await mesos.settled();
    const left = await mesos.runs('solid', 2);
    expect(await Promise.all(left.map(answers))).toEqual(['old', 'old']);
    await mesos.remove('solid');
  });

  it('waits until the new ones say that they are ready', async () => {
    const readinessChecks = [
      {
        name: 'ready',
        portName: 'web',
        path: '/',
        intervalSeconds: 2,
        timeoutSeconds: 1,
        preserveLastResponse: true,
        httpStatusCodesForReady: [200],
      },
    ];
    const withChecks = (cmd: string): { id: string } & Record<string, unknown> => ({
      ...{ id: 'ready', cmd, readinessChecks, portDefinitions: [{ port: 0, name: 'web' }] },
    });
    const [old] = await mesos.deploy(withChecks(service('old')));
    const file = `${mesos.cluster.directory}/is-ready`;
    const waits = `exec ${process.execPath} -e 'require("http").createServer((q, s) => { s.statusCode = require("fs").existsSync("${file}") ? 200 : 503; s.end("new") }).listen(+process.env.PORT0, "127.0.0.1")'`;
    await mesos.accepted('PUT', '/v2/apps/ready', { ...withChecks(waits), cpus: 0.1, mem: 32 });
    await mesos.until('it was asked and is not ready', async () => {
      const { app: found } = await mesos.get<{
        app: { readinessCheckResults: { ready: boolean; lastResponse?: { status: number } }[] };
      }>('/v2/apps/ready?embed=app.readiness');
      return found.readinessCheckResults.some((each) => each.lastResponse?.status === 503)
        ? true
        : undefined;
    });
    expect(await answers(old!)).toBe('old');
    writeFileSync(file, '');
    await mesos.settled();
    const [task] = await mesos.runs('ready', 1);
    expect(await answers(task!)).toBe('new');
    await mesos.remove('ready');
  });
});
