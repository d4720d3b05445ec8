/** Detectors as agents use them: real sockets and names. */
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../foundation/clock.ts';
import { HttpServer, Router, redirect } from '../foundation/http/index.ts';
import { silentLog } from '../foundation/log.ts';
import type { MasterInfo } from '../protocol/generated/mesos.ts';
import type { Detector } from './core/election.ts';
import { makeDetector } from './detectors.ts';

/** Where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

describe('the detector of what --master names', () => {
  let standby: HttpServer;
  let port: number;
  let detector: Detector | undefined;

  beforeEach(async () => {
    const router = new Router();
    router.on('GET', '/master/redirect', () => redirect('//127.0.0.1:5050'));
    standby = new HttpServer({ router, log: silentLog });
    ({ port } = await standby.listen(0, '127.0.0.1'));
  });

  afterEach(async () => {
    detector?.close();
    await standby.close();
  });

  function firstLeader(...addresses: { host: string; port: number }[]) {
    const made = makeDetector(addresses, { clock: new SystemClock(), log: silentLog });
    detector = made;
    return new Promise<MasterInfo | undefined>((resolve, reject) => {
      made.watch({ changed: resolve, failed: reject });
    });
  }

  it('believes a single one', async () => {
    expect(await firstLeader({ host: 'localhost', port })).toMatchObject({
      pid: `master@127.0.0.1:${port}`,
      hostname: 'localhost',
      address: { ip: '127.0.0.1', port },
    });
  });

  it('asks several who leads', async () => {
    const gone = { host: '127.0.0.1', port: await freePort() };
    const leader = await firstLeader(gone, { host: '127.0.0.1', port });
    expect(leader).toMatchObject({ pid: 'master@127.0.0.1:5050', port: 5050 });
  });
});
