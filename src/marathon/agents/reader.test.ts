import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { MasterReader, type ReaderLimits } from './reader.ts';

const limits: ReaderLimits = {
  ...{ mostQuestions: 2, mostConnections: 2, answerTimeoutMs: 30_000, mostAnswerBytes: 1_000 },
};
const servers: Server[] = [];

async function readerOf(
  answer: RequestListener,
  changes: Partial<ReaderLimits> = {},
  credential?: { principal: string; secret: string },
): Promise<MasterReader> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new MasterReader({ masterUrl: () => url, credential, limits: { ...limits, ...changes } });
}

const kindOf = async (reading: ReturnType<MasterReader['read']>): Promise<string> => {
  const read = await reading;
  return read.ok ? 'ok' : read.error.kind;
};

describe('what Marathon asks of agents', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('goes through the master, with the credentials of Marathon', async () => {
    const heard: unknown[] = [];
    const reader = await readerOf(
      ({ url, headers }, response) => {
        heard.push([url, headers.authorization]);
        response.end('{"data":"x","offset":1}');
      },
      {},
      { principal: 'marathon', secret: 's:1' },
    );
    const read = await reader.read('a/1', 'files/read', { path: '/x y', offset: '-1' });
    expect(read).toEqual({ ok: true, value: { data: 'x', offset: 1 } });
    const basic = `Basic ${Buffer.from('marathon:s:1').toString('base64')}`;
    expect(heard).toEqual([['/master/agent/a%2F1/files/read?path=%2Fx+y&offset=-1', basic]]);
  });

  it('is told apart by what went wrong', async () => {
    const answers: readonly (readonly [number, string, string])[] = [
      [404, "There is no agent 'x' registered here", 'unknown-agent'],
      [
        404,
        "Agent 'x' is unreachable since 2026-11-30T10:00:00.000Z; this can be",
        'unknown-agent',
      ],
      [404, '', 'missing'],
      [401, '', 'refused'],
      [403, 'not you', 'refused'],
      [307, '', 'away'],
      [500, 'broken', 'away'],
      [200, '<html>', 'away'],
      [200, 'x'.repeat(1_001), 'away'],
    ];
    for (const [status, body, kind] of answers) {
      const reader = await readerOf((_, response) => response.writeHead(status).end(body));
      expect([status, body, await kindOf(reader.read('x', 'state'))]).toEqual([status, body, kind]);
    }
    const lost = new MasterReader({ masterUrl: () => undefined, credential: undefined });
    expect(await kindOf(lost.read('x', 'state'))).toBe('away');
  });

  it('is bounded in number and in time, and a place is free again afterwards', async () => {
    const waiting: (() => void)[] = [];
    const reader = await readerOf((_, response) => waiting.push(() => response.end('[]')));
    const asked = [reader.read('x', 'state'), reader.read('x', 'state')];
    expect(await kindOf(reader.read('x', 'state'))).toBe('busy');
    await expect.poll(() => waiting.length, { timeout: 20_000 }).toBe(2);
    for (const answer of waiting.splice(0)) answer();
    expect(await Promise.all(asked.map(kindOf))).toEqual(['ok', 'ok']);
    const silent = await readerOf(() => undefined, { answerTimeoutMs: 50 });
    expect(await kindOf(silent.read('x', 'state'))).toBe('late');
    expect(await kindOf(silent.read('x', 'state'))).toBe('late');
    expect(await kindOf(silent.read('x', 'state'))).toBe('late');
  });
});
