/** Standby and leader that speak HTTPS only: whom a standby believes to be the leader. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { asLog, silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import { readKeystore, type Keystore } from './https.ts';
import { LeaderProxy } from './leader-proxy.ts';

const directory = mkdtempSync(join(tmpdir(), 'leader-proxy-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Signed by itself, for one host. */
function aKeystore(name: string, subjectAltName: string): Keystore {
  const at = (ending: string): string => join(directory, `${name}.${ending}`);
  const openssl = (...args: readonly string[]): unknown =>
    execFileSync('openssl', args, { stdio: 'ignore' });
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`],
    ...['-keyout', at('key'), '-out', at('crt')],
  );
  openssl(
    ...['pkcs12', '-export', '-inkey', at('key'), '-in', at('crt'), '-out', at('p12')],
    ...['-passout', 'pass:secret'],
  );
  return unwrap(readKeystore(at('p12'), 'secret'));
}

/** What a client of the standby gets. */
async function forwarded(
  leaders: Keystore,
  standbys: Keystore,
  ignoresHostname = false,
): Promise<{ status: number; text: string }> {
  const leader = https.createServer({ ...leaders }, (_, response) => response.end('the leader'));
  await once(leader.listen(0, '127.0.0.1'), 'listening');
  const { port } = leader.address() as AddressInfo;
  const proxy = new LeaderProxy({
    own: () => 'standby:8443',
    ...{ connectTimeoutMs: 5_000, readTimeoutMs: 5_000, mostConnections: 4 },
    https: { ...standbys, ignoresHostname },
    log: asLog(silentLog),
  });
  proxy.leader = () => ({ host: '127.0.0.1', port });
  const standby = Fastify({ forceCloseConnections: true });
  standby.all('*', async (request, reply) => {
    await proxy.forward(request, reply);
    return reply;
  });
  const url = await standby.listen({ host: '127.0.0.1', port: 0 });
  try {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  } finally {
    await standby.close();
    leader.closeAllConnections();
    leader.close();
  }
}

describe('a standby that forwards by HTTPS', () => {
  const own = aKeystore('own', 'IP:127.0.0.1');
  const elsewhere = aKeystore('elsewhere', 'DNS:elsewhere.example');

  it('believes a leader with the certificate of its own keystore, signed by itself', async () => {
    expect(await forwarded(own, own)).toEqual({ status: 200, text: 'the leader' });
  });

  it('believes nobody else', async () => {
    const refused = await forwarded(aKeystore('stranger', 'IP:127.0.0.1'), own, true);
    expect(refused.status).toBe(502);
    expect(refused.text).toMatch(/self.signed/u);
  });

  it('looks at the host name, unless it is told not to', async () => {
    const refused = await forwarded(elsewhere, elsewhere);
    expect(refused.status).toBe(502);
    expect(refused.text).toContain('127.0.0.1');
    expect(await forwarded(elsewhere, elsewhere, true)).toEqual({
      status: 200,
      text: 'the leader',
    });
  });
});
