/**
 * The ZooKeeper client against real servers: what a session promises when servers die, fall silent or
 * lie behind a link that swallows everything.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectToZooKeeper, type ConnectOptions } from '../../src/zookeeper/connect.ts';
import type { ZooKeeperClient } from '../../src/zookeeper/core/client.ts';
import type { ZooKeeperResult } from '../../src/zookeeper/core/errors.ts';
import {
  type MultiResult,
  type NodeAcl,
  type NodeChildren,
  type NodeData,
  openToAll,
  ownedReadableByAll,
  type Stat,
} from '../../src/zookeeper/core/operations.ts';
import { eventually } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const bytes = (text: string): Uint8Array => Buffer.from(text);
const clients: ZooKeeperClient[] = [];

function connect(options: ConnectOptions): ZooKeeperClient {
  const client = connectToZooKeeper({ sessionTimeoutMs: 4000, ...options });
  clients.push(client);
  return client;
}

function ask<T>(
  start: (done: (result: ZooKeeperResult<T>) => void) => void,
): Promise<ZooKeeperResult<T>> {
  return new Promise((resolve) => start(resolve));
}

async function get<T>(start: (done: (result: ZooKeeperResult<T>) => void) => void): Promise<T> {
  const result = await ask(start);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

afterEach(async () => {
  for (const client of clients.splice(0)) await new Promise<void>((done) => client.close(done));
});

describe.skipIf(missing !== undefined)(`one ZooKeeper server ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  beforeAll(async () => {
    ensemble = await Ensemble.start();
  });
  afterAll(() => ensemble.stop());

  it('answers each operation as it should', async () => {
    const client = connect({ servers: ensemble.addresses, chroot: '/app' });
    const whole = connect({ servers: ensemble.addresses });
    await get<void>((done) => whole.createPath('/app', openToAll, done));
    expect(await get<string>((done) => client.create('/a', bytes('1'), {}, done))).toBe('/a');
    const sequential = { mode: 'persistent sequential' } as const;
    const first = await get<string>((done) => client.create('/a/n_', bytes(''), sequential, done));
    expect(first).toBe('/a/n_0000000000');
    const { data, stat } = await get<NodeData>((done) => client.getData('/a', undefined, done));
    expect(Buffer.from(data).toString()).toBe('1');
    expect(stat).toMatchObject({ version: 0, childCount: 1, ephemeralOwner: 0n, dataLength: 1 });
    const { children } = await get<NodeChildren>((done) =>
      client.getChildren('/a', undefined, done),
    );
    expect(children).toEqual(['n_0000000000']);
    expect(
      await get<Stat | undefined>((done) => client.exists('/b', undefined, done)),
    ).toBeUndefined();
    const set = await get<Stat>((done) => client.setData('/a', bytes('22'), 0, done));
    expect(set.version).toBe(1);
    const stale = await ask<Stat>((done) => client.setData('/a', bytes('3'), 0, done));
    expect(stale).toMatchObject({ ok: false, error: { code: 'BAD_VERSION' } });
    const { acl } = await get<NodeAcl>((done) => client.getAcl('/a', done));
    expect(acl).toEqual(openToAll);
    await get<void>((done) => client.sync('/a', done));
    const full = await ask<void>((done) => client.delete('/a', -1, done));
    expect(full).toMatchObject({ ok: false, error: { code: 'NOT_EMPTY' } });
    await get<void>((done) => client.delete(first, 0, done));
    await get<void>((done) => client.delete('/a', 1, done));
  });

  it('does several writes whole or not at all', async () => {
    const client = connect({ servers: ensemble.addresses });
    const results = await get<readonly MultiResult[]>((done) =>
      client.multi(
        [
          { kind: 'create', path: '/m', data: bytes('1') },
          { kind: 'check', path: '/m', version: 0 },
          { kind: 'set', path: '/m', data: bytes('2') },
          { kind: 'create', path: '/m/n_', data: bytes(''), mode: 'ephemeral sequential' },
          { kind: 'delete', path: '/m/n_0000000000' },
        ],
        done,
      ),
    );
    expect(results.map(({ kind }) => kind)).toEqual([
      'created',
      'checked',
      'set',
      'created',
      'deleted',
    ]);
    const refused = await ask<readonly MultiResult[]>((done) =>
      client.multi(
        [
          { kind: 'delete', path: '/m' },
          { kind: 'check', path: '/zookeeper', version: 12345 },
          { kind: 'create', path: '/never', data: bytes('') },
        ],
        done,
      ),
    );
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'BAD_VERSION', message: 'multi, check /zookeeper: BAD_VERSION' },
    });
    expect(
      await get<Stat | undefined>((done) => client.exists('/m', undefined, done)),
    ).toBeDefined();
    expect(
      await get<Stat | undefined>((done) => client.exists('/never', undefined, done)),
    ).toBeUndefined();
  });

  it('tells watchers once', async () => {
    const client = connect({ servers: ensemble.addresses });
    const other = connect({ servers: ensemble.addresses });
    const heard: string[] = [];
    await get<Stat | undefined>((done) =>
      client.exists('/w', (event) => heard.push(event.type), done),
    );
    await get<string>((done) => other.create('/w', bytes('1'), {}, done));
    await eventually('the coming is told', () => heard.length === 1 || undefined);
    await get<NodeData>((done) => client.getData('/w', (event) => heard.push(event.type), done));
    await get<NodeChildren>((done) =>
      client.getChildren('/w', (event) => heard.push(event.type), done),
    );
    await get<string>((done) => other.create('/w/x', bytes('1'), {}, done));
    await get<Stat>((done) => other.setData('/w', bytes('2'), -1, done));
    await get<Stat>((done) => other.setData('/w', bytes('3'), -1, done));
    await get<void>((done) => client.sync('/w', done));
    expect(heard.sort()).toEqual(['changed', 'children changed', 'created']);
  });

  it('keeps others from nodes with credentials', async () => {
    const credentials = [{ scheme: 'digest', text: 'user:secret' }];
    const owner = connect({ servers: ensemble.addresses, credentials });
    await get<string>((done) =>
      owner.create('/own', bytes('1'), { acl: ownedReadableByAll }, done),
    );
    const stranger = connect({ servers: ensemble.addresses });
    expect(await ask<Stat>((done) => stranger.setData('/own', bytes('2'), -1, done))).toMatchObject(
      {
        ok: false,
        error: { code: 'NO_AUTH' },
      },
    );
    const { data } = await get<NodeData>((done) => stranger.getData('/own', undefined, done));
    expect(Buffer.from(data).toString()).toBe('1');
    await get<Stat>((done) => owner.setData('/own', bytes('2'), -1, done));
    const junk = connect({
      servers: ensemble.addresses,
      credentials: [{ scheme: 'no such scheme', text: 'x' }],
    });
    await eventually('the credentials are refused', () => junk.state === 'refused' || undefined);
  });

  it('is expired when the server falls silent, within its time', async () => {
    const client = connect({ servers: ensemble.addresses, sessionTimeoutMs: 2000 });
    await get((done) => client.sync('/', done));
    ensemble.signal(1, 'SIGSTOP');
    try {
      const stoppedMs = performance.now();
      await eventually('the session expires', () => client.state === 'expired' || undefined);
      // With the machine's own delays; the promise itself is checked on virtual time.
      expect(performance.now() - stoppedMs).toBeLessThan(2000 + 2000);
    } finally {
      ensemble.signal(1, 'SIGCONT');
    }
    await ensemble.untilServing();
  });

  it('leaves nothing behind after many connections', async () => {
    const before = readSockets();
    for (let i = 0; i < 300; i++) {
      const client = connectToZooKeeper({ servers: ensemble.addresses });
      await get((done) => client.sync('/', done));
      await new Promise<void>((done) => client.close(done));
    }
    await eventually('the sockets are gone', () => readSockets() <= before + 2 || undefined);
  });
});

function readSockets(): number {
  return readFileSync('/proc/self/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => line.split(/\s+/)[4] === '01').length;
}

describe.skipIf(missing !== undefined)(`three ZooKeeper servers ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  beforeAll(async () => {
    ensemble = await Ensemble.start({ size: 3 });
  });
  afterAll(() => ensemble.stop());

  it('keep a session, its node and its watches while each of them dies once', async () => {
    const client = connect({ servers: ensemble.addresses, sessionTimeoutMs: 10_000 });
    await get<string>((done) => client.create('/mine', bytes('1'), { mode: 'ephemeral' }, done));
    const { id } = client.session;
    const heard: string[] = [];
    for (const server of ensemble.ids) {
      await get<NodeData>((done) =>
        client.getData('/mine', (event) => heard.push(event.type), done),
      );
      await ensemble.kill(server);
      const written = heard.length + 1;
      await eventually('a write succeeds', async () => {
        const set = await ask<Stat>((done) => client.setData('/mine', bytes('2'), -1, done));
        return set.ok || undefined;
      });
      await eventually('the watch is told', () => heard.length >= written || undefined);
      ensemble.startServer(server);
      await eventually('the server is back', async () => (await ensemble.modes()).has(server));
    }
    expect(client.session.id).toBe(id);
    const stat = await get<Stat | undefined>((done) => client.exists('/mine', undefined, done));
    expect(stat?.ephemeralOwner).toBe(id);
  });

  it('take a session on after all of them were away for less than its time', async () => {
    const client = connect({ servers: ensemble.addresses, sessionTimeoutMs: 10_000 });
    await get<string>((done) => client.create('/away', bytes('1'), { mode: 'ephemeral' }, done));
    const { id } = client.session;
    for (const server of ensemble.ids) await ensemble.kill(server);
    await sleep(500);
    for (const server of ensemble.ids) ensemble.startServer(server);
    const stat = await eventually('the ensemble is back', async () => {
      const found = await ask<Stat | undefined>((done) => client.exists('/away', undefined, done));
      return found.ok ? { found: found.value } : undefined;
    });
    if (client.state === 'connected') expect(stat.found?.ephemeralOwner).toBe(id);
  });
});

describe.skipIf(missing !== undefined)(`ZooKeeper behind TLS ${missing ?? ''}`, () => {
  it('is spoken to, and one with another certificate is not', async () => {
    const directory = execFileSync('mktemp', ['-d']).toString().trim();
    const keyFile = join(directory, 'key.pem');
    const certificate = makeCertificate(directory, keyFile);
    const ensemble = await Ensemble.start({ tls: { keyFile } });
    try {
      const tls = { ca: certificate, servername: 'localhost' };
      const client = connect({ servers: ensemble.secureAddresses, tls });
      expect(await get<string>((done) => client.create('/tls', bytes('1'), {}, done))).toBe('/tls');
      const other = connect({
        servers: ensemble.secureAddresses,
        tls: { servername: 'localhost' },
      });
      await sleep(1000);
      expect(other.state).toBe('connecting');
    } finally {
      await ensemble.stop();
    }
  });
});

function makeCertificate(directory: string, keyFile: string): string {
  const key = join(directory, 'key');
  const certificate = join(directory, 'certificate');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', key, '-out', certificate];
  const shape = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...shape, ...files, ...subject], { stdio: 'ignore' });
  const text = readFileSync(certificate, 'utf8');
  writeFileSync(keyFile, readFileSync(key, 'utf8') + text);
  return text;
}

const network = { name: `altiplano-zk-${process.pid}`, host: '10.231.7.2', own: '10.231.7.1' };
const cannotCutLinks = missing ?? whyNoNamespaces();

function whyNoNamespaces(): string | undefined {
  try {
    execFileSync('ip', ['netns', 'add', network.name], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', network.name], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'network namespaces need root and the ip command';
  }
}

describe.skipIf(cannotCutLinks !== undefined)(
  `a link that drops packets ${cannotCutLinks ?? ''}`,
  () => {
    const ip = (...args: string[]): void => void execFileSync('ip', args);
    const inside = ['netns', 'exec', network.name, 'ip'] as const;

    beforeAll(() => {
      const { name, host, own } = network;
      ip('netns', 'add', name);
      ip('link', 'add', 'alti-zk-a', 'type', 'veth', 'peer', 'name', 'alti-zk-b', 'netns', name);
      ip('addr', 'add', `${own}/24`, 'dev', 'alti-zk-a');
      ip('link', 'set', 'alti-zk-a', 'up');
      ip(...inside, 'addr', 'add', `${host}/24`, 'dev', 'alti-zk-b');
      ip(...inside, 'link', 'set', 'alti-zk-b', 'up');
      ip(...inside, 'link', 'set', 'lo', 'up');
    });
    afterAll(() => ip('netns', 'del', network.name));

    it('ends a session within its time, which knows it before its node is gone', async () => {
      const runner = ['ip', 'netns', 'exec', network.name];
      const ensemble = await Ensemble.start({ runner, host: network.host });
      try {
        const options = { servers: ensemble.addresses, sessionTimeoutMs: 3000 };
        const client = connect(options);
        await get<string>((done) =>
          client.create('/mine', bytes('1'), { mode: 'ephemeral' }, done),
        );
        ip(...inside, 'link', 'set', 'alti-zk-b', 'down');
        const cutMs = performance.now();
        await eventually('the session expires', () => client.state === 'expired' || undefined);
        expect(performance.now() - cutMs).toBeLessThan(3000 + 2000);
        ip(...inside, 'link', 'set', 'alti-zk-b', 'up');
        const other = connect(options);
        await eventually('the node is gone', async () => {
          const found = await ask<Stat | undefined>((done) =>
            other.exists('/mine', undefined, done),
          );
          return (found.ok && found.value === undefined) || undefined;
        });
      } finally {
        await ensemble.stop();
      }
    });
  },
);
