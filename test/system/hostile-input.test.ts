/**
 * Bad input from outside, against a real master and a real agent: whatever comes, the program
 * lives, answers with a 4xx and a sentence (or drops the message, as libprocess does), has the state
 * it had before, and gives its memory back.
 *
 * The programs are shared by all tests of a group: that one test leaves nothing behind is part of
 * what the next one proves.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as internal from '../../src/protocol/generated/internal.ts';
import { arbitraryMessage } from '../support/hostile/messages.ts';
import {
  type Answer,
  get,
  largeBody,
  message,
  open,
  post,
  residentMebibytes,
  send,
  talk,
} from '../support/hostile/wire.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

/**
 * What a process may keep of 100 MiB bodies: code that ran for the first time, and the pages its
 * allocator holds back. The bodies themselves would show as several times that.
 */
const keptMebibytes = 64;

const sentence = /\w+ .*\w+/;

interface Target {
  readonly name: 'master' | 'agent';
  readonly processId: 'master' | 'slave(1)';
  readonly calls: readonly string[];
  readonly accepted: readonly (keyof typeof internal)[];
  readonly endpoints: readonly string[];
}

const targets: readonly Target[] = [
  {
    name: 'master',
    processId: 'master',
    calls: ['/api/v1', '/api/v1/scheduler'],
    accepted: [
      'RegisterSlaveMessage',
      'ReregisterSlaveMessage',
      'UnregisterSlaveMessage',
      'UpdateSlaveMessage',
      'PongSlaveMessage',
      'StatusUpdateMessage',
      'ExitedExecutorMessage',
      'ExecutorToFrameworkMessage',
    ],
    endpoints: ['state', 'state-summary', 'slaves', 'frameworks', 'tasks', 'roles', 'redirect'],
  },
  {
    name: 'agent',
    processId: 'slave(1)',
    calls: ['/api/v1', '/api/v1/executor'],
    accepted: [
      'PingSlaveMessage',
      'SlaveRegisteredMessage',
      'SlaveReregisteredMessage',
      'RunTaskMessage',
      'RunTaskGroupMessage',
      'KillTaskMessage',
      'StatusUpdateAcknowledgementMessage',
      'ShutdownFrameworkMessage',
      'ShutdownExecutorMessage',
      'UpdateFrameworkMessage',
      'FrameworkToExecutorMessage',
    ],
    endpoints: ['state', 'containers', 'monitor/statistics'],
  },
];

const sharedEndpoints = [
  'flags',
  'version',
  'health',
  'metrics/snapshot',
  'files/browse',
  'files/read',
  'files/download',
  'files/debug',
  'api/v1',
];

const json = 'Content-Type: application/json\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';

