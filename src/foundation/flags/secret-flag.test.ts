import { describe, expect, it } from 'vitest';
import { secretJsonType, secretType } from './flag-types.ts';

describe('a flag that may hold a password', () => {
  it.each([
    ['zk://user:p@ss@h1:2181,h2:2181/mesos', 'zk://***@h1:2181,h2:2181/mesos'],
    ['zk://h1:2181/mesos', 'zk://h1:2181/mesos'],
    ['file:///etc/mesos/zk', 'file:///etc/mesos/zk'],
  ])('%s is shown as %s', (given, shown) => {
    expect(secretType.format(given)).toBe(shown);
  });

  it('and is JSON is not shown at all', () => {
    expect(secretJsonType.parse('{"auths":{}}')).toEqual({ ok: true, value: { auths: {} } });
    expect(secretJsonType.format({ auths: {} })).toBe('***');
  });
});
