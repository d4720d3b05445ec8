/**
 * Programs that others wrote find our leader through ZooKeeper, and we find theirs: the nodes of a
 * group are Mesos' in both directions. The master below is the one that the recordings are of.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MasterInfo } from '../../src/protocol/generated/mesos.ts';
import { connectToZooKeeper } from '../../src/zookeeper/connect.ts';
import type { ZooKeeperClient } from '../../src/zookeeper/core/client.ts';
import { ZooKeeperDetector } from '../../src/zookeeper/core/election/detector.ts';
import { SystemClock } from '../../src/foundation/clock.ts';
import { silentLog } from '../../src/foundation/log.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';
import { type Installed, installMesosGoDetector, installPymesos } from './foreign/install.ts';

const missing = whyNoZooKeeper();
const longestInstallMs = 400_000;
const longestRunMs = 60_000;
const foreign = (name: string): string =>
  fileURLToPath(new URL(`foreign/${name}`, import.meta.url));

/** MasterInfo of a real master, from a SUBSCRIBED event that it sent. */
const recorded = Buffer.from(
  '0a2433643132336439382d353832362d343136352d393734352d33643638323335636432386510ff80800818ba27' +
    '22156d6173746572403132372e302e302e313a353035302a096c6f63616c686f73743206312e31322e303a190a09' +
    '6c6f63616c686f737412093132372e302e302e3118ba274a0208014a0208024a020803',
  'hex',
);

/** The same master as it writes itself down in ZooKeeper: all fields in the order of their names. */
const recordedJson = JSON.stringify({
  address: { hostname: 'localhost', ip: '127.0.0.1', port: 5050 },
  capabilities: [{ type: 'AGENT_UPDATE' }, { type: 'AGENT_DRAINING' }, { type: 'QUOTA_V2' }],
  hostname: 'localhost',
  id: '3d123d98-5826-4165-9745-3d68235cd28e',
  ip: 16777343,
  pid: 'master@127.0.0.1:5050',
  port: 5050,
  version: '1.12.0',
});

describe.skipIf(missing !== undefined)(`leaders in ZooKeeper ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let pymesos: Installed;
  let mesosGo: Installed;
  let client: ZooKeeperClient;

  beforeAll(async () => {
    pymesos = installPymesos();
    mesosGo = installMesosGoDetector(foreign('mesos_go_detector.go'));
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    client = connectToZooKeeper({ servers: ensemble.addresses });
  }, longestInstallMs);

  afterAll(async () => {
    await new Promise<void>((done) => client.close(done));
    await cluster.stop();
    await ensemble.stop();
  });

  const startMaster = (name: string, path: string): Promise<Program> =>
    cluster.startMaster({
      name,
      flags: [`--zk=zk://${ensemble.hosts}${path}`, '--quorum=1', '--zk_session_timeout=4secs'],
    });

  const isLeading = (master: Program): Promise<unknown> =>
    eventually('the master leads', async () => {
      const { status } = await fetch(`http://${master.address}/weights`);
      return status === 200 || undefined;
    });

  /** Not held up: the session of our own client goes on meanwhile. */
  function run(program: string, args: readonly string[], env: object = {}): Promise<string> {
    const child = spawn(program, args, { env: { ...process.env, ...env }, timeout: longestRunMs });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', () => resolve(output));
    });
  }

  it('kazoo reads who leads', async (context) => {
    if ('missing' in pymesos) return context.skip(pymesos.missing);
    const first = await startMaster('kazoo-1', '/kazoo');
    await isLeading(first);
    await startMaster('kazoo-2', '/kazoo');
    const env = { PYTHONPATH: pymesos.directory };
    const said = await run(
      'python3',
      [foreign('kazoo_detector.py'), ensemble.hosts, '/kazoo'],
      env,
    );
    const info = JSON.parse(said) as MasterInfo;
    expect(info).toMatchObject({
      address: { ip: '127.0.0.1', port: first.port, hostname: 'localhost' },
      pid: `master@${first.address}`,
      port: first.port,
      ip: 16777343,
    });
    const names = (value: object): string[] => Object.keys(value).sort();
    expect(names(info)).toEqual(names(JSON.parse(recordedJson) as object));
  });

  it('a scheduler of pymesos that is given zk:// registers at the leader', async (context) => {
    if ('missing' in pymesos) return context.skip(pymesos.missing);
    const leader = await startMaster('pymesos', '/pymesos');
    await isLeading(leader);
    const env = { PYTHONPATH: pymesos.directory };
    const url = `zk://${ensemble.hosts}/pymesos`;
    expect(await run('python3', [foreign('pymesos_detector.py'), url], env)).toContain(
      `registered at ${leader.port}`,
    );
  });

  it('the detector of mesos-go finds the leader', async (context) => {
    if ('missing' in mesosGo) return context.skip(mesosGo.missing);
    const leader = await startMaster('go', '/go');
    await isLeading(leader);
    const url = `zk://${ensemble.hosts}/go`;
    expect(await run(join(mesosGo.directory, 'detector'), [url])).toContain(
      `leader 127.0.0.1 ${leader.port} master@${leader.address}`,
    );
  });

  it.each([
    ['json.info_', Buffer.from(recordedJson)],
    ['info_', recorded],
  ])('we find a real master that wrote %s', async (prefix, data) => {
    const path = `/real-${prefix}`;
    const parent = await new Promise<boolean>((done) =>
      client.create(path, Buffer.alloc(0), {}, ({ ok }) => done(ok)),
    );
    expect(parent).toBe(true);
    client.create(`${path}/log_replicas`, Buffer.alloc(0), {}, () => undefined);
    client.create(`${path}/${prefix}`, data, { mode: 'ephemeral sequential' }, () => undefined);
    const detector = new ZooKeeperDetector({
      connect: () => connectToZooKeeper({ servers: ensemble.addresses }),
      path,
      url: 'zk://test',
      hasCredentials: false,
      clock: new SystemClock(),
      log: silentLog,
    });
    const found = await new Promise<MasterInfo>((resolve, reject) =>
      detector.watch({
        changed: (leader) => leader && resolve(leader),
        failed: (why) => reject(new Error(why)),
      }),
    );
    detector.close();
    expect(found).toEqual(MasterInfo.decode(recorded));
  });

  it('behind a real master ours stands by, and sends people to it', async () => {
    const path = '/mixed';
    await new Promise((done) => client.create(path, Buffer.alloc(0), {}, done));
    await new Promise((done) =>
      client.create(
        `${path}/json.info_`,
        Buffer.from(recordedJson),
        { mode: 'ephemeral sequential' },
        done,
      ),
    );
    const ours = await startMaster('behind', path);
    await eventually('it knows the leader', async () => {
      const answer = await fetch(`http://${ours.address}/state`, { redirect: 'manual' });
      return answer.headers.get('location') === '//localhost:5050/master/state' || undefined;
    });
  });
});
