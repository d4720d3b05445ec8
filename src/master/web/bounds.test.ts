/** How many terminals and requests there are at a time, and how long an agent is waited for. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpResponse, WebSocketLink } from '../../foundation/http/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import type { AgentId } from '../../protocol/ids.ts';
import { TestMaster } from '../core/test-support.ts';
import { contextOf } from '../endpoints/test-support.ts';
import { AgentProxy } from './agent-proxy.ts';
import { Terminals } from './terminal.ts';

let agent: Server;
let master: TestMaster;
let agentId: string;
let requests: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const silent = (): void => undefined;

beforeEach(async () => {
  requests = [];
  answer = silent;
  agent = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', resolve));
  master = new TestMaster();
  const { port } = agent.address() as AddressInfo;
  agentId = master.addAgent(`slave(1)@127.0.0.1:${port}`);
});

afterEach(() => {
  agent.closeAllConnections();
  agent.close();
});

function requestOf(rest: string): EndpointRequest & { leave(): void } {
  const callbacks: (() => void)[] = [];
  return {
    ...{ method: 'GET', target: rest, rest, headers: {}, query: new Map() },
    onAborted: (callback: () => void) => void callbacks.push(callback),
    leave: () => callbacks.forEach((callback) => callback()),
  } as unknown as EndpointRequest & { leave(): void };
}

/** A page whose reading can be held up. */
class Page {
  readonly heard: (string | Buffer)[] = [];
  backlogBytes = 0;
  isOpen = true;
  isCut = false;
  onMessage: (message: string | Uint8Array) => void = () => undefined;
  readonly #closed: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];

