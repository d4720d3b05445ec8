import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RouteTable } from './route-table.ts';

function tableOf(...patterns: string[]): RouteTable<string> {
  const table = new RouteTable<string>();
  for (const pattern of patterns) table.add(pattern, pattern);
  return table;
}

const patterns = [
  '/',
  '/apps',
  '/apps/:id',
  '/apps/:id/tasks',
  '/apps/groups',
  '/apps/:id/tasks/:task',
  '/apps/*rest',
  '/files/*path',
  '/:any/status',
];

describe('RouteTable', () => {
  it.each([
    ['/', '/', {}],
    ['/apps', '/apps', {}],
    ['/apps/web', '/apps/:id', { id: 'web' }],
    ['/apps/groups', '/apps/groups', {}],
    ['/apps/web/tasks', '/apps/:id/tasks', { id: 'web' }],
    ['/apps/web/tasks/7', '/apps/:id/tasks/:task', { id: 'web', task: '7' }],
    // Texts go first, but a way that ends nowhere is left again.
    ['/apps/groups/tasks', '/apps/:id/tasks', { id: 'groups' }],
    ['/apps/status', '/apps/:id', { id: 'status' }],
    ['/x/status', '/:any/status', { any: 'x' }],
    ['/apps/web/nothing', '/apps/*rest', { rest: '/web/nothing' }],
    ['/apps/', '/apps/*rest', { rest: '/' }],
    ['/apps//tasks', '/apps/*rest', { rest: '//tasks' }],
    ['/files', '/files/*path', { path: '' }],
    ['/files/', '/files/*path', { path: '/' }],
    ['/files/a/b', '/files/*path', { path: '/a/b' }],
    ['/files/status', '/files/*path', { path: '/status' }],
  ])('%s is %s', (path, pattern, parameters) => {
    for (const order of [patterns, patterns.toReversed()]) {
      expect(tableOf(...order).find(path)).toEqual({ value: pattern, parameters });
    }
  });

  it.each(['/nosuch', '//', '//status', '/x', '/x/status/', '/Apps', '/apps%2Fweb', '/__proto__'])(
    '%s is nothing',
    (path) => expect(tableOf(...patterns).find(path)).toBeUndefined(),
  );

  it('decodes parts, after it has told them apart', () => {
    const table = tableOf('/apps/:id', '/a b/*rest');
    const find = (path: string) => table.find(path, decodeURIComponent)?.parameters;
    expect(find('/apps/a%2Fb')).toEqual({ id: 'a/b' });
    expect(find('/%61pps/%3Aid')).toEqual({ id: ':id' });
    expect(find('/a%20b/c%2Fd/e')).toEqual({ rest: '/c/d/e' });
    expect(find('/apps%2Fweb')).toBeUndefined();
  });

  it('refuses patterns that nobody could ask for, and the same twice', () => {
    for (const bad of [
      'apps',
      '',
      '/apps/',
      '/a//b',
      '/*a/*b',
      '/*a/b/*c',
      '/*',
      '/:',
      '/:a/:a',
      '/a:/*',
    ]) {
      expect(() => tableOf(bad), bad).toThrow();
    }
    expect(() => tableOf('/apps/:id', '/apps/:name')).toThrow(/registered once/);
    expect(() => tableOf('/apps/*a', '/apps/*b')).toThrow(/registered once/);
    expect(() => tableOf('/*a/x/:b', '/*b/x/:c')).toThrow(/registered once/);
    expect(() => tableOf('/*a/x/:a')).toThrow(/different names/);
  });

  it('looks at each of its nodes once, whatever the path is', () => {
    // Two ways at every step: whoever tried all combinations would not come back.
    const table = new RouteTable<number>();
    let steps = '';
    for (let i = 0; i < 40; i++) {
      steps += i % 2 === 0 ? '/:p'.concat(String(i)) : '/a';
      table.add(`${steps}/end${i}`, i);
    }
    let decoded = 0;
    const count = (text: string): string => (decoded++, text);
    expect(table.find('/a'.repeat(30_000), count)).toBeUndefined();
    expect(decoded).toBeLessThanOrEqual(81);
    expect(table.find(`/${'x'.repeat(60_000)}`, count)).toBeUndefined();
  });
});

const applications = [
  '/v2/apps',
  '/v2/apps/*id',
  '/v2/apps/*id/tasks',
  '/v2/apps/*id/tasks/:task',
  '/v2/apps/*id/versions',
  '/v2/apps/*id/versions/:version',
  '/v2/groups/versions',
  '/v2/groups/*id/versions',
];

