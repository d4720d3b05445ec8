/** What the web pages reach of agents through the master, with agents that misbehave. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { openAccess } from '../../manners/index.ts';
import { ServedMaster } from '../endpoints/test-support.ts';
import { commandOf } from './terminal.ts';

interface Heard {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
}

let served: ServedMaster;
let agent: Server;
let agentId: string;
let heard: Heard[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  heard = [];
  answer = (_request, response) => response.end('{"fine":true}');
  agent = createServer((request, response) => {
    heard.push({ url: request.url, authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', resolve));
  served = await new ServedMaster(openAccess).listen();
  const { port } = agent.address() as AddressInfo;
  agentId = served.master.addAgent(`slave(1)@127.0.0.1:${port}`);
});

afterEach(async () => {
  agent.closeAllConnections();
  agent.close();
  await served.close();
});

const ask = (rest: string, init: RequestInit = {}): Promise<Response> =>
  served.fetch(`/master/agent/${rest}`, init);

describe('an agent through the master', () => {
  it('is asked in the name of the reader, at the endpoint that was named', async () => {
    const headers = { Authorization: 'Basic b3BzOng=' };
    const response = await ask(`${agentId}/files/browse?path=%2Fa%20b`, { headers });
    expect(await response.json()).toEqual({ fine: true });
    expect(heard).toEqual([
      { url: '/files/browse?path=%2Fa%20b', authorization: 'Basic b3BzOng=' },
    ]);
    await ask(`${agentId}/state`);
    expect(heard[1]?.url).toBe('/slave(1)/state');
  });

  it('answers with nothing that a browser would run', async () => {
    answer = (_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<script>alert(1)</script>');
    };
    const { headers } = await ask(`${agentId}/files/download?path=x`);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['api/v1', 'api/v1/executor', 'files/debug', 'state/../api/v1', '../../../etc/passwd'])(
    'is not asked for %s',
    async (path) => {
      expect((await ask(`${agentId}/${path}`)).status).toBe(404);
      expect(heard).toEqual([]);
    },
  );

  it('has to be registered', async () => {
    const { port } = agent.address() as AddressInfo;
    for (const id of ['nobody', `127.0.0.1:${port}`, `slave(1)@127.0.0.1:${port}`]) {
      expect((await ask(`${encodeURIComponent(id)}/state`)).status).toBe(404);
    }
    expect((await ask('')).status).toBe(400);
    expect((await ask(`${agentId}/state`, { method: 'POST' })).status).toBe(405);
    expect(heard).toEqual([]);
  });

  it('that breaks off is said to have done so', async () => {
    answer = (request) => request.socket.destroy();
    const response = await ask(`${agentId}/state`);
    expect(response.status).toBe(502);
    expect(await response.text()).toContain(`Agent ${agentId}`);
  });

  it.each(['HEAD', 'PUT', 'DELETE'])('is only read: %s is refused', async (method) => {
    expect((await ask(`${agentId}/state`, { method })).status).toBe(405);
    expect(heard).toEqual([]);
  });

  it('whose head has no end is given up', async () => {
    answer = (request) => {
      request.socket.write('HTTP/1.1 200 OK\r\n');
      request.socket.write(`X-Long: ${'x'.repeat(100_000)}\r\n`);
    };
    const response = await ask(`${agentId}/state`);
    expect([response.status, await response.text()]).toEqual([
      502,
      expect.stringContaining('overflow') as string,
    ]);
  });

  it('that says nonsense is given up', async () => {
    answer = (request) => request.socket.end('nonsense\r\n\r\n');
    expect((await ask(`${agentId}/state`)).status).toBe(502);
  });

  it('passes on no header but a few', async () => {
    answer = (_request, response) => {
      response.setHeader('Set-Cookie', 'a=b').setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Disposition', 'attachment; filename=x').end('x');
    };
    const { headers } = await ask(`${agentId}/files/download?path=x`);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('content-disposition')).toContain('filename=x');
  });

  it('passes on its own refusals', async () => {
    answer = (_request, response) => response.writeHead(403).end('No access');
    const response = await ask(`${agentId}/files/read?path=x`);
    expect([response.status, await response.text()]).toEqual([403, 'No access']);
  });

  it('serves the next after more than there is room for at a time', async () => {
    for (let i = 0; i < 300; i++) await (await ask(`${agentId}/state`)).text();
    answer = (request) => request.socket.destroy();
    for (let i = 0; i < 300; i++) await (await ask(`${agentId}/state`)).text();
    answer = (_request, response) => response.end('{}');
    expect((await ask(`${agentId}/state`)).status).toBe(200);
  });
});

describe('a terminal through the master', () => {
  async function open(path: string, headers: Record<string, string> = {}): Promise<string> {
    const address = (await served.fetch('/version')).url.replace('http', 'ws');
    const at = address.replace('/version', `/master/terminal/${path}`);
    const socket = new WebSocket(at, { headers });
    return new Promise((resolve, reject) => {
      let last = '';
      socket.on('message', (data: Buffer, isBinary) => {
        last += isBinary
          ? data.toString()
          : ((JSON.parse(data.toString()) as { ended?: string }).ended ?? '');
      });
      socket.on('close', () => resolve(last));
      socket.on('error', reject);
    });
  }

  function startTask(): string {
    const framework = served.master.subscribe();
    served.master.clock.advance(2_000);
    served.master.runTask(framework, 'task');
    const { task } = served.master.state.frameworks.get(framework.id)!.tasks.get('task')!;
    const container_status = { container_id: { value: 'container' } };
    task.statuses = [{ task_id: { value: 'task' }, state: 'TASK_RUNNING', container_status }];
    return `${framework.id}/task`;
  }

  it('wants a task that runs', async () => {
    expect(await open('nobody/nothing')).toBe('There is no such task running');
    expect(heard).toEqual([]);
  });

  it('knows its kind; a path needs no shell, and all else gets one that takes any letters', () => {
    const environment = { variables: [{ name: 'TERM', value: 'xterm-256color' }] };
    expect(commandOf(' /bin/busybox  sh ')).toEqual({
      ...{ value: '/bin/busybox', shell: false, arguments: ['/bin/busybox', 'sh'], environment },
    });
    for (const text of ['bash', '/bin/ls | head', '/bin/echo "a b"']) {
      const { value, shell } = commandOf(text);
      expect([shell, value?.endsWith(text)]).toEqual([true, true]);
      expect(value).toContain('LC_CTYPE=C.UTF-8; ');
    }
  });

  it('says what the agent refuses', async () => {
    const task = startTask();
    answer = (_request, response) => response.writeHead(403).end('Not you');
    expect(await open(task)).toBe('Not you');
  });

  it.each([
    ['records without a length', 'nonsense'],
    ['records that are no messages', '4\n\xff\xff\xff\xff'],
    ['a record larger than any', '99999999999\n'],
  ])('ends at %s, and the master lives on', async (_what, bytes) => {
    const task = startTask();
    answer = (_request, response) => void response.writeHead(200).end(Buffer.from(bytes, 'latin1'));
    expect(await open(task)).toContain('cannot be read');
    expect((await served.fetch('/version')).status).toBe(200);
  });

  it('opens for no page of another site', async () => {
    const task = startTask();
    await expect(open(task, { Origin: 'http://evil.example' })).rejects.toThrow('403');
    expect(heard).toEqual([]);
  });

  it('asks the agent in the name of the reader, for the container that the task told of', async () => {
    const task = startTask();
    answer = (_request, response) => response.writeHead(401).end('Who?');
    expect(await open(task, { Authorization: 'Basic b3BzOng=' })).toBe('Who?');
    expect(heard).toEqual([{ url: '/slave(1)/api/v1', authorization: 'Basic b3BzOng=' }]);
  });

  it('refuses a command without end', async () => {
    const task = startTask();
    expect(await open(`${task}?command=${'x'.repeat(5_000)}`)).toContain('at most 4096 characters');
  });
});
