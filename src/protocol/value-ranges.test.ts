import { describe, expect, it } from 'vitest';
import type { TaskInfo } from './generated/mesos.ts';
import { findExecutorValueError, findTaskValueError } from './value-ranges.ts';

const task: TaskInfo = { name: 't', task_id: { value: 't' }, agent_id: { value: 'S' } };
const longest = 2n ** 62n;
const days104 = 104n * 86_400n * 1_000_000_000n;

describe('what a framework may ask of a task', () => {
  it.each<[string, Partial<TaskInfo>]>([
    ['a grace period of 104 days', { kill_policy: { grace_period: { nanoseconds: days104 } } }],
    ['the longest run time', { max_completion_time: { nanoseconds: longest } }],
    ['a check at once and again and again', { check: { interval_seconds: 0, delay_seconds: 0 } }],
    ['no limit', { limits: { cpus: { value: Infinity } } }],
    ['a check of the last port', { health_check: { tcp: { port: 65_535 } } }],
  ])('%s', (_what, more) => {
    expect(findTaskValueError({ ...task, ...more })).toBeUndefined();
  });

  it.each<[string, Partial<TaskInfo>, string]>([
    ['a negative grace', { kill_policy: { grace_period: { nanoseconds: -1 } } }, 'grace_period'],
    [
      'all of 64 bits',
      { kill_policy: { grace_period: { nanoseconds: 2n ** 63n - 1n } } },
      'at most',
    ],
    [
      'a run time that has no sum',
      { max_completion_time: { nanoseconds: longest + 1n } },
      'at most',
    ],
    ['an interval of NaN', { check: { interval_seconds: NaN } }, 'interval_seconds'],
    ['an endless delay', { health_check: { delay_seconds: Infinity } }, 'delay_seconds'],
    ['a negative timeout', { health_check: { timeout_seconds: -0.1 } }, 'timeout_seconds'],
    ['a grace of NaN', { health_check: { grace_period_seconds: NaN } }, 'grace_period_seconds'],
    ['port 0', { check: { tcp: { port: 0 } } }, 'tcp.port'],
    ['port 65536', { health_check: { http: { port: 65_536 } } }, 'http.port'],
    ['a limit of NaN', { limits: { mem: { value: NaN } } }, 'mem limit'],
    ['a negative limit', { limits: { mem: { value: -1 } } }, 'mem limit'],
  ])('but not %s', (_what, more, names) => {
    expect(findTaskValueError({ ...task, ...more })).toContain(names);
  });

  it('the same of the executor that a task brings', () => {
    const executor = {
      executor_id: { value: 'e' },
      shutdown_grace_period: { nanoseconds: 2n ** 63n - 1n },
    };
    expect(findExecutorValueError(executor)).toContain('shutdown_grace_period');
    expect(findTaskValueError({ ...task, executor })).toContain('shutdown_grace_period');
  });
});
