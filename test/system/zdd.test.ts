/**
 * A blue/green deployment with everything real: zdd, marathon-lb with its HAProxy, Marathon, and
 * clients that ask without a pause.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOnce, Balancer, Load, whyNoHaproxy } from '../support/balancer.ts';
import { freePort } from '../support/cluster.ts';
import { MarathonCluster } from '../support/marathon.ts';

const missing = whyNoHaproxy();

const service = (version: string): string =>
  `exec ${process.execPath} -e 'require("http").createServer((q, s) => setTimeout(() => s.end("${version}"), 5)).listen(+process.env.PORT0, "127.0.0.1")'`;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function zdd(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('bin/zdd', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => resolve({ code, output }));
  });
}

describe.skipIf(missing !== undefined)(`zdd ${missing ?? ''}`, () => {
  const mesos = new MarathonCluster();
  const ports = { first: 0, second: 0 };
  let balancer: Balancer;
  let deploy: (version: string, ...more: readonly string[]) => Promise<Outcome>;

  beforeAll(async () => {
    await mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31300-31399]'] }],
    });
    for (const name of ['first', 'second'] as const) ports[name] = await freePort();
    balancer = await Balancer.start(mesos.cluster, [mesos.marathon]);
    const file = join(mesos.cluster.directory, 'app.json');
    deploy = (version, ...more) => {
      writeFileSync(file, JSON.stringify(definition(version)));
      const at = [
        '-m',
        `http://${mesos.marathon.address}`,
        '-l',
        `http://${balancer.program.address}`,
      ];
      return zdd([...at, '-j', file, '--step-delay', '1', ...more]);
    };
  });
  afterAll(() => mesos.stop());

  const definition = (version: string) => ({
    id: 'web',
    cmd: service(version),
    cpus: 0.05,
    mem: 32,
    instances: 2,
    portDefinitions: [{ port: ports.first }],
    healthChecks: [
      {
        ...{ protocol: 'HTTP', path: '/', portIndex: 0, gracePeriodSeconds: 20 },
        ...{ intervalSeconds: 1, timeoutSeconds: 10, maxConsecutiveFailures: 10 },
      },
    ],
    labels: {
      HAPROXY_GROUP: 'test',
      HAPROXY_0_BIND_ADDR: '127.0.0.1',
      HAPROXY_DEPLOYMENT_GROUP: 'web',
      HAPROXY_DEPLOYMENT_ALT_PORT: String(ports.second),
    },
  });

  it('begins with blue, goes to green without a request that fails, and blue is gone', async () => {
    expect(await deploy('one', '--force')).toMatchObject({ code: 0 });
    await mesos.settled();
    await balancer.serves(`web_${ports.first}`, 2);
    const load = new Load({ port: ports.first }, { kept: 3, fresh: 2 });
    const outcome = await deploy('two', '--force');
    expect(outcome.code, outcome.output).toBe(0);
    await mesos.settled();
    const { apps } = await mesos.get<{ apps: readonly { id: string }[] }>('/v2/apps');
    expect(apps.map(({ id }) => id)).toEqual(['/web-green']);
    await balancer.serves(`web_${ports.first}`, 2);
    expect((await askOnce({ port: ports.first })).text).toBe('two');
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.answered).toBeGreaterThan(50);
  });

  it('asks before it changes anything, and no answer is no', async () => {
    expect(await deploy('three')).toMatchObject({ code: 1 });
    expect(await deploy('three', '--dry-run')).toMatchObject({ code: 0 });
    expect(await deploy('three', '--force', '--complete-cur')).toMatchObject({ code: 3 });
    expect((await askOnce({ port: ports.first })).text).toBe('two');
  });
});
