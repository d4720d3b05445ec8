import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Frontend } from '../config/configuration.ts';
import { checkPorts, placeOf, refusalOf } from './check.ts';

describe('what HAProxy says of a file it refuses', () => {
  it('names lines and reasons', () => {
    const output = [
      '[NOTICE]   (12) : haproxy version is 2.6.12',
      "[ALERT]    (12) : config : parsing [/x/haproxy.cfg.candidate:33] : unknown keyword 'bogus' in 'backend' section",
      "[ALERT]    (12) : config : [/x/haproxy.cfg.candidate:40] : 'server a/b' : invalid address",
      '[ALERT]    (12) : config : Error(s) found in configuration file : /x/haproxy.cfg.candidate',
      '[ALERT]    (12) : config : Fatal errors found in configuration.',
    ].join('\n');
    expect(refusalOf(output)).toEqual({
      lines: [
        { line: 33, why: "parsing line 33 : unknown keyword 'bogus' in 'backend' section" },
        { line: 40, why: "line 40 : 'server a/b' : invalid address" },
      ],
      why: "parsing line 33 : unknown keyword 'bogus' in 'backend' section; line 40 : 'server a/b' : invalid address",
      apps: [],
    });
  });
});

describe('ports of frontends', () => {
  it('that another process has are refused, for the app that wants them', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const frontend: Frontend = {
      name: 'a_1',
      app: '/a',
      bindAddress: '127.0.0.1',
      port,
      mode: 'http',
    };
    const free: Frontend = { ...frontend, name: 'b_1', app: '/b', port: 0 };
    expect(await checkPorts([free, frontend], new Set())).toMatchObject({
      ok: false,
      error: { apps: ['/a'], why: expect.stringContaining('another process uses that port') },
    });
    expect(await checkPorts([free, frontend], new Set([placeOf(frontend)]))).toMatchObject({
      ok: true,
    });
    const elsewhere = new Set([`*:${port}`]);
    expect(await checkPorts([frontend], elsewhere)).toMatchObject({ ok: true });
    taken.close();
  });
});
