/** What a Marathon ends with, and that the next start is not hindered by it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually, freePort } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const small = { cpus: 0.05, mem: 16, instances: 0, cmd: 'sleep 1000' };

async function put(marathon: Program, id: string, app = small): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json' };
  const url = `http://${marathon.address}/v2/apps${id}`;
  const init = { method: 'PUT', headers, body: JSON.stringify(app) };
  return fetch(url, init).then(
    ({ status }) => status,
    () => undefined,
  );
}

const frameworkIdOf = async (marathon: Program): Promise<string | null> =>
  ((await marathon.getJson('/v2/info')) as { frameworkId: string | null }).frameworkId;

const subscribed = (marathon: Program): Promise<string> =>
  eventually('it has subscribed', async () => (await frameworkIdOf(marathon)) ?? undefined);

const runningTask = (marathon: Program, other?: string): Promise<string> =>
  eventually('a task runs', async () => {
    const { tasks } = (await marathon.getJson('/v2/tasks')) as {
      tasks: { id: string; state: string }[];
    };
    return tasks.find(({ id, state }) => state === 'TASK_RUNNING' && id !== other)?.id;
  });

let cluster: Cluster;

beforeEach(() => {
  cluster = new Cluster();
});

afterEach(() => cluster.stop());

describe('a Marathon that cannot start', () => {
  it('says so when ZooKeeper is not there', async () => {
    const flags = [
      '--master=127.0.0.1:1',
      `--zk=zk://127.0.0.1:${await freePort()}/marathon`,
      '--zk_connection_timeout=500',
    ];
    await expect(cluster.startMarathon('one', flags)).rejects.toThrow(
      /EXIT with status 100: ZooKeeper was not reached within --zk_connection_timeout, 500 ms/,
    );
  });

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const flags = ['--master=127.0.0.1:1', `--http_port=${port}`];
    await expect(cluster.startMarathon('one', flags)).rejects.toThrow(
      /EXIT with status 111: .*another process uses that port/,
    );
    other.close();
  });

  it('names the record that is damaged, and leaves all as it is', async () => {
    const marathon = await cluster.startMarathon('one', ['--master=127.0.0.1:1']);
    expect(await put(marathon, '/app')).toBe(201);
    await marathon.end('SIGKILL');
    const state = join(marathon.workDir, 'state');
    expect(readdirSync(state)).not.toEqual([]);
    const database = new ClassicLevel<string, string>(state);
    await database.put('run-spec:/app', '{"id":');
    await database.close();
    await expect(marathon.start()).rejects.toThrow(
      /EXIT with status 104: The record 'run-spec:\/app' of the state is damaged/,
    );
  });

  it('says so when --work_dir is no directory', async () => {
    const file = join(cluster.directory, 'file');
    writeFileSync(file, '');
    await expect(
      cluster.startMarathon('one', ['--master=127.0.0.1:1', `--work_dir=${file}`]),
    ).rejects.toThrow(/EXIT with status 104: .*--work_dir/);
  });
});

describe('a Marathon whose framework is removed', () => {
  it('ends, and is a new framework afterwards', async () => {
    const master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
    await cluster.startAgent(master, { flags: ['--no-switch_user'] });
    const marathon = await cluster.startMarathon('one', [`--master=${master.address}`]);
    expect(await put(marathon, '/app', { ...small, instances: 1 })).toBe(201);
    const before = await subscribed(marathon);
    const task = await runningTask(marathon);
    const body = `frameworkId=${before}`;
    await fetch(`http://${master.address}/master/teardown`, { method: 'POST', body });
    await eventually('it ends', () => !marathon.isRunning || undefined);
    expect(marathon.exit).toEqual({ code: 110, signal: null });
    await marathon.start();
    expect(await subscribed(marathon)).not.toBe(before);
    expect(await runningTask(marathon, task)).not.toBe(task);
  });
});

describe.skipIf(missing !== undefined)(`Marathons with --disable_ha ${missing ?? ''}`, () => {
  it('never write both: the one that came later does', async () => {
    const ensemble = await Ensemble.start();
    try {
      const flags = [
        '--master=127.0.0.1:1',
        `--zk=zk://${ensemble.hosts}/marathon`,
        '--disable_ha',
      ];
      const first = await cluster.startMarathon('one', flags);
      expect(await put(first, '/by-first')).toBe(201);
      const second = await cluster.startMarathon('two', flags);
      expect(await put(second, '/by-second')).toBe(201);
      expect(await put(first, '/late')).not.toBe(201);
      await eventually('the first ends', () => !first.isRunning || undefined);
      expect(first.exit?.code).toBe(101);
      expect(first.log).toMatch(/has taken over the registry \/marathon\/altiplano-state/);
      const { apps } = (await second.getJson('/v2/apps')) as { apps: { id: string }[] };
      expect(apps.map(({ id }) => id).sort()).toEqual(['/by-first', '/by-second']);
    } finally {
      await ensemble.stop();
    }
  });
});
