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
    for (const bad of ['apps', '', '/apps/', '/a//b', '/*rest/more', '/:', '/:a/:a', '/a:/*']) {
      expect(() => tableOf(bad), bad).toThrow();
    }
    expect(() => tableOf('/apps/:id', '/apps/:name')).toThrow(/registered once/);
    expect(() => tableOf('/apps/*a', '/apps/*b')).toThrow(/registered once/);
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
