/** Health checks that Mesos carries out for Marathon, with real executors. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster } from '../support/marathon.ts';

const times = {
  ...{ gracePeriodSeconds: 0, intervalSeconds: 1, timeoutSeconds: 10, delaySeconds: 0 },
  maxConsecutiveFailures: 2,
};

describe('checks of a real Marathon', () => {
  const mesos = new MarathonCluster();

  beforeAll(() =>
    mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31200-31299]'] }],
    }),
  );
  afterAll(() => mesos.stop());

  it('replaces what a command finds ill', async () => {
    const well = join(mesos.cluster.directory, 'well');
    writeFileSync(well, '');
    const [first] = await mesos.deploy({
      id: 'command',
      cmd: 'sleep 1000',
      backoffSeconds: 0,
      healthChecks: [{ ...times, protocol: 'COMMAND', command: { value: `test -e ${well}` } }],
    });
    expect(await mesos.app('command')).toMatchObject({ tasksHealthy: 1, tasksUnhealthy: 0 });
    rmSync(well);
    const second = await mesos.until('another one runs', async () =>
      (await mesos.running('command')).find(({ id }) => id !== first!.id),
    );
    writeFileSync(well, '');
    await mesos.until('it is well', async () =>
      (await mesos.app('command')).tasksHealthy === 1 ? true : undefined,
    );
    expect(second.id).not.toBe(first!.id);
    await mesos.remove('command');
  });

  it('knows what Mesos found out by HTTP and TCP, also after it was killed', async () => {
    const serve = `exec ${process.execPath} -e 'require("http").createServer((q, s) => { s.statusCode = q.url === "/well" ? 200 : 404; s.end() }).listen(+process.env.PORT0, "127.0.0.1")'`;
    const portDefinitions = [{ port: 0 }];
    const slow = { ...times, gracePeriodSeconds: 60 };
    await mesos.deploy({
      id: 'http',
      cmd: serve,
      portDefinitions,
      healthChecks: [{ ...slow, protocol: 'MESOS_HTTP', path: '/well', portIndex: 0 }],
    });
    await mesos.deploy({
      id: 'tcp',
      cmd: serve,
      portDefinitions,
      healthChecks: [{ ...slow, protocol: 'MESOS_TCP', portIndex: 0 }],
    });
    for (const id of ['http', 'tcp'])
      expect(await mesos.app(id)).toMatchObject({ tasksHealthy: 1 });
    const before = await mesos.running('http');
    await mesos.marathon.end('SIGKILL');
    await mesos.marathon.start();
    for (const id of ['http', 'tcp']) {
      await mesos.until(`${id} is known to be well`, async () =>
        (await mesos.app(id)).tasksHealthy === 1 ? true : undefined,
      );
    }
    expect((await mesos.running('http')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await mesos.remove('http');
    await mesos.remove('tcp');
  });

  it('tells what the check of an app found', async () => {
    await mesos.deploy({
      id: 'checked',
      cmd: 'sleep 1000',
      check: { exec: { command: { shell: 'exit 7' } }, intervalSeconds: 1, delaySeconds: 0 },
    });
    await mesos.until('what the check found is told', async () => {
      const { tasks } = await mesos.get<{
        tasks: { checkResult?: { command: { exitCode?: number } } }[];
      }>('/v2/apps/checked/tasks');
      return tasks[0]?.checkResult?.command.exitCode === 7 ? true : undefined;
    });
    expect(await mesos.running('checked')).toHaveLength(1);
    await mesos.remove('checked');
  });
});
