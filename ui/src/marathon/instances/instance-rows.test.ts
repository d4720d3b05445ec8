import { describe, expect, it } from 'vitest';
import { matches, orderOf, sortedInstances, updatedMs } from './instance-rows.ts';
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
      sortedInstances(all, orderOf(sort))
        .map(({ id }) => id)
        .join('');
    expect(ids('id')).toBe('abc');
    expect(ids('-id')).toBe('cba');
    expect(ids('host')).toBe('bac');
    expect(ids('-ports')).toBe('bac');
    expect(ids('nonsense')).toBe('abc');
  });

  it('stand by what they use, those of which nothing is known first', () => {
    const use = { cpusLimit: null, memBytes: 5, memLimitBytes: null };
    const uses = new Map([
      ['a', { ...use, cpus: 2 }],
      ['c', { ...use, cpus: 0 }],
    ]);
    const ids = (sort: string): string =>
      sortedInstances(all, orderOf(sort), uses)
        .map(({ id }) => id)
        .join('');
    expect(ids('cpuUse')).toBe('bca');
    expect(ids('-cpuUse')).toBe('acb');
    expect(ids('memUse')).toBe('bac');
  });

  it('were updated when they were staged, began, or were found otherwise', () => {
    const at = (second: number): string => new Date(second * 1_000).toISOString();
    const one = { ...all[0]!, stagedAt: at(1), startedAt: at(2) };
    const result = { consecutiveFailures: 0, firstSuccess: at(3), lastSuccess: at(9) };
    expect(updatedMs(all[0]!)).toBe(0);
    expect(updatedMs(one)).toBe(2_000);
    expect(updatedMs({ ...one, healthCheckResults: [{ ...result, alive: true }] })).toBe(3_000);
    const failing = { ...result, alive: false, lastFailure: at(7) };
    expect(updatedMs({ ...one, healthCheckResults: [failing] })).toBe(7_000);
  });
});
