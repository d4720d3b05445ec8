/**
 * The state of a Marathon of others, in a real ZooKeeper as it writes it: buckets, versions, most nodes
 * compressed. Ours takes it over whole or not at all, and then starts with it.
 */
import { gzipSync } from 'node:zlib';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/foundation/log.ts';
import { loadFlags } from '../../src/foundation/flags/load.ts';
import { recover, type Recovered } from '../../src/marathon/core/records/recover.ts';
import { StoredRecords } from '../../src/marathon/core/records/stored-records.ts';
import { marathonFlags } from '../../src/marathon/flags/table.ts';
import { migrateFrom } from '../../src/marathon/migrate/migrate.ts';
import { FrameworkID } from '../../src/protocol/generated/mesos.ts';
import {
  GroupDefinition,
  ServiceDefinition,
  StorageVersion,
  TaskFailure,
  ZKStoreEntry,
} from '../../src/protocol/generated/marathon.ts';
import { LevelStore } from '../../src/storage/level-store.ts';
import { connectToZooKeeper } from '../../src/zookeeper/connect.ts';
import type { ZooKeeperClient } from '../../src/zookeeper/core/client.ts';
import { openToAll } from '../../src/zookeeper/core/operations.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const first = '2019-03-01T10:00:00.001Z';
const second = '2019-03-01T11:00:00.002Z';
const uuid = '2f9f1d0c-3f2e-11e9-b210-d663bd873d93';
const taskId = `shop_web.${uuid}`;
const numbersOf15 = { major: 1, minor: 5, patch: 0 };

function app(id: string, version: string, instances: number): Buffer {
  return ServiceDefinition.encode({
    id,
    cmd: { value: 'sleep 100' },
    instances,
    executor: '',
    version,
    networks: [{ mode: 'HOST' }],
    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
  });
}

function root(version: string, apps: readonly string[]): Buffer {
  const references = apps.map((id) => ({ id, version: id === 'shop_web' ? version : first }));
  const shop = { id: 'shop', version, apps: references };
  const pods = [{ id: 'pod', version: first }];
  return GroupDefinition.encode({ id: '', version, groups: [shop], pods });
}

const pod = Buffer.from(
  JSON.stringify({
    id: '/pod',
    version: first,
    containers: [{ name: 'c', resources: { cpus: 0.1, mem: 32 } }],
  }),
);

function instance(): Buffer {
  const networkInfo = { hostName: 'h', hostPorts: [], ipAddresses: [] };
  const status = { stagedAt: first, startedAt: first, condition: { str: 'Running' }, networkInfo };
  return Buffer.from(
    JSON.stringify({
      instanceId: { idString: `shop_web.marathon-${uuid}` },
      agentInfo: { host: 'h', agentId: 'a1', attributes: [] },
      tasksMap: { [taskId]: { taskId, runSpecVersion: second, status } },
      runSpecVersion: second,
      state: { condition: { str: 'Running' }, since: first, activeSince: first },
    }),
  );
}

