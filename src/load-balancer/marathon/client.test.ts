import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { MarathonEvent, StreamCallbacks } from '../steering/events.ts';
import { Addresses } from './addresses.ts';
import { MarathonClient } from './client.ts';
import { MarathonApps } from './port.ts';

const servers: Server[] = [];
const clients: MarathonClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function aMarathon(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(urls: readonly string[], credentials?: string): MarathonClient {
  const client = new MarathonClient({
    urls,
    ...(credentials === undefined ? {} : { credentials }),
  });
  clients.push(client);
  return client;
}

const nobody = 'http://127.0.0.1:9';

describe('asking Marathon', () => {
  it('goes on with the next one when one is away or fails, and stays with it', async () => {
    const asked: string[] = [];
    const failing = await aMarathon((_, response) => {
      asked.push('failing');
      response.writeHead(503).end('no leader');
    });
    const good = await aMarathon((request, response) => {
      asked.push(`good ${request.headers.authorization}`);
      response.end('{"apps":[]}');
    });
    const client = clientOf([nobody, failing, good], 'user:password');
    expect(await client.get('/v2/apps')).toEqual({ ok: true, value: { apps: [] } });
    expect(await client.get('/v2/apps')).toEqual({ ok: true, value: { apps: [] } });
    const basic = `good Basic ${Buffer.from('user:password').toString('base64')}`;
    expect(asked).toEqual(['failing', basic, basic]);
  });

  it('says of each why it does not answer', async () => {
    const odd = await aMarathon((_, response) => response.end('<html>'));
    const result = await clientOf([nobody, odd]).get('/v2/apps');
    expect(result.ok).toBe(false);
    expect(!result.ok && result.error).toMatch(/127\.0\.0\.1:9\/v2\/apps: .*; .*not valid JSON/);
  });

  it('reads one app, and that there is none', async () => {
    const url = await aMarathon((request, response) => {
      const isThere = request.url?.startsWith('/v2/apps//group/a?') === true;
      response.statusCode = isThere ? 200 : 404;
      response.end(isThere ? '{"app":{"id":"/group/a","tasks":[]}}' : '{"message":"no"}');
    });
    const apps = new MarathonApps(clientOf([url]), new Addresses(10), 10);
    const ask = (id: string) => new Promise((resolve) => apps.app(id, resolve));
    expect(await ask('/group/a')).toMatchObject({
      ok: true,
      value: { apps: [{ id: '/group/a' }] },
    });
    expect(await ask('/other')).toMatchObject({ ok: true, value: { apps: [] } });
  });
});

describe('following the events of Marathon', () => {
  function follow(client: MarathonClient) {
    const heard: (string | MarathonEvent)[] = [];
    let resolve: () => void = () => undefined;
    const told = (what: string | MarathonEvent): void => {
      heard.push(what);
      resolve();
    };
    const callbacks: StreamCallbacks = {
      onOpen: () => told('open'),
      onLife: () => undefined,
      onEvent: told,
      onClosed: () => told('closed'),
    };
    const stream = client.follow(callbacks);
    const until = async (count: number): Promise<typeof heard> => {
      while (heard.length < count) await new Promise<void>((done) => (resolve = done));
      return heard;
    };
    return { stream, until };
  }

  it('tells of the beginning, of events and of the end', async () => {
    const url = await aMarathon((request, response) => {
      expect(request.url).toContain('plan-format=light&event_type=api_post_event');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"eventType":"status_update_event","appId":"/a"}\r\n\r\n');
    });
    const { until } = follow(clientOf([url]));
    const event = { type: 'status_update_event', app: '/a' };
    expect(await until(3)).toEqual(['open', event, 'closed']);
  });

  it('tries the next Marathon after one that is away', async () => {
    const url = await aMarathon((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    });
    const client = clientOf([nobody, url]);
    expect(await follow(client).until(1)).toEqual(['closed']);
    const { stream, until } = follow(client);
    expect(await until(1)).toEqual(['open']);
    stream.close();
  });
});
