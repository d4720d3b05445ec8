import { describe, expect, it } from 'vitest';
import { matches, sortedInstances } from './instance-rows.ts';
import type { Instance } from '../model.ts';

const instance = (id: string, host: string, port: number): Instance => ({
  ...{ id, host, ports: [port], state: 'TASK_RUNNING', slaveId: 's', version: 'v' },
});
const all = [
  instance('a', 'two', 31_001),
  instance('b', 'one', 31_002),
  instance('c', 'two', 31_000),
];

describe('the instances of an app', () => {
  it('are found by host and port together', () => {
    expect(all.filter((each) => matches(each, 'TWO:3100')).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(all.filter((each) => matches(each, 'two 31001')).map(({ id }) => id)).toEqual(['a']);
    expect(all.filter((each) => matches(each, ''))).toHaveLength(3);
  });

  it('stand in any order, equal ones by their ids', () => {
    const ids = (sort: string): string =>
      sortedInstances(all, sort)
        .map(({ id }) => id)
        .join('');
    expect(ids('id')).toBe('abc');
    expect(ids('-id')).toBe('cba');
    expect(ids('host')).toBe('bac');
    expect(ids('-ports')).toBe('bac');
    expect(ids('nonsense')).toBe('abc');
  });
});
