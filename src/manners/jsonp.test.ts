import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpServer, bytes, events, json, source, text } from '../foundation/http/index.ts';
import { exchange, withoutDate } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import type { EndpointHandler, EndpointOptions } from './endpoint.ts';
import { EndpointRouter } from './endpoint-router.ts';
import { unguarded } from './test-support.ts';

const long = JSON.stringify({ long: 'x'.repeat(2000) });

function* threeChunks(): Generator<Uint8Array> {
  for (const part of ['{"a"', ':', '1}']) yield Buffer.from(part);
}

describe('JSONP', () => {
  let server: HttpServer;
  let port: number;
  let sourcesDone = 0;

  beforeAll(async () => {
    const router = new EndpointRouter('master');
    const on = (
      path: string,
      handler: EndpointHandler,
      more: Partial<EndpointOptions> = {},
    ): void => router.register(path, handler, { ...unguarded, ...more });
    on('/master/state', () => json('{"a":1}'));
    on('/master/refused', () => json('{"e":1}', 409));
    on('/master/long', () => json(long));
    const onDone = (): void => void sourcesDone++;
    on('/master/source', () =>
      source('application/json', threeChunks(), { contentLength: 7, onDone }),
    );
    on('/master/log', () => source('text/plain', threeChunks(), { contentLength: 7 }));
    on('/master/call', () => bytes('application/json', '{"v1":1}'));
    on('/master/bad', () => text(400, 'No good'));
    on('/master/write', () => json('{}'), { methods: ['POST'] });
    on('/master/events', () =>
      events('application/json', (stream) => {
        stream.write('{}');
        stream.end();
      }),
    );
    server = new HttpServer({ router, log: silentLog });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterAll(() => server.close());

  async function ask(target: string, headers = ''): Promise<string> {
    const request = `GET ${target} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
    return withoutDate(await exchange(port, [request]));
  }

  it('wraps JSON of older endpoints, whatever its status', async () => {
    expect(await ask('/state?jsonp=cb')).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 11\r\nContent-Type: text/javascript\r\n\r\ncb({"a":1})',
    );
    expect(await ask('/state?jsonp=')).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Type: application/json\r\n\r\n{"a":1}',
    );
    expect(await ask('/refused?jsonp=cb')).toMatch(/^HTTP\/1.1 409 .*\r\n\r\ncb\({"e":1}\)$/s);
    expect(await ask('/long?jsonp=cb', 'Accept-Encoding: gzip\r\n')).toMatch(
      /^HTTP\/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text\/javascript\r\nContent-Length: \d+\r\n\r\n/,
    );
  });

  it('wraps streamed JSON, which then has no length', async () => {
    const before = sourcesDone;
    expect(await ask('/source?jsonp=cb')).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/javascript\r\n\r\n' +
        '3\r\ncb(\r\n4\r\n{"a"\r\n1\r\n:\r\n2\r\n1}\r\n1\r\n)\r\n0\r\n\r\n',
    );
    expect(sourcesDone).toBe(before + 1);
    expect(await ask('/source')).toContain('Content-Length: 7\r\n');
  });

  it('leaves everything else as it is', async () => {
    for (const path of ['/log', '/call', '/bad', '/events']) {
      expect(await ask(`${path}?jsonp=cb`)).toBe(await ask(path));
    }
  });

  it.each(['cb', 'angular.callbacks._0', '$', 'jQuery1_2', 'JSON_CALLBACK'])(
    'puts %s around JSON',
    async (name) => {
      expect(await ask(`/state?jsonp=${name}`)).toContain(`\r\n\r\n${name}({"a":1})`);
    },
  );

  it.each(['alert(1)//', 'a b', '1a', 'a.', '.a', 'a..b', 'a[0]', '%22', 'é', 'a'.repeat(129)])(
    'refuses jsonp=%s, before anything else',
    async (name) => {
      for (const path of ['/state', '/nosuch', '/write']) {
        const answer = await ask(`${path}?jsonp=${encodeURIComponent(name)}`);
        expect(answer).toMatch(/^HTTP\/1.1 400/);
        expect(answer).toContain("Invalid 'jsonp'");
        expect(answer).not.toContain('{"a":1}');
      }
    },
  );
});