  readonly link = {
    send: (message: string | Uint8Array) => {
      if (!this.isOpen) return false;
      this.heard.push(typeof message === 'string' ? message : Buffer.from(message));
      for (const go of this.#waiting.splice(0)) go();
      return true;
    },
    close: () => this.leave(),
    cut: () => {
      this.isCut = true;
      this.leave();
    },
    onMessage: (listener: (message: string | Uint8Array) => void) => (this.onMessage = listener),
    onClosed: (callback: () => void) => void this.#closed.push(callback),
  } as unknown as WebSocketLink;

  constructor() {
    Object.defineProperties(this.link, {
      backlogBytes: { get: () => this.backlogBytes },
      isOpen: { get: () => this.isOpen },
    });
  }

  leave(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const callback of this.#closed) callback();
  }

  async until(isSo: (heard: readonly (string | Buffer)[]) => boolean): Promise<void> {
    while (!isSo(this.heard)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  get texts(): string[] {
    return this.heard.filter((each) => typeof each === 'string');
  }
}

function startTask(): string {
  const framework = master.subscribe();
  master.clock.advance(2_000);
  master.runTask(framework, 'task');
  const { task } = master.state.frameworks.get(framework.id)!.tasks.get('task')!;
  const container_status = { container_id: { value: 'container' } };
  task.statuses = [{ task_id: { value: 'task' }, state: 'TASK_RUNNING', container_status }];
  return `/${framework.id}/task`;
}

describe('terminals', () => {
  const open = (terminals: Terminals, task: string): Page => {
    const page = new Page();
    terminals.open(page.link, requestOf(task));
    return page;
  };
  const make = (limits: { mostTerminals: number; answerTimeoutMs: number }): Terminals =>
    new Terminals(contextOf(master), limits);

  it('are so many at a time, and a closed one makes room', () => {
    const task = startTask();
    const terminals = make({ mostTerminals: 2, answerTimeoutMs: 60_000 });
    const [first, second] = [open(terminals, task), open(terminals, task)];
    const third = open(terminals, task);
    expect(third.texts).toEqual(['{"ended":"More than 2 terminals are open; close one"}']);
    first.leave();
    const fourth = open(terminals, task);
    expect(fourth.isOpen).toBe(true);
    for (const page of [second, fourth]) page.leave();
  });

  it('end when the agent is silent', async () => {
    const page = open(make({ mostTerminals: 2, answerTimeoutMs: 50 }), startTask());
    await page.until((heard) => heard.length > 0);
    expect(page.texts).toEqual([
      '{"ended":"The agent of this task does not answer: it is silent"}',
    ]);
    expect(page.isOpen).toBe(false);
  });

  it('say when they are attached, answer pings, and cut who types without end or nonsense', async () => {
    answer = (request, response) => {
      // The input is never taken.
      if (request.headers['content-type'] !== 'application/recordio')
        response.writeHead(200).flushHeaders();
      else request.pause();
    };
    const terminals = make({ mostTerminals: 5, answerTimeoutMs: 60_000 });
    const page = open(terminals, startTask());
    await page.until((heard) => heard.includes('{"attached":true}'));
    page.onMessage('{"ping":true}');
    expect(page.texts.at(-1)).toBe('{"pong":true}');
    page.onMessage('{"columns":100,"rows":-5}');
    expect(page.isOpen).toBe(true);
    const typed = new Uint8Array(64 * 1024);
    for (let i = 0; i < 200 && page.isOpen; i++) page.onMessage(typed);
    expect(page.isCut).toBe(true);
    const [id] = [...master.state.frameworks.keys()];
    for (const nonsense of ['{', 'null', '7']) {
      const other = open(terminals, `/${id}/task`);
      other.onMessage(nonsense);
      expect(other.isCut).toBe(true);
    }
  });

  it('make the agent wait for a page that does not read', async () => {
    let wroteBytes = 0;
    let isFull = false;
    const piece = Buffer.alloc(32 * 1024, 'x');
    answer = (request, response) => {
      if (request.headers['content-type'] === 'application/recordio') return;
      response.writeHead(200);
      const record = recordOf(piece);
      const write = (): void => {
        while (wroteBytes < 64 * 1024 * 1024) {
          wroteBytes += record.length;
          if (!response.write(record)) {
            isFull = true;
            return void response.once('drain', write);
          }
        }
      };
      write();
    };
    const page = open(make({ mostTerminals: 2, answerTimeoutMs: 60_000 }), startTask());
    page.backlogBytes = 1024 * 1024;
    await page.until((heard) => heard.some((each) => typeof each !== 'string'));
    // What is in flight between two processes comes to rest.
    await expect
      .poll(async () => {
        const before = wroteBytes;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return isFull && wroteBytes === before;
      })
      .toBe(true);
    expect(wroteBytes).toBeLessThan(32 * 1024 * 1024);
    const shownBefore = page.heard.length;
    page.backlogBytes = 0;
    await page.until((heard) => heard.length > shownBefore + 10);
    page.leave();
  });
});

/** ProcessIO DATA STDOUT, as the agent's records are. */
function recordOf(data: Buffer): Buffer {
  const lengthOf = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...lengthOf(value >> 7)];
  const field = (tag: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([tag, ...lengthOf(bytes.length)]), bytes]);
  const inner = Buffer.concat([Buffer.from([0x08, 2]), field(0x12, data)]);
  const record = Buffer.concat([Buffer.from([0x08, 1]), field(0x12, inner)]);
  return Buffer.concat([Buffer.from(`${record.length}\n`), record]);
}

describe('requests to agents', () => {
  const make = (limits: { mostRequests: number; answerTimeoutMs: number }): AgentProxy =>
    new AgentProxy(contextOf(master), limits);
  const statusOf = (response: HttpResponse): number | undefined =>
    'status' in response ? response.status : undefined;

  it('are so many at a time; whoever leaves makes room', async () => {
    const proxy = make({ mostRequests: 2, answerTimeoutMs: 60_000 });
    const first = requestOf(`/${agentId}/state`);
    const leaving = proxy.handle(first);
    const second = requestOf(`/${agentId}/state`);
    const staying = proxy.handle(second);
    expect(statusOf(await proxy.handle(requestOf(`/${agentId}/state`)))).toBe(503);
    first.leave();
    expect(statusOf(await leaving)).toBe(502);
    answer = (_request, response) => response.end('{}');
    expect(statusOf(await proxy.handle(requestOf(`/${agentId}/state`)))).toBe(200);
    second.leave();
    await staying;
  });

  it('say of an agent that is not here what has become of it', async () => {
    const proxy = make({ mostRequests: 2, answerTimeoutMs: 60_000 });
    const { state } = master.core;
    const [id, gone] = ['s1', 's2'] as AgentId[];
    state.unreachableAgents.set(id!, {
      info: state.agents.get(agentId as AgentId)!.info,
      sinceMs: 0,
    });
    state.goneAgents.set(gone!, 0);
    const textOf = async (which: string): Promise<string> => {
      const response = await proxy.handle(requestOf(`/${which}/state`));
      expect(statusOf(response)).toBe(404);
      return response.kind === 'text' ? response.text : '';
    };
    expect(await textOf('s1')).toContain("'s1' is unreachable since 1970-01-01T00:00:00.000Z");
    expect(await textOf('s2')).toContain("'s2' was marked gone at 1970-01-01T00:00:00.000Z");
    expect(await textOf('s3')).toContain("There is no agent 's3' registered here");
  });

  it('end when the agent is silent', async () => {
    const proxy = make({ mostRequests: 2, answerTimeoutMs: 50 });
    const response = await proxy.handle(requestOf(`/${agentId}/state`));
    expect(statusOf(response)).toBe(502);
  });
});
