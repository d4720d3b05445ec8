/**
 * mesos-dns on a real cluster: two masters, ZooKeeper, an agent, Marathon. dig, host and the resolver
 * of Node (c-ares) ask it; names come and go with the tasks, and outlive the leader.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, eventually, type MesosDns, type Program } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const run = promisify(execFile);
const isThere = (program: string): boolean => {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const missing =
  whyNoZooKeeper() ?? (isThere('dig') ? undefined : 'there is no dig (apt install bind9-dnsutils)');

const longestWaitMs = 60_000;
const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

describe.skipIf(missing !== undefined)(`mesos-dns ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let masters: Program[];
  let marathon: Program;
  let dns: MesosDns;
  let resolver: Resolver;

  beforeAll(async () => {
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    const zk = `zk://${ensemble.hosts}/mesos`;
    masters = [];
    for (const name of ['m1', 'm2']) {
      const flags = [`--zk=${zk}`, '--quorum=1', '--zk_session_timeout=2secs'];
      masters.push(await cluster.startMaster({ name, flags }));
    }
    dns = await cluster.startMesosDns({ zk, refreshSeconds: 5 });
    const resources = '--resources=cpus:4;mem:1024;disk:1000;ports:[31000-32000]';
    await cluster.startAgent({ address: zk }, { flags: [resources] });
    marathon = await cluster.startMarathon('marathon', [`--master=${zk}`]);
    resolver = new Resolver({ timeout: 5_000, tries: 2 });
    resolver.setServers([`127.0.0.1:${dns.port}`]);
  }, 120_000);

  afterAll(async () => {
    await cluster?.stop();
    await ensemble?.stop();
  });

  const until = <T>(what: string, probe: () => Promise<T | undefined>): Promise<T> =>
    eventually(what, probe, longestWaitMs);
  const dig = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await run('dig', ['@127.0.0.1', '-p', String(dns.port), '+short', ...args]);
    return stdout.split('\n').filter((line) => line !== '');
  };
  const services = (name: string) => resolver.resolveSrv(name).catch(() => []);
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`http://${marathon.address}${path}`, { method, headers, ...init });
    expect(response.status).toBeLessThan(300);
  };

  it('names an app of Marathon, for everybody who asks', async () => {
    await call('POST', '/v2/apps', {
      id: '/prod/web',
      cmd: 'sleep 1000',
      cpus: 0.1,
      mem: 32,
      instances: 2,
      portDefinitions: [{ port: 0, name: 'http', protocol: 'tcp' }],
    });
    const found = await until('both instances have names', async () => {
      const all = await services('_http._web-prod._tcp.marathon.mesos');
      return all.length === 2 ? all : undefined;
    });
    const response = await fetch(`http://${marathon.address}/v2/apps/prod/web/tasks`);
    const { tasks } = (await response.json()) as { tasks: { ports: number[] }[] };
    const ports = sorted(tasks.map((task) => task.ports[0]!));
    expect(sorted(found.map(({ port }) => port))).toEqual(ports);
    expect(await resolver.resolve4(found[0]!.name)).toEqual(['127.0.0.1']);
    expect(await dig('web-prod.marathon.mesos')).toEqual(['127.0.0.1']);
    expect(await dig('+tcp', 'web-prod.marathon.mesos')).toEqual(['127.0.0.1']);
    expect((await dig('SRV', '_web-prod._tcp.marathon.mesos')).length).toBe(2);
    expect((await dig('SOA', 'mesos'))[0]).toMatch(/^ns1\.mesos\. root\.ns1\.mesos\. \d+/);
    const { stdout } = await run('host', [
      ...['-p', String(dns.port)],
      ...['web-prod.marathon.mesos', '127.0.0.1'],
    ]);
    expect(stdout).toContain('web-prod.marathon.mesos has address 127.0.0.1');
    const listed = await dns.program.getJson('/v1/services/_web-prod._tcp.marathon.mesos');
    expect(sorted((listed as { port: string }[]).map(({ port }) => Number(port)))).toEqual(ports);
    const metrics = await fetch(`http://${dns.program.address}/metrics`);
    expect(await metrics.text()).toMatch(/^mesos_dns_answers_total\{.*rcode="NOERROR"\} [1-9]/m);
  });

  it('forgets what has ended', async () => {
    await call('PUT', '/v2/apps/prod/web?force=true', { instances: 1 });
    await until('one instance has a name', async () => {
      const all = await services('_web-prod._tcp.marathon.mesos');
      return all.length === 1 ? true : undefined;
    });
  });

  it('keeps names through an election, and names the new leader', async () => {
    const leaderPort = async (): Promise<number | undefined> =>
      (await services('_leader._tcp.mesos'))[0]?.port;
    const before = await leaderPort();
    const leader = masters.find(({ port }) => port === before)!;
    const other = masters.find(({ port }) => port !== before)!;
    await leader.end('SIGKILL');
    await until('the other leads', async () => {
      expect(await dig('web-prod.marathon.mesos')).toEqual(['127.0.0.1']);
      return (await leaderPort()) === other.port ? true : undefined;
    });
    await until('events come from there', async () => {
      expect(await dig('web-prod.marathon.mesos')).toEqual(['127.0.0.1']);
      const metrics = await (await fetch(`http://${dns.program.address}/metrics`)).text();
      const isTwice = /events_total\{type="SUBSCRIBED"\} ([2-9]|\d\d)/.test(metrics);
      return isTwice && /^mesos_dns_agents 1$/m.test(metrics) ? true : undefined;
    });
    await call('DELETE', '/v2/apps/prod/web?force=true');
    await until('what happens is heard of', async () =>
      (await services('_web-prod._tcp.marathon.mesos')).length === 0 ? true : undefined,
    );
    expect(dns.program.isRunning).toBe(true);
  });

  it('bears garbage', async () => {
    const socket = connect(dns.port, '127.0.0.1').on('error', () => undefined);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.end(Buffer.alloc(200_000, 0xff)).resume();
    await closed;
    expect((await dig('SOA', 'mesos')).length).toBe(1);
  });

  it('does not start with what it cannot use, and says why', async () => {
    const path = join(cluster.directory, 'bad.json');
    writeFileSync(path, '{"zk": "zk://localhost:2181"}');
    const program = fileURLToPath(new URL('../../bin/mesos-dns', import.meta.url));
    const child = spawn(process.execPath, [program, '-config', path], { stdio: 'pipe' });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(output).toContain('Zk: it must have a path, as in zk://host:port/mesos');
  });
});
