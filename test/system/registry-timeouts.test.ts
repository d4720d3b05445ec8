/**
 * An ensemble that stops answering while the registry is read or written there: whoever leads then ends
 * with a sentence when --registry_fetch_timeout or --registry_store_timeout has passed.
 */
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/foundation/log.ts';
import { SystemClock } from '../../src/foundation/clock.ts';
import { SystemRandom } from '../../src/foundation/random.ts';
import { leadingMaster, put } from '../../src/master/core/registry-kinds.ts';
import { checkedStore } from '../../src/storage/checked-store.ts';
import { MemoryWitness } from '../../src/storage/commit-witness.ts';
import { parseZooKeeperUrl } from '../../src/zookeeper/core/url.ts';
import { zooKeeperRegistry } from '../../src/zookeeper/group.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();

/** In front of an ensemble: connections that have spoken of the registry are silent from then on. */
class Silencer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port: number): Promise<Silencer> {
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      let isSilent = false;
      near.on('data', (chunk) => {
        isSilent ||= chunk.includes('log_replicas');
        if (!isSilent) far.write(chunk);
      });
      far.on('data', (chunk) => isSilent || near.write(chunk));
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        silencer.#sockets.add(one);
        one.on('error', () => undefined).on('close', () => other.destroy());
      }
    });
    const silencer = new Silencer(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return silencer;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

describe.skipIf(missing !== undefined)(`a registry in ZooKeeper ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let silencer: Silencer;

  beforeEach(async () => {
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    silencer = await Silencer.start(ensemble.addresses[0]!.port);
  });

  afterEach(async () => {
    ensemble.signal(1, 'SIGCONT');
    await cluster.stop();
    silencer.stop();
    await ensemble.stop();
  });

  // Sessions outlast the timeouts: what ends the master is nothing else.
  const startMaster = (hosts: string, ...flags: string[]): Promise<Program> =>
    cluster.startMaster({
      flags: [`--zk=zk://${hosts}/mesos`, '--quorum=1', '--zk_session_timeout=10secs', ...flags],
    });

  const endOf = (master: Program): Promise<unknown> =>
    eventually('the master ends', () => master.exit).then(({ code }) => code);

  it('that does not answer the reading ends the master after --registry_fetch_timeout', async () => {
    const master = await startMaster(silencer.address, '--registry_fetch_timeout=2secs');
    expect(await endOf(master)).toBe(1);
    expect(master.log).toContain('Failed to fetch the registry: it took longer than 2secs');
  });

  it('that does not answer a write ends the master after --registry_store_timeout', async () => {
    const master = await startMaster(ensemble.hosts, '--registry_store_timeout=2secs');
    await eventually('it leads', () => master.getJson('/weights').catch(() => undefined));
    ensemble.signal(1, 'SIGSTOP');
    const body = JSON.stringify([{ role: 'eng', weight: 2 }]);
    const answer = fetch(`http://${master.address}/weights`, { method: 'PUT', body }).then(
      ({ status }) => status,
      () => 'none',
    );
    expect(await endOf(master)).toBe(1);
    expect(master.log).toContain('Failed to update the registry: it took longer than 2secs');
    expect(await answer).toBe('none');
  });

  it('that needs a capability which this version lacks ends the master with a sentence', async () => {
    const parsed = parseZooKeeperUrl(`zk://${ensemble.hosts}/mesos`);
    if (!parsed.ok) throw new Error(parsed.error);
    const options = { url: parsed.value, sessionTimeoutMs: 5000, log: silentLog };
    const world = { clock: new SystemClock(), random: new SystemRandom() };
    const store = checkedStore({
      store: zooKeeperRegistry({ ...options, ...world }, 'a newer master'),
      witness: new MemoryWitness(0),
      place: 'ZooKeeper',
    });
    const entry = put(leadingMaster, {
      info: { id: 'a newer master', ip: 1, port: 5050 },
      minimum_capabilities: ['QUOTA_V2', 'TIME_TRAVEL'],
    });
    await new Promise((read) => store.readAll('', () => undefined, read));
    await new Promise((written) => store.write([entry], written));
    await new Promise((closed) => store.close(closed));
    const master = await startMaster(ensemble.hosts);
    expect(await endOf(master)).toBe(1);
    expect(master.log).toContain(
      'Master is missing the following minimum capabilities, which the registry needs: TIME_TRAVEL;',
    );
  });
});
