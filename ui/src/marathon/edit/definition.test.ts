import { describe, expect, it } from 'vitest';
import {
  changesOf,
  definitionOf,
  diffLines,
  parseDefinition,
  valueAt,
  withValue,
} from './definition.ts';

describe("an app's definition in the editor", () => {
  it('changes one place and leaves what it does not know', () => {
    const before = { id: '/a', unknown: { deep: [1, 2] }, env: { A: '1' } };
    expect(withValue(before, ['env', 'B'], '2')).toEqual({ ...before, env: { A: '1', B: '2' } });
    expect(withValue(before, ['container', 'docker', 'image'], 'x')).toEqual({
      ...before,
      container: { docker: { image: 'x' } },
    });
  });

  it('takes away what became empty, so that nothing is set that nobody set', () => {
    const made = withValue({ id: '/a' }, ['container', 'docker', 'image'], 'x');
    expect(withValue(made, ['container', 'docker', 'image'], undefined)).toEqual({ id: '/a' });
    const list = withValue({ id: '/a' }, ['fetch', 0], { uri: 'u' });
    expect(list).toEqual({ id: '/a', fetch: [{ uri: 'u' }] });
    expect(withValue(list, ['fetch', 0], undefined)).toEqual({ id: '/a' });
  });

  it('reads places, also those that are not there', () => {
    expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
    expect(valueAt({ a: 1 }, ['a', 'b', 'c'])).toBeUndefined();
  });

  it('sends what differs, and what was taken away as empty', () => {
    const before = { id: '/a', cmd: 'x', env: { A: '1' }, constraints: [['hostname', 'UNIQUE']] };
    expect(changesOf(before, { id: '/a', cmd: 'y' })).toEqual({
      cmd: 'y',
      env: {},
      constraints: [],
    });
    expect(changesOf(before, before)).toEqual({});
  });

  it('leaves out what is no part of a definition', () => {
    const app = { id: '/a', tasksRunning: 1, version: 'v', deployments: [], instances: 2 };
    expect(definitionOf(app)).toEqual({ id: '/a', instances: 2 });
  });

  it('says why a text is none', () => {
    expect(parseDefinition('[]')).toMatchObject({ ok: false });
    expect(parseDefinition('{')).toMatchObject({ ok: false });
    expect(parseDefinition('{"id":"/a"}')).toEqual({ ok: true, value: { id: '/a' } });
  });

  it('shows line by line what differs', () => {
    expect(diffLines('a\nb\nc', 'a\nx\nc\nd')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
      { kind: 'added', text: 'd' },
    ]);
  });
});
