import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import { silentLog } from '../../foundation/log.ts';
import { HttpClient } from './http-client.ts';
import type { ZddPorts } from './ports.ts';
import { realWorld } from './world.ts';

let server: Server;
let url: string;
let asked: string[];
let answers: Readonly<Record<string, readonly [status: number, text: string]>>;
let world: ZddPorts;
let directory: string;

beforeEach(async () => {
  asked = [];
  answers = {};
  directory = mkdtempSync(join(tmpdir(), 'zdd-'));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''} ${body}`);
      const [status, text] = answers[request.url ?? ''] ?? [200, '{}'];
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = worldWith(join(directory, 'hook'));
});

afterEach(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

function worldWith(hook: string | undefined): ZddPorts {
  const client = new HttpClient({ credentials: 'user:password' });
  return realWorld({ marathon: `${url}/`, balancers: url, hook, client, log: silentLog });
}

function writeHook(text: string): void {
  writeFileSync(join(directory, 'hook'), `#!/bin/sh\n${text}\n`);
  chmodSync(join(directory, 'hook'), 0o755);
}

describe('Marathon', () => {
  it('is asked and told over its REST API, as the user of the options', async () => {
    const basic = `Basic ${Buffer.from('user:password').toString('base64')}`;
    answers = {
      '/v2/apps': [200, '{"apps":[{"id":"/a"}]}'],
      '/v2/apps/a': [200, '{"app":{"id":"/a","tasks":[]}}'],
    };
    expect(await world.marathon.list()).toEqual(ok([{ id: '/a' }]));
    expect(await world.marathon.get('/a')).toEqual(ok({ id: '/a', tasks: [] }));
    await world.marathon.create({ id: '/b' });
    await world.marathon.scale('/b', 3);
    await world.marathon.killAndScale(['t1', 't2']);
    await world.marathon.delete('/a');
    expect(asked).toEqual([
      `GET /v2/apps ${basic} `,
      `GET /v2/apps/a ${basic} `,
      `POST /v2/apps ${basic} {"id":"/b"}`,
      `PUT /v2/apps/b ${basic} {"instances":3}`,
      `POST /v2/tasks/delete?scale=true ${basic} {"ids":["t1","t2"]}`,
      `DELETE /v2/apps/a ${basic} `,
    ]);
  });

  it('that refuses, or speaks something else, is a failure with its words', async () => {
    answers = { '/v2/apps': [409, 'locked'], '/v2/apps/a': [200, 'hello'] };
    expect(await world.marathon.create({})).toMatchObject({
      error: expect.stringContaining('status 409: locked'),
    });
    expect(await world.marathon.get('/a')).toMatchObject({
      error: expect.stringContaining('no JSON'),
    });
    server.close();
    server.closeAllConnections();
    expect((await world.marathon.list()).ok).toBe(false);
  });
});

it('a balancer is asked at each address of its name', async () => {
  answers = { '/_haproxy_getpids': [200, '12 13\n'], '/haproxy?stats;csv': [200, '# pxname'] };
  expect(await world.balancers.urls()).toEqual(ok([url]));
  expect(await world.balancers.pids(url)).toEqual(ok(['12', '13']));
  expect(await world.balancers.statistics(url)).toEqual(ok('# pxname'));
});

describe('the hook', () => {
  it('gets both apps and the tasks, and may refuse', async () => {
    const out = join(directory, 'out');
    writeHook(`printf '%s\\n' "$@" > ${out}`);
    expect(await world.beforeKill({ id: '/old' }, ['t'], { id: '/new' })).toEqual(ok(undefined));
    expect(readFileSync(out, 'utf8')).toBe('{"id":"/old"}\n["t"]\n{"id":"/new"}\n');
    writeHook('exit 3');
    expect(await world.beforeKill({}, [], {})).toMatchObject({
      error: expect.stringContaining('ended with 3'),
    });
  });

  it('that is not there is a failure; none at all is not', async () => {
    expect((await world.beforeKill({}, [], {})).ok).toBe(false);
    expect((await worldWith(undefined).beforeKill({}, [], {})).ok).toBe(true);
  });
});
