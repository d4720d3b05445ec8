import { describe, expect, it } from 'vitest';
import { empty, type HttpResponse } from '../foundation/http/index.ts';
import { EndpointRouter } from '../manners/index.ts';
import { unguarded } from '../manners/test-support.ts';
import { forEach, once } from '../security/authorization.ts';
import { registerHelp } from './help.ts';
import { registerUnsupportedEndpoints } from './unsupported-endpoints.ts';

function aRouter(): EndpointRouter {
  const router = new EndpointRouter('master');
  router.register('/version', () => empty(), { ...unguarded, summary: 'Which <version>.' });
  router.register('/master/weights', () => empty(), {
    ...unguarded,
    methods: ['GET', 'PUT'],
    summary: 'Weights of roles.',
  });
  router.register('/master', () => empty(), { ...unguarded, summary: 'A page.' });
  registerUnsupportedEndpoints(router, ['/master/quota']);
  registerHelp(router, 'master');
  return router;
}

function ask(path: string, userAgent = 'curl/8.0', format?: string): HttpResponse {
  const match = aRouter().match(path)!;
  return match.route.handler({
    method: 'GET',
    route: match.route.path,
    rest: match.rest,
    target: path,
    query: new Map(format === undefined ? [] : [['format', format]]),
    headers: { 'user-agent': userAgent },
    body: new Uint8Array(),
    peer: '127.0.0.1:40000',
    onAborted: () => undefined,
  }) as HttpResponse;
}

const textOf = (response: HttpResponse): string =>
  response.kind === 'bytes' || response.kind === 'json'
    ? String(response.body)
    : response.kind === 'text'
      ? `${response.status} ${response.text}`
      : response.kind;

describe('/help', () => {
  it('lists the processes whose endpoints are handled', () => {
    expect(textOf(ask('/help'))).toBe(
      '## HELP\n> [/master][master]\n> [/version][version]\n\n' +
        '[master]: /help/master\n[version]: /help/version\n',
    );
  });

  it('lists the endpoints of a process, and none that is not supported', () => {
    expect(textOf(ask('/help/master'))).toBe(
      '## `/master` ##\n> [/master][master]\n> [/master/weights][master/weights]\n\n' +
        '[master]: /help/master\n[master/weights]: /help/master/weights\n',
    );
  });

  it('describes an endpoint', () => {
    const response = ask('/help/master/weights');
    expect(response).toMatchObject({ kind: 'bytes', contentType: 'text/x-markdown' });
    expect(textOf(response)).toContain(
      '### USAGE ###\n>        /weights\n>        /master/weights\n\n' +
        '### TL;DR; ###\nWeights of roles.\n',
    );
    expect(textOf(response)).toContain('Methods: GET, PUT. Others are answered 405.');
  });

  it('says what it has no help for', () => {
    expect(textOf(ask('/help/moon'))).toBe("400 No help available for '/moon'.\n");
    expect(textOf(ask('/help/master/quota'))).toBe("400 No help available for '/master/quota'.\n");
  });

  it('is data when asked for', () => {
    const { processes } = JSON.parse(textOf(ask('/help', '', 'json'))) as {
      processes: { id: string; endpoints: { name: string; text: string }[] }[];
    };
    expect(processes.map(({ id, endpoints }) => [id, endpoints.map(({ name }) => name)])).toEqual([
      ['master', ['/', '/weights']],
      ['version', ['/']],
    ]);
  });

  it('is a page for browsers', () => {
    const listed = ask('/help', 'Mozilla/5.0');
    expect(listed).toMatchObject({ kind: 'bytes', contentType: 'text/html' });
    expect(textOf(listed)).toContain('<p><a href="/help/master">/master</a></p>');
    const described = textOf(ask('/help/master/weights', 'Mozilla/5.0'));
    expect(described).toContain('<h3>TL;DR;</h3><p>Weights of roles.</p>');
    expect(described).toContain('<pre>/weights</pre>');
  });
});

describe('an endpoint of a room to come', () => {
  it('is answered 501 with its name', () => {
    expect(textOf(ask('/quota/eng'))).toBe('501 /master/quota is not supported by this version');
  });
});

it('says whose credentials count and which actions are asked', () => {
  const router = new EndpointRouter('master');
  router.register('/master/weights', () => empty(), {
    realm: 'readwrite',
    methods: ['GET', 'PUT'],
    authorize: { GET: forEach('VIEW_ROLE'), PUT: once('UPDATE_WEIGHT') },
    summary: 'Weights of roles.',
  });
  registerHelp(router, 'master');
  const { route } = router.match('/help')!;
  const request = { rest: '/master/weights', query: new Map(), headers: { 'user-agent': 'curl' } };
  const text = textOf(route.handler(request as never) as HttpResponse);
  expect(text).toContain("Asks for credentials where the realm 'readwrite' has an authenticator.");
  expect(text).toContain('Actions: GET each VIEW_ROLE, PUT UPDATE_WEIGHT.');
});
