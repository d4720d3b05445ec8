/** The ZooKeeper client alone, against three real servers: pipelined writes; what reconnects leave. */
import net from 'node:net';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { connectToZooKeeper } from '../dist/zookeeper/index.js';
import { figure, withCluster } from './tools/processes.mjs';
import { hasZooKeeper, startEnsemble } from './tools/zookeeper.mjs';

const writes = 30_000;
const window = 1000;
const reconnects = 10_000;
/** What the first thousand leave is the engine's own growth. */
const warmUp = 1000;

if (!hasZooKeeper()) {
  console.log('Left out: ZooKeeper is not installed (apt install zookeeper)');
} else {
  /** BENCH_PIECE=writes or reconnects runs one of them. */
  const piece = process.env.BENCH_PIECE;
  await withCluster(async ({ directory }) => {
    if (piece !== 'reconnects') await withEnsemble(join(directory, 'three'), 3, measureWrites);
    // A session that moves is known to one server at once, and to three after they have agreed.
    if (piece !== 'writes') await withEnsemble(join(directory, 'alone'), 1, measureReconnects);
  });
}

async function withEnsemble(directory, size, measure) {
  mkdirSync(directory, { recursive: true });
  const ensemble = await startEnsemble(directory, size);
  try {
    await measure(ensemble);
  } finally {
    ensemble.stop();
  }
}

async function measureWrites({ addresses }) {
  const client = connectToZooKeeper({ servers: addresses });
  const data = Buffer.alloc(200, 'x');
  await ask((done) => client.create('/bench', data, {}, done));
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await new Promise((resolve, reject) => {
    let asked = 0;
    let answered = 0;
    const next = () => {
      asked++;
      client.setData('/bench', data, -1, (set) => {
        if (!set.ok) return reject(new Error(set.error.message));
        if (++answered === writes) resolve();
        if (asked < writes) next();
      });
    };
    for (let i = 0; i < window; i++) next();
  });
  const seconds = (performance.now() - startedMs) / 1000;
  figure('setData of 200 bytes, 1,000 on their way', writes / seconds, '/s', { bar: '≥ 5,000' });
  const { user, system } = process.cpuUsage(cpuBefore);
  figure('the same: CPU of the client, each', (user + system) / writes, 'µs', { bar: '≤ 100' });
  await new Promise((resolve) => client.close(resolve));
}

/** A proxy that ends each connection as soon as the session is there again. */
async function measureReconnects({ addresses }) {
  const sockets = new Set();
  const proxy = net.createServer((near) => {
    const far = net.connect(addresses[0].port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      // Messages are small, and each waits for the one before it: Nagle would add 40 ms to each.
      socket.setNoDelay(true);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const servers = Array.from({ length: 3 }, () => ({
    host: '127.0.0.1',
    port: proxy.address().port,
  }));
  // Rests between the rounds are drawn: this one draws none.
  const random = { next: () => 0, uuidBytes: () => new Uint8Array(16) };
  const client = connectToZooKeeper({ servers, sessionTimeoutMs: 10_000, random });
  await ask((done) => client.exists('/', undefined, done));
  const watched = (i) => `/bench/${i % 100}`;
  for (let i = 0; i < 100; i++)
    client.exists(
      watched(i),
      () => undefined,
      () => undefined,
    );
  let connected = 0;
  let before;
  await new Promise((resolve) => {
    const cut = () => [...sockets].forEach((socket) => socket.destroy());
    client.onState((state) => {
      if (state !== 'connected') return;
      connected++;
      if (process.env.BENCH_VERBOSE && connected % 500 === 0)
        console.log(connected, performance.now());
      if (connected === warmUp) before = resources();
      if (connected === reconnects + warmUp) return resolve();
      // Something of each kind is under way when the link goes.
      client.exists(
        watched(connected),
        () => undefined,
        () => undefined,
      );
      client.getChildren('/', undefined, ({ ok }) => ok && setImmediate(cut));
    });
    cut();
  });
  await sleep(500);
  const after = resources();
  const name = `${reconnects.toLocaleString('en-US')} reconnects`;
  figure(`${name}: heap more, of each, bytes`, (after.heap - before.heap) / reconnects, 'B');
  figure(`${name}: open files more`, Math.max(0, after.files - before.files), '', { bar: '≤ 5' });
  figure(`${name}: handles more`, Math.max(0, after.handles - before.handles), '', { bar: '≤ 5' });
  figure(`${name}: state`, client.state === 'connected' ? 0 : 1, 'lost', { bar: '0' });
  await new Promise((resolve) => client.close(resolve));
  proxy.close();
}

function resources() {
  globalThis.gc?.();
  return {
    heap: process.memoryUsage().heapUsed,
    files: readdirSync('/proc/self/fd').length,
    handles: process.getActiveResourcesInfo().length,
  };
}

function ask(start) {
  return new Promise((resolve, reject) =>
    start((result) =>
      result.ok ? resolve(result.value) : reject(new Error(result.error.message)),
    ),
  );
}
