import { describe, expect, it } from 'vitest';
import { readModules } from './modules.ts';

const fixed = { name: 'fixed', parameters: { key: 'resources', value: 'cpus:14' } };

describe('what --modules says', () => {
  it('is nothing when it is not given', () => {
    expect(readModules(undefined)).toEqual({ ok: true, value: new Map() });
  });

  it('may have one value where a list is wanted, as documents of Mesos write it', () => {
    const parameters = [{ key: 'resources', value: 'cpus:14' }];
    const value = new Map([['fixed', parameters]]);
    expect(readModules({ libraries: { file: '/x.so', modules: fixed } })).toEqual({
      ok: true,
      value,
    });
    const listed = { libraries: [{ modules: [{ name: 'fixed', parameters }] }] };
    expect(readModules(listed)).toEqual({ ok: true, value });
  });

  it('adds up over libraries', () => {
    const other = { name: 'fixed', parameters: [{ key: 'a', value: 'b' }] };
    const read = readModules({
      libraries: [{ modules: fixed }, { modules: [other, { name: 'x' }] }],
    });
    expect(read).toEqual({
      ok: true,
      value: new Map([
        ['fixed', [fixed.parameters, { key: 'a', value: 'b' }]],
        ['x', []],
      ]),
    });
  });

  it.each([
    [[], 'it must be an object'],
    [null, 'it must be an object'],
    [{ libraries: 'a' }, "'libraries' must be a list of objects"],
    [{ libraries: { modules: ['a'] } }, "'modules' must be a list of objects"],
    [{ libraries: { modules: {} } }, "a module needs a 'name'"],
    [{ libraries: { modules: { name: 'a', parameters: 1 } } }, "a: 'parameters' must be"],
    [
      { libraries: { modules: { name: 'a', parameters: { key: 'k', value: 1 } } } },
      'a: a parameter',
    ],
  ])('is refused where it makes no sense: %j', (json, words) => {
    expect(readModules(json)).toMatchObject({ error: expect.stringContaining(words) as string });
  });
});
