import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer, Router, redirect, serviceUnavailable } from '../foundation/http/index.ts';
import type { HttpResponse } from '../foundation/http/index.ts';
import { silentLog } from '../foundation/log.ts';
import type { Result } from '../foundation/result.ts';
import { askLeaderOverHttp } from './ask-leader.ts';
import type { MasterAddress } from './core/master-address.ts';

describe('a master that is asked who leads', () => {
  let server: HttpServer;
  let port: number;
  let answer: HttpResponse;

  beforeEach(async () => {
    const router = new Router();
    router.on('GET', '/master/redirect', () => answer);
    server = new HttpServer({ router, log: silentLog });
    ({ port } = await server.listen(0, '127.0.0.1'));
  });

  afterEach(() => server.close());

  function ask(): Promise<Result<MasterAddress>> {
    const askLeader = askLeaderOverHttp();
    return new Promise((resolve) => askLeader({ host: '127.0.0.1', port }, resolve));
  }

  it('leads there', async () => {
    answer = redirect('//leader:5051');
    expect(await ask()).toEqual({ ok: true, value: { host: 'leader', port: 5051 } });
  });

  it('may not know', async () => {
    answer = serviceUnavailable('No leader elected');
    expect(await ask()).toMatchObject({ ok: false });
  });

  it('may lead nowhere', async () => {
    answer = redirect('//somewhere');
    expect(await ask()).toEqual({
      ok: false,
      error: "it leads to '//somewhere', which is no address",
    });
  });

  it('may be gone', async () => {
    await server.close();
    expect(await ask()).toMatchObject({ ok: false });
  });
});