/** Each with the path of a call; none of them is a request that may be answered 2xx. */
const malformed: readonly (readonly [string, (path: string) => string])[] = [
  ['no request at all', () => 'GARBAGE\r\n\r\n'],
  ['zero bytes', () => '\0\0\0\0\r\n\r\n'],
  ['a TLS greeting', () => '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
  ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['no version', (path) => `GET ${path}\r\n\r\n`],
  ['an unknown version', (path) => `GET ${path} HTTP/9.9\r\n\r\n`],
  ['an unknown method', (path) => `BREW ${path} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a target with spaces', () => 'POST /a b c HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a tunnel', () => 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a header without colon', (path) => `GET ${path} HTTP/1.1\r\nNo colon\r\n\r\n`],
  ['a header with a zero byte', (path) => `GET ${path} HTTP/1.1\r\nX: a\0b\r\n\r\n`],
  ['a header name with a space', (path) => `GET ${path} HTTP/1.1\r\nX y : a\r\n\r\n`],
  ['a huge header', (path) => get(path, `X: ${'x'.repeat(1_000_000)}\r\n`)],
  ['a huge target', () => get(`/${'x'.repeat(1_000_000)}`)],
  ['many headers', (path) => get(path, 'X: y\r\n'.repeat(100_000))],
  ['a negative length', (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Length: -1\r\n\r\n`],
  ['a length in words', (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Length: ten\r\n\r\n`],
  [
    'an endless length',
    (path) =>
      post(path, '')
        .toString()
        .replace(': 0', `: ${'9'.repeat(30)}`),
  ],
  ['a bad chunk size', (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\nzz\r\n`],
  [
    'a huge chunk size',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n${'f'.repeat(20)}\r\n`,
  ],
  [
    'a chunk longer than said',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n1\r\nabc\r\n0\r\n\r\n`,
  ],
  [
    'a malformed trailer',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2\r\n{}\r\n0\r\nno colon\r\n\r\n`,
  ],
  [
    'endless trailers',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2\r\n{}\r\n0\r\n${'T: x\r\n'.repeat(50_000)}\r\n`,
  ],
  [
    'an endless chunk extension',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2;${'x'.repeat(200_000)}\r\n{}\r\n0\r\n\r\n`,
  ],
  ['an unknown expectation', (path) => `POST ${path} HTTP/1.1\r\n${json}Expect: tea\r\n\r\n`],
  [
    'an unknown body coding',
    (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}`,
  ],
  [
    'a broken gzip body',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
  ],
];

/** A second request hides in what one of two readers takes for the body of the first. */
const hidden = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
const smuggled: readonly (readonly [string, string])[] = [
  ['length and chunks', `Content-Length: 4\r\n${chunked}\r\n0\r\n\r\n${hidden}`],
  ['two lengths', `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['a list of lengths', `Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`],
  ['a length with a sign', `Content-Length: +${hidden.length}\r\n\r\n${hidden}`],
  ['a space before the colon', `Content-Length : ${hidden.length}\r\n\r\n${hidden}`],
  ['a folded line', `X: a\r\n Content-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['a bare line feed', `X: a\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['an unknown transfer coding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['a transfer coding twice', `${chunked}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`],
  ['chunk lines without CR', `${chunked}\r\n0\n\n${hidden}`],
];

const hostilePaths = ['%zz', '%', '%00', '%ff%fe', '..', '%2e%2e', '..%2f..%2fetc%2fpasswd'];
const hostileIds = [
  '..',
  '.',
  '../../../tmp/escaped',
  'a/b',
  '/etc',
  'a\\b',
  'a\0b',
  'x'.repeat(300),
];

const cluster = new Cluster();
let master: Program;
let agent: Program;

beforeAll(async () => {
  master = await cluster.startMaster({ name: 'm' });
  agent = await cluster.startAgent(master, { name: 'a' });
  const isRegistered = async (): Promise<boolean | undefined> =>
    ((await master.getJson('/state')) as { slaves: unknown[] }).slaves.length === 1 || undefined;
  await eventually('the agent registers', isRegistered);
});

afterAll(() => cluster.stop());

/** What of the state is there to be changed; the rest is counters and times. */
async function stateOf(program: Program): Promise<unknown> {
  const state = (await program.getJson('/state')) as Record<string, unknown>;
  const { frameworks, completed_frameworks, unregistered_frameworks, slaves } = state;
  const attached = Object.keys((await program.getJson('/files/debug')) as object);
  return { frameworks, completed_frameworks, unregistered_frameworks, slaves, attached };
}

function expectRefusal(answer: Answer, what: string): void {
  expect(answer.statuses[0], `${what}: ${answer.text.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
  expect(answer.statuses[0], what).toBeLessThan(500);
  expect(answer.sentence, what).toMatch(sentence);
}

describe.each(targets)(
  'bad input to the $name',
  ({ name, processId, calls, accepted, endpoints }) => {
    let program: Program;
    let before: unknown;

    beforeAll(async () => {
      program = name === 'master' ? master : agent;
      before = await stateOf(program);
    });

    afterEach(async () => {
      expect(program.isRunning, program.log.slice(-2000)).toBe(true);
      expect(await stateOf(program)).toEqual(before);
    });

    it.each(malformed)('refuses %s', async (what, request) => {
      for (const path of calls) expectRefusal(await talk(program.port, request(path)), what);
    });

    it.each(smuggled)('does not answer what is smuggled by %s', async (what, rest) => {
      const from = 'Libprocess-From: x@127.0.0.1:1\r\n';
      for (const sender of [json, from]) {
        const target = sender === from ? `/${processId}/x` : calls[0];
        const answer = await talk(
          program.port,
          `POST ${target} HTTP/1.1\r\nHost: x\r\n${sender}${rest}`,
        );
        expect(answer.statuses, `${what}: ${answer.text}`).toHaveLength(1);
        expectRefusal(answer, what);
      }
    });

    it('gives the answers it owes before the refusal of what follows', async () => {
      const socket = open(program.port);
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const isClosed = new Promise((resolve) => void socket.once('close', resolve));
      socket.write(`${get('/version')}${get('/flags')}GARBAGE\r\n\r\n`);
      await isClosed;
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]);
      expect(statuses).toEqual(['200', '200', '400']);
    });

    it.each(calls)('refuses %s in media types that it does not know', async (path) => {
      for (const type of ['text/plain', 'application/xml', '', 'application/json/../x', '\x7f']) {
        expectRefusal(await talk(program.port, post(path, '{"type":"GET_HEALTH"}', type)), type);
      }
      expectRefusal(await talk(program.port, `POST ${path} HTTP/1.1\r\nHost: x\r\n\r\n`), 'none');
    });

    it.each(calls)('refuses %s cut at any byte', async (path) => {
      const ids = '"framework_id":{"value":"f"}';
      for (const text of [
        '{"type":"SUBSCRIBE","subscribe":{"framework_info":{"user":"u","name":"n","roles":["a"]}}}',
        `{"type":"ACCEPT",${ids},"accept":{"offer_ids":[{"value":"o"}],"operations":[{"type":"LAUNCH"}]}}`,
      ]) {
        const cuts = Array.from({ length: text.length }, (_, end) =>
          post(path, text.slice(0, end)),
        );
        const answer = await talk(program.port, ...cuts);
        expect(answer.statuses).toEqual(cuts.map(() => 400));
      }
    });

    it.each(calls)('refuses what nests a hundred thousand levels deep in %s', async (path) => {
      const deep = 100_000;
      for (const body of [
        '['.repeat(deep),
        '['.repeat(deep) + ']'.repeat(deep),
        '{"a":'.repeat(deep),
        `{"type":"SUBSCRIBE","subscribe":${'{"subscribe":'.repeat(deep)}1${'}'.repeat(deep)}}`,
      ]) {
        expectRefusal(await talk(program.port, post(path, body)), body.slice(0, 20));
      }
      const nested = Buffer.alloc(deep * 2, Uint8Array.of(0x12, 0x7f));
      expectRefusal(
        await talk(program.port, post(path, nested, 'application/x-protobuf')),
        'binary',
      );
    });

    it('refuses paths that cannot be decoded or climb, in every endpoint', async () => {
      for (const endpoint of [...sharedEndpoints, ...endpoints]) {
        for (const path of hostilePaths) {
          expectRefusal(
            await talk(program.port, get(`/${endpoint}/${path}`)),
            `${endpoint}/${path}`,
          );
        }
        const slashes = await talk(program.port, get(`/${endpoint}${'/'.repeat(60_000)}`));
        expect(slashes.statuses, endpoint).toHaveLength(1);
        const badQuery = await talk(program.port, get(`/${endpoint}?path=%zz`));
        expectRefusal(badQuery, `${endpoint}?path=%zz`);
      }
    });

    it('gives no file that was not offered', async () => {
      const paths = [
        '..',
        '/etc/passwd',
        '../../etc/passwd',
        `${program.workDir}/../../etc/passwd`,
      ];
      for (const endpoint of ['browse', 'read', 'download']) {
        for (const path of [
          ...paths,
          '',
          'x'.repeat(50_000),
          '/'.repeat(50_000),
          '//etc//passwd',
        ]) {
          const target = `/files/${endpoint}?path=${encodeURIComponent(path)}&offset=0`;
          const answer = await talk(program.port, get(target));
          expect(answer.statuses[0], target.slice(0, 100)).toBeGreaterThanOrEqual(400);
          expect(answer.statuses[0], target.slice(0, 100)).toBeLessThan(500);
          expect(answer.text).not.toContain('root:');
        }
      }
    });

    it('answers messages of any bytes at once, and drops them', async () => {
      for (const typeName of accepted) {
        const type = internal[typeName] as Parameters<typeof arbitraryMessage>[0];
        const bodies = fc.sample(arbitraryMessage(type), 60);
        // From someone who is neither the master nor a known agent.
        const pieces = bodies.map((body) =>
          message(processId, type.typeName, 'x@127.0.0.1:1', body),
        );
        const answer = await talk(program.port, ...pieces);
        expect(answer.statuses, typeName).toEqual(pieces.map(() => 202));
      }
    });

    it('takes no message from senders that are none', async () => {
      for (const from of ['', 'x', '@', 'x@host:1', 'x@127.0.0.1:99999', 'a/b@127.0.0.1:1']) {
        const sent = message(processId, 'mesos.internal.PingSlaveMessage', from, Buffer.alloc(0));
        expect((await talk(program.port, sent)).statuses[0], from).toBe(400);
      }
    });

    it.each(['sized', 'chunked'] as const)(
      'gives back the memory of %s 100 MiB bodies',
      async (framing) => {
        const settled = residentMebibytes(program.pid);
        const headers = framing === 'sized' ? `Content-Length: ${100 * 1024 * 1024}\r\n` : chunked;
        const from = 'Libprocess-From: x@127.0.0.1:1\r\n';
        for (const head of [
          ...calls.map((path) => `POST ${path} HTTP/1.1\r\nHost: x\r\n${json}${headers}\r\n`),
          `POST /${processId}/x HTTP/1.1\r\nHost: x\r\n${from}${headers}\r\n`,
        ]) {
          const answer = await talk(program.port, head, ...largeBody(100, framing));
          expect(answer.statuses).toEqual([413]);
          expect(answer.sentence).toMatch(sentence);
        }
        const isBack = (): boolean | undefined =>
          residentMebibytes(program.pid) < settled + keptMebibytes || undefined;
        await eventually(`memory goes back to ${settled} MiB`, isBack);
      },
    );

    it('cuts those who never finish their request', async () => {
      const slow = [get(calls[0]!).slice(0, 20), `POST /${processId}/x HTTP/1.1\r\nLibprocess-F`];
      const cut = slow.map((start) => {
        const socket = open(program.port);
        socket.write(start);
        const trickle = setInterval(() => socket.write('x'), 2_000);
        return new Promise<void>((resolve) => {
          socket.resume().once('close', () => {
            clearInterval(trickle);
            resolve();
          });
        });
      });
      await Promise.all(cut);
    });
  },
);

describe('ids that are paths', () => {
  afterEach(() => {
    expect(master.isRunning && agent.isRunning).toBe(true);
    expect(existsSync('/tmp/escaped')).toBe(false);
  });

  it('refuses frameworks that call themselves so', async () => {
    for (const value of hostileIds) {
      const info = { user: 'u', name: 'n', id: { value } };
      const call = JSON.stringify({
        type: 'SUBSCRIBE',
        framework_id: { value },
        subscribe: { framework_info: info },
      });
      const answer = await talk(master.port, post('/api/v1/scheduler', call));
      expect(answer.text, value).toMatch(/"type":"ERROR"|HTTP\/1.1 400/);
    }
    const state = (await master.getJson('/state')) as { frameworks: unknown[] };
    expect(state.frameworks).toEqual([]);
  });

  it('makes no directory for tasks that a forged master sends', async () => {
    const { pid } = JSON.parse((await talk(agent.port, get('/state'))).sentence) as { pid: string };
    const { slaves } = (await master.getJson('/state')) as { slaves: { id: string }[] };
    const agentId = { value: slaves[0]!.id };
    const from = `master@${master.address}`;
    const sent = hostileIds.flatMap((value) =>
      [0, 1, 2].map((place) => {
        const at = (i: number): { value: string } => ({ value: place === i ? value : 'good' });
        const framework = { user: 'nobody', name: 'n', id: at(0) };
        const body = internal.RunTaskMessage.encode({
          framework,
          pid: '',
          framework_id: at(0),
          task: {
            name: 't',
            task_id: at(1),
            agent_id: agentId,
            executor: { executor_id: at(2), framework_id: at(0), command: { value: 'true' } },
          },
        });
        return message(pid.split('@')[0]!, internal.RunTaskMessage.typeName, from, body);
      }),
    );
    const answer = await talk(agent.port, ...sent);
    expect(answer.statuses).toEqual(sent.map(() => 202));
    const frameworks = join(agent.workDir, 'slaves', agentId.value, 'frameworks');
    const made = existsSync(frameworks) ? readdirSync(frameworks) : [];
    expect(made.filter((name) => name !== 'good')).toEqual([]);
    expect(readdirSync(join(agent.workDir, '..')).toSorted()).toEqual(['a', 'a-run', 'm']);
  });
});

describe('crowds', () => {
  it('survives ten thousand idle connections, and lets them go', async () => {
    const sockets = Array.from({ length: 10_000 }, () => open(master.port));
    const isConnected = (): boolean | undefined =>
      sockets.every((socket) => !socket.connecting) || undefined;
    await eventually('all connect or fail', isConnected, 60_000);
    expect(sockets.filter((socket) => !socket.destroyed).length).toBeGreaterThan(9_000);
    expect((await talk(master.port, get('/health'))).statuses).toEqual([200]);
    for (const socket of sockets) socket.destroy();
    expect((await talk(master.port, get('/health'))).statuses).toEqual([200]);
  });

  it('keeps little of a thousand frameworks that come to nothing', async () => {
    const settled = residentMebibytes(master.pid);
    const labels = { labels: [{ key: 'k', value: 'x'.repeat(100_000) }] };
    for (let i = 0; i < 1000; i++) {
      const info = { user: 'u', name: `n${i}`, roles: [i % 2 === 0 ? '..' : 'a'], labels };
      const capable = { ...info, capabilities: [{ type: 'MULTI_ROLE' }] };
      const call = JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: capable } });
      await talk(master.port, post('/api/v1/scheduler', call));
    }
    const isGone = async (): Promise<boolean | undefined> =>
      ((await master.getJson('/state-summary')) as { frameworks: unknown[] }).frameworks.length ===
        0 || undefined;
    await eventually('no framework is left', isGone);
    const isBack = (): boolean | undefined =>
      residentMebibytes(master.pid) < settled + 2 * keptMebibytes || undefined;
    await eventually(`memory goes back to ${settled} MiB`, isBack);
  });

  it('cuts a subscriber that does not read, and others do not notice', async () => {
    const call = post('/api/v1', '{"type":"SUBSCRIBE"}');
    const slow = open(master.port);
    const quick = open(master.port);
    let quickBytes = 0;
    quick.on('data', (chunk: Buffer) => (quickBytes += chunk.length));
    await Promise.all([send(slow, [call]), send(quick, [call])]);
    slow.pause();
    let isCut = false;
    slow.on('close', () => (isCut = true));
    const labels = { labels: [{ key: 'k', value: 'x'.repeat(4_000_000) }] };
    const info = { user: 'u', name: 'n', labels };
    const subscribe = JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: info } });
    for (let i = 0; i < 24; i++) await talk(master.port, post('/api/v1/scheduler', subscribe));
    await eventually(
      'the quick one has everything',
      () => quickBytes > 24 * 4_000_000 || undefined,
    );
    slow.resume();
    await eventually('the slow one is cut', () => isCut || undefined);
    expect(quick.destroyed).toBe(false);
    quick.destroy();
  });

  it('cuts a scheduler that does not read, and is taken for gone', async () => {
    const socket = open(master.port);
    let head = '';
    socket.on('data', (chunk: Buffer) => (head += chunk.toString()));
    const info = { user: 'u', name: 'slow', roles: ['a'], capabilities: [{ type: 'MULTI_ROLE' }] };
    const call = JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: info } });
    await send(socket, [post('/api/v1/scheduler', call)]);
    const isIdKnown = (): string | undefined =>
      /"framework_id":\{"value":"([^"]+)"/.exec(head)?.[1];
    const id = { value: await eventually('the framework is subscribed', isIdKnown) };
    socket.pause();
    const { slaves } = (await master.getJson('/state')) as { slaves: { id: string }[] };
    const body = internal.ExecutorToFrameworkMessage.encode({
      slave_id: { value: slaves[0]!.id },
      framework_id: id,
      executor_id: { value: 'e' },
      data: Buffer.alloc(4_000_000),
    });
    const name = internal.ExecutorToFrameworkMessage.typeName;
    for (let i = 0; i < 24; i++) {
      await talk(master.port, message('master', name, 'slave(1)@127.0.0.1:1', body));
    }
    const isGone = async (): Promise<boolean | undefined> => {
      const state = (await master.getJson('/state')) as { frameworks: { id: string }[] };
      return state.frameworks.every((framework) => framework.id !== id.value) || undefined;
    };
    await eventually('its stream is cut and the framework removed', isGone);
    socket.destroy();
  });
});
