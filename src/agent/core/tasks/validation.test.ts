import { describe, expect, it } from 'vitest';
import type { Resource, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { PaperCluster, aTask, anExecutor, someResources } from '../test-support.ts';

function registered(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  return cluster;
}

const port: Resource = {
  name: 'ports',
  type: 'RANGES',
  ranges: { range: [{ begin: 7, end: 7 }] },
  allocation_info: { role: 'web' },
};
const withPort = { resources: [...someResources(), port] };
const longestInt64 = 2n ** 63n - 1n;
const days104 = 104n * 86_400n * 1_000_000_000n;

/** The master checks the same; the agent does not rely on it. */
describe('a task that is to be run', () => {
  it('may have 104 days to end, and a restarted agent still knows', () => {
    const cluster = registered();
    cluster.run(aTask('t', { kill_policy: { grace_period: { nanoseconds: days104 } } }));
    expect(cluster.told).toEqual(['t: STARTING', 't: RUNNING']);
    cluster.crash();
    cluster.startRegistered();
    expect(cluster.state.frameworks.get('F1')!.executors.has('t')).toBe(true);
  });

  it.each<[string, Partial<TaskInfo>]>([
    [
      'more time than can be counted',
      { kill_policy: { grace_period: { nanoseconds: longestInt64 } } },
    ],
    [
      'a check every NaN seconds',
      { check: { type: 'TCP', tcp: { port: 1 }, interval_seconds: NaN } },
    ],
    ['a check of port 70000', { health_check: { type: 'TCP', tcp: { port: 70_000 } } }],
    ['NaN cpus', { resources: someResources(NaN) }],
    ['a negative amount', { resources: someResources(-1) }],
  ])('with %s is refused, and the agent goes on', (_what, more) => {
    const cluster = registered();
    cluster.run(aTask('t', more));
    cluster.run(aTask('u'));
    expect(cluster.told).toEqual(['t: ERROR', 'u: STARTING', 'u: RUNNING']);
    expect(cluster.exits).toEqual([]);
  });

  it.each([
    ['two tasks of a group', anExecutor('e'), [aTask('t', withPort), aTask('u', withPort)]],
    ['a task and its executor', anExecutor('e', withPort), [aTask('t', withPort)]],
    ['a task that is there twice', anExecutor('e'), [aTask('t'), aTask('t')]],
  ])('does not share what it has: %s', (_who, executor, tasks) => {
    const cluster = registered();
    cluster.runGroup(executor, tasks);
    expect(new Set(cluster.told)).toEqual(new Set(tasks.map(({ name }) => `${name}: ERROR`)));
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('does not get what another task of its executor has', () => {
    const cluster = registered();
    const executor = { executor: anExecutor('e'), ...withPort };
    const { command: _command, ...task } = aTask('t', executor);
    cluster.run(task);
    const { command: _other, ...second } = aTask('u', executor);
    cluster.run(second);
    expect(cluster.told).toEqual(['u: ERROR']);
  });
});
