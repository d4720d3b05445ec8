/** The engine's language over a socket, with a server that says what an engine would say. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineClient } from './engine-client.ts';
import type { LogMessage } from './engine.ts';

let home: string;
let server: Server;
let client: EngineClient;
let asked: { readonly what: string; readonly headers: IncomingMessage['headers'] }[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'engine-'));
  const path = join(home, 'docker.sock');
  asked = [];
  server = createServer((request, response) => {
    asked.push({ what: `${request.method} ${request.url}`, headers: request.headers });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  client = new EngineClient(path);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true });
});

function says(status: number, body: unknown): void {
  answer = (response) => {
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const { signal } = new AbortController();
const spec = { Image: 'a', Env: [], Cmd: [], Labels: {}, HostConfig: {} };

describe('the engine', () => {
  it('refuses in its own words', async () => {
    says(409, { message: 'name is in use' });
    expect(await client.create('n', spec)).toEqual({ ok: false, error: 'name is in use' });
    says(500, 'nonsense');
    expect(await client.start('i')).toEqual({
      ...{ ok: false, error: 'the Docker Engine answers with status 500' },
    });
  });

  it('that is not there is named by its socket', async () => {
    const nobody = new EngineClient('/nonexistent/docker.sock');
    expect(await nobody.version()).toMatchObject({
      error: expect.stringContaining("the Docker Engine at '/nonexistent/docker.sock' does not"),
    });
  });

  it.each([
    ['kill', 404, () => client.kill('i', 'SIGKILL')],
    ['kill', 409, () => client.kill('i', 'SIGKILL')],
    ['start', 304, () => client.start('i')],
    ['stop', 304, () => client.stop('i', 1)],
    ['remove', 404, () => client.remove('i')],
  ])('has done %s already when it says %i', async (_name, status, call) => {
    answer = (response) => response.writeHead(status).end();
    expect(await call()).toEqual({ ok: true, value: undefined });
  });

  it('does not know what is not there, which is no failure', async () => {
    says(404, { message: 'no such thing' });
    expect(await client.inspect('i')).toEqual({ ok: true, value: undefined });
    expect(await client.hasImage('h:5000/a')).toEqual({ ok: true, value: false });
    expect(await client.inspectExec('i')).toEqual({ ok: true, value: undefined });
    expect(await client.wait('i', signal)).toEqual({ ok: true, value: undefined });
    expect(asked[1]!.what).toBe('GET /images/h%3A5000%2Fa%3Alatest/json');
  });

  it('tells the end of a container, or breaks off', async () => {
    says(200, { StatusCode: 7 });
    expect(await client.wait('i', signal)).toEqual({ ok: true, value: 7 });
    answer = (response) => {
      response.writeHead(200).flushHeaders();
      response.socket?.destroy();
    };
    expect(await client.wait('i', signal)).toMatchObject({ ok: false });
  });

  it('is asked for an image by name and tag, with the login', async () => {
    says(200, '{"status":"Pulling"}\n{"status":"Done"}\n');
    const credentials = { username: 'u', password: 'p', serveraddress: 'h:5000' };
    expect(await client.pull('h:5000/a', credentials, signal)).toEqual({ ok: true });
    const { what, headers } = asked[0]!;
    expect(what).toBe('POST /images/create?fromImage=h%3A5000%2Fa&tag=latest');
    const login = Buffer.from(String(headers['x-registry-auth']), 'base64url').toString();
    expect(JSON.parse(login)).toEqual(credentials);
  });

  it('tells in the middle of a pull that it failed', async () => {
    says(200, '{"status":"Pulling"}\n{"error":"manifest unknown"}\n');
    expect(await client.pull('a', undefined, signal)).toEqual({
      ...{ ok: false, error: 'manifest unknown' },
    });
  });

  it('is not waited for when the pull is given up', async () => {
    const abort = new AbortController();
    answer = (response) => {
      response.writeHead(200).write('{"status":"Pulling"}\n');
      setImmediate(() => abort.abort());
    };
    expect(await client.pull('a', undefined, abort.signal)).toMatchObject({ ok: false });
  });

  it('hands over output with its times, from a moment on', async () => {
    const payload = Buffer.from('2026-01-01T00:00:00.000000005Z hello\n');
    const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, payload.length]);
    answer = (response) => response.writeHead(200).end(Buffer.concat([header, payload]));
    const taken: LogMessage[] = [];
    const since = '2026-01-01T00:00:00.000000005Z';
    const read = await client.readLogs('i', { since, signal, hasTerminal: false }, (messages) => {
      taken.push(...messages);
      return Promise.resolve();
    });
    expect(read).toEqual({ ok: true });
    expect(taken).toMatchObject([{ stream: 'stdout', timestamp: since }]);
    expect(taken[0]!.bytes.toString()).toBe('hello\n');
    expect(asked[0]!.what).toContain('&since=1767225600.000000005');
  });
});
