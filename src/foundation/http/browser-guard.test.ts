import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { BrowserGuard } from './browser-guard.ts';
import { empty, json } from './response.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { exchange } from './test-support.ts';

const names = ['Master.example.org', '192.0.2.7', 'fd00::7'];
const local = '127.0.0.1';

function statusFor(headers: Record<string, string>, more: { isOpen?: boolean; reads?: true } = {}) {
  const guard = new BrowserGuard({ isLoopback: more.isOpen !== true, names });
  const changes = more.reads !== true;
  return guard.findRefusal({ headers, changes, localAddress: local }) === undefined ? 'ok' : 'no';
}

describe('BrowserGuard', () => {
  it.each([
    'localhost',
    'LOCALHOST:5050',
    'agent.localhost',
    '127.0.0.1:5050',
    '127.8.8.8',
    '[::1]:5050',
    'master.example.org',
    'master.example.org.:5050',
    '192.0.2.7:5050',
    '[fd00::7]:5050',
    '',
  ])('serves loopback under the known name %j', (host) => {
    expect(statusFor({ host }, { reads: true })).toBe('ok');
  });

  it('serves clients that name no host, as Mesos does', () => {
    expect(statusFor({})).toBe('ok');
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:5050',
    'evil.example:5050:127.0.0.1',
    'notlocalhost',
    '[evil]',
    '10.0.0.1',
  ])('serves loopback to nobody who asks for %j, not even for reading', (host) => {
    expect(statusFor({ host }, { reads: true })).toBe('no');
  });

  it('knows no names on an open port, but lets no page send to loopback under its own', () => {
    expect(statusFor({ host: 'proxy.example' }, { isOpen: true })).toBe('ok');
    const page = { host: 'evil.example:5050', origin: 'http://evil.example:5050' };
    expect(statusFor(page, { isOpen: true, reads: true })).toBe('ok');
    expect(statusFor(page, { isOpen: true })).toBe('no');
    expect(statusFor({ ...page, 'sec-fetch-site': 'same-origin' }, { isOpen: true })).toBe('no');
  });

  it.each([
    [{ origin: 'http://localhost:5050' }, 'ok'],
    [{ origin: 'https://LOCALHOST:5050' }, 'ok'],
    [{ origin: 'http://localhost:3000' }, 'no'],
    [{ origin: 'http://evil.example' }, 'no'],
    [{ origin: 'null' }, 'no'],
    [{ origin: '' }, 'no'],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5050' }, 'ok'],
    [{ 'sec-fetch-site': 'none' }, 'ok'],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost:5050' }, 'no'],
    [{ 'sec-fetch-site': 'cross-site' }, 'no'],
  ])('judges a change asked for by a page that says %j: %s', (headers, expected) => {
    expect(statusFor({ host: 'localhost:5050', ...headers })).toBe(expected);
    expect(statusFor({ host: 'localhost:5050', ...headers }, { reads: true })).toBe('ok');
  });

  it('takes a port that goes without saying as the same site', () => {
    expect(statusFor({ host: 'master.example.org', origin: 'http://master.example.org' })).toBe(
      'ok',
    );
    expect(statusFor({ host: 'localhost:80', origin: 'http://localhost' })).toBe('ok');
  });
});

describe('HttpServer before browsers', () => {
  let server: HttpServer;
  let port: number;
  let calls: number;

  beforeEach(async () => {
    calls = 0;
    const router = new Router();
    router.on('GET', '/state', () => json('{"a":1}'));
    router.on('POST', '/call', () => {
      calls++;
      return empty(202);
    });
    const changes = (query: ReadonlyMap<string, string>): boolean => query.has('level');
    router.on('GET', '/toggle', () => empty(), { changes });
    const hosts = { isLoopback: true, names: [] };
    server = new HttpServer({ router, log: silentLog, hosts });
    port = (await server.listen(0, local)).port;
  });

  afterEach(() => server.close());

  async function ask(method: string, target: string, headers = ''): Promise<string> {
    const host = headers.includes('Host:') ? '' : 'Host: localhost\r\n';
    const length = method === 'GET' ? '' : 'Content-Length: 0\r\n';
    return exchange(port, [`${method} ${target} HTTP/1.1\r\n${host}${headers}${length}\r\n`]);
  }

  it('refuses the page that rebinds its name, with the way out', async () => {
    const answer = await ask('POST', '/call', 'Host: evil.example:5050\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 403 Forbidden/);
    expect(answer).toContain("Host 'evil.example:5050'");
    expect(answer).toContain('--known_hosts');
    expect(calls).toBe(0);
  });

  it('refuses calls of other sites before their handler, and serves programs', async () => {
    const origin = 'Origin: http://evil.example\r\n';
    const answer = await ask('POST', '/call', origin);
    expect(answer).toMatch(/^HTTP\/1.1 403 Forbidden/);
    expect(answer).toContain('http://evil.example');
    expect(calls).toBe(0);
    expect(await ask('POST', '/call')).toMatch(/^HTTP\/1.1 202/);
    expect(await ask('GET', '/state', origin)).toMatch(/^HTTP\/1.1 200/);
    expect(calls).toBe(1);
  });

  it('refuses a GET of another site only where it changes something', async () => {
    const site = 'Sec-Fetch-Site: cross-site\r\n';
    expect(await ask('GET', '/toggle', site)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask('GET', '/toggle?level=3', site)).toMatch(/^HTTP\/1.1 403/);
    expect(await ask('GET', '/toggle?level=3')).toMatch(/^HTTP\/1.1 200/);
  });
});
