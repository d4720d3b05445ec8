/**
 * Bad input from outside, against a real master and a real agent: whatever comes, the program
 * lives, answers with a 4xx and a sentence (or drops the message, as libprocess does), has the state
 * it had before, and gives its memory back.
 *
 * The programs are shared by all tests of a group: that one test leaves nothing behind is part of
 * what the next one proves.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MessageType } from '../../src/protocol/codec/message.ts';
import * as internal from '../../src/protocol/generated/internal.ts';
import { arbitraryMessage } from '../support/hostile/messages.ts';
import { chunked, json, malformed, smuggled } from '../support/hostile/requests.ts';
import {
  type Answer,
  get,
  largeBody,
  message,
  open,
  post,
  residentMebibytes,
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
  readonly accepted: readonly MessageType<object>[];
  readonly endpoints: readonly string[];
}

const targets: readonly Target[] = [
  {
    name: 'master',
    processId: 'master',
    calls: ['/api/v1', '/api/v1/scheduler'],
    accepted: [
      internal.RegisterSlaveMessage,
      internal.ReregisterSlaveMessage,
      internal.UnregisterSlaveMessage,
      internal.UpdateSlaveMessage,
      internal.PongSlaveMessage,
      internal.StatusUpdateMessage,
      internal.ExitedExecutorMessage,
      internal.ExecutorToFrameworkMessage,
    ],
    endpoints: ['state', 'state-summary', 'slaves', 'frameworks', 'tasks', 'roles', 'redirect'],
  },
  {
    name: 'agent',
    processId: 'slave(1)',
    calls: ['/api/v1', '/api/v1/executor'],
    accepted: [
      internal.PingSlaveMessage,
      internal.SlaveRegisteredMessage,
      internal.SlaveReregisteredMessage,
      internal.RunTaskMessage,
      internal.RunTaskGroupMessage,
      internal.KillTaskMessage,
      internal.StatusUpdateAcknowledgementMessage,
      internal.ShutdownFrameworkMessage,
      internal.ShutdownExecutorMessage,
      internal.UpdateFrameworkMessage,
      internal.FrameworkToExecutorMessage,
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

const hostilePaths = ['%zz', '%', '%00', '%ff%fe', '..', '%2e%2e', '..%2f..%2fetc%2fpasswd'];
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
          `POST ${target} HTTP/1.1\r\nHost: localhost\r\n${sender}${rest}`,
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
      expectRefusal(
        await talk(program.port, `POST ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
        'none',
      );
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
      for (const type of accepted) {
        const bodies = fc.sample(arbitraryMessage(type), 60);
        // From someone who is neither the master nor a known agent.
        const pieces = bodies.map((body) =>
          message(processId, type.typeName, 'x@127.0.0.1:1', body),
        );
        const answer = await talk(program.port, ...pieces);
        expect(answer.statuses, type.typeName).toEqual(pieces.map(() => 202));
      }
    });

    it('takes no message from senders that are none', async () => {
      for (const from of ['', 'x', '@', 'x@host:1', 'x@127.0.0.1:99999', 'a/b@127.0.0.1:1']) {
        const sent = message(processId, 'mesos.internal.PingSlaveMessage', from, Buffer.alloc(0));
        expect((await talk(program.port, sent)).statuses[0], from).toBe(400);
      }
    });

    // How soon the system's allocator gives pages back depends on what else the machine does.
    it.each(['sized', 'chunked'] as const)(
      'gives back the memory of %s 100 MiB bodies',
      { retry: 2, timeout: 180_000 },
      async (framing) => {
        const settled = residentMebibytes(program.pid);
        const headers = framing === 'sized' ? `Content-Length: ${100 * 1024 * 1024}\r\n` : chunked;
        const from = 'Libprocess-From: x@127.0.0.1:1\r\n';
        for (const head of [
          ...calls.map(
            (path) => `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${json}${headers}\r\n`,
          ),
          `POST /${processId}/x HTTP/1.1\r\nHost: localhost\r\n${from}${headers}\r\n`,
        ]) {
          const answer = await talk(program.port, head, ...largeBody(100, framing));
          expect(answer.statuses).toEqual([413]);
          expect(answer.sentence).toMatch(sentence);
        }
        const isBack = (): boolean | undefined =>
          residentMebibytes(program.pid) < settled + keptMebibytes || undefined;
        await eventually(`memory goes back to ${settled} MiB`, isBack, 45_000);
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