describe('a rest in the middle', () => {
  it.each([
    ['/v2/apps/a/b/c/tasks', '/v2/apps/*id/tasks', { id: '/a/b/c' }],
    ['/v2/apps/a/tasks', '/v2/apps/*id/tasks', { id: '/a' }],
    ['/v2/apps/a/b/c', '/v2/apps/*id', { id: '/a/b/c' }],
    ['/v2/apps/a/b/versions/7', '/v2/apps/*id/versions/:version', { id: '/a/b', version: '7' }],
    ['/v2/apps/a/versions', '/v2/apps/*id/versions', { id: '/a' }],
    ['/v2/groups/versions', '/v2/groups/versions', {}],
    ['/v2/groups/a/b/versions', '/v2/groups/*id/versions', { id: '/a/b' }],
    // It is as long as it can be where only one tail fits, and is never nothing.
    ['/v2/apps/tasks/tasks', '/v2/apps/*id/tasks', { id: '/tasks' }],
    ['/v2/apps/tasks', '/v2/apps/*id', { id: '/tasks' }],
    ['/v2/apps/versions/7', '/v2/apps/*id', { id: '/versions/7' }],
    // Equally many texts: the longer tail.
    ['/v2/apps/a/tasks/tasks', '/v2/apps/*id/tasks/:task', { id: '/a', task: 'tasks' }],
    ['/v2/apps/a/tasks/versions', '/v2/apps/*id/tasks/:task', { id: '/a', task: 'versions' }],
    // An empty part is a part; a slash at the end is not forgiven.
    ['/v2/apps//a/b/tasks', '/v2/apps/*id/tasks', { id: '//a/b' }],
    ['/v2/apps//a', '/v2/apps/*id', { id: '//a' }],
    ['/v2/apps//tasks', '/v2/apps/*id', { id: '//tasks' }],
    ['/v2/apps/a//tasks', '/v2/apps/*id/tasks', { id: '/a/' }],
    ['/v2/apps/a/tasks/', '/v2/apps/*id', { id: '/a/tasks/' }],
    ['/v2/apps/a/versions//', '/v2/apps/*id', { id: '/a/versions//' }],
    ['/v2/apps/', '/v2/apps/*id', { id: '/' }],
    ['/v2/apps', '/v2/apps', {}],
  ])('%s is %s', (path, pattern, parameters) => {
    for (const order of [applications, applications.toReversed()]) {
      expect(tableOf(...order).find(path)).toEqual({ value: pattern, parameters });
    }
  });

  it('ends where a part does, not where an encoded slash is', () => {
    const table = tableOf(...applications);
    const find = (path: string) => table.find(path, decodeURIComponent);
    expect(find('/v2/apps/a%2Ftasks')).toEqual({
      value: '/v2/apps/*id',
      parameters: { id: '/a/tasks' },
    });
    expect(find('/v2/apps/a%2Fb/%74asks')).toEqual({
      value: '/v2/apps/*id/tasks',
      parameters: { id: '/a/b' },
    });
    expect(find('/v2/apps/a/versions/x%2Fy')?.parameters).toEqual({ id: '/a', version: 'x/y' });
  });

  it('costs no more than its tails', () => {
    const table = tableOf(...applications);
    let decoded = 0;
    const count = (text: string): string => (decoded++, text);
    expect(table.find(`/v2/apps${'/tasks'.repeat(10_000)}/`, count)?.value).toBe('/v2/apps/*id');
    expect(decoded).toBeLessThan(20);
  });
});

/** The rule, told another way: all patterns that fit, and the best of them. */
function bestOf(patterns: readonly string[], path: string): string | undefined {
  const fitting = patterns.filter((pattern) => {
    const parts = pattern.slice(1).split('/');
    const expression = parts.map((part, index) => {
      if (part.startsWith(':')) return '/[^/]+';
      if (!part.startsWith('*')) return `/${part}`;
      return index === parts.length - 1 ? '(/.*)?' : '/.+';
    });
    return new RegExp(`^${expression.join('')}$`).test(path);
  });
  return fitting.toSorted((a, b) => compare(a.slice(1).split('/'), b.slice(1).split('/')))[0];
}

function compare(a: readonly string[], b: readonly string[]): number {
  const rank = (part: string | undefined): number =>
    part === undefined ? 2 : part.startsWith('*') ? 3 : part.startsWith(':') ? 1 : 0;
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    if (rank(a[at]) === 3 && rank(b[at]) === 3) {
      const [tailA, tailB] = [a.slice(at + 1), b.slice(at + 1)];
      const texts = (tail: string[]): number => tail.filter((part) => rank(part) === 0).length;
      const first = tailA.findIndex((part, i) => rank(part) !== rank(tailB[i]));
      return (
        texts(tailB) - texts(tailA) ||
        tailB.length - tailA.length ||
        rank(tailA[first]) - rank(tailB[first])
      );
    }
    if (rank(a[at]) !== rank(b[at])) return rank(a[at]) - rank(b[at]);
  }
  return 0;
}

describe('any table', () => {
  const text = fc.constantFrom('a', 'b', 'tasks');
  const pieces = fc.array(fc.oneof(text, fc.constant(':')), { maxLength: 3 });
  /** "/a/:p0/*r/tasks/:p1": names by place, so that equal shapes are equal patterns. */
  const aPattern = fc
    .record({ before: pieces, rest: fc.option(pieces, { nil: undefined }) })
    .map(({ before, rest }) => {
      const parts = rest === undefined ? before : [...before, '*r', ...rest];
      return `/${parts.map((part, index) => (part === ':' ? `:p${index}` : part)).join('/')}`;
    })
    .filter((pattern) => pattern !== '/');
  const aTable = fc.uniqueArray(aPattern, { minLength: 1, maxLength: 8 });
  const aPath = fc
    .array(fc.oneof(text, fc.constant(''), fc.constant('x')), { minLength: 1, maxLength: 7 })
    .map((parts) => `/${parts.join('/')}`)
    .filter((path) => path !== '/');

  it('finds the best pattern, whatever was added first, and the parts make up the path', () => {
    const check = fc.property(aTable, aPath, (table, path) => {
      const found = tableOf(...table).find(path);
      expect(found?.value).toBe(bestOf(table, path));
      expect(tableOf(...table.toReversed()).find(path)).toEqual(found);
      if (found === undefined) return;
      const filled = found.value.replace(/\/\*r|:p\d/g, (name) =>
        name === '/*r' ? found.parameters['r']! : found.parameters[name.slice(1)]!,
      );
      expect(filled).toBe(path);
    });
    fc.assert(check, { numRuns: 3_000 });
  });
});
