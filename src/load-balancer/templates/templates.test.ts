import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anApp, configure, noSources, someHead } from '../test-support.ts';
import { compile, fill } from './compile.ts';
import { templateNames, templateTable } from './table.ts';
import { templates } from './templates.ts';

const files = (entries: Readonly<Record<string, string>>) => ({
  ...noSources,
  files: new Map(Object.entries(entries)),
});
const environment = (entries: Readonly<Record<string, string>>) => ({
  ...noSources,
  environment: new Map(Object.entries(entries)),
});

describe('the form of templates', () => {
  it('keys in braces, braces doubled, as Python has it', () => {
    const template = compile('a {x} {{ y }} {x}{z}', ['x', 'z']);
    expect(template.ok && fill(template.value, { x: 1, z: '{x}' })).toBe('a 1 { y } 1{x}');
  });

  it.each([
    ['{y}', 'must not name {y}; there are {x}'],
    ['{x', 'must double braces that are no keys: {{ and }}'],
    ['x}', 'must double braces that are no keys: {{ and }}'],
    ['{x!r}', 'must not name {x!r}; there are {x}'],
    ['{}', 'must not name {}; there are {x}'],
  ])('%s is refused', (text, error) => {
    expect(compile(text, ['x'])).toEqual({ ok: false, error });
  });

  it('values go in as they are, whatever the text around them', () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, text, (before, value, after) => {
        const doubled = (part: string) => part.replaceAll('{', '{{').replaceAll('}', '}}');
        const template = compile(`${doubled(before)}{key}${doubled(after)}`, ['key']);
        expect(template.ok && fill(template.value, { key: value })).toBe(before + value + after);
      }),
    );
  });
});

describe('whose text is taken', () => {
  const name = 'HAPROXY_BACKEND_HEAD';
  const text = (kind: string) => `\nbackend {backend}\n  # of ${kind}\n`;
  const label = { HAPROXY_0_BACKEND_HEAD: text('label') };

  it('that of the label, the environment, the file, in this order', () => {
    const both = { ...files({ [name]: text('file') }), ...environment({ [name]: text('env') }) };
    const all = { files: files({ [name]: text('file') }).files, environment: both.environment };
    expect(configure([anApp('/a', label)], {}, all).text).toContain('# of label');
    expect(configure([anApp('/a')], {}, all).text).toContain('# of env');
    expect(configure([anApp('/a')], {}, files({ [name]: text('file') })).text).toContain(
      '# of file',
    );
  });

  it(String.raw`in the environment \n is a new line`, () => {
    const given = String.raw`\nbackend {backend}\n  mode tcp`;
    expect(configure([anApp('/a')], {}, environment({ [name]: given })).text).toContain(
      '\nbackend a_10000\n  mode tcp\n  server ',
    );
  });

  it('a key that there is not is a problem; the text of others is taken', () => {
    const made = configure([anApp('/a', label)], {}, files({ [name]: 'backend {name}' }));
    expect(made.problems).toMatchObject([{ label: name, effect: 'the standard text is used' }]);
    const bad = configure([anApp('/a', { HAPROXY_0_BACKEND_HEAD: 'backend {x}' })]);
    expect(bad.problems).toMatchObject([
      { app: '/a', label: 'HAPROXY_0_BACKEND_HEAD', effect: 'the template of all apps is used' },
    ]);
    expect(bad.text).toBe(configure([anApp('/a')]).text);
  });

  it.each([
    ['BACKEND_HTTP_OPTIONS', '  option forwardfor\nfrontend other\n  bind *:1'],
    ['BACKEND_SERVER_TCP_HEALTHCHECK_OPTIONS', 'check\n  server x 1.1.1.1:1'],
    ['BACKEND_STICKY_OPTIONS', 'cookie \u0000'],
  ])('a label %s may not leave its place', (template, value) => {
    const made = configure([anApp('/a', { [`HAPROXY_0_${template}`]: value })]);
    expect(made.problems).toHaveLength(1);
    expect(made.text).toBe(configure([anApp('/a')]).text);
  });

  it('labels cannot replace what all apps share', () => {
    const made = configure([
      anApp('/a', { HAPROXY_0_HEAD: 'global', HAPROXY_0_HTTP_FRONTEND_HEAD: 'x' }),
    ]);
    expect(made.problems).toHaveLength(2);
  });
});

describe('the head', () => {
  const usable = 'global\n  stats socket /var/run/haproxy/socket expose-fd listeners\n';
  const head = (text: string) => templates(files({ HAPROXY_HEAD: text }), someHead);
  const textOf = (text: string) => head(text).texts.get('HEAD')?.texts.join('');

  it('an own one is taken as it is', () => {
    expect(textOf(usable)).toBe(usable);
    expect(head(usable).problems).toEqual([]);
  });

  it.each([
    ['global\n  daemon\n  stats socket /x expose-fd listeners\n', 'daemon'],
    ['global\n  stats socket /x\n', 'expose-fd listeners'],
  ])('one that HAProxy could not be steered with is refused', (text, word) => {
    const { problems } = head(text);
    expect(problems).toMatchObject([{ label: 'HAPROXY_HEAD' }]);
    expect(problems[0]?.rule).toContain(word);
    expect(textOf(text)).toContain('listen stats');
  });

  it('the Lua of the original becomes our endpoints', () => {
    const lua = `${usable}  lua-load /marathon-lb/getpids.lua\nlisten stats\n  http-request use-service lua.getpids if getpid\n`;
    expect(textOf(lua)).toBe(
      `${usable}listen stats\n  use_backend marathon_lb_control if getpid\n`,
    );
  });

  it('options of HAPROXY_GLOBAL_DEFAULT_OPTIONS are in defaults, each once', () => {
    const options = { ...someHead, defaultOptions: 'tcplog, redispatch,tcplog,bad"one' };
    const text = templates(noSources, options).texts.get('HEAD')?.texts.join('') ?? '';
    expect(text.match(/^ {2}option .*$/gm)).toEqual(['  option redispatch', '  option tcplog']);
  });
});

it('every standard text is one that its own rules accept', () => {
  const { problems, texts } = templates(noSources, someHead);
  expect(problems).toEqual([]);
  for (const name of templateNames) {
    const given = files({ [`HAPROXY_${name}`]: templateTable[name].standard });
    if (name === 'HEAD' || templateTable[name].standard === '') continue;
    expect(templates(given, someHead)).toMatchObject({ problems: [] });
    expect(templates(given, someHead).texts.get(name)).toEqual(texts.get(name));
  }
});

it('templates that the original never used are said to be unused', () => {
  const name = 'HAPROXY_HTTPS_FRONTEND_AUTH_ACL_ONLY';
  expect(templates(files({ [name]: 'x' }), someHead).problems).toMatchObject([{ label: name }]);
});
