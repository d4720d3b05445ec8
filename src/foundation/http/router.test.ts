import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { bytes, empty, events, json, text } from './response.ts';
import { Router } from './router.ts';
import { HttpServer } from './server.ts';
import { exchange, withoutDate } from './test-support.ts';

describe('Router', () => {
  let server: HttpServer;
  let port: number;
  let opened: number;

  beforeEach(async () => {
    opened = 0;
    const router = new Router();
    router.on('GET', '/v2/apps', () => json('[]'));
    router.on('POST', '/v2/apps', ({ body }) => text(201, Buffer.from(body).toString()));
    // Which names there are is known to the compiler.
    router.on('GET', '/v2/apps/:id', ({ parameters }) => text(200, parameters.id));
    router.on('PUT', '/v2/apps/:id', ({ parameters, target }) =>
      text(200, `${parameters.id} at ${target}`),
    );
    router.on('DELETE', '/v2/apps/:id/tasks/:task', ({ parameters: { id, task } }) =>
      text(200, `${id} ${task}`),
    );
    router.on('GET', '/files/*path', ({ parameters }) => text(200, `[${parameters.path}]`));
    router.on('GET', '/v2/groups/*id/versions/:version', ({ parameters: { id, version } }) =>
      text(200, `[${id}] ${version}`),
    );
    router.on('GET', '/v2/groups/*id', ({ parameters }) => text(200, `[${parameters.id}]`));
    router.on('GET', '/head', ({ method }) => bytes('text/x-method', method));
    router.on('HEAD', '/own', () => empty(204));
    router.on('GET', '/own', () => empty());
    router.on('GET', '/events', () => events('text/event-stream', () => void opened++));
    router.on('GET', '/toggle', () => empty(), { changes: (query) => query.has('on') });
    server = new HttpServer({
      router,
      log: silentLog,
      hosts: { isLoopback: true, names: [] },
      limits: { maxBodyBytes: 10 },
    });
    port = (await server.listen(0, '127.0.0.1')).port;
  });

  afterEach(() => server.close());

  /** "200 the body" */
  async function ask(method: string, target: string, headers = ''): Promise<string> {
    const answer = await wholeAnswer(method, target, headers);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    return `${head.split(' ')[1]} ${body}`;
  }

  async function wholeAnswer(method: string, target: string, headers = ''): Promise<string> {
    const request = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
    return withoutDate(await exchange(port, [request]));
  }

  it('chooses by path, then by method, and hands over the parameters', async () => {
    expect(await ask('GET', '/v2/apps')).toBe('200 []');
    expect(await ask('GET', '/v2/apps?embed=x')).toBe('200 []');
    expect(await ask('GET', '/v2/apps/web')).toBe('200 web');
    expect(await ask('PUT', '/v2/apps/web?force=true')).toBe('200 web at /v2/apps/web?force=true');
    expect(await ask('DELETE', '/v2/apps/web/tasks/7')).toBe('200 web 7');
    expect(await ask('GET', '/files/a/b')).toBe('200 [a/b]');
    expect(await ask('GET', '/files')).toBe('200 []');
    expect(await ask('GET', '/files//a')).toBe('200 [/a]');
  });

  it('hands over a rest in the middle like one at the end', async () => {
    expect(await ask('GET', '/v2/groups/a/b/versions/7')).toBe('200 [a/b] 7');
    expect(await ask('GET', '/v2/groups//a/b/versions/7')).toBe('200 [/a/b] 7');
    expect(await ask('GET', '/v2/groups/versions/7')).toBe('200 [versions/7]');
    expect(await ask('GET', '/v2/groups/a%2Fversions/7')).toBe('200 [a/versions/7]');
    expect(await ask('GET', '/v2/groups/a/versions/7/')).toBe('200 [a/versions/7/]');
    expect(await ask('POST', '/v2/groups/a/versions/7')).toMatch(/^405/);
  });

  it('decodes what is in a parameter, and no slash becomes one of the path', async () => {
    expect(await ask('GET', '/v2/apps/%2Fgroup%2Fweb')).toBe('200 /group/web');
    expect(await ask('GET', '/v2/apps/a+b%20c%C3%A9')).toBe('200 a+b cÃ©');
    expect(await ask('GET', '/v2%2Fapps')).toBe('404 404 Not Found.');
    expect(await ask('GET', '/v2/apps/%zz')).toMatch(/^400 Failed to decode path/);
    expect(await ask('GET', '/v2/apps/%00')).toMatch(/^400 /);
  });

  it.each([
    '/files/../secret',
    '/files/%2e%2e/secret',
    '/files/a%2f..%2f..%2fsecret',
    '/v2/apps/..',
  ])('lets %s climb nowhere', async (target) =>
    expect(await ask('GET', target)).toBe('404 404 Not Found.'),
  );

  it.each([
    '/v2',
    '/v2/apps/',
    '/v2/apps/web/',
    '/V2/apps',
    '/v2/apps.json',
    '/apps',
    '/x/v2/apps',
  ])('forgives nothing: %s is unknown', async (target) =>
    expect(await ask('GET', target)).toBe('404 404 Not Found.'),
  );

  it('refuses other methods with those that there are', async () => {
    const answer = await wholeAnswer('PATCH', '/v2/apps');
    expect(answer).toMatch(/^HTTP\/1.1 405 Method Not Allowed\r\nAllow: GET, POST, HEAD\r\n/);
    expect(answer).toContain("but received 'PATCH'");
    expect(await wholeAnswer('GET', '/v2/apps/web/tasks/7')).toContain('\r\nAllow: DELETE\r\n');
    expect(await ask('HEAD', '/v2/apps/web/tasks/7')).toMatch(/^405/);
  });

  it('answers HEAD like GET without a body, and opens no stream for it', async () => {
    expect(await wholeAnswer('HEAD', '/head')).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/x-method\r\nContent-Length: 4\r\n\r\n',
    );
    expect(await ask('HEAD', '/own')).toBe('204 ');
    expect(await wholeAnswer('HEAD', '/events')).toMatch(/^HTTP\/1.1 200 .*text\/event-stream/s);
    expect(opened).toBe(0);
  });

  it('knows none of the manners of Mesos', async () => {
    expect(await ask('GET', '/v2/apps?jsonp=cb')).toBe('200 []');
    expect(await ask('GET', '/v2/apps?jsonp=alert(1)')).toBe('200 []');
  });

  it('keeps pages of other sites from what changes something, and reads bounded bodies', async () => {
    const stranger = 'Sec-Fetch-Site: cross-site\r\n';
    expect(await ask('GET', '/toggle', stranger)).toBe('200 ');
    expect(await ask('GET', '/toggle?on', stranger)).toMatch(/^403/);
    expect(await ask('PUT', '/v2/apps/web', stranger)).toMatch(/^403/);
    expect(await ask('POST', '/nosuch', stranger)).toMatch(/^403/);
    const post = (body: string) => ask('POST', '/v2/apps', `Content-Length: ${body.length}\r\n`);
    expect(await post('x'.repeat(11))).toMatch(/^413/);
  });

  it('refuses a route that is there, under whatever names', () => {
    const router = new Router();
    router.on('GET', '/a/:id', () => empty());
    expect(() => router.on('GET', '/a/:id', () => empty())).toThrow(/registered once/);
    expect(() => router.on('PUT', '/a/:name', () => empty())).toThrow(/alike/);
    // @ts-expect-error: the pattern has no parameter of this name
    router.on('PUT', '/a/:id', ({ parameters }) => text(200, parameters.name));
  });
});
