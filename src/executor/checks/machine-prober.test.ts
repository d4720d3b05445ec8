import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../foundation/result.ts';
import { machineProber } from './machine-prober.ts';

let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/loop') response.writeHead(302, { Location: '/loop' });
    else if (request.url === '/moved') response.writeHead(301, { Location: '/fine?x=1' });
    else if (request.url === '/broken') response.writeHead(503);
    else if (request.url === '/odd') response.writeHead(304);
    response.end('a body that nobody reads');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function get(path: string, timeoutMs = 10_000, toPort = port): Promise<Result<number>> {
  const target = { scheme: 'http', host: '127.0.0.1', port: toPort, path } as const;
  return new Promise((resolve) => machineProber.http(target, timeoutMs, resolve));
}

describe('HTTP checks', () => {
  it('tell the status that redirects end in', async () => {
    expect(await get('/fine')).toEqual({ ok: true, value: 200 });
    expect(await get('/moved')).toEqual({ ok: true, value: 200 });
    expect(await get('/broken')).toEqual({ ok: true, value: 503 });
    expect(await get('/odd')).toEqual({ ok: true, value: 304 });
  });

  it('fail when redirects have no end, nobody answers or nobody listens', async () => {
    expect(await get('/loop')).toMatchObject({
      ok: false,
      error: expect.stringMatching('redirects more than 50 times') as string,
    });
    expect(await get('/silent', 20)).toMatchObject({
      ok: false,
      error: expect.stringMatching('longer than 20 ms') as string,
    });
    expect(await get('/', 10_000, 1)).toMatchObject({
      ok: false,
      error: expect.stringMatching('ECONNREFUSED') as string,
    });
  });

  it('that are cancelled say nothing', async () => {
    const said: unknown[] = [];
    const target = { scheme: 'http', host: '127.0.0.1', port, path: '/fine' } as const;
    machineProber.http(target, 0, (status) => said.push(status)).cancel();
    await get('/fine');
    expect(said).toEqual([]);
  });
});

describe('TCP checks', () => {
  const dial = (toPort: number): Promise<Result<boolean>> =>
    new Promise((resolve) => machineProber.tcp({ host: '127.0.0.1', port: toPort }, 5000, resolve));

  it('tell whether something listens', async () => {
    expect(await dial(port)).toEqual({ ok: true, value: true });
    expect(await dial(1)).toEqual({ ok: true, value: false });
  });
});
