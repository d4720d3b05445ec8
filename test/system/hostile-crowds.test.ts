/**
 * Hostile crowds and hostile names, against a real master and a real agent: ids that would be paths,
 * thousands of connections, subscribers that do not read. None of it may cost the others anything.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as internal from '../../src/protocol/generated/internal.ts';
import {
  get,
  message,
  open,
  post,
  residentMebibytes,
  send,
  talk,
} from '../support/hostile/wire.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

/** What may stay of a hundred MiB that came to nothing: see hostile-input.test.ts. */
const keptMebibytes = 128;

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
    const { slaves } = (await master.getJson('/state')) as {
      slaves: { id: string; pid: string }[];
    };
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
      residentMebibytes(master.pid) < settled + keptMebibytes || undefined;
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
    const { slaves } = (await master.getJson('/state')) as {
      slaves: { id: string; pid: string }[];
    };
    const body = internal.ExecutorToFrameworkMessage.encode({
      slave_id: { value: slaves[0]!.id },
      framework_id: id,
      executor_id: { value: 'e' },
      data: Buffer.alloc(4_000_000),
    });
    const name = internal.ExecutorToFrameworkMessage.typeName;
    for (let i = 0; i < 24; i++) {
      await talk(master.port, message('master', name, slaves[0]!.pid, body));
    }
    const isGone = async (): Promise<boolean | undefined> => {
      const state = (await master.getJson('/state')) as { frameworks: { id: string }[] };
      return state.frameworks.every((framework) => framework.id !== id.value) || undefined;
    };
    await eventually('its stream is cut and the framework removed', isGone);
    socket.destroy();
  });
});
