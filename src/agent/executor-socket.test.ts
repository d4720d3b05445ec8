import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpClient, type Routing, text } from '../foundation/http/index.ts';
import { silentLog } from '../foundation/log.ts';
import {
  ExecutorSocket,
  executorSocketPlaces,
  findExecutorSocketFault,
} from './executor-socket.ts';

const on = { http_executor_domain_sockets: true, runtime_dir: '/run/m' };

describe('where executors find the agent', () => {
  it('is the network, unless the operator wants a socket', () => {
    const off = { ...on, http_executor_domain_sockets: false };
    expect(executorSocketPlaces(off)).toBeUndefined();
    expect(findExecutorSocketFault(off)).toBeUndefined();
  });

  it('is a socket in the runtime directory, or where the operator says', () => {
    const inContainers = '/run/m/agent-socket/agent.sock';
    expect(executorSocketPlaces(on)).toEqual({ location: '/run/m/agent.sock', inContainers });
    expect(executorSocketPlaces({ ...on, domain_socket_location: '/s/../a' })).toEqual({
      ...{ location: '/a', inContainers },
    });
  });

  const long = `/run/${'é'.repeat(52)}`;

  it.each([
    [{ ...on, domain_socket_location: long }, 'choose another --domain_socket_location'],
    [{ ...on, runtime_dir: long }, 'choose a shorter --runtime_dir'],
    [{ ...on, runtime_dir: long, domain_socket_location: '/a' }, 'a shorter --runtime_dir'],
    [{ ...on, domain_socket_location: 'systemd:x' }, 'takes none of systemd'],
    [
      { ...on, http_executor_domain_sockets: false, domain_socket_location: '/a' },
      'is for agents with --http_executor_domain_sockets',
    ],
  ])('cannot be %j', (flags, why) => expect(findExecutorSocketFault(flags)).toContain(why));
});

describe('the socket for executors', () => {
  let directory: string;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'executor-socket-'))));
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    rmSync(directory, { recursive: true });
  });

  async function serve(): Promise<string> {
    const places = executorSocketPlaces({ ...on, runtime_dir: directory })!;
    const routing: Routing = {
      find: ({ target: { path } }) => ({
        ...{ kind: 'served', changes: false, streamsBody: false },
        handle: () => text(200, path),
      }),
    };
    const parts = { places, routing, processId: 'slave(1)', log: silentLog };
    open.push(await ExecutorSocket.open(parts));
    return places.location;
  }

  async function ask(socketPath: string, path: string): Promise<string> {
    const client = new HttpClient({ socketPath });
    open.push({ close: () => Promise.resolve(client.close()) });
    const answer = await client.post(`http://nowhere.invalid:1${path}`, {}, '{}');
    return answer.ok ? `${answer.value.status} ${answer.value.body}` : answer.error;
  }

  it('serves the two APIs of executors, and nothing else', async () => {
    const location = await serve();
    for (const path of [location, join(directory, 'agent-socket', 'agent.sock')]) {
      expect(await ask(path, '/slave(1)/api/v1/executor')).toBe('200 /slave(1)/api/v1/executor');
      expect(await ask(path, '/slave(1)/api/v1')).toBe('200 /slave(1)/api/v1');
      expect(await ask(path, '/state')).toMatch(/^403 '\/state' is not for executors/u);
      expect(await ask(path, '/api/v1/executor')).toMatch(/^403/u);
    }
  });

  it('can be used by everybody, and is gone when it is closed', async () => {
    const location = await serve();
    expect(statSync(location).mode & 0o666).toBe(0o666);
    await open.pop()!.close();
    expect(existsSync(location)).toBe(false);
  });

  it('takes the place of one that nobody listens at any more', async () => {
    const path = join(directory, 'agent.sock');
    const die = `process.kill(process.pid, 'SIGKILL')`;
    const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => ${die})`;
    spawnSync(process.execPath, ['-e', program]);
    expect(statSync(path).isSocket()).toBe(true);
    const location = await serve();
    expect(await ask(location, '/slave(1)/api/v1')).toContain('200');
  });

  it('takes nothing away from somebody who listens, and no file', async () => {
    const path = join(directory, 'agent.sock');
    const other = createServer().listen(path);
    await new Promise((resolve) => other.once('listening', resolve));
    await expect(serve()).rejects.toThrow('another process listens there');
    await new Promise((resolve) => other.close(resolve));
    writeFileSync(path, '');
    await expect(serve()).rejects.toThrow('there is something else of that name');
  });
});