describe.skipIf(missing !== undefined)(`migration of a Marathon ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let client: ZooKeeperClient;
  let path: string;
  let directory: string;
  let count = 0;

  beforeAll(async () => {
    ensemble = await Ensemble.start();
    client = connectToZooKeeper({ servers: ensemble.addresses });
  });
  afterAll(async () => {
    await new Promise<void>((done) => client.close(done));
    await ensemble.stop();
  });
  beforeEach(() => {
    path = `/marathon-${++count}`;
    directory = mkdtempSync(join(tmpdir(), 'altiplano-migrate-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function node(name: string, data: Uint8Array): Promise<void> {
    const whole = `${path}/${name}`;
    await new Promise<void>((resolve, reject) =>
      client.createPath(whole, openToAll, (made) => {
        if (!made.ok) return reject(new Error(made.error.message));
        client.setData(whole, data, -1, (set) =>
          set.ok ? resolve() : reject(new Error(set.error.message)),
        );
      }),
    );
  }

  async function writeOriginal(numbers = numbersOf15): Promise<void> {
    const value = StorageVersion.encode({ ...numbers, format: 'PERSISTENCE_STORE' });
    const entry = { name: 'v', uuid: new Uint8Array([1]), value };
    await node('state/internal:storage:version', ZKStoreEntry.encode(entry));
    const packed = (name: string, data: Uint8Array) => node(`state/${name}`, gzipSync(data));
    await packed('framework-id/b/id', FrameworkID.encode({ value: 'framework-1' }));
    await packed('group/4/root', root(second, ['shop_web']));
    await packed(`group/4/root/${first}`, root(first, ['shop_web', 'shop_old']));
    await packed(`group/4/root/${second}`, root(second, ['shop_web']));
    await packed('apps/a/shop_web', app('/shop/web', second, 2));
    await packed(`apps/a/shop_web/${first}`, app('/shop/web', first, 1));
    await packed(`apps/a/shop_web/${second}`, app('/shop/web', second, 2));
    await packed(`apps/c/shop_old/${first}`, app('/shop/old', first, 1));
    // As without compression, and as what was removed.
    await node(`state/pods/1/pod/${first}`, pod);
    await node('state/deployment/2/over', new Uint8Array());
    await packed(`instance/7/shop_web.marathon-${uuid}`, instance());
    const failure = {
      app_id: '/shop/web',
      task_id: { value: 'shop_web.x' },
      state: 'TASK_FAILED' as const,
      message: 'boom',
      version: second,
      timestamp: second,
    };
    await packed('taskFailures/a/shop_web', TaskFailure.encode(failure));
  }

  async function migrate(...more: readonly string[]) {
    const args = ['--master=127.0.0.1:1', `--work_dir=${join(directory, 'm')}`, ...more];
    const loaded = loadFlags(marathonFlags, { args });
    if (loaded.kind !== 'loaded') throw new Error('The flags are right');
    return migrateFrom(`zk://${ensemble.hosts}${path}`, loaded.flags.values, silentLog);
  }

  async function recovered(): Promise<{ state: Recovered; records: StoredRecords }> {
    const store = await new Promise<LevelStore>((resolve, reject) =>
      LevelStore.open(join(directory, 'm', 'state'), (opened) =>
        opened.ok ? resolve(opened.value) : reject(new Error(opened.error)),
      ),
    );
    const failed = (why: string): never => {
      throw new Error(why);
    };
    const records = new StoredRecords({ store, log: silentLog, maxVersions: 50, failed });
    const state = await new Promise<Recovered>((resolve, reject) =>
      recover(store, records, (found) =>
        found.ok ? resolve(found.value) : reject(new Error(found.error)),
      ),
    );
    await new Promise((resolve) => store.close(resolve));
    return { state, records };
  }

  it('takes over everything, once', async () => {
    await writeOriginal();
    expect(await migrate()).toMatchObject({ ok: true });
    const { state, records } = await recovered();
    expect(state.frameworkId).toBe('framework-1');
    expect(new Map(state.runSpecs.map(({ id, instances }) => [id, instances]))).toEqual(
      new Map([
        ['/pod', 1],
        ['/shop/web', 2],
      ]),
    );
    expect(state.groups.map(({ id }) => id).toSorted()).toEqual(['/', '/shop']);
    expect(state.instances).toMatchObject([
      { runSpecId: '/shop/web', condition: 'Running', tasks: [{ taskId }] },
    ]);
    expect(state.failures).toMatchObject([{ appId: '/shop/web', message: 'boom' }]);
    expect(state.deployments).toEqual([]);
    expect(records.rootVersions).toEqual([Date.parse(first), Date.parse(second)]);
    expect(records.runSpecVersions.latestOf('/shop/old')).toBe(Date.parse(second));
    const again = await migrate();
    expect(!again.ok && again.error).toContain('there is a state already');
  });

  it('writes beside the old state, too, which stays as it is', async () => {
    await writeOriginal();
    const target = `--zk=zk://${ensemble.hosts}${path}`;
    expect(await migrate(target)).toMatchObject({ ok: true });
    const again = await migrate(target);
    expect(!again.ok && again.error).toContain('there is a state already');
    expect(await migrate()).toMatchObject({ ok: true });
  });

  it('changes nothing while something is in the way, and names all of it', async () => {
    await writeOriginal();
    await node(`state/apps/a/shop_web/${second}`, Buffer.from('rubbish'));
    await node('state/apps/a/shop_web', new Uint8Array());
    await node('state/instance/8/x.marathon-1', Buffer.from('{'));
    await node('state/deployment/2/d1', Buffer.from('x'));
    const refused = await migrate();
    expect(!refused.ok && refused.error).toContain(`/shop/web: its version ${second}`);
    expect(!refused.ok && refused.error).toContain('/state/instance/8/x.marathon-1: ');
    expect(!refused.ok && refused.error).toContain('deployment d1 is under way');
    expect(existsSync(join(directory, 'm'))).toBe(false);
  });

  it('asks for the others to be stopped, and for a version that it knows', async () => {
    const none = await migrate();
    expect(!none.ok && none.error).toContain('there is no state of Marathon 1.5 or later');
    await writeOriginal({ major: 1, minor: 4, patch: 2 });
    const old = await migrate();
    expect(!old.ok && old.error).toContain('its storage version is 1.4.2');
    await node('leader-curator/latch-1', new Uint8Array());
    const led = await migrate();
    expect(!led.ok && led.error).toContain('a Marathon still runs there');
  });
});
