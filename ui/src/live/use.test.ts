import { describe, expect, it } from 'vitest';
import { usesOf } from './use.ts';

const told = (timestamp: number, user: number, more: object = {}) => [
  {
    executor_id: 'e',
    framework_id: 'f',
    statistics: { timestamp, cpus_user_time_secs: user, cpus_system_time_secs: 1, ...more },
  },
];

describe('what a task uses', () => {
  it('is the time on a CPU between two answers, and the memory of the last', () => {
    const before = new Map<string, readonly [number, number]>();
    expect(usesOf(told(100, 5, { mem_rss_bytes: 7 }), before).get('f\ne')).toEqual({
      cpus: undefined,
      memBytes: 7,
    });
    const use = usesOf(told(105, 15, { mem_rss_bytes: 9 }), before).get('f\ne');
    expect(use).toEqual({ cpus: 2, memBytes: 9 });
  });

  it('is never less than nothing, as after a restart', () => {
    const before = new Map<string, readonly [number, number]>();
    usesOf(told(100, 500), before);
    expect(usesOf(told(105, 0), before).get('f\ne')?.cpus).toBe(0);
  });

  it('forgets what is not told any more', () => {
    const before = new Map<string, readonly [number, number]>();
    usesOf(told(100, 5), before);
    expect(usesOf([], before).size).toBe(0);
    expect(before.size).toBe(0);
  });
});
